"""Looks at what somebody wants to watch, before it is configured: a feed, a page that names feeds, or reports in a folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import ValidationError

from monitor.acquire.charset import decode
from monitor.acquire.defaults import with_defaults
from monitor.acquire.discover import Named, feeds_named, usual_addresses
from monitor.acquire.feed import FeedConfig, FeedSource
from monitor.acquire.fetch import Fetcher
from monitor.acquire.folder import FolderConfig, FolderSource
from monitor.acquire.identity import canonical_link
from monitor.acquire.opml import MAX_BYTES, Opml, is_opml, read_opml
from monitor.acquire.publisher import publisher_of
from monitor.acquire.select import PageConfig, PageSource, select
from monitor.acquire.sources import Due, Polled, due
from monitor.assembly import open_net, open_workshop
from monitor.config import Settings
from monitor.config.faults import faults_of
from monitor.errors import ConfigError, SourceError
from monitor.host import HostSpec
from monitor.judge import Reading
from monitor.model.article import Article, Known, Payload, Source
from monitor.workshop import Workshop

FILES_READ = 200  # of a folder, to show what is in it
_OWN = frozenset({"auth", "headers"})  # what is sent to the given address alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What there is: the `values` of its table, and what its articles look like.

    `via` is the page that led to the feed; `named` are all the feeds that it names, of which this is the one numbered `taken`.
    `more` says that a folder holds more than was looked at. `listed` is set, and all else empty, if it is a list of feeds.
    """

    values: Mapping[str, Any]
    title: str = ""
    outlet: str = ""
    publisher: str = ""
    lang: str = ""
    articles: tuple[Article, ...] = ()
    plan: Due | None = None
    via: str = ""
    named: tuple[Named, ...] = ()
    taken: int = 0
    warnings: tuple[str, ...] = ()
    more: bool = False
    listed: Opml | None = None

    @property
    def latest(self) -> list[Article]:
        """Give the articles, newest first."""
        return sorted(self.articles, key=lambda article: article.at, reverse=True)


@dataclass(slots=True)
class Scout:
    """Looks through the one guard, and reads in workers as the daemon would. `say` is told what takes a while."""

    settings: Settings
    net: Fetcher
    workshop: Workshop
    clock: Callable[[], datetime]
    say: Callable[[str], None] = lambda text: None
    _tried: list[str] = field(default_factory=list)

    def address(self, url: str, values: Mapping[str, Any], *, choice: int | None = None) -> Found:
        """Say what is at an address: a feed, or a page that names feeds, of which the first that can be read is taken, or the nth.

        With selectors in `values` it is a page without a feed.

        Raises: SourceError if there is no feed, ConfigError if `values` are not what a feed's table may hold.
        """
        if "entry" in values:
            return self._page(url, values)
        payload = self._got(url, values)
        reading = self._read(payload)
        if reading.error is None:
            return self._feed(_address_of(payload, url), values, payload, reading)
        text = decode(payload.body, payload.headers.get("content-type", "")).text
        if reading.error.outcome != "web_page" and is_opml(text):
            return Found(values={}, listed=read_opml(text))
        if reading.error.outcome != "web_page":
            raise reading.error
        return self._named_by(payload, text, values, choice)

    def _page(self, url: str, values: Mapping[str, Any]) -> Found:
        """Say what selectors find on a page."""
        config = _config(PageConfig, {"use": "page", "url": url, **values}, self.settings)
        source = Source(name="new", use="page", url=url, options=config)
        payload = self._first(PageSource("new", config, self.net).fetch(source, Known()), url)
        feed = with_defaults(select(payload, config), outlet=config.outlet, lang=config.lang)
        made = self.workshop.run("extract", [(entry, None, source) for entry in feed])
        warnings = [str(each.error) for each in made if each.error] + ([feed.warning] if feed.warning else [])
        reading = Reading(feed=feed, articles=tuple(each.article for each in made if each.article), warnings=tuple(warnings))
        return self._feed(_address_of(payload, url), values, payload, reading, use="page")

    def file(self, path: Path) -> Found | None:
        """Say what is in a file that is no report: a list of feeds, else None.

        Raises: SourceError if it cannot be read.
        """
        try:
            with path.open("rb") as stream:
                text = decode(stream.read(MAX_BYTES)).text
        except OSError as error:
            raise SourceError(f"cannot read {str(path)!r}: {error.strerror}", outcome="unreadable") from error
        return Found(values={}, listed=read_opml(text)) if is_opml(text) else None

    def folder(self, path: Path, values: Mapping[str, Any]) -> Found:
        """Say what is in a folder of reports, or in one file.

        Raises: SourceError if it cannot be read, ConfigError if `values` are not what a folder's table may hold.
        """
        table = {"use": "folder", "path": str(path), **values}
        config = _config(FolderConfig, table, self.settings)
        source = Source(name="new", use="folder", url=config.path, options=config)
        looked = FolderSource("new", config).fetch(source, Known(now=self.clock()))
        payloads = list(islice(looked or (), FILES_READ + 1))
        readings = self.workshop.run("read", [(payload, source) for payload in payloads[:FILES_READ] if not payload.fault])
        said = [payload.fault for payload in payloads if payload.fault] + [str(each.error) for each in readings if each.error]
        found = self._found(table, [article for each in readings for article in each.articles], [*said, *_warnings(readings)])
        return replace(found, more=len(payloads) > FILES_READ)

    def _named_by(self, page: Payload, text: str, values: Mapping[str, Any], choice: int | None) -> Found:
        named = feeds_named(text, page.url)
        if choice is not None and not 0 < choice <= len(named):
            raise SourceError(f"{page.url} names {len(named)} feeds, not {choice}", outcome="web_page")
        wanted = named[choice - 1 : choice] if choice else named or tuple(map(Named, usual_addresses(page.url)))
        for number, feed in enumerate(wanted, start=choice or 1):
            if found := self._tried_feed(feed, page, values):
                return replace(found, via=page.url, named=named, taken=number)
        tried = "; ".join(dict.fromkeys(self._tried[-3:]))
        which = "none of the feeds that it names" if named else "none"
        hint = "a page without a feed is watched by selectors: --entry 'article'"
        raise SourceError(f"no feed at {page.url}: {which} can be read: {tried} ({hint})")

    def _tried_feed(self, feed: Named, page: Payload, values: Mapping[str, Any]) -> Found | None:
        self.say(f"looking at {feed.url}")
        values = values if _origin(feed.url) == _origin(page.url) else {key: each for key, each in values.items() if key not in _OWN}
        try:
            payload = self._got(feed.url, values)
            reading = self._read(payload)
            if reading.error:
                raise reading.error
        except SourceError as error:
            self._tried.append(str(error) if feed.url in str(error) else f"{feed.url} {error}")
            return None
        return self._feed(_address_of(payload, feed.url), values, payload, reading)

    def _got(self, url: str, values: Mapping[str, Any]) -> Payload:
        """Fetch what a feed's table would fetch. Raises: SourceError, ConfigError."""
        config = _config(FeedConfig, {"use": "feed", "url": url, **values}, self.settings)
        return self._first(FeedSource("new", config, self.net).fetch(Source(name="new", use="feed", url=url, options=config), Known()), url)

    def _first(self, answer: AsyncIterable[Payload] | None, url: str) -> Payload:
        if answer is None:
            raise SourceError(f"nobody fetches {url}", outcome="unreadable")
        return self.net.run(_first(answer))

    def _read(self, payload: Payload) -> Reading:
        read: Reading = self.workshop.run("read", [(payload, None)])[0]
        return read

    def _feed(self, url: str, values: Mapping[str, Any], payload: Payload, reading: Reading, *, use: str = "feed") -> Found:
        feed = reading.feed
        found = self._found({"use": use, "url": url, **values}, reading.articles, _warnings([reading]))
        plan = due(
            Polled(
                now=self.clock(),
                every=_config(FeedConfig if use == "feed" else PageConfig, found.values, self.settings).every,
                arrivals=[article.at for article in reading.articles],
                fresh_for=payload.fresh_for,
                ttl=feed.ttl if feed is not None else None,
            )
        )
        return replace(found, plan=plan, title=feed.title if feed is not None else "", publisher=found.publisher or publisher_of(url, ""))

    def _found(self, values: Mapping[str, Any], articles: Sequence[Article], warnings: Sequence[str]) -> Found:
        return Found(
            values=values,
            outlet=str(values.get("outlet") or "") or _commonest(article.outlet for article in articles),
            publisher=_commonest(article.publisher for article in articles),
            lang=str(values.get("lang") or "") or _commonest(article.lang for article in articles),
            articles=tuple(articles),
            warnings=tuple(dict.fromkeys(warnings)),
        )


