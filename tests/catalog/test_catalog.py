"""Renewing the price catalog from a KAMIS of our own."""

from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from moto import mock_aws

from ai_chef_testing.fakes.kamis.server import CERT_ID, CERT_KEY, UNAUTHENTICATED, KamisServer, row
from ai_chef_testing.serving import serving
from tools.catalog.__main__ import main

HEADER = "name,pack,pack_grams,price_krw,normal_krw,basis,source,as_of,reasoning,survey,share\n"
BEFORE = (
    HEADER
    + "감자,100g,100,663,,reference,KAMIS,2026-04-28,,감자/수미*/상품/100g,1\n"
    + "배추,1포기,2000,3864,,reference,KAMIS,2026-04-28,,배추/*/상품/1포기,1\n"
    + "가지,1개,150,1200,,estimate,KAMIS,2026-04-28,3개 관측값을 1개로 나눔,가지/가지/상품/3개,1/3\n"
    + "딸기,100g,100,1113,,reference,KAMIS,2026-04-28,,딸기/딸기/상품/100g,1\n"
    + "간장,500ml,575,3500,,estimate,어림,2026-11-01,관측값 없음,,\n"
)


@pytest.fixture
def kamis(monkeypatch: pytest.MonkeyPatch) -> Iterator[KamisServer]:
    monkeypatch.setenv("KAMIS_CERT_KEY", CERT_KEY)
    monkeypatch.setenv("KAMIS_CERT_ID", CERT_ID)
    with serving(KamisServer()) as server:
        server.rows = {
            "100": [
                row(
                    "감자",
                    "수미(노지)",
                    "상품",
                    "100g",
                    prices=("329", "-", "330", "-"),
                    normal="358",
                )
            ],
            "200": [
                row(
                    "배추",
                    "여름(고랭지)",
                    "상품",
                    "1포기",
                    prices=("-", "-", "6,234", "6,100"),
                    normal="7,162",
                ),
                row("가지", "가지", "상품", "3개", prices=("-", "2,432", "-", "-")),
                row("딸기", "딸기", "상품", "100g", prices=("-", "-", "-", "-"), normal="1,200"),
                row("감자", "대지", "상품", "100g", prices=("1", "1", "1", "1")),
            ],
        }
        yield server


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    path = tmp_path / "catalog.csv"
    path.write_text(BEFORE, "utf-8")
    return path


def run(kamis: KamisServer, catalog: Path, *more: str) -> int:
    return main(["--date", "2026-10-09", "--url", kamis.url, *more], catalog)


def test_only_surveyed_rows_are_renewed_each_with_its_day(
    kamis: KamisServer, catalog: Path
) -> None:
    assert run(kamis, catalog) == 0

    lines = dict(line.split(",", 1) for line in catalog.read_text("utf-8").splitlines())
    assert lines["감자"].startswith("100g,100,329,358,reference,KAMIS 서울 소매 감자 수미(노지)")
    assert ",2026-10-09," in lines["감자"]
    assert lines["배추"].startswith("1포기,2000,6234,7162,")
    assert ",2026-10-02," in lines["배추"]
    assert lines["가지"].startswith("1개,150,811,,estimate,")
    assert ",2026-10-08,3개 관측값을 1개로 나눔," in lines["가지"]
    assert f"딸기,{lines['딸기']}" in BEFORE
    assert f"간장,{lines['간장']}" in BEFORE


def test_the_changes_are_printed_for_review(
    kamis: KamisServer, catalog: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(kamis, catalog, "--dry-run")

    printed = capsys.readouterr().out
    assert "-감자,100g,100,663" in printed
    assert "+감자,100g,100,329" in printed
    assert "left as they are: 딸기" in printed
    assert "간장" not in printed
    assert catalog.read_text("utf-8") == BEFORE


def test_a_second_run_changes_nothing(
    kamis: KamisServer, catalog: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(kamis, catalog)
    once = catalog.read_text("utf-8")
    capsys.readouterr()

    run(kamis, catalog)

    assert catalog.read_text("utf-8") == once
    assert "+" not in capsys.readouterr().out


def test_an_older_price_replaces_no_newer_one(kamis: KamisServer, catalog: Path) -> None:
    catalog.write_text(BEFORE.replace("2026-04-28", "2026-10-30"), "utf-8")

    run(kamis, catalog)

    assert "감자,100g,100,663" in catalog.read_text("utf-8")


def test_retail_prices_of_seoul_are_asked_for_in_every_category(
    kamis: KamisServer, catalog: Path
) -> None:
    run(kamis, catalog)

    asked = {parameters["p_item_category_code"] for parameters in kamis.parameters}
    assert asked == {"100", "200", "300", "400", "500", "600"}
    assert {
        (asked["p_product_cls_code"], asked["p_country_code"], asked["p_regday"])
        for asked in kamis.parameters
    } == {("01", "1101", "2026-10-09")}


@pytest.mark.parametrize(
    ("error", "message"), [(UNAUTHENTICATED, "not accepted"), (["200"], "wrong parameters")]
)
def test_an_error_is_named_and_leaves_the_catalog_alone(
    kamis: KamisServer, catalog: Path, capsys: pytest.CaptureFixture[str],
    error: list[str], message: str,
) -> None:  # fmt: skip
    kamis.error = error

    assert run(kamis, catalog) == 1

    printed = capsys.readouterr()
    assert message in printed.err
    assert CERT_KEY not in printed.err + printed.out
    assert catalog.read_text("utf-8") == BEFORE


def test_a_day_without_any_price_is_no_renewal(kamis: KamisServer, catalog: Path) -> None:
    kamis.rows = {}

    assert run(kamis, catalog) == 1


def test_without_keys_it_says_where_they_belong(
    kamis: KamisServer, catalog: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.delenv("KAMIS_CERT_KEY")

    assert run(kamis, catalog) == 1
    assert "KAMIS_CERT_KEY" in capsys.readouterr().err


def test_keys_may_lie_in_secrets_manager(
    kamis: KamisServer, catalog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KAMIS_CERT_KEY")
    monkeypatch.setenv("KAMIS_SECRET", "ai-chef-kamis")
    with mock_aws():
        boto3.client("secretsmanager").create_secret(
            Name="ai-chef-kamis",
            SecretString=f'{{"certKey": "{CERT_KEY}", "certId": "{CERT_ID}"}}',
        )

        assert run(kamis, catalog) == 0
