"""`monitor backtest` and `monitor rules try`: what a rule would have done over stored articles, without a trace in the store."""

from __future__ import annotations

import csv
import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.assembly import assembled
from monitor.backtest import look_back, terms_of, version_of, window_of
from monitor.cli import main
from monitor.config import load
from monitor.cycle import full_cycle
from monitor.model.annotation import Placement
from monitor.store import tables as t
from monitor.store.alerts import fingerprint
from monitor.store.database import Store
from monitor.testing import NOON, article, placed

SHIPPED = Path(__file__).parents[2] / "config"


def told(text: str, *, days: float = 0, story: str = "", **more):
    """Make a placed report of one sentence or two."""
    read = article(text, at=NOON + timedelta(days=days), title=text.partition(".")[0] + ".", **more)
    return placed(read, Placement(kind="story", key=story or f"story:{text[:12]}", title=read.title))


QUAKE = '[rules.quake]\nuse = "topic"\nquery = "quake NOT drill"\n'
CHANNEL = '[channels.desk]\nuse = "stdout"\nfold = "1h"\ncap_per_hour = 2\n'


@pytest.fixture(params=["sqlite", "postgresql"])
def desk(request, tmp_path, store_world, capsys):
    """A store with ten days of reports, and a command line over it; gives rows of what a command prints."""
    world = store_world(request.param)
    world.add(told("A quake hit Dunmere. Roofs fell.", story="story:1"))
    world.add(told("The quake in Dunmere was strong.", days=0.02, story="story:1"))
    world.add(told("Quake drill at noon.", days=3))
    world.add(told("A flood came.", days=5))
    world.add(told("Another quake, far away.", days=10))
    config = tmp_path / "monitor.toml"
    config.write_text(f"[store]\nurl = {json.dumps(world.store.url.render_as_string(hide_password=False))}\n{CHANNEL}{QUAKE}")

    def run(*arguments: str, code: int = 0) -> list[dict]:
        assert main(["--config", str(config), *arguments]) == code
        said = capsys.readouterr()
        run.said, run.complaint = said.out, said.err
        return [json.loads(line) for line in said.out.splitlines()] if "ndjson" in arguments else []

    run.world, run.folder = world, tmp_path
    return run


def everything(store: Store) -> dict:
    with store.read() as connection:
        return {table.name: sorted(map(repr, connection.execute(table.select()))) for table in t.metadata.sorted_tables}


def test_a_query_is_tried_on_what_is_stored_and_nothing_is_written(desk, monkeypatch):
    before = everything(desk.world.store)
    monkeypatch.setattr(Store, "write", lambda store: pytest.fail("opened for writing"))

    (row,) = desk("rules", "try", "quake NOT drill", "--format", "ndjson")
    desk("backtest", "quake", "--against", "quake")

    assert (row["words"], row["articles"], row["hits"], row["matters"]) == ('articles with "quake", but not "drill"', 5, 3, 2)
    assert (row["days"], row["per_day"]) == (10.0, 0.3)
    assert row["daily"] == [{"day": "2026-01-01", "hits": 2}, {"day": "2026-01-11", "hits": 1}]
    assert row["samples"][0]["evidence"][0]["quote"] == "A quake hit Dunmere."
    assert everything(desk.world.store) == before


def test_people_read_volume_samples_and_what_would_have_been_told(desk):
    desk("rules", "try", "quake")

    assert "4 hits in 10 days of stored text (5 articles), about 0.4 a day; 3 alerts" in desk.said
    assert "desk would have told 3 at once, held back: 1 folded" in desk.said
    assert "“A quake hit Dunmere.” — test" in desk.said
    assert "3 of them:" in desk.said


def test_the_window_is_what_was_asked_for(desk):
    (row,) = desk("backtest", "quake", "--since", "2026-01-05", "--format", "ndjson")

    assert (row["articles"], row["hits"], row["since"]) == (2, 1, "2026-01-05T00:00:00Z")


def test_two_versions_say_what_the_second_adds_and_drops(desk):
    version = desk.folder / "wider.toml"
    version.write_text('[rules.quake]\nuse = "topic"\nquery = "quake drill OR flood OR far"\n')

    _, other = desk("backtest", "quake", "--against", str(version), "--format", "ndjson")

    assert (other["version"], other["hits"]) == (str(version), 3)
    assert (other["adds"]["hits"], other["drops"]["hits"]) == (2, 2)
    assert {sample["title"] for sample in other["adds"]["samples"]} == {"Quake drill at noon.", "A flood came."}
    desk("backtest", "quake", "--against", str(version))
    assert f"{version} instead of quake: adds 2, drops 2, keeps 1 hit" in desk.said


