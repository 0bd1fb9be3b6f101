"""Novelty persists: judging every stored article again, in a new version, finds the same hits and tells nobody."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.assembly import Assembly
from monitor.cli import main
from monitor.config import load
from monitor.store import tables as t
from monitor.store import work

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


@pytest.fixture
def judged(folder):
    """The house when all reports are judged and told of."""
    first = house(folder)
    first.poller.poll(due_or_not=True)
    first.judge()
    first.teller.sweep(settled=True)
    yield first
    first.close()


@pytest.mark.parametrize(
    "rule", [[], ["merrin-ferry"], ["ferry-figures"], ["tarnwell-disputes"]], ids=["all", "topic", "figures", "disputes"]
)
def test_what_somebody_has_judged_again_gives_the_same_hits_and_tells_nobody(folder, judged, capsys, rule):
    before, messages = findings(judged), told(judged)

    assert main(["--config", str(folder / "monitor.toml"), "reprocess", *rule]) == 0

    said = capsys.readouterr()
    assert "14 stored articles again" in said.err
    assert "14 articles judged again; 0 hits that were not known before" in said.out
    judged.teller.sweep(settled=True)
    assert (findings(judged), told(judged)) == (before, messages)
    assert owed(judged) == {}


def owed(assembly: Assembly) -> dict[tuple[str, str], int]:
    with assembly.store.read() as connection:
        return {(row["stage"], row["unit"]): row["articles"] for row in work.backlog(connection)}


def test_reprocessing_can_be_left_to_a_running_monitor(folder, judged, capsys):
    assert main(["--config", str(folder / "monitor.toml"), "reprocess", "merrin-ferry", "--later", "--since", "2026-02-13"]) == 0

    assert "6 stored articles again" in capsys.readouterr().err
    assert owed(judged) == {("annotate", "merrin-ferry"): 6, ("detect", "merrin-ferry"): 6}
    judged.judge()
    assert owed(judged) == {}


def test_a_dry_run_says_the_cost_and_owes_nothing(folder, judged, capsys):
    assert main(["--config", str(folder / "monitor.toml"), "reprocess", "--dry-run"]) == 0

    assert "14 stored articles again (annotate, place, detect), about" in capsys.readouterr().err
    assert owed(judged) == {}


@pytest.mark.parametrize(("rule", "said"), [("nothing", "no rule is named 'nothing'"), ("off", "does not run, it is in state disabled")])
def test_only_a_rule_that_runs_judges_again(folder, judged, capsys, rule, said):
    (folder / "rules" / "off.toml").write_text('[rules.off]\nuse = "topic"\nquery = "x"\nenabled = false\n')

    assert main(["--config", str(folder / "monitor.toml"), "reprocess", rule]) == 2

    assert said in capsys.readouterr().err


def test_many_new_rules_owe_one_row_an_article_and_learn_what_is_stored(folder, judged):
    many = "".join(f'[rules.ferry-{number}]\nuse = "topic"\nquery = "ferry OR word{number}"\n' for number in range(200))
    (folder / "rules" / "many.toml").write_text(many)
    messages = told(judged)

    grown = house(folder)

    assert owed(grown) == {("annotate", "topic"): 14, ("detect", "topic"): 14}
    with grown.store.read() as connection:
        assert work.learned(connection, grown.host.rules())["ferry-7"] == {"judged": 0, "owed": 14, "missed": 0}
    grown.judge()
    with grown.store.read() as connection:
        assert work.learned(connection, grown.host.rules())["ferry-7"] == {"judged": 14, "owed": 0, "missed": 0}
        matches = {row.rule for row in connection.execute(t.topic_match.select())}
    assert {"ferry-7", "ferry-199", "merrin-ferry", "tarnwell"} <= matches
    grown.teller.sweep(settled=True)
    assert told(grown) == messages
    grown.close()


def test_a_rule_that_is_removed_leaves_no_matches(folder, judged):
    (folder / "rules" / "ferry.toml").unlink()

    fewer = house(folder)

    with fewer.store.read() as connection:
        matches = {row.rule for row in connection.execute(t.topic_match.select())}
    assert matches == {"dprk-war", "tarnwell"}
    fewer.close()


def test_a_suspended_rule_keeps_its_matches(folder, judged):
    with judged.store.write() as connection:
        connection.execute(t.unit.update().where(t.unit.c.name == "merrin-ferry").values(suspended_at=NOW, message="by hand"))

    house(folder).close()

    with judged.store.read() as connection:
        assert "merrin-ferry" in {row.rule for row in connection.execute(t.topic_match.select())}


def test_articles_that_were_to_be_told_are_told_though_a_new_version_judges_everything_again(folder):
    first = house(folder)
    first.poller.poll(due_or_not=True)  # stored, not judged yet
    with first.store.write() as connection:
        connection.execute(t.unit.update().values(version="an older one"))
    first.close()

    again = house(folder)
    again.judge()

    with again.store.read() as connection:
        assert not any(row.quiet for row in connection.execute(t.hit.select()))
    again.close()
