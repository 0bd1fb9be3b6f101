"""Takes the marks out of Markdown and the line breaks out of hard-wrapped text, so that quotes read as prose."""

from __future__ import annotations

import re

# Every pattern stays within a line and excludes its own opening character: linear on any input.
_MARKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"<!--[^<>]*-->|</?[A-Za-z][^<>\n]*>"), ""),
    (re.compile(r"!\[[^\[\]\n]*\]\([^()\n]*\)"), ""),
    (re.compile(r"\[([^\[\]\n]+)\](?:\([^()\n]*\)|\[[^\[\]\n]*\])"), r"\1"),
    (re.compile(r"<(https?://[^<>\s]+)>"), r"\1"),
    (re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+|^[ \t]{0,3}>[ \t]?|^[ \t]{0,3}(?:```|~~~)[^\n]*$", re.MULTILINE), ""),
    (re.compile(r"^[ \t]{0,3}(?:[-*_][ \t]*){3,20}$", re.MULTILINE), ""),
    (re.compile(r"\*\*([^*\n]+)\*\*"), r"\1"),
    (re.compile(r"(?<!\w)__([^_\n]+)__(?!\w)"), r"\1"),
    (re.compile(r"(?<![\w*])\*([^*\s\n](?:[^*\n]*[^*\s\n])?)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w_])_([^_\s\n](?:[^_\n]*[^_\s\n])?)_(?![\w_])"), r"\1"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!>-])"), r"\1"),
)
_ENDED = re.compile(r"""[.!?:;。！？]["'”’»)\]]*$""")
_LISTED = re.compile(r"[ \t]*(?:[-*+•·–—]|\d{1,3}[.)])[ \t]")


def without_marks(markdown: str) -> str:
    """Give the text of Markdown: links as their words, no emphasis, headings and quotations as plain paragraphs."""
    for mark, plain in _MARKS:
        markdown = mark.sub(plain, markdown)
    return markdown


def unwrapped(text: str) -> str:
    """Join the lines of paragraphs that were wrapped at a column; keep lines that end as sentences, headings and lists do."""
    return "\n\n".join(" ".join(lines) if _wrapped(lines) else "\n".join(lines) for lines in _paragraphs(text))


def _paragraphs(text: str) -> list[list[str]]:
    return [[line.rstrip() for line in block.split("\n")] for block in re.split(r"\n[ \t]*\n", text)]


def _wrapped(lines: list[str]) -> bool:
    """Say whether lines look wrapped: about equally long, none past 100 characters, most of them ending inside a sentence."""
    if len(lines) < 2 or any(len(line) > 100 or _LISTED.match(line) for line in lines):
        return False
    inner = lines[:-1]
    ended = sum(bool(_ENDED.search(line)) for line in inner)
    return min(map(len, inner)) >= 40 and ended <= len(inner) / 2
