from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.plain import counted, iso, printable, spoken


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x9b31mred", "red"),
        ("a\x1b]0;own the title\x07b", "ab"),
        ("a\x1b]8;;https://x.example\x1b\\link\x1b]8;;\x1b\\b", "alinkb"),
        ("a\x1bcb", "ab"),
        ("two\nlines\r\nthree\u2028four", "two lines three four"),
        ("abc\u202egpj.exe", "abcgpj.exe"),
        ("a\x00b\x08c\x7f", "abc"),
        ("half \ud83d pair", "half \ufffd pair"),
        ("tag\U000e0041ged", "tagged"),
        ("平壌 \u200d서울 é", "平壌 \u200d서울 é"),
        ("it says “no” – twice", "it says “no” – twice"),
        ("0\r\x1b\r0", "0 0"),
    ],
    ids=[
        "csi",
        "c1-csi",
        "title",
        "hyperlink",
        "reset",
        "lines",
        "bidi",
        "controls",
        "surrogate",
        "tags",
        "scripts",
        "typography",
        "between spaces",
    ],
)
def test_what_a_terminal_would_obey_is_taken_out(hostile, shown):
    assert printable(hostile) == shown


def test_an_escape_string_without_end_does_not_swallow_the_text():
    assert printable("a\x1b]0;the rest of the report stays") == "a0;the rest of the report stays"


@given(st.text())
def test_printable_text_is_one_line_can_be_encoded_and_stays_as_it_is(text):
    shown = printable(text)

    assert len(shown.splitlines()) <= 1
    assert not any(ord(character) < 32 or 0x7F <= ord(character) < 0xA0 for character in shown)
    shown.encode()
    assert printable(shown) == shown


def test_printable_takes_linear_time_on_hostile_text():
    assert printable("\x1b]" * 100_000) == ""
    assert printable("\x9d" * 200_000) == ""
    assert len(printable("\x1b[" + "0" * 200_000)) <= 200_000


def test_times_are_written_in_utc_whatever_zone_they_come_in():
    seoul = datetime(2026, 2, 12, 9, 5, 59, 999_999, tzinfo=timezone(timedelta(hours=9)))

    assert iso(seoul) == "2026-02-12T00:05:59Z"
    assert iso(None) is None
    assert spoken(seoul) == "Thu 12 Feb 2026, 00:05 UTC"
    assert spoken(datetime(2026, 2, 2, 14, 0, tzinfo=UTC)) == "Mon 2 Feb 2026, 14:00 UTC"


def test_numbers_agree_with_their_nouns():
    assert [counted(1, "alert"), counted(2, "alert"), counted(1200, "copy", "copies")] == ["1 alert", "2 alerts", "1,200 copies"]
