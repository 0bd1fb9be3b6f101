"""Novelty persists: judging every stored article again, in a new version, finds the same hits and tells nobody."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.assembly import Assembly
from monitor.config import load
from monitor.store import tables as t

CONFIG = Path(__file__).parents[2] / "config"
NOW = datetime(2026, 2, 20, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path, store_url):
    """The shipped configuration and reports, with a store of their own."""
    shutil.copytree(CONFIG, tmp_path / "config")
    file = tmp_path / "config" / "monitor.toml"
    file.write_text(file.read_text().replace("sqlite:///../var/monitor.db", store_url) + "\n[workers]\ncount = 0\n")
    return tmp_path / "config"


def house(folder) -> Assembly:
    return Assembly(load(folder / "monitor.toml"), clock=lambda: NOW)


def findings(assembly: Assembly) -> set[tuple]:
    """Every hit by what it says, and how each alert looks to its reader."""
    with assembly.store.read() as connection:
        hits = connection.execute(
            t.hit.select().with_only_columns(t.hit.c.fingerprint, t.hit.c.title, t.hit.c.relation, t.hit.c.article_id)
        )
        alerts = connection.execute(t.alert.select().with_only_columns(t.alert.c.rule, t.alert.c.key, t.alert.c.title, t.alert.c.revision))
        return {tuple(row) for row in hits} | {tuple(row) for row in alerts}


def told(assembly: Assembly) -> list[str]:
    with assembly.store.read() as connection:
        return sorted(row.id for row in connection.execute(t.delivery.select()))


def test_judging_again_in_a_new_version_gives_the_same_hits_and_tells_nobody(folder):
    first = house(folder)
    first.poller.poll(due_or_not=True)
    first.judge()
    before, messages = findings(first), told(first)
    with first.store.write() as connection:
        connection.execute(t.unit.update().values(version="an older one"))
    first.close()

    again = house(folder)
    steps = again.judge()
    again.teller.sweep(settled=True)

    assert steps > 14
    assert findings(again) == before
    assert told(again) == messages
    again.close()


def test_a_restart_finds_nothing_new_in_what_is_stored(folder):
    first = house(folder)
    first.poller.poll(due_or_not=True)
    first.judge()
    before = findings(first)
    first.close()

    again = house(folder)
    polled = again.poller.poll(due_or_not=True)
    again.judge()

    assert (polled.articles, polled.revisions) == (0, 0)
    assert findings(again) == before
    again.close()
