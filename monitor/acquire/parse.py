"""Reads RSS, Atom and RDF with feedparser, the only module that knows it.

feedparser's two parsers are driven directly, not through `feedparser.parse`: it would open files and addresses, guess the
encoding by rules that prefer wrong labels, throw away the entries read before a fault, and sanitise and rewrite the markup
(two thirds of its time), of which extraction keeps only the text. What grows with the square of a hostile field is bounded here.
"""

from __future__ import annotations

import re
from contextlib import suppress
from io import BytesIO
from itertools import islice
from typing import Any
from xml import sax

from feedparser import FeedParserDict
from feedparser.api import PREFERRED_XML_PARSERS, LooseFeedParser, StrictFeedParser

from monitor.acquire.entries import feed_of
from monitor.acquire.markup import one_line
from monitor.acquire.mend import mend, mend_ampersands
from monitor.errors import SourceError
from monitor.model.article import Feed, Payload

MAX_ENTRIES = 5_000
MAX_DEPTH = 200
MAX_ATTRIBUTES = 64
MAX_ATTRIBUTE = 4_000
# The forgiving parser is slow and loses its way in big documents: 5 MB of text take it about ten seconds.
MAX_LOOSE = 5_000_000

_ROOT = re.compile(r"<([\w.:-]+)")


class _EnoughError(sax.SAXException):
    """Raised out of a parser that has read as much as we take; what it has is kept."""


class _TooManyError(_EnoughError):
    """Raised at the first entry that is one too many."""


class _Params(FeedParserDict):  # type: ignore[misc]
    """What feedparser knows of the field it reads: flat, without the other names of other keys (a quarter of its time)."""

    get = dict.get
    __getitem__ = dict.__getitem__

    def __deepcopy__(self, memo: object) -> _Params:
        return _Params(self)


class _Bounds:
    """What both parsers do differently: fewer entries, shallower trees, shorter fields, no tags, no dates, no e-mail hunting."""

    feeddata: dict[str, Any]
    entries: list[dict[str, Any]]
    inentry: int
    contentparams: dict[str, Any]
    depth: int

    def unknown_starttag(self, tag: str, attrs: list[tuple[str, str]]) -> None:
        if self.depth > (MAX_DEPTH if isinstance(self, StrictFeedParser) else 50 * MAX_DEPTH):
            raise _EnoughError(f"elements are nested deeper than {MAX_DEPTH}")
        if attrs:
            attrs = [(name, value[:MAX_ATTRIBUTE]) for name, value in islice(attrs, MAX_ATTRIBUTES)]
        super().unknown_starttag(tag, attrs)  # type: ignore[misc]

    def push_content(self, tag: str, attrs_d: dict[str, str], default_content_type: str, expecting_text: int) -> None:
        super().push_content(tag, attrs_d, default_content_type, expecting_text)  # type: ignore[misc]
        self.contentparams = _Params(self.contentparams)

    def _start_item(self, attrs_d: dict[str, str]) -> None:
        if len(self.entries) >= MAX_ENTRIES:
            raise _TooManyError(f"more than {MAX_ENTRIES:,} entries, of which only the first were taken")
        super()._start_item(attrs_d)  # type: ignore[misc]

    _start_entry = _start_item

    def _sync_author_detail(self, key: str = "author") -> None:
        """Take the name as it stands: feedparser searches it for an address, in quadratic time."""
        context = self._get_context()  # type: ignore[attr-defined]
        detail = (context.get(f"{key}s") or [{}])[-1]
        name = detail.get("name") or detail.get("email") or context.get(key) or ""
        detail["name"] = context[key] = name[:200]

    def _add_tag(self, term: str | None, scheme: str | None, label: str | None) -> None:
        """Keep no tags: nobody reads them, and feedparser compares each with all before it."""
        self._get_context().setdefault("tags", [])  # type: ignore[attr-defined]

    def _end_published(self) -> None:
        """Keep the date as reported: feedparser takes unknown zones for UTC; ours are read by `dates`."""
        self.pop("published")  # type: ignore[attr-defined]

    _end_issued = _end_pubdate = _end_published

    def _end_updated(self) -> None:
        self.pop("updated")  # type: ignore[attr-defined]

    _end_modified = _end_lastbuilddate = _end_updated

    def _start_media_description(self, attrs_d: dict[str, str]) -> None:
        """Keep captions apart: feedparser would let the caption of a picture take the place of the text."""
        self.push("media_description", 1)  # type: ignore[attr-defined]

    def _end_media_description(self) -> None:
        self.pop("media_description")  # type: ignore[attr-defined]

    def _start_itunes_summary(self, attrs_d: dict[str, str]) -> None:
        self.push("itunes_summary", 1)  # type: ignore[attr-defined]

    def _end_itunes_summary(self) -> None:
        self.pop("itunes_summary")  # type: ignore[attr-defined]

    def whole(self) -> list[dict[str, Any]]:
        """Give the entries that were read to their end."""
        return self.entries[:-1] if self.inentry else self.entries


