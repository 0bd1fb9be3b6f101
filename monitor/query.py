"""One AlertQuery and ArticleQuery behind every surface, and the words that people search with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from monitor.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertQuery:
    """Which alerts, newest first: those after the cursor `after` (an alert id), at most `limit` (None: all).

    `now` is when states count: a mute whose time is over then has ended. None: as stored.
    """

    rule: str | None = None
    kind: str | None = None
    state: str | None = None
    source: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    q: str | None = None
    story: str | None = None
    after: int | None = None
    limit: int | None = None
    oldest_first: bool = False
    now: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleQuery:
    """Which articles, newest first; `since` and `until` compare the article's `at`."""

    source: str | None = None
    rule: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    q: str | None = None
    after: int | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that must stand together; the last one may be a prefix."""

    words: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A search: every group must be found, in a group any phrase will do; none of `without`."""

    groups: tuple[tuple[Phrase, ...], ...]
    without: tuple[Phrase, ...] = ()


_TOKEN = re.compile(r'(?P<minus>-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_WORD = re.compile(r"\w+")
CJK = r"\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
_CJK_RUN = re.compile(f"[{CJK}]+")


def read_words(text: str) -> Words:
    """Read what a person typed: words (all needed), "a phrase", pre*, OR between two, - before what must be missing.

    Whatever is typed can be read; signs that mean nothing are passed over.
    """
    groups: list[tuple[Phrase, ...]] = []
    without: list[Phrase] = []
    either = False
    for token in _TOKEN.finditer(text):
        if token["word"] == "OR" and not token["minus"]:
            either = bool(groups)
            continue
        phrase = _phrase(token["phrase"] if token["phrase"] is not None else token["word"])
        if phrase is None:
            continue
        if token["minus"]:
            without.append(phrase)
        elif either:
            groups[-1] = (*groups[-1], phrase)
        else:
            groups.append((phrase,))
        either = False
    return Words(tuple(groups), tuple(without))


def _phrase(text: str) -> Phrase | None:
    words = tuple(_WORD.findall(indexable(text)))
    return Phrase(words, prefix=text.rstrip().endswith("*")) if words else None


def indexable(text: str) -> str:
    """Give the text as both full-text indexes hold it: runs of Korean, Chinese and Japanese as overlapping pairs of characters.

    Those scripts are written without spaces, or with endings glued to words: a pair is the smallest thing that people search for.
    """
    if text.isascii():
        return text
    return _CJK_RUN.sub(lambda run: f" {' '.join(_pairs(run[0]))} ", text)


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)] or [run]


def read_time(text: str, now: datetime) -> datetime:
    """Read a time as people give it: "2026-02-16", "2026-02-16T09:00Z", or how long ago: "30d", "12h", "45m".

    Raises: UsageError if it is neither.
    """
    try:
        if ago := re.fullmatch(r"(\d+(?:\.\d+)?)([smhdw])", text.strip(), re.ASCII):
            return now - float(ago[1]) * {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}[ago[2]] * timedelta(seconds=1)
        when = datetime.fromisoformat(text.strip())
        return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)
    except (ValueError, OverflowError):  # no time, or one that no calendar holds
        raise UsageError(f"not a time: {text!r}: write 2026-02-16, 2026-02-16T09:00Z, or how long ago: 30d, 12h, 45m") from None
