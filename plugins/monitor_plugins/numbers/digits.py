"""Digits as a language groups them: read rightly or refused, never misread."""

from __future__ import annotations

import re

from monitor_plugins.languages import NumberForms

_PLAIN = re.compile(r"\d{1,16}")
_GROUPED = {
    ",": re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?"),  # the second form is Indian
    ".": re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?"),
}
_DECIMAL = {".": re.compile(r"\d{0,16}\.\d+"), ",": re.compile(r"\d{1,16},\d+")}


def value_of(written: str, forms: NumberForms) -> float | None:
    """Give the value of one digit token (`6,000`, `1.5`, `.534`); None where the language leaves it open.

    `1,3` is 1.3 in English too, since it cannot be a group; a lone `1.234.567` is grouped in any language.
    """
    if _PLAIN.fullmatch(written):
        return float(written) if len(written) == 1 or written[0] != "0" else None
    if _GROUPED[forms.group].fullmatch(written):
        return _ungroup(written, forms.group)
    if _DECIMAL[forms.decimal].fullmatch(written):
        return float(written.replace(",", "."))
    other = "," if forms.decimal == "." else "."
    if written.count(other) > 1 and _GROUPED[other].fullmatch(written):
        return _ungroup(written, other)
    return float(written.replace(",", ".")) if _is_foreign_decimal(written, other) else None


def _ungroup(written: str, group: str) -> float:
    return float(written.replace(group, "").replace(",", "."))


def _is_foreign_decimal(written: str, mark: str) -> bool:
    """A comma with one or two digits after it cannot group; a dot in a language of decimal commas may be a date, so it is refused."""
    whole, _, part = written.partition(mark)
    return mark == "," and whole.isdigit() and part.isdigit() and len(part) in (1, 2) and len(whole) < 7
