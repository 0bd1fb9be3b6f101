"""A desk: a configured house in a folder of its own, whose clock stands still until it is told to move."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.assembly import Assembly
from monitor.config import load
from monitor.host.garbage import settle
from monitor.model.article import Article
from monitor.query import AlertQuery
from monitor.store import alerts, outbox, sources
from monitor.store import tables as t

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
CONFIG = """
[store]
url = "{store}"

[workers]
count = 0

[sources.wire]
use = "feed"
url = "http://127.0.0.1:9/feed"
backfill = "notify"

[channels.desk]
use = "webhook"
url = "http://127.0.0.1:9/hook"
"""


@dataclass
class Desk:
    """Reads articles and says what came of them."""

    folder: Path
    config: str = CONFIG
    now: datetime = NOON
    store: str = "sqlite:///desk.db"
    _assembly: Assembly | None = None
    _lease: int = field(default=0)

    def configure(self, more: str, *, config: str | None = None) -> Desk:
        self.close()
        self.config = textwrap.dedent(config or CONFIG) + textwrap.dedent(more)
        return self

    @property
    def house(self) -> Assembly:
        if self._assembly is None:
            (self.folder / "monitor.toml").write_text(self.config.replace("{store}", self.store))
            self._assembly = Assembly(load(self.folder / "monitor.toml"), clock=lambda: self.now, draw=lambda: 0.0)
        return self._assembly

    def later(self, **by: float) -> Desk:
        self.now += timedelta(**by)
        return self

    def takes_in(self, text: str, *, ref: str = "", url: str | None = None, baseline: bool = False, **more) -> None:
        key = f"link:{url}" if url else f"report:{ref or text[:40]}"
        title = text.split("\n")[0]
        article = Article(source="wire", ref=ref or text[:40], keys=(key,), url=url, title=title, text=text, lang="en", extraction="report",
                          first_seen_at=self.now, at=self.now, **{"outlet": "Wire", "publisher": "wire.example"} | more)  # fmt: skip
        with self.house.store.write() as connection:
            [claim] = sources.claim(connection, now=self.now, lease="desk", lease_for=timedelta(minutes=1), limit=1, due_or_not=True)
        from monitor.pipeline import Brought

        self.house.pipeline.take_in(claim, [Brought("", [article], None)], lambda taken: None, baseline=baseline)
        with self.house.store.write() as connection:
            sources.release(connection, "desk")

    def reads(self, text: str, **more) -> None:
        self.takes_in(text, **more)
        self.house.judge()

    def alerts(self, **query):
        with self.house.store.read() as connection:
            return alerts.find_alerts(connection, AlertQuery(oldest_first=True, **query))

    def outcomes(self) -> list[str]:
        with self.house.store.read() as connection:
            return [row.outcome for row in connection.execute(t.outcome.select().order_by(t.outcome.c.hit_id))]

    def outbox(self) -> list[str]:
        with self.house.store.read() as connection:
            return [row["reason"] for row in reversed(outbox.delivery_rows(connection))]

    def rows(self, table: str) -> list:
        with self.house.store.read() as connection:
            chosen = t.metadata.tables[table]
            return list(connection.execute(chosen.select().order_by(*chosen.primary_key)))

    def close(self) -> None:
        if self._assembly is not None:
            self._assembly.close()
            self._assembly = None


@pytest.fixture
def desk(tmp_path, store_url):
    made = Desk(tmp_path, store=store_url)
    yield made
    made.close()


@pytest.fixture(autouse=True, scope="session")
def uncollected():
    """Have all that the process holds looked through once, and not for each of the hundreds of houses that are built in it."""
    settle()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("monitor.assembly.settle", lambda: None)
        patch.setattr("monitor.host.host.settle", lambda: None)
        yield
