"""Storing articles: T1 as the monitor does it against SQLAlchemy's ORM with `add_all`, synchronous FULL, per CPU second.

Both write the same rows into the same tables with the same indexes, 50 articles a transaction: of each article itself, its
revision (3,000 characters), two keys and three stages of owed work; the benchmark compares every column at the end.
T1 does more for it: it asks which keys are known, hashes the texts and takes numbers under the lock. The peer is given ids,
numbers and, outside the clock, articles like ours; it hashes too, for what it stores is the hash.
"""

from __future__ import annotations

import statistics
import time
from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session, registry

from monitor.model.article import Source
from monitor.store import intake, schema, sources
from monitor.store import tables as t
from monitor.store.database import Store
from monitor.testing import NOON, article

PAYLOADS, ENTRIES, ROUNDS = 40, 50, 5
TEXT = "The ferry strike goes on, the union said, and forty boats stay in the harbour until the talks end. " * 30


class Record:
    """A row of whatever table it is mapped to."""

    def __init__(self, **values: object) -> None:
        for name, value in values.items():
            setattr(self, name, value)


@pytest.fixture(scope="module")
def mapped():
    """Give a class for each table that intake writes, mapped onto our own tables."""
    classes = {name: type(name, (Record,), {}) for name in ("article", "revision", "identity", "work")}
    mapper = registry()
    for name, cls in classes.items():
        mapper.map_imperatively(cls, getattr(t, name))
    yield classes
    mapper.dispose()


def opened(path) -> Store:
    store = Store(f"sqlite:///{path}")
    schema.ensure(store)
    with store.write() as connection:
        sources.register(connection, [(Source(name="wire", use="feed", url="https://wire.example/feed"), True)], {"wire": NOON})
    return store


def payloads(start: int):
    """Give payloads of articles that nobody has seen."""
    for payload in range(PAYLOADS):
        numbers = range(start + payload * ENTRIES, start + (payload + 1) * ENTRIES)
        yield [
            article(f"{number} {TEXT}", title=f"Ferry strike, day {number}", keys=(f"guid:{number}", f"url:{number}")) for number in numbers
        ]


def take_in(store: Store, start: int) -> float:
    made = list(payloads(start))
    began = time.process_time()
    for each in made:
        with store.write() as connection:
            intake.take_in(connection, 1, each, baseline=False, now=NOON)
    return time.process_time() - began


def add_all(store: Store, mapped, start: int) -> float:
    made = list(payloads(start))
    began = time.process_time()
    for payload, each in enumerate(made):
        with Session(store._writer) as session, session.begin():
            for number, one in enumerate(each, start=1 + start + payload * ENTRIES):
                session.add_all(rows(mapped, one, number))
    return time.process_time() - began


def rows(mapped, one, number):
    """Give the rows that intake writes for an article: itself, its revision, its keys and the work that is owed."""
    yield mapped["article"](
        id=number, source_id=1, ref=one.ref, url=one.url, outlet=one.outlet, publisher="", first_seen_at=NOON, latest=1, indexed=0,
    )  # fmt: skip
    yield mapped["revision"](
        id=number, article_id=number, number=1, arrival=number, title=one.title, text=one.text, author="", lang=one.lang,
        extraction="summary", content_hash=intake.content_hash(one.title, one.text),
        published=one.published, published_at=one.published_at, first_seen_at=NOON, at=one.at, baseline=False,
    )  # fmt: skip
    yield from (mapped["identity"](key=key, article_id=number) for key in one.keys)
    for stage in intake.STAGES:
        yield mapped["work"](
            revision_id=number, stage=stage, unit="*", arrival=number, state="owed", quiet=False, version="", attempts=0,
            since=NOON + timedelta(0),
        )  # fmt: skip


def stored(store: Store) -> dict[str, set[tuple[object, ...]]]:
    with store.read() as connection:
        return {
            name: set(map(tuple, connection.execute(getattr(t, name).select()))) for name in ("article", "revision", "identity", "work")
        }


@pytest.mark.bench
def test_storing_against_orm_add_all(tmp_path, mapped):
    ours, theirs = opened(tmp_path / "ours.db"), opened(tmp_path / "theirs.db")
    synced = set()
    event.listen(theirs._writer, "commit", lambda connection: synced.add(connection.exec_driver_sql("PRAGMA synchronous").scalar()))
    spent: dict[str, list[float]] = {"T1": [], "add_all": []}
    for turn in range(ROUNDS):
        spent["T1"].append(take_in(ours, turn * PAYLOADS * ENTRIES))
        spent["add_all"].append(add_all(theirs, mapped, turn * PAYLOADS * ENTRIES))

    many = PAYLOADS * ENTRIES
    speeds = {name: many / statistics.median(times) for name, times in spent.items()}
    print(
        f"\nstored per CPU second, {ENTRIES} articles a transaction: " + ", ".join(f"{name} {speed:,.0f}" for name, speed in speeds.items())
    )
    print(f"T1 stores {speeds['T1'] / speeds['add_all']:.1f} × as many as add_all")
    assert stored(ours) == stored(theirs)
    assert synced == {2}
    ours.close()
    theirs.close()
