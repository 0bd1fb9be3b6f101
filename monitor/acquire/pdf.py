"""The `parse` hook for PDF reports: their text, page by page; the only module that knows pypdf (extra `pdf`)."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from monitor.acquire.identity import identify_report
from monitor.acquire.markup import clean, one_line, storable
from monitor.acquire.reports import read_plain
from monitor.errors import SourceError
from monitor.hookspecs import hookimpl
from monitor.model.article import Feed, Payload

if TYPE_CHECKING:
    from pypdf import PdfReader

version = "1"
TYPE = "application/pdf"
MAX_PAGES = 500
MAX_TEXT = 1_000_000
MAX_STREAM = 20_000_000  # bytes of one stream, inflated
MAX_PIECES = 300_000  # operators and operands of one page's content
SECONDS = 8.0  # of processor time for one file; a worker's own limit ends what pypdf does not come back from
_FULL = 0.75  # of the usual length of a line: a shorter one ends a paragraph, or is a heading
_BREAKS_WORD = re.compile(r"[a-z\u00df-\u00ff][-\u2010\u00ad]$")
_BROKEN = re.compile(r"(?<=[a-z\u00df-\u00ff])[-\u2010\u00ad]\n(?=\w)")
_ENDED = re.compile(r"""[.!?:。！？]["'”’)\]]*$""")
_LISTED = re.compile(r"(?:[•·▪–—*-]|\d{1,3}[.)]) ")
_DIGITS = re.compile(r"\d+")
_NO_TITLE = re.compile(
    r"(?:microsoft \w+ - .*|untitled.*|.*\.(?:docx?|pdf|indd|rtf|odt|xlsx?|pptx?|qxd|qxp)|[\W\d_]*|(?:layout|document) ?\d*)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a PDF and what it says of itself; `warning` says why some of it may be missing."""

    text: str
    title: str = ""
    author: str = ""
    created: str = ""
    warning: str = ""


@hookimpl
def parse(payload: Payload) -> Feed | None:
    """Give the report in a PDF file of a folder; None for everything else.

    Raises: SourceError, naming the file, if it cannot be read.
    """
    if not payload.part or payload.media_type != TYPE:
        return None
    if payload.fault:
        raise SourceError(f"{payload.part}: {payload.fault}", outcome="unreadable")
    read = read_pdf(payload.body, payload.part)
    warning = f"{payload.part}: {read.warning}" if read.warning else None
    if not read.text:
        return Feed(entries=(), warning=warning or f"{payload.part}: holds no text (scanned pages? they need character recognition first)")
    about = {"title": read.title, "author": read.author, "published": read.created}
    entry = read_plain(read.text, payload, {name: value for name, value in about.items() if value})
    return Feed(entries=(identify_report(payload.source, entry, payload.part),), warning=warning)


def read_pdf(body: bytes, name: str) -> Text:
    """Give the text of a PDF: as much of it as its limits of pages, size and time allow, with a warning if that is not all.

    Raises: SourceError, naming the file, if it is damaged, encrypted, or no PDF.
    """
    from pypdf import PdfReader, apply_configuration  # heavy, and an extra: only folders with PDF files need it
    from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

    try:
        with apply_configuration(
            zlib_maximum_output_length=MAX_STREAM,
            lzw_maximum_output_length=MAX_STREAM,
            run_length_maximum_output_length=MAX_STREAM,
            array_based_stream_maximum_output_length=MAX_STREAM,
            stream_parsing_work_maximum_count=MAX_PIECES,
            jbig2dec_binary=None,
        ):
            reader = PdfReader(BytesIO(body))
            if reader.is_encrypted and not reader.decrypt(""):
                raise SourceError(f"{name}: is encrypted: take the password off", outcome="unreadable")
            pages, warning = _pages(reader)
            about = _about(reader)
    except (FileNotDecryptedError, DependencyError):
        raise SourceError(f"{name}: is encrypted: take the password off", outcome="unreadable") from None
    except (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, OverflowError) as error:
        # pypdf raises whatever a damaged file makes its code stumble over.
        raise SourceError(f"{name}: is no PDF that can be read: {one_line(str(error), 150)}", outcome="ill_formed") from error
    shared = _running(pages)
    return Text(text=_joined([_without_running_heads(page, shared) for page in pages])[:MAX_TEXT], warning=warning, **about)


def _about(reader: PdfReader) -> dict[str, str]:
    """Give what a file says of itself; a title that a program gave it is none."""
    about = reader.metadata
    if about is None:
        return {}
    title, created = one_line(storable(str(about.title or "")), 300), about.creation_date
    return {
        "title": "" if _NO_TITLE.fullmatch(title) else title,
        "author": one_line(storable(str(about.author or "")), 200),
        "created": created.isoformat() if created else "",
    }


def _pages(reader: PdfReader) -> tuple[list[list[str]], str]:
    """Give the lines of each page, and why there are not more."""
    pages: list[list[str]] = []
    length, bad, began = 0, 0, time.process_time()
    for number, page in enumerate(reader.pages):
        if number >= MAX_PAGES or length > MAX_TEXT or time.process_time() - began > SECONDS:
            return pages, f"only its first {number} pages were read: it is too long or too slow"
        try:
            text = storable(page.extract_text())
        except Exception:  # one page that pypdf stumbles over costs only itself, and is counted
            bad += 1
            continue
        length += len(text)
        pages.append([line.strip() for line in text.splitlines()])
    return pages, f"{bad} of its pages could not be read" if bad else ""


def _without_running_heads(page: Sequence[str], shared: set[str]) -> list[str]:
    """Give a page's lines without page numbers, and without those at its top and bottom that most pages share."""
    lines = [line for line in page if line]
    while lines and _folded(lines[0]) in shared:
        del lines[0]
    while lines and _folded(lines[-1]) in shared:
        del lines[-1]
    return lines


def _running(pages: Sequence[Sequence[str]]) -> set[str]:
    if len(pages) < 3:
        return {"#"}
    edges = [{_folded(line) for line in [*_filled(page)[:2], *_filled(page)[-2:]]} for page in pages]
    counted = Counter(edge for found in edges for edge in found)
    return {"#"} | {edge for edge, times in counted.items() if times > len(pages) / 2}


def _filled(page: Sequence[str]) -> list[str]:
    return [line for line in page if line]


def _folded(line: str) -> str:
    return _DIGITS.sub("#", line.casefold())


def _joined(pages: Sequence[Sequence[str]]) -> str:
    """Give the pages as one text: lines that fill the column go on with the next, and words broken at its edge are whole again."""
    lines = [line for page in pages for line in page]
    usual = sorted(map(len, lines))[len(lines) * 3 // 4] if lines else 0
    pieces = [line + (_behind(line, after, usual) if after else "") for line, after in zip(lines, [*lines[1:], ""], strict=False)]
    if len(lines) > 1 and not lines[1][:1].islower() and not _ENDED.search(lines[0]):
        pieces[0] = f"{lines[0]}\n"  # the first line is a title, however long
    return clean(_BROKEN.sub("", "".join(pieces)))


def _behind(line: str, after: str, usual: int) -> str:
    """Give what stands between two lines: nothing but the break of a word, a space, a line's end, or a paragraph's."""
    if _BREAKS_WORD.search(line) and after[:1].islower():
        return "\n"
    if _LISTED.match(after):
        return "\n"
    if len(line) >= _FULL * usual or after[:1].islower():
        return " "
    return "\n\n" if _ENDED.search(line) else "\n"
