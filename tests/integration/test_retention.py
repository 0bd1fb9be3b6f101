"""Retention: what goes, what stays, what never comes back as new; and nobody waits for it."""

from __future__ import annotations

from contextlib import closing
from types import SimpleNamespace

import pytest

from monitor.cli import main
from monitor.query import ArticleQuery
from monitor.store import listing, retention, sources, upkeep
from monitor.store import tables as t
from monitor.store.database import Store

RULES = """
[retention]
articles = "30d"

[rules.flood]
use = "topic"
query = "flood"

[rules.toll]
use = "new-figure"

[rules.names]
use = "new-person"
"""
FLOOD = "Flood kills 12 in Port Royal\nThe flood killed 12 people in Port Royal, mayor Jane Roe said on Monday."
PLAIN = "A quiet day in Cape Verity\nNothing much happened in Cape Verity."


@pytest.fixture
def old(desk):
    """Give a desk that read a flood and a quiet day forty days ago, and one article now."""
    desk.configure(RULES)
    desk.reads(FLOOD, url="https://wire.example/flood")
    desk.reads(PLAIN, url="https://wire.example/quiet")
    desk.later(days=40)
    desk.reads("A storm off Cape Verity", url="https://wire.example/storm")
    return desk


def listed(desk, **query):
    with desk.house.store.read() as connection:
        return [article.url.rpartition("/")[2] for article in listing.find_articles(connection, ArticleQuery(**query))]


def resolve_all(desk):
    with desk.house.store.write() as connection:
        connection.execute(t.alert.update().values(state="resolved"))


def test_what_is_old_goes_and_what_an_open_alert_rests_on_stays(old):
    assert old.house.prune() == 1

    assert listed(old) == ["storm", "flood"]
    assert listed(old, q="quiet") == []
    assert listed(old, q="flood") == ["flood"]
    assert upkeep.findings(old.house.store) == []


def test_a_resolved_alert_keeps_its_hits_and_quotes_when_its_article_goes(old):
    before = [[item.quote for stored in alert.hits for item in stored.hit.evidence] for alert in old.alerts()]
    resolve_all(old)

    assert old.house.prune() == 2

    assert [[item.quote for stored in alert.hits for item in stored.hit.evidence] for alert in old.alerts()] == before
    assert [row.text for row in old.rows("revision")][:2] == ["", ""]
    assert upkeep.findings(old.house.store) == []


def test_a_purged_article_that_is_listed_still_is_not_new(old):
    resolve_all(old)
    old.house.prune()
    alerts = len(old.alerts())

    old.later(hours=1).reads(FLOOD, url="https://wire.example/flood")

    assert len(old.rows("article")) == 3
    assert (len(old.rows("revision")), len(old.alerts()), old.rows("work")) == (3, alerts, [])


def test_what_was_learned_outlives_its_articles(old):
    found = {(alert.kind, alert.key) for alert in old.alerts()}
    ledger = [row.key for row in old.rows("placement") if row.kind == "series"]
    seen = len(old.rows("seen"))
    resolve_all(old)
    old.house.prune()

    later = FLOOD.replace("on Monday", "again")
    old.later(hours=1).reads(later, url="https://other.example/toll", outlet="Other", publisher="other.example")

    assert {kind for kind, _ in found} >= {"topic", "figure"}
    assert ledger
    assert [row.key for row in old.rows("placement") if row.kind == "series"][: len(ledger)] == ledger
    assert len(old.rows("seen")) >= seen
    assert {(alert.kind, alert.key) for alert in old.alerts() if alert.kind in ("figure", "person")} == {
        (kind, key) for kind, key in found if kind in ("figure", "person")
    }


def test_a_tombstone_that_changes_is_an_article_again(old):
    resolve_all(old)
    old.house.prune()

    old.later(hours=1).reads(PLAIN + " Then a flood came.", url="https://wire.example/quiet")

    assert listed(old) == ["storm", "quiet"]
    assert listed(old, q="flood") == ["quiet"]
    assert [row.purged_at is None for row in old.rows("article")] == [False, True, True]
    assert upkeep.findings(old.house.store) == []


def test_a_new_rule_is_not_run_over_tombstones(old):
    resolve_all(old)
    old.house.prune()

    old.configure(RULES + '[rules.storm]\nuse = "topic"\nquery = "storm OR quiet"\n')
    old.house.judge()

    assert [alert.rule for alert in old.alerts(rule="storm")] == ["storm"]
    assert len(old.alerts(rule="storm")[0].hits) == 1


def test_nothing_is_purged_unless_the_configuration_says_so(desk):
    desk.configure("")
    desk.reads(PLAIN)

    assert desk.later(days=4000).house.prune() == 0


def test_what_was_purged_is_counted_and_a_second_run_finds_nothing(old):
    resolve_all(old)
    first = old.house.prune()

    again = old.later(days=1).house.prune()

    with old.house.store.read() as connection:
        assert (first, again, retention.purged(connection)["articles"], listing.totals(connection)["articles"]) == (2, 0, 2, 1)


def test_the_command_says_what_it_would_do_and_does_it(old, capsys):
    config = ["--config", str(old.folder / "monitor.toml")]
    resolve_all(old)
    old.close()
    capsys.readouterr()

    codes = [main([*config, "db", "prune", *more]) for more in (["--dry-run"], ["--older-than", "1d", "--dry-run"], ["--shrink"])]
    said = capsys.readouterr().out.splitlines()

    assert codes == [0, 0, 0]
    assert [" would purge 3 of 3 articles" in line or " 3 articles purged" in line for line in said[:3]] == [True, True, True]
    assert "bytes given back" in said[3]
    assert main([*config, "db", "prune", "--older-than", "soon"]) == 2
    assert "should be a duration" in capsys.readouterr().err


def test_other_writers_come_in_after_every_few_articles(desk, monkeypatch):
    desk.configure('[retention]\narticles = "30d"\n')
    for number in range(8):
        desk.takes_in(f"Report {number}\nNothing happened there.", url=f"https://wire.example/{number}")
    desk.house.judge()
    desk.later(days=40)
    seen = []

    def others_write(seconds):
        with closing(Store(desk.store, busy_seconds=0)) as other, other.write() as connection:
            sources.release(connection)
            seen.append(retention.purged(connection)["articles"])

    monkeypatch.setattr(retention, "AT_ONCE", 3)
    monkeypatch.setattr(retention, "time", SimpleNamespace(sleep=others_write))

    assert desk.house.prune() == 8
    assert seen == [3, 6, 8]
