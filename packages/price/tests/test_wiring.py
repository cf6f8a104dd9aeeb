import pytest

from ai_chef_common.errors import SettingsInvalid
from ai_chef_common.settings import load_settings
from ai_chef_price.settings import PriceSettings
from ai_chef_price.sources.catalog import CatalogSource
from ai_chef_price.wiring import choose_source


def test_the_catalog_needs_nothing_else() -> None:
    assert isinstance(choose_source(load_settings(PriceSettings)), CatalogSource)


def test_naver_needs_its_secret_and_its_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRICE_SOURCE", "naver")

    with pytest.raises(SettingsInvalid, match="NAVER_CREDENTIALS and PRICES_TABLE"):
        load_settings(PriceSettings)


@pytest.mark.usefixtures("dynamodb")
def test_naver_is_chosen_by_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRICE_SOURCE", "naver")
    monkeypatch.setenv("NAVER_CREDENTIALS", "ai-chef-search-test")
    monkeypatch.setenv("PRICES_TABLE", "ai-chef-prices-test")

    assert type(choose_source(load_settings(PriceSettings))).__name__ == "NaverSource"
