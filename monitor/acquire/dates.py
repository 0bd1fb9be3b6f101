"""Reads reported dates: RFC 822, RFC 3339, ISO 8601, asctime, epoch numbers. What is not certain stays unread."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), start=1)
    for name in names.split()
}  # fmt: skip
# Hours east of UTC. Names that mean several zones (IST, AST) are left out, unless one meaning rules in feeds (BST, CST).
_ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
    "akst": -9, "akdt": -8, "hst": -10, "wet": 0, "west": 1, "bst": 1, "cet": 1, "cest": 2, "met": 1, "mest": 2, "mez": 1, "mesz": 2,
    "eet": 2, "eest": 3, "msk": 3, "sast": 2, "hkt": 8, "sgt": 8, "awst": 8, "jst": 9, "kst": 9, "aest": 10, "aedt": 11,
    "nzst": 12, "nzdt": 13,
}  # fmt: skip
_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?(?:\s*(?P<half>[ap])\.?m\.?)?"
_ZONE = r"(?:\s*\(?(?P<zone>[A-Za-z]{1,5}(?:[+-]\d{1,2}(?::?\d{2})?)?|[+-]\d{1,2}(?::?\d{2})?)\)?(?:\s*\([^()]{0,40}\))?)?"
_DAY = r"(?:[^\W\d]{2,12}\.?(?:,\s*|\s+))?"
_FORMS = tuple(
    re.compile(form + r"\s*", re.IGNORECASE)
    for form in (
        # 2026-03-11T06:40:00.5+01:00, 2026/3/11 06:40 EST, 2026-03-11
        rf"(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?:(?:T|\s+|,\s*){_CLOCK}{_ZONE})?",
        # Wed, 11 Mar 2026 06:40:00 +0100; Wednesday, 11-Mar-26 06:40:00 GMT
        rf"{_DAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?P<name>[A-Za-z]+)\.?,?[\s-]+(?P<year>\d{{4}}|\d\d)(?:,?\s+(?:at\s+)?{_CLOCK}{_ZONE})?",
        # March 11, 2026, 6:40 am EST
        rf"{_DAY}(?P<name>[A-Za-z]+)\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})(?:,?\s+(?:at\s+)?{_CLOCK}{_ZONE})?",
        # Wed Mar 11 06:40:00 2026 (asctime), Wed Mar 11 06:40:00 UTC 2026 (date)
        rf"{_DAY}(?P<name>[A-Za-z]+)\s+(?P<day>\d{{1,2}})\s+{_CLOCK}{_ZONE}\s+(?P<year>\d{{4}})",
        # 20260311T064000Z, 20260311
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?:T?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?(?P<half>(?!))?" + _ZONE + r")?",
    )
)
_EPOCH = re.compile(r"(\d{9,10})(?:\.\d+)?|(\d{12,13})|(\d{16})")
_OLDEST, _LATEST = datetime(1971, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


def parse_date(reported: str | None) -> datetime | None:
    """Give the reported time in UTC; None where it cannot be trusted: unknown zone, foreign month, no such day, before 1971.

    A time without a zone is taken as UTC, a date without a time as its midnight. Epoch numbers may count seconds, milli-
    or microseconds.
    """
    text = (reported or "").strip()
    if not text or len(text) > 100:
        return None
    try:
        moment = _from_epoch(text) or _from_form(text)
    except (ValueError, OverflowError):
        return None
    return moment if moment is not None and _OLDEST <= moment < _LATEST else None


def _from_epoch(text: str) -> datetime | None:
    found = _EPOCH.fullmatch(text)
    if not found:
        return None
    seconds = float(found[1]) if found[1] else int(found[2]) / 1e3 if found[2] else int(found[3]) / 1e6
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)


def _from_form(text: str) -> datetime | None:
    found = next((match for form in _FORMS if (match := form.fullmatch(text))), None)
    if found is None:
        return None
    parts = found.groupdict()
    month = _MONTHS.get(parts["name"].lower()) if "name" in parts else int(parts["month"])
    zone = _zone(parts.get("zone"))
    if month is None or zone is None:
        return None
    return datetime(_year(parts["year"]), month, int(parts["day"]), *_clock(parts), tzinfo=zone).astimezone(UTC)


def _clock(parts: dict[str, str | None]) -> tuple[int, int, int]:
    """Give hour, minute and second. A leap second counts as the second before it."""
    hour, minute, second = int(parts["hour"] or 0), int(parts["minute"] or 0), min(int(parts["second"] or 0), 59)
    half = (parts.get("half") or "").lower()
    if half and not 1 <= hour <= 12:
        raise ValueError(hour)
    return (hour % 12 + 12 * (half == "p") if half else hour), minute, second


def _year(digits: str) -> int:
    """Give the year; two digits count from 1969 to 2068 (POSIX)."""
    year = int(digits)
    return year if len(digits) > 2 else year + (2000 if year < 69 else 1900)


def _zone(name: str | None) -> timezone | None:
    """Give the zone of "+0100", "EST", "GMT+2" or nothing (UTC); None if the name is unknown."""
    if name is None:
        return UTC
    found = re.fullmatch(r"(?i)(?:gmt|utc|ut)?([+-])(\d{1,2}):?(\d{2})?|([a-z]+)", name)
    if not found:
        return None
    if found[4]:
        hours = _ZONES.get(found[4].lower())
        return None if hours is None else timezone(timedelta(hours=hours))
    offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return timezone(-offset if found[1] == "-" else offset) if offset <= timedelta(hours=14) else None
