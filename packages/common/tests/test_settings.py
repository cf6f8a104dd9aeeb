import pytest

from ai_chef_common.errors import SettingsInvalid
from ai_chef_common.settings import StepSettings, load_settings


def test_settings_come_from_the_environment() -> None:
    settings = load_settings(StepSettings)

    assert settings.sessions_table == "ai-chef-sessions-test"
    assert settings.session_ttl_days == 7


def test_every_missing_variable_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SESSIONS_TABLE")
    monkeypatch.delenv("RESULTS_TABLE")

    with pytest.raises(SettingsInvalid, match=r"SESSIONS_TABLE.*RESULTS_TABLE"):
        load_settings(StepSettings)


@pytest.mark.parametrize(
    ("name", "value"),
    [("SESSIONS_TABLE", ""), ("SESSION_TTL_DAYS", "soon"), ("SESSION_LEASE_SECONDS", "0")],
)
def test_an_empty_or_malformed_variable_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(SettingsInvalid, match=name):
        load_settings(StepSettings)
