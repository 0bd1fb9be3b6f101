"""Reads what a text file says of itself at its top: front matter or header lines, then a title."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

_NAMES = {
    "title": "title", "headline": "title", "outlet": "outlet", "published": "published", "date": "published", "url": "url", "link": "url",
    "lang": "lang", "language": "lang", "author": "author", "id": "id",
}  # fmt: skip
_FRONT = re.compile(r"---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_LINE = re.compile(r"([A-Za-z]{2,10})[ \t]*:(?:[ \t]+(.*)|)")
_HEADING = re.compile(r"(?:#{1,6}[ \t]+(?P<hash>[^\n]+?)[ \t#]*|(?P<under>[^\n]+)\n(?:=+|-{3,})[ \t]*)(?:\n|$)")
_MOST_LINES = 20
LONGEST_TITLE = 200


class Headed(NamedTuple):
    """The fields at the top of a file ("title", "outlet", "published", "url", "lang", "author", "id") and the text below."""

    fields: Mapping[str, str]
    body: str


def read_head(text: str) -> Headed:
    """Split a text into the fields at its top, if it begins with any, and the rest."""
    front = _FRONT.match(text)
    if front:
        return Headed(_fields(front[1].split("\n")), text[front.end() :].lstrip("\n"))
    lines = text.split("\n", _MOST_LINES)
    count = next((at for at, line in enumerate(lines) if not _field(line)), len(lines))
    rest = "\n".join(lines[count:])
    return Headed(_fields(lines[:count]), rest.lstrip("\n") if count else rest)


def _fields(lines: list[str]) -> dict[str, str]:
    return dict(found for line in lines if (found := _field(line)))


def _field(line: str) -> tuple[str, str] | None:
    found = _LINE.fullmatch(line.rstrip())
    name = _NAMES.get(found[1].lower()) if found else None
    if found is None or name is None:
        return None
    value = (found[2] or "").strip()
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return name, value[1:-1] if quoted else value


def split_title(body: str) -> tuple[str, str]:
    """Give title and rest: the heading or first line, if it is short enough for one and something follows it; else ("", body)."""
    heading = _HEADING.match(body)
    if heading:
        return (heading["hash"] or heading["under"]).strip(), body[heading.end() :].lstrip("\n")
    first, _, rest = body.partition("\n")
    return (first.strip(), rest.lstrip("\n")) if len(first) <= LONGEST_TITLE and rest.strip() else ("", body)
