"""The period that a figure covers: the year, quarter or month of a flow, a share or an amount (English)."""

from __future__ import annotations

import re

from monitor import Article, Quantity

_MONTHS = "january february march april may june july august september october november december".split()  # noqa: SIM905
_MONTH = re.compile(r"\b(January|February|March|April|May|June|July|August|September|October|November|December)\b(?! \d{1,2}(?!\d))")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_QUARTER = re.compile(r"\b(first|second|third|fourth|last) (quarter|half)\b", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(last|previous|this|current|next|coming) (?:fiscal |financial |calendar )?(year|month|quarter)\b", re.IGNORECASE)
# "The deficit for 2025 comes to 2.4 percent".
_OF_YEAR = re.compile(
    r"\b(?:deficit|surplus|shortfall|gap|budget|profits?|loss|revenues?|turnover|inflation|growth|output|takings) (?:for|of|in) "
    r"(?:fiscal |the year )?((?:19|20)\d\d)\b[^.;:]{0,40}$",
    re.IGNORECASE,
)
_NEAR = 120  # code points before a figure that are read
_BEFORE = ("since", "from", "until", "by")
_SHIFT = {"last": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1}


def period(article: Article, quantity: Quantity) -> str:
    """Give "2025", "2025-Q2", "2025-05" or "" where the figure's time names none."""
    said = quantity.time or _of_year(article, quantity)
    if not said or said.split()[0].lower() in _BEFORE or re.search(r"\d{1,2} [A-Z]|[A-Z]\w+ \d{1,2}\b(?!\d)", said):
        return ""
    year, when = _YEAR.search(said), article.at
    if found := _MONTH.search(said):
        month = _MONTHS.index(found.group(1).lower()) + 1
        return f"{year.group() if year else when.year - (month > when.month)}-{month:02}"
    if found := _QUARTER.search(said):
        return f"{year.group() if year else when.year}-{found.group(1).lower()} {found.group(2).lower()}"
    if found := _RELATIVE.search(said):
        shift, unit = _SHIFT[found.group(1).lower()], found.group(2).lower()
        if unit == "year":
            return str(when.year + shift)
        month = when.month + shift if unit == "month" else when.month
        return f"{when.year + (month - 1) // 12}-{(month - 1) % 12 + 1:02}" if unit == "month" else ""
    return year.group() if year else ""


def _of_year(article: Article, quantity: Quantity) -> str:
    """Give the year that the noun before a share or an amount names, "" if none."""
    if quantity.kind not in ("percent", "money"):
        return ""
    found = _OF_YEAR.search(article.text, max(quantity.sentence[0], quantity.start - _NEAR), quantity.start)
    return found[1] if found else ""