@contextmanager
def scouting(settings: Settings, clock: Callable[[], datetime], say: Callable[[str], None]) -> Iterator[Scout]:
    """Give a scout with a net and workers of its own; nothing is stored."""
    net = open_net(settings.net, clock=clock)
    workshop = open_workshop(HostSpec(settings=settings, suspended=frozenset(), net="monitor.assembly:open_net"))
    try:
        yield Scout(settings, net, workshop, clock, say)
    finally:
        workshop.close()
        net.close()


def configured_as(settings: Settings, values: Mapping[str, Any]) -> str | None:
    """Give the name of the source that watches the same address, folder or file already; None if there is none."""
    mine = place_of(settings, values)
    return next((name for name, table in settings.sources.items() if mine is not None and place_of(settings, table.values) == mine), None)


def place_of(settings: Settings, values: Mapping[str, Any]) -> str | None:
    """Give what stands for the address or the folder of a source's table, however it is spelled; None if it has neither."""
    url, path = values.get("url"), values.get("path")
    if isinstance(url, str):
        return canonical_link(url)
    return str(Path(settings.base, path).expanduser().resolve()) if isinstance(path, str) else None


async def _first(answer: AsyncIterable[Payload]) -> Payload:
    first, *_ = [payload async for payload in answer]
    return first


def _config(model: type[Any], values: Mapping[str, Any], settings: Settings) -> Any:
    try:
        return model.model_validate(dict(values), context={"base": settings.base, "name": "new"})
    except ValidationError as error:
        raise ConfigError(*map(str, faults_of(error, model, "the new source", (), ""))) from None


def _address_of(payload: Payload, url: str) -> str:
    """Give where the feed has moved for good, else the address as it was given."""
    return payload.moved_to or url


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc


def _commonest(words: Iterator[str]) -> str:
    counted = Counter(word for word in words if word)
    return counted.most_common(1)[0][0] if counted else ""


def _warnings(readings: Sequence[Reading]) -> list[str]:
    told = [warning for each in readings for warning in (each.feed.warning if each.feed is not None else None, *each.warnings) if warning]
    return told + [f"plugin {fault.unit} failed: {fault.message}" for each in readings for fault in each.faults]
