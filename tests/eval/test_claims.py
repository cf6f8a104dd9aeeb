"""The labelled sentences in every run of the tests, and proof that their report can fail."""

import json
from pathlib import Path

import pytest

from evals.claims import BLIND_CLAIMS, SETS, claim_cases, main, score


@pytest.mark.parametrize("name", SETS)
def test_seen_claims_stay_found_and_innocent_sentences_pass(name: str) -> None:
    found = score(claim_cases(BLIND_CLAIMS / name))

    assert (found.claims, found.innocent) == (100, 100)
    assert found.is_good, (found.missed, found.alarms)


def test_the_report_fails_where_claims_get_through(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "set.jsonl"
    rows = [
        {"id": "1", "claim": True, "text": "당근을 채 썹니다."},
        {"id": "2", "claim": False, "text": "당뇨에 좋은 당근입니다."},
    ]
    file.write_text("\n".join(map(json.dumps, rows)), "utf-8")

    assert main(["--cases", str(file)]) == 1
    assert "MISSED 1" in (printed := capsys.readouterr().out)
    assert "false alarm 2" in printed
