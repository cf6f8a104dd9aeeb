"""The commands that measure, as the README names them."""

import json
from pathlib import Path

import pytest

from ai_chef_testing.make import make
from benchmarks.__main__ import ratios, table
from benchmarks.measure import Line
from tools.build_package import ROOT


def test_make_eval_prints_what_leaked_and_passes() -> None:
    done = make(ROOT, "eval", "EVERY=499")

    assert done.returncode == 0, done.stdout + done.stderr
    assert "caught" in done.stdout
    assert "fake.lying" in done.stdout


def test_make_eval_prices_prints_both_reports_and_passes() -> None:
    done = make(ROOT, "eval-prices")

    assert done.returncode == 0, done.stdout + done.stderr
    assert "products:" in done.stdout
    assert "packs:" in done.stdout


def test_make_eval_claims_prints_the_report_and_passes() -> None:
    done = make(ROOT, "eval-claims")

    assert done.returncode == 0, done.stdout + done.stderr
    assert "2026-11-25-b" in done.stdout


def test_two_commits_are_compared_by_their_ratios(tmp_path: Path) -> None:
    before, after = (Line("a", value, "ms", "nothing", baseline=2) for value in (4.0, 3.0))
    new = Line("b", 1, "ms", "nothing", baseline=1)
    (tmp_path / "base.json").write_text(json.dumps([before.to_json()]))

    shown = table([after, new], ratios(tmp_path / "base.json"))

    assert shown.columns[-1].header == "ratio before"
    assert list(shown.columns[-2].cells) == ["1.50 x", "1.00 x"]
    assert list(shown.columns[-1].cells) == ["2.00 x", "-"]


@pytest.mark.xdist_group("bench")
@pytest.mark.stack
def test_make_bench_prints_each_figure_beside_its_baseline() -> None:
    done = make(ROOT, "bench", "SHARE=0.01")

    assert done.returncode == 0, done.stdout + done.stderr
    figures = json.loads((ROOT / ".local" / "bench.json").read_text("utf-8"))
    assert all(figure["baseline"] > 0 and figure["value"] >= 0 for figure in figures)
    names = " ".join(figure["name"] for figure in figures)
    for what in ("cold import", "zip of", "warm workflow", "write requests", "write units",
                 "plan of an unchanged tree", "right after apply", "cost of 1,000"):  # fmt: skip
        assert what in names
    by_name = {figure["name"]: figure for figure in figures}
    assert by_name["DynamoDB write requests of a session"]["value"] <= 8
    assert by_name["resources that a plan right after apply would change"]["value"] == 0
    assert all(
        figure["value"] <= 8 for name, figure in by_name.items() if name.startswith("zip of")
    )


@pytest.mark.xdist_group("load")
@pytest.mark.stack
def test_make_load_loses_no_session_and_none_goes_back() -> None:
    done = make(ROOT, "load", "SESSIONS=12")

    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads((ROOT / ".local" / "load.json").read_text("utf-8"))
    assert (report["lost"], report["went_back"], report["results_missing"]) == (0, 0, 0)
    assert sum(report["outcomes"].values()) == 12
