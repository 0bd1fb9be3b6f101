"""The sentence around a quote, for quotes of a word or two that say little alone."""

from __future__ import annotations

import re

from monitor.model.plain import printable

REACH = 240  # code points on either side, at most

# The end of a sentence with the marks that close it, or of a line. "Mr. Kim" is cut too early, which costs a reader little.
_END = re.compile(r"[.!?…][\"”’»)\]]*(?=\s)|\n")


def sentence_around(text: str, start: int, end: int) -> str:
    """Give the sentence that holds `text[start:end]` on one line; one that is too long is cut with `…` at the span's far sides."""
    before = text[max(0, start - REACH) : start]
    after = text[end : end + REACH]
    opened = max((found.end() for found in _END.finditer(before)), default=None)
    closed = _END.search(after)
    head = before[opened:] if opened is not None else _from_a_word(before, cut=start > REACH)
    tail = after[: closed.end()] if closed else _to_a_word(after, cut=end + REACH < len(text))
    return printable(head + text[start:end] + tail)


def _from_a_word(before: str, *, cut: bool) -> str:
    return "…" + before.partition(" ")[2] if cut else before


def _to_a_word(after: str, *, cut: bool) -> str:
    return after.rpartition(" ")[0] + "…" if cut else after
