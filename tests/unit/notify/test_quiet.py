from datetime import UTC, datetime

import pytest

from monitor.errors import ConfigError
from monitor.notify.quiet import QuietHours


def utc(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "now", "quiet"),
    [
        ("22:00-07:00", utc(2, 12, 23), True),
        ("22:00-07:00", utc(2, 12, 6, 59), True),
        ("22:00-07:00", utc(2, 12, 7), False),
        ("22:00 - 07:00", utc(2, 12, 21, 59), False),
        ("12:30-13:00", utc(2, 12, 12, 30), True),
        ("12:30–13:00", utc(2, 12, 12, 29), False),
        ("18:00-24:00", utc(2, 12, 23, 59), True),
        ("18:00-24:00", utc(2, 12, 0), False),
        ("22:00-07:00 Asia/Seoul", utc(2, 12, 13), True),
        ("22:00-07:00 Asia/Seoul", utc(2, 12, 22), False),
    ],
    ids=["late", "early", "end", "before", "noon", "before-noon", "to-midnight", "at-midnight", "in-seoul", "morning-in-seoul"],
)
def test_quiet_hours_cover_their_span_of_local_time(written, now, quiet):
    assert QuietHours.parse(written).covers(now) is quiet


@pytest.mark.parametrize(
    ("written", "now", "end"),
    [
        ("22:00-07:00", utc(2, 12, 23), utc(2, 13, 7)),
        ("22:00-07:00", utc(2, 12, 3), utc(2, 12, 7)),
        ("22:00-07:00", utc(2, 12, 7), utc(2, 13, 7)),
        ("22:00-07:00 Europe/Berlin", utc(3, 28, 23), utc(3, 29, 5)),
        ("22:00-07:00 Europe/Berlin", utc(10, 24, 22), utc(10, 25, 6)),
    ],
    ids=["tomorrow", "today", "not-now-but-next", "night-that-loses-an-hour", "night-that-gains-one"],
)
def test_quiet_hours_end_at_their_hour_also_when_clocks_change(written, now, end):
    assert QuietHours.parse(written).ends_after(now) == end


@pytest.mark.parametrize(
    "written", ["night", "22-7", "25:00-07:00", "07:00-07:00", "22:00-07:00 Mars/Base", "22:00-07:00 ../etc/passwd", ""],
    ids=["word", "no-minutes", "hour-25", "empty-span", "unknown-zone", "path", "empty"],
)  # fmt: skip
def test_quiet_hours_that_cannot_be_read_are_a_fault_with_a_hint(written):
    with pytest.raises(ConfigError, match="quiet hours"):
        QuietHours.parse(written)
