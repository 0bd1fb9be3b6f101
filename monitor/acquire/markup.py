"""Turns markup and raw text into clean plain text: NFC, no invisible characters, paragraphs kept."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

# lexbor closes unclosed elements in quadratic time (0.1 s for 10,000 open divs, 32 s for 100,000): beyond, tags are only stripped.
MAX_TAGS = 10_000
MAX_MARKUP = 2_000_000

_DROPPED = frozenset(
    {"script", "style", "noscript", "template", "iframe", "object", "svg", "math", "head", "select", "textarea", "button", "audio", "video"}
)
_BLOCKS = frozenset(
    {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section", "article", "main", "header", "footer", "aside", "nav",
     "ul", "ol", "dl", "table", "pre", "figure", "figcaption", "form", "fieldset", "hr", "address", "details", "summary", "center"}
)  # fmt: skip
_LINES = frozenset({"li", "tr", "dt", "dd", "br", "caption", "option"})
_CELLS = frozenset({"td", "th"})

_TAG = re.compile(r"<[^<>]*>")
_SPACES = re.compile(r"\t[ \t]*| [ \t]+")
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Spaces of other widths become a plain one, except inside a number ("6 000"), where they say that it is one number.
_WIDE_SPACES = re.compile("(?<![0-9])[\u00a0\u202f]|[\u00a0\u202f](?![0-9])|[\u1680\u2000-\u200a\u205f\u3000]")
# Cc, bidirectional controls, zero-width space, soft hyphen, word joiner, byte order mark, annotations, tags, lone surrogates:
# they show nothing and hide words from matching.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
# Joiners shape Persian, Indic and emoji text; between Latin, Greek or Cyrillic letters they only hide a word.
_JOINERS = re.compile("(?<=[A-Za-z\u00c0-\u052f])[\u200c\u200d]+|[\u200c\u200d]+(?=[A-Za-z\u00c0-\u052f])")
# What JSON's escapes can write and no store or pipe can take: NUL, and halves of characters beyond the first plane.
_NO_TEXT = re.compile("[\0\ud800-\udfff]")
_WRAPPED = re.compile(r"[\t\r\n\f]+")
_MANY_BREAKS = re.compile(r"\n{3,}")


def clean(text: str) -> str:
    """Give text in NFC without invisible characters, spaces collapsed, at most one empty line in a row."""
    text = _INVISIBLE.sub("", _BREAKS.sub("\n", text))
    if not text.isascii():
        text = _WIDE_SPACES.sub(" ", unicodedata.normalize("NFC", _JOINERS.sub("", text)))
    lines = (line.strip(" ") for line in _SPACES.sub(" ", text).split("\n"))
    return _MANY_BREAKS.sub("\n\n", "\n".join(lines)).strip()


def storable(text: str) -> str:
    """Give the text with a mark for each character that is none: NUL and lone surrogates."""
    return text if text.isascii() and "\0" not in text else _NO_TEXT.sub("\ufffd", text)


def one_line(text: str, limit: int = 500) -> str:
    """Give clean text as one line of at most `limit` characters."""
    return " ".join(clean(text[: 4 * limit]).split("\n")).replace("  ", " ")[:limit].strip()


def text_of(markup: str) -> str:
    """Give the clean text of HTML: entities decoded once, blocks as paragraphs, line breaks and rows as lines."""
    markup = markup[:MAX_MARKUP]
    if "<" not in markup:
        return clean(html.unescape(markup))
    if markup.count("<") > MAX_TAGS:
        return clean(html.unescape(_TAG.sub("\n", markup)))
    from selectolax.lexbor import LexborHTMLParser  # deferred: reports in plain text need none of it

    body = LexborHTMLParser(markup).body
    return text_of_node(body) if body is not None else ""


def text_of_node(node: LexborNode) -> str:
    """Give the clean text below one node of a parsed document."""
    return clean("".join(_pieces(node)))


def _pieces(root: LexborNode) -> Iterator[str]:
    """Walk the tree without recursion (hostile nesting) and yield texts and breaks."""
    stack: list[tuple[LexborNode | None, str]] = [(root, "")]
    while stack:
        node, after = stack.pop()
        if node is None:
            yield after
            continue
        yield from _visit(node, stack)


def _visit(node: LexborNode, stack: list[tuple[LexborNode | None, str]]) -> Iterator[str]:
    tag = node.tag
    if tag == "-text":
        yield _inline(node)
        return
    if tag in _DROPPED:
        return
    if tag in _BLOCKS:
        yield "\n\n"
        stack.append((None, "\n\n"))
    elif tag in _LINES:
        yield "\n"
    elif tag in _CELLS:
        yield " "
    stack.extend((child, "") for child in reversed(list(node.iter(include_text=True))))


def _inline(node: LexborNode) -> str:
    text = node.text_content or ""
    parent = node.parent
    return text if parent is not None and parent.tag == "pre" else _WRAPPED.sub(" ", text)
