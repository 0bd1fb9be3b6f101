"""Real stores for tests: an SQLite file each, and a world that keeps articles in one."""

from __future__ import annotations

import os
import uuid
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit, urlunsplit

import pytest

from monitor.model.alert import Evidence
from monitor.model.annotation import Match
from monitor.model.article import Article, Source
from monitor.model.history import Correction
from monitor.store import articles, history, intake, judgements, sources, work
from monitor.store import tables as t
from monitor.store.ahead import Ahead
from monitor.store.database import Store
from monitor.testing import NOON
from tests.cluster import NoServerError, own_cluster
from tests.stores import Files, Schemas

POSTGRES = os.environ.get("MONITOR_TEST_POSTGRES", "postgresql://127.0.0.1:5432/postgres")


@pytest.fixture(scope="session")
def postgres_server():
    """The URL of a real server: the one that answers, else one of the tests' own; skips, saying why, where neither can be had."""
    psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed: pip install 'media-monitor[postgres]'")
    try:
        psycopg.connect(POSTGRES, connect_timeout=5).close()
    except psycopg.OperationalError as error:
        silence = f"no PostgreSQL answers at MONITOR_TEST_POSTGRES ({POSTGRES}): {str(error).splitlines()[0]}"
    else:
        yield POSTGRES
        return
    try:
        with own_cluster() as cluster:
            yield cluster.url
    except NoServerError as error:
        pytest.skip(f"{silence}; {error}")


@pytest.fixture(scope="session")
def postgres(postgres_server):
    """The URL of a database of this run's own."""
    import psycopg

    name = f"monitor_test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(postgres_server, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        # No test of this database asks what outlives the server's machine.
        server.execute(f"ALTER DATABASE {name} SET synchronous_commit = off")
        yield urlunsplit(urlsplit(postgres_server)._replace(path=f"/{name}"))
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def schemas(postgres):
    return Schemas(postgres)


@pytest.fixture(scope="session")
def files(tmp_path_factory):
    return Files(tmp_path_factory.mktemp("stores"))


@pytest.fixture
def url_on(request, tmp_path):
    """Give the URL of a store without a schema on the database of that name."""

    def url(database: str) -> str:
        return f"sqlite:///{tmp_path}/store.db" if database == "sqlite" else request.getfixturevalue("schemas").bare()

    return url


@pytest.fixture
def ready_on(request, tmp_path, files):
    """Give the URL of an empty store of this version on the database of that name."""
    lent = []

    def url(database: str) -> str:
        if database == "sqlite":
            return files.copy(tmp_path / "store.db")
        schemas = request.getfixturevalue("schemas")
        lent.append((schemas, schemas.lend()))
        return lent[-1][1]

    yield url
    for schemas, given in lent:
        schemas.give_back(given)


DATABASES = ("sqlite", "postgresql")


@pytest.fixture(params=DATABASES)
def store_url(request, ready_on):
    """The URL of an empty store of this version, on each of the databases."""
    return ready_on(request.param)


def opened(url: str) -> Store:
    made = Store(url)
    with made.write() as connection:
        sources.register(connection, [(Source(name="test", use="folder", url="/nowhere"), True)], {"test": NOON})
    return made


@pytest.fixture
def store(store_url):
    """A fresh store with a source named test, on each of the databases."""
    made = opened(store_url)
    yield made
    made.close()


@dataclass
class StoreWorld:
    """Keeps annotated and placed articles in a real store, as the pipeline would, and gives histories over it.

    The last `ahead` of them are placed, and not stored as such, as in the middle of a batch.
    """

    store: Store
    ahead: int = 0
    waiting: list = field(default_factory=list)
    kept: history.Kept = field(default_factory=history.Kept)
    corrections: int = 0
    connections: list = field(default_factory=list)

    def number(self, article: Article) -> Article:
        """Give the article with the numbers that intake would give it."""
        with self.store.read() as connection:
            last = intake.last_arrival(connection)
            latest = connection.execute(t.article.select().where(t.article.c.id == article.id)).one_or_none()
            count = len(connection.execute(t.article.select()).all())
        known = article.id or count + 1
        return replace(
            article, id=known, revision=article.revision or (latest.latest + 1 if latest else 1), arrival=article.arrival or last + 1
        )

    def add(self, article: Article) -> Article:
        wanted = article.id
        keys = (f"id:{wanted or self.number(article).id}",)
        kept = replace(article, keys=keys, extraction="report")
        with self.store.write() as connection:
            intake.take_in(connection, 1, [kept], baseline=False, now=article.first_seen_at)
            row = connection.execute(t.revision.select().order_by(t.revision.c.arrival.desc())).first()
            notes = [note for note in article.annotations if not isinstance(note, Match)]
            judgements.store_annotations(connection, [(row.id, "test", "1", notes)])
            judgements.store_matches(connection, None, {row.id: article.matches})
            for stage in intake.STAGES:
                work.pay(connection, work.owed(connection, stage, limit=10))
            placed = replace(articles.load(connection, [row.id])[row.id], placements=article.placements)
            self.waiting.append((row.id, placed))
            for id_, earlier in self.waiting[: len(self.waiting) - self.ahead]:
                judgements.store_placements(connection, {id_: [("test", "1", place) for place in earlier.placements]})
            self.waiting = self.waiting[len(self.waiting) - self.ahead :]
            return placed

    def correct(self, verb: str, subject: str, **details: str) -> Correction:
        with self.store.write() as connection:
            return history.correct(connection, verb, subject, details, now=NOON, who="test")

    def before(self, article: Article | None = None):
        entered = self.store.read()
        connection = entered.__enter__()
        self.connections.append(entered)
        bound = article.arrival if article is not None and article.arrival else intake.last_arrival(connection) + 1
        own = article.story if article is not None else None
        return history.StoredHistory(connection, bound, own, *self._remembered(connection, bound))

    def _remembered(self, connection, bound: int) -> tuple[history.Kept, Ahead]:
        untils = {row.arrival: row.until for row in connection.execute(t.revision.select()) if row.until}
        ahead = Ahead(connection.dialect.name, untils)
        for _, article in self.waiting:
            ahead.add(article)
        self.kept.frequencies.begin(min([bound, *(article.arrival for _, article in self.waiting)]), bound if self.ahead else -1)
        return self.kept, ahead

    def close(self) -> None:
        for entered in self.connections:
            entered.__exit__(None, None, None)
        self.store.close()


@pytest.fixture
def store_world(ready_on):
    """Give a world over an empty store on the database of that name."""
    worlds = []

    def world(database: str, ahead: int = 0) -> StoreWorld:
        worlds.append(StoreWorld(opened(ready_on(database)), ahead))
        return worlds[-1]

    yield world
    for made in worlds:
        made.close()


def quoted(of: Article, quote: str, role: str = "new") -> Evidence:
    start = of.text.index(quote)
    return Evidence(article=of.id, revision=of.revision, start=start, end=start + len(quote), quote=quote, role=role)
