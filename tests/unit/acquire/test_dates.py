from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.acquire.dates import parse_date

AT = datetime(2026, 3, 11, 6, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    "reported",
    [
        "Wed, 11 Mar 2026 06:40:00 GMT",
        "Wed, 11 Mar 2026 07:40:00 +0100",
        "11 Mar 26 06:40 UT",
        "Wed,11 Mar 2026 01:40:00 EST",
        "Wed, 11 Mar 2026 02:40:00 EDT",
        "Wed, 11 March 2026 06:40:00 +0000 (UTC)",
        "Wed, 11 Mar 2026 06:40:00 -0000",
        "Wednesday, 11-Mar-26 06:40:00 GMT",
        "Wed Mar 11 06:40:00 2026",
        "Wed Mar 11 06:40:00 UTC 2026",
        "March 11, 2026, 1:40 am EST",
        "Wed, 11 Mar 2026 06:40:00 Z",
        "Wed, 11 Mar 2026 08:40:00 GMT+2",
        "Wed, 11 Mar 2026 15:40:00 KST",
        "11 March 2026 at 06:40",
        "2026-03-11T06:40:00Z",
        "2026-03-11T06:40:00.000000000Z",
        "2026-03-11T07:40:00+01:00",
        "2026-03-11t06:40:00z",
        "2026-03-11 06:40",
        "2026-03-11 06:40:00 +0000",
        "2026-03-11 06:40:00 UTC",
        "2026/03/11 01:40 EST",
        "20260311T064000Z",
        "2026-03-11T12:10:00+0530",
        "1773211200",
        "1773211200.0",
        "1773211200000",
        "1773211200000000",
        "  2026-03-11T06:40Z\n",
    ],
)
def test_dates_of_known_form_and_zone_are_read(reported):
    assert parse_date(reported) == AT


@pytest.mark.parametrize(
    "reported",
    [
        "",
        None,
        "yesterday",
        "2026",
        "Wed, 11 Mar 2026 06:40:00 XYZ",
        "Wed, 11 Mar 2026 06:40:00 IST",
        "mer., 11 mars 2026 06:40:00 +0100",
        "Mi, 11 Mär 2026 06:40:00 +0100",
        "11 Mai 2026",
        "Wed, 31 Feb 2026 06:40:00 GMT",
        "2026-13-01",
        "2026-03-11T25:00:00Z",
        "12/03/2026",
        "0001-01-01T00:00:00Z",
        "1970-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "2026-03-11T06:40:00+99:00",
        "42",
        "1773211200 seconds ago",
        "March 11, 2026, 13:40 pm",
        "2026-03-11T06:40:00 Europe/Paris",
        "x" * 10_000,
    ],
    ids=lambda reported: str(reported)[:40],
)
def test_dates_that_cannot_be_trusted_are_left_unread(reported):
    assert parse_date(reported) is None


def test_a_date_alone_is_its_midnight_and_a_leap_second_the_one_before():
    assert parse_date("2026-03-11") == datetime(2026, 3, 11, tzinfo=UTC)
    assert parse_date("2016-12-31T23:59:60Z") == datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader(text):
    moment = parse_date(text)

    assert moment is None or moment.tzinfo is UTC


@given(st.datetimes(datetime(1980, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001 - the strategy adds the zone
def test_what_is_written_in_standard_form_is_read_back(moment):
    second = moment.replace(microsecond=0)

    assert parse_date(second.isoformat()) == second
    assert parse_date(second.strftime("%a, %d %b %Y %H:%M:%S +0000")) == second