def test_precision_is_measured_on_marked_alerts(desk):
    from sqlalchemy import insert

    values = {"rule": "quake", "kind": "topic", "relation": "match", "title": "", "state": "new", "score": 1.0, "opened_at": NOON}
    values |= {"updated_at": NOON, "revision": 1, "mute_reason": ""}
    rows = [values | {"key": "story:1", "verdict": "useful"}, values | {"key": "story:Another quak", "verdict": "noise"}]
    with desk.world.store.write() as connection:
        connection.execute(insert(t.alert), [*rows, values | {"key": "story:gone", "verdict": "noise"}])

    (row,) = desk("backtest", "quake", "--format", "ndjson")
    desk("backtest", "quake", "--against", str(narrower(desk.folder)))

    assert (row["useful"], row["noise"], row["precision"]) == (1, 1, 0.5)
    assert "precision on marked alerts: 50% (1 useful, 1 noise)" in desk.said
    assert "would drop 1 hit (1 alert marked noise)" in desk.said


def narrower(folder: Path) -> Path:
    path = folder / "narrower.toml"
    path.write_text('[rules.quake]\nuse = "topic"\nquery = "quake AND Dunmere"\n')
    return path


@pytest.mark.parametrize("format_", ["json", "csv"])
def test_outlooks_are_written_for_pipes(desk, format_):
    desk("backtest", "quake", "--against", str(narrower(desk.folder)), "--format", format_)

    rows = json.loads(desk.said) if format_ == "json" else list(csv.DictReader(desk.said.splitlines()))
    assert [str(row["hits"]) for row in rows] == ["3", "2"]
    assert "0.3" in desk.said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["backtest", "quack"], "no rule is named 'quack'"),
        (["backtest", "quake", "--against", "nowhere"], "no rule and no file is named 'nowhere'"),
        (["rules", "try", "(quake AND"], "nothing follows AND"),
        (["rules", "try"], "no query is given"),
        (["rules", "try", "--use", "new-figur"], "no kind is named 'new-figur' (did you mean 'new-figure'?)"),
        (["rules", "try", "--use", "new-figure", "--set", "topic=nothing"], "no rule is named 'nothing'"),
        (["rules", "try", "--use", "new-figure", "--set", "watch"], "not a pair"),
        (["rules", "try", "--use", "new-figure", "--set", "wacht=x"], "unknown key (did you mean 'watch'?)"),
    ],
    ids=["rule", "other", "query", "nothing", "kind", "topic", "pair", "key"],
)
def test_what_cannot_be_tried_is_refused_with_a_hint(desk, arguments, said):
    desk(*arguments, code=2)

    assert said in desk.complaint


def test_an_empty_window_says_so(desk):
    desk("rules", "try", "quake", "--since", "2027-01-01")

    assert "nothing is stored since 2027-01-01: run `monitor once` first, or name an earlier --since" in desk.said


def test_what_is_not_judged_yet_is_said(desk):
    from monitor.store import work

    with desk.world.store.write() as connection:
        work.owe_everywhere(connection, "annotate", "*", version="", now=NOON)

    desk("backtest", "quake")

    assert "5 stored articles not annotated or not placed yet" in desk.complaint


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    """The shipped configuration, with its reports judged live, one after the other."""
    folder = tmp_path_factory.mktemp("shipped")
    shutil.copytree(SHIPPED, folder / "config")
    path = folder / "config" / "monitor.toml"
    path.write_text(path.read_text() + "\n[workers]\ncount = 0\n")
    read = load(path)
    with assembled(read, lambda: NOON + timedelta(days=60)) as assembly:
        full_cycle(assembly)
    return read


def live_hits(store: Store, rule: str) -> set:
    with store.read() as connection:
        query = t.hit.join(t.alert).select().where(t.alert.c.rule == rule)
        return {(row.key, row.article_id, row.fingerprint) for row in connection.execute(query)}


@pytest.mark.parametrize("use", ["topic", "new-figure", "new-person", "contradiction"])
def test_a_rule_of_every_kind_finds_in_a_backtest_what_it_found_live(shipped, use):
    store = Store(shipped.store.url)
    rules = [name for name, raw in shipped.rules.items() if raw.values["use"] == use]

    found = {}
    for rule in rules:
        version = version_of(shipped, rule)
        outlook = look_back(store, version, window_of(store, None), terms_of(shipped, version.host))
        found[rule] = {(stored.hit.key, stored.article.id, fingerprint(stored.hit)) for stored in outlook.hits}

    assert found == {rule: live_hits(store, rule) for rule in rules}
    assert any(found.values())
    store.close()


def test_a_rule_that_is_not_configured_is_tried_by_its_keys(shipped, capsys):
    command = ["--config", str(shipped.path), "rules", "try", "--use", "new-figure", "--format", "ndjson"]
    assert main([*command, "--set", "topic=merrin-ferry", "--set", "watch=people killed"]) == 0

    (row,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert row["words"] == "new-figure: topic merrin-ferry; watch people killed"
    assert row["samples"][0]["title"].startswith("Killed: at least nine")


def test_a_backtest_says_how_far_it_is(shipped, capsys, monkeypatch):
    monkeypatch.setattr("monitor.cli.progress._SECONDS", 0.0)

    assert main(["--config", str(shipped.path), "backtest", "ferry-people"]) == 0

    assert "ferry-people: 14 of 14 articles" in capsys.readouterr().err
