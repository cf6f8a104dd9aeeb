"""The commands that measure, as the README names them."""

import json

from tools.build_package import ROOT
from tools.testing.make import make


def test_make_eval_prints_what_leaked_and_passes() -> None:
    done = make(ROOT, "eval", "EVERY=499")

    assert done.returncode == 0, done.stdout + done.stderr
    assert "caught" in done.stdout
    assert "player.lying" in done.stdout


def test_make_eval_prices_prints_both_reports_and_passes() -> None:
    done = make(ROOT, "eval-prices")

    assert done.returncode == 0, done.stdout + done.stderr
    assert "products:" in done.stdout
    assert "packs:" in done.stdout


def test_make_bench_prints_each_figure_beside_its_baseline() -> None:
    done = make(ROOT, "bench")

    assert done.returncode == 0, done.stdout + done.stderr
    figures = json.loads((ROOT / ".local" / "bench.json").read_text("utf-8"))
    assert figures
    assert all(figure["baseline"] > 0 and figure["value"] >= 0 for figure in figures)
