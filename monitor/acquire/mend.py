"""Repairs markup before a parser sees it: characters that XML forbids, references to none, entities nobody declared."""

from __future__ import annotations

import html
import re
from html.entities import html5
from typing import NamedTuple

# Everything that is no Char of XML 1.0 (production 2). feedparser raises on such references and loses the whole feed.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")
_PAIR = re.compile(r"&#(?:5[56]\d{3}|[xX][dD][89abAB]\w\w);&#(?:5[67]\d{3}|[xX][dD][c-fC-F]\w\w);")
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{0,31});")
_BARE = re.compile(r"&(?!#?\w{1,40};)")
_XML_ENTITIES = frozenset({"lt", "gt", "amp", "quot", "apos"})


class Mended(NamedTuple):
    """The repaired text and how many characters and references had to be left out."""

    text: str
    left_out: int


def mend(text: str) -> Mended:
    """Leave out what XML forbids and write HTML's named entities as numbers. Linear in the length of the text."""
    text, forbidden = _FORBIDDEN.subn("", text)
    if "&" not in text:
        return Mended(text, forbidden)
    text = _ENTITY.sub(_as_number, _PAIR.sub(_as_character, text))
    bad = 0

    def reference(found: re.Match[str]) -> str:
        nonlocal bad
        code = _code(found[1], 16) if found[1] else _code(found[2], 10)
        if _allowed(code):
            return f"&#{code};"
        bad += 1
        return ""

    text = _REFERENCE.sub(reference, text)
    return Mended(text, forbidden + bad)


def _code(digits: str, base: int) -> int:
    digits = digits.lstrip("0")
    return int(digits or "0", base) if len(digits) <= 8 else -1


def _allowed(code: int) -> bool:
    return code in (0x9, 0xA, 0xD) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF


def _as_number(found: re.Match[str]) -> str:
    name = found[1]
    if name in _XML_ENTITIES:
        return found[0]
    characters = html5.get(f"{name};")
    return "".join(f"&#{ord(character)};" for character in characters) if characters else f"&amp;{name};"


def _as_character(found: re.Match[str]) -> str:
    """Join the two halves of a UTF-16 pair that some writer referred to one by one."""
    high, low = (int(half[1:], 16) if half[0] in "xX" else int(half) for half in re.findall(r"&#(\w+);", found[0]))
    if 0xD800 <= high <= 0xDBFF and 0xDC00 <= low <= 0xDFFF:
        return f"&#{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)};"
    return found[0]


def mend_ampersands(text: str) -> str:
    """Write every ampersand that begins no reference as one, except in CDATA sections, where it may stand."""
    outside, *sections = text.split("<![CDATA[")
    mended = [_BARE.sub("&amp;", outside)]
    for section in sections:
        inside, end, outside = section.partition("]]>")
        mended.append(f"<![CDATA[{inside}{end}{_BARE.sub('&amp;', outside)}")
    return "".join(mended)


def escape(text: str) -> str:
    """Give plain text as markup that reads the same, paragraphs included."""
    paragraphs = re.split(r"\n\s*\n", text.replace("\r\n", "\n"))
    return "".join(f"<p>{html.escape(paragraph, quote=False).replace(chr(10), '<br>')}</p>" for paragraph in paragraphs)
