"""Reads and writes lists of feeds (OPML 1.0 and 2.0, opml.org). No DOCTYPE and no entity reaches the parser."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from xml import sax
from xml.etree import ElementTree  # only to write: nothing is parsed with it

from monitor.acquire.markup import one_line
from monitor.acquire.mend import mend, mend_ampersands
from monitor.errors import SourceError

MAX_DEPTH = 100
MAX_FEEDS = 20_000
MAX_BYTES = 20_000_000
_ROOT = re.compile(r"<opml(?=[\s/>])", re.IGNORECASE)
_HEAD = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One feed of a list: its address as written, what the list calls it, and the folders that it lies in, outermost first."""

    url: str
    title: str = ""
    folders: tuple[str, ...] = ()
    lang: str = ""
    home: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opml:
    """A list of feeds; `warning` says why some of it may be missing."""

    title: str = ""
    feeds: tuple[Outline, ...] = ()
    warning: str = ""


def is_opml(text: str) -> bool:
    """Say whether a document is a list of feeds."""
    return _ROOT.search(text, 0, _HEAD) is not None


def read_opml(text: str) -> Opml:
    """Give the feeds of a list, in its order. Of an ill-formed one those before the fault, with a warning.

    Raises: SourceError, outcome ill_formed, if it is none, or holds no feed and has a fault.
    """
    root = _ROOT.search(text, 0, _HEAD)
    if root is None:
        raise SourceError("no OPML: it has no <opml> element", outcome="ill_formed")
    mended = mend(text[root.start() : root.start() + MAX_BYTES]).text
    reader, fault = _run(mended)
    if fault:
        again, later = _run(mend_ampersands(mended))
        reader, fault = (again, later) if len(again.feeds) >= len(reader.feeds) else (reader, fault)
    if fault and not reader.feeds:
        raise SourceError(f"cannot be read as OPML: {fault}", outcome="ill_formed")
    return Opml(title=one_line(reader.title), feeds=tuple(reader.feeds), warning=fault)


class _EnoughError(sax.SAXException):
    """Raised out of the parser where a list is deeper or longer than we take."""


class _Reader(sax.ContentHandler):
    """Gathers outlines; their attributes' names are taken in any case, as readers write them."""

    def __init__(self) -> None:
        self.feeds: list[Outline] = []
        self.title = ""
        self._folders: list[str | None] = []
        self._in_title = False
        self._depth = 0

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802 - SAX's name
        self._depth += 1
        if self._depth > MAX_DEPTH or len(self.feeds) >= MAX_FEEDS:
            raise _EnoughError(f"deeper than {MAX_DEPTH} levels, or longer than {MAX_FEEDS:,} feeds")
        self._in_title = name.lower() == "title" and not self.title
        if name.lower() == "outline":
            self._outline({key.lower(): attrs[key][:4_000] for key in attrs.getNames()[:64]})

    def _outline(self, about: dict[str, str]) -> None:
        title = one_line(about.get("text", "") or about.get("title", ""), 200)
        url = about.get("xmlurl", "").strip()
        self._folders.append(None if url else title)
        if url:
            folders = tuple(folder for folder in self._folders if folder)
            lang, home = about.get("language", "").strip(), about.get("htmlurl", "").strip()
            self.feeds.append(Outline(url=url, title=title, folders=folders, lang=lang[:35], home=home))

    def endElement(self, name: str) -> None:  # noqa: N802 - SAX's name
        self._depth -= 1
        self._in_title = False
        if name.lower() == "outline":
            self._folders.pop()

    def characters(self, content: str) -> None:
        if self._in_title and len(self.title) < 1_000:
            self.title += content


def _run(text: str) -> tuple[_Reader, str]:
    """Read as far as it goes; give what was found and what ended it ("" for the end)."""
    handler, reader = _Reader(), sax.make_parser()  # noqa: S317 - neither DOCTYPE nor entities reach it
    reader.setFeature(sax.handler.feature_external_ges, 0)
    reader.setFeature(sax.handler.feature_external_pes, 0)
    reader.setContentHandler(handler)
    source = sax.xmlreader.InputSource()
    source.setByteStream(BytesIO(text.encode("utf-8")))
    source.setEncoding("utf-8")
    try:
        reader.parse(source)
    except sax.SAXParseException as fault:
        return handler, f"ill-formed in line {fault.getLineNumber()}: {fault.getMessage()}"
    except _EnoughError as fault:
        return handler, str(fault)
    return handler, ""


def write_opml(feeds: Iterable[Outline], title: str) -> str:
    """Write a list as OPML 2.0, feeds in their folders, in the order given."""
    root = ElementTree.Element("opml", version="2.0")
    ElementTree.SubElement(ElementTree.SubElement(root, "head"), "title").text = title
    body = ElementTree.SubElement(root, "body")
    inside: dict[tuple[str, ...], ElementTree.Element] = {(): body}
    for feed in feeds:
        ElementTree.SubElement(_folder(inside, feed.folders), "outline", dict(_attributes(feed)))
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _folder(inside: dict[tuple[str, ...], ElementTree.Element], path: tuple[str, ...]) -> ElementTree.Element:
    if path not in inside:
        inside[path] = ElementTree.SubElement(_folder(inside, path[:-1]), "outline", text=path[-1])
    return inside[path]


def _attributes(feed: Outline) -> Iterator[tuple[str, str]]:
    yield from (("text", feed.title), ("type", "rss"), ("xmlUrl", feed.url))
    yield from (pair for pair in (("htmlUrl", feed.home), ("language", feed.lang)) if pair[1])