class _Strict(_Bounds, StrictFeedParser):  # type: ignore[misc]
    def startElementNS(self, name: Any, qname: Any, attrs: Any) -> None:  # noqa: N802 - SAX's name
        if len(attrs) > MAX_ATTRIBUTES:
            names = list(islice(attrs.getNames(), MAX_ATTRIBUTES))
            attrs = sax.xmlreader.AttributesNSImpl({each: attrs.getValue(each) for each in names}, {each: each[1] for each in names})
        super().startElementNS(name, qname, attrs)


class _Loose(_Bounds, LooseFeedParser):  # type: ignore[misc]
    pass


def read_feed(text: str, payload: Payload) -> Feed:
    """Give the feed in a document that begins with its root element; entries are not identified yet.

    An ill-formed or cut document gives its whole entries, a warning, and complete=False.

    Raises: SourceError (ill_formed) if not one entry can be read of a document with faults.
    """
    mended = mend(_within_root(text))
    parser, fault = _run_strict(mended.text, payload.url)
    if fault is not None and _goes_on(fault):
        parser = _best(parser, mended.text, payload.url)
    if fault is not None and not parser.whole():
        raise SourceError(f"answered with a feed that cannot be read: {_words(fault)}", outcome="ill_formed")
    notes = [_words(fault)] if fault is not None else []
    notes += [f"{mended.left_out} invalid characters left out"] if mended.left_out else []
    complete = fault is None or isinstance(fault, _TooManyError)
    return feed_of(parser.feeddata, parser.whole(), payload, warning="; ".join(notes) or None, complete=complete)


def _best(strict: _Bounds, text: str, url: str) -> _Bounds:
    """Read on where the strict parser gave up: with lone ampersands mended, else with the forgiving parser; keep what found most."""
    mended, fault = _run_strict(mend_ampersands(text), url)
    if fault is None:
        return mended
    return max((_run_loose(text, url), mended, strict), key=lambda parser: len(parser.whole()))


def _within_root(text: str) -> str:
    """Cut what stands behind the root element: counters and scripts that servers append."""
    root = _ROOT.match(text)
    end = text.rfind(f"</{root[1]}") if root else -1
    close = text.find(">", end)
    return text[: close + 1] if end > 0 and close > 0 else text


def _run_strict(text: str, url: str) -> tuple[_Bounds, Exception | None]:
    handler = _made(_Strict, text, url)
    reader = sax.make_parser(PREFERRED_XML_PARSERS)  # noqa: S317 - neither DOCTYPE nor entities reach it
    reader.setFeature(sax.handler.feature_namespaces, 1)
    reader.setFeature(sax.handler.feature_external_ges, 0)
    reader.setContentHandler(handler)
    reader.setErrorHandler(handler)
    source = sax.xmlreader.InputSource()
    source.setByteStream(BytesIO(text.encode("utf-8")))
    source.setEncoding("utf-8")
    try:
        reader.parse(source)
    except Exception as fault:  # feedparser's handlers raise whatever a hostile field provokes; the caller weighs and tells it
        return handler, fault
    return handler, None


def _run_loose(text: str, url: str) -> _Bounds:
    parser: _Bounds = _made(_Loose, text, url)
    with suppress(Exception):  # the strict parser's fault is told; this one only ends the reading sooner
        parser.feed(text[:MAX_LOOSE])  # type: ignore[attr-defined]
    return parser


def _made(kind: type[Any], text: str, url: str) -> Any:
    # feedparser joins every start tag with the address that it knows (a fifth of its time). `entries` resolves the links, so
    # only a document with bases of its own needs it.
    parser = kind(url if "xml:base" in text else "", None, "utf-8")
    parser.resolve_relative_uris = parser.sanitize_html = False
    return parser


def _goes_on(fault: Exception) -> bool:
    """Say whether text follows the fault, that is, whether a forgiving parser may find more than the strict one did."""
    if isinstance(fault, _EnoughError):
        return False
    ends = (3, 5, 6, 20)  # expat: no element found, unclosed token, partial character, unclosed CDATA section
    return not (isinstance(fault, sax.SAXParseException) and getattr(fault.getException(), "code", 0) in ends)


def _words(fault: Exception) -> str:
    """Say in one line what was wrong, and where."""
    if isinstance(fault, _EnoughError):
        return str(fault)
    if isinstance(fault, sax.SAXParseException):
        return f"ill-formed in line {fault.getLineNumber()}: {fault.getMessage()}" + ("" if _goes_on(fault) else " (cut off?)")
    return one_line(f"unreadable to feedparser: {type(fault).__name__}: {fault}", 200)
