"""Turns bytes of unknown or wrongly declared encoding into text."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

# The declared name is often the subset of what is really sent; the superset reads both (WHATWG Encoding, "labels").
_SUPERSETS = {
    "ascii": "cp1252", "us-ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs",
}  # fmt: skip
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_BE, "utf-32-be"), (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF16_LE, "utf-16-le"),
)  # fmt: skip
# Without a mark, XML begins with "<" (or a line break), whose zero bytes tell the width (XML 1.0, appendix F).
_WIDE = (
    (re.compile(rb"\0\0\0[<\s]"), "utf-32-be"), (re.compile(rb"[<\s]\0\0\0"), "utf-32-le"),
    (re.compile(rb"\0[<\s{]\0"), "utf-16-be"), (re.compile(rb"[<\s{]\0[^\0]\0"), "utf-16-le"),
)  # fmt: skip
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})|<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE
)
_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_BEYOND_ASCII = re.compile("[^\x00-\x7f\ufffd]")
_STATEFUL = ("iso2022", "hz", "utf-16", "utf-32")


class Decoded(NamedTuple):
    """Text, the encoding that gave it, and what had to be overlooked ("" if nothing)."""

    text: str
    encoding: str
    warning: str = ""


def decode(body: bytes, content_type: str = "") -> Decoded:
    """Give the body as text: byte order mark, then UTF-8 if it is valid, then what the header and the document declare.

    Valid UTF-8 beats a declared one-byte encoding: those accept any bytes, so a wrong label would go unnoticed, while
    other encodings' text is next to never valid UTF-8 by chance.
    """
    if marked := _marked(body):
        return marked
    declared = _declared(body, content_type)
    for encoding in [name for name in declared if name.startswith(_STATEFUL)] + ["utf-8"] + declared:
        try:
            return Decoded(body.decode(encoding), encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return _nearest(body, declared)


def _marked(body: bytes) -> Decoded | None:
    for mark, encoding in _BOMS:
        if body.startswith(mark) and not (encoding == "utf-16-le" and body.startswith(codecs.BOM_UTF32_LE)):
            return _overlooking(body[len(mark) :], encoding)
    return next((_overlooking(body, encoding) for pattern, encoding in _WIDE if pattern.match(body)), None)


def _declared(body: bytes, content_type: str) -> list[str]:
    """Give the encodings that header and document name, known ones only, header first."""
    in_header, in_body = _CHARSET.search(content_type), _DECLARED.search(body, 0, 2048)
    named = [in_header[1] if in_header else "", (in_body[1] or in_body[2]).decode("ascii", "replace") if in_body else ""]
    return list(dict.fromkeys(known for name in named if (known := _known(name))))


def _known(name: str) -> str | None:
    try:
        encoding = codecs.lookup(name).name
        "".encode(encoding)  # LookupError for codecs that make no text, such as "rot13" or "hex"
    except (LookupError, ValueError):
        return None
    return _SUPERSETS.get(encoding, encoding)


def _nearest(body: bytes, declared: list[str]) -> Decoded:
    """Decode what is valid in no candidate: mostly UTF-8 stays UTF-8, else the declared encoding, else Windows-1252."""
    text = body.decode("utf-8", "replace")
    if len(_BEYOND_ASCII.findall(text)) >= text.count("\ufffd"):
        return _overlooking(body, "utf-8")
    named = next((name for name in declared if name != "utf-8"), "")
    return (
        _overlooking(body, named) if named else Decoded(body.decode("cp1252", "replace"), "cp1252", "no valid utf-8, read as windows-1252")
    )


def _overlooking(body: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(body.decode(encoding), encoding)
    except UnicodeDecodeError:
        text = body.decode(encoding, "replace")
        return Decoded(text, encoding, f"{text.count(chr(0xFFFD))} bytes are no {encoding}")
