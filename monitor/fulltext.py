"""Fetches the pages that sources with full text owe: politely, read in workers, stored as revisions, each with a verdict."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from monitor import log
from monitor.acquire.fetch import Fetcher
from monitor.acquire.loop import Stopped
from monitor.acquire.markup import one_line
from monitor.acquire.mend import escape
from monitor.acquire.verdict import Reached, Verdict
from monitor.acquire.web import PAGE, WebConfig, ask
from monitor.errors import SourceError
from monitor.judge import PageReading
from monitor.model.article import Article, Entry, Payload
from monitor.pipeline import Pipeline
from monitor.polling import Poller
from monitor.store import pages
from monitor.store.pages import OwedPage

LEASE = timedelta(minutes=5)
AT_ONCE = 32
TRIES = 6
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=2), timedelta(hours=12)
# What another try may change; all else is settled with the first answer.
_AGAIN = frozenset({"unreachable", "timeout", "too_many", "encoding"})
_CLOSED = {402: Reached.PAYWALL}


@dataclass(slots=True)
class Pages:
    """Fetches owed pages with the poller's net and sources; rounds may overlap, each under a lease of its own."""

    poller: Poller
    lease: str = field(default_factory=lambda: f"pages:{uuid.uuid4().hex}")
    _rounds: Iterator[int] = field(default_factory=count)

    @property
    def _pipeline(self) -> Pipeline:
        return self.poller.pipeline

    @property
    def _net(self) -> Fetcher:
        return self.poller.net

    def fetch(self, stopping: Callable[[], bool] = lambda: False) -> int:
        """Fetch what is due until nothing is left or `stopping` says so; give how many pages were settled or put off.

        Raises: StorageError; what a round leaves is owed still.
        """
        done = 0
        while not stopping() and (owed := self._claimed()):
            done += self._round(owed, stopping)
        return done

    def _claimed(self) -> list[OwedPage]:
        now, store = self._pipeline.clock(), self._pipeline.store
        with store.read() as connection:
            soonest = pages.next_due(connection)
        if soonest is None or soonest > now:
            return []  # nothing to write: an idle daemon leaves the store alone
        wanted = [name for name, source in self.poller.sources.items() if getattr(source.options, "full_text", False)]
        lease = f"{self.lease}:{next(self._rounds)}"
        with store.write() as connection:
            return pages.claim(connection, wanted, now=now, lease=lease, lease_for=LEASE, limit=AT_ONCE)

    def _round(self, owed: Sequence[OwedPage], stopping: Callable[[], bool]) -> int:
        done = 0
        try:
            for index, result in self._net.run_all(self._got(one) for one in owed):
                if not isinstance(result, Stopped):
                    self._settle(owed[index], result)
                    done += 1
                if stopping():
                    break
        finally:
            with self._pipeline.store.write() as connection:
                pages.release(connection, owed[0].lease)
        return done

    async def _got(self, owed: OwedPage) -> Payload:
        """Fetch a page. Raises: SourceError."""
        source = self.poller.sources.get(owed.article.source)
        if source is None or not isinstance(source.options, WebConfig):
            raise SourceError("its source is not configured any more", outcome="unreadable")
        return await self._net.get(ask(source.options, source.name, owed.article.url or "", accept=PAGE))

    def _settle(self, owed: OwedPage, result: Payload | BaseException) -> None:
        if isinstance(result, Payload):
            source = self.poller.sources.get(owed.article.source)
            item = (entry_of(owed.article, owed.keys), result, source)
            reading: PageReading = self._pipeline.workshop.run("page", [item])[0]
            self._store(owed, reading.verdict, reading.article)
            return
        error = result if isinstance(result, SourceError) else SourceError(f"{type(result).__name__}: {result}", outcome="unreadable")
        until = again_at(error, owed.attempts, self._pipeline.clock())
        if until is None:
            self._store(owed, Verdict(_CLOSED.get(error.status or 0, Reached.FAILED), one_line(str(error), 300)), None)
            return
        with self._pipeline.store.write() as connection:
            pages.put_off(connection, owed, until, one_line(str(error), 300))
        log.get_logger().info("page.put_off", article=owed.article.id, until=until, error=str(error))

    def _store(self, owed: OwedPage, verdict: Verdict, article: Article | None) -> None:
        if self._pipeline.take_page(owed, verdict, article):
            log.get_logger().debug("page.read", article=owed.article.id, verdict=verdict.reached, why=verdict.why)


def again_at(error: SourceError, attempts: int, now: datetime) -> datetime | None:
    """Give when to try a page again that failed after so many tries before: each time four times as late; None if never."""
    passing = error.outcome in _AGAIN or error.status in (408, 425, 429) or (error.status or 0) >= 500
    if not passing or attempts + 1 >= TRIES:
        return None
    wait: timedelta = min(FIRST_WAIT * 4**attempts, LONGEST_WAIT)
    return now + max(wait, error.retry_after or timedelta(0))


def entry_of(article: Article, keys: tuple[str, ...]) -> Entry:
    """Make the entry again that an article was made of, as far as the store knows it."""
    return Entry(
        source=article.source,
        ref=article.ref,
        keys=keys,
        link=article.url,
        title=article.title,
        content=escape(article.text.removeprefix(article.title).lstrip()),
        author=article.author,
        outlet=article.outlet,
        lang=article.lang,
        published=article.published,
        published_at=article.published_at,
        fetched_at=article.first_seen_at,
    )
