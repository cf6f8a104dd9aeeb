from datetime import UTC, datetime, timedelta, timezone

import pytest

from ai_chef_common.clock import epoch_seconds, from_iso, iso, utc_now


def test_time_is_written_in_utc_with_milliseconds_and_z() -> None:
    seoul = timezone(timedelta(hours=9))

    assert iso(datetime(2026, 1, 31, 18, 0, 0, 123456, seoul)) == "2026-01-31T09:00:00.123Z"


def test_written_times_sort_as_the_times_do() -> None:
    earlier, later = datetime(2026, 1, 9, tzinfo=UTC), datetime(2026, 1, 10, tzinfo=UTC)

    assert iso(earlier) < iso(later)


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        iso(datetime(2026, 1, 31))  # noqa: DTZ001 - the very thing under test


def test_what_is_written_can_be_read_back() -> None:
    now = utc_now().replace(microsecond=0)

    assert from_iso(iso(now)) == now
    assert epoch_seconds(now) == now.timestamp()
