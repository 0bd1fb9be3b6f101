"""Alerts about sources: one when a trouble begins, one when it is over, each told once, and the sums add up."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field

import pytest

from monitor.cli import main
from monitor.errors import SourceError
from monitor.judge import Catch
from monitor.model.article import Payload
from monitor.notify import render
from monitor.store import notices, sources, upkeep

FEED = """
[sources.{name}]
use = "feed"
url = "{url}"
every = "10m"
"""


@dataclass
class Air:
    """Stands for the net: answers each feed with what the test put there, an error or titles."""

    desk: object
    says: dict = field(default_factory=dict)

    def run_all(self, answers):
        for index, answer in enumerate(answers):
            name = answer.cr_frame.f_locals["answer"].ag_frame.f_locals["source"].name
            answer.close()
            yield index, self._catch(name, self.says[name])

    def _catch(self, name, said):
        if isinstance(said, SourceError):
            return Catch(error=said)
        titles, moved = said if isinstance(said, tuple) else (said, None)
        items = "".join(f"<item><guid>{name} {title}</guid><title>{name}: {title}</title></item>" for title in titles)
        body = f"<rss version='2.0'><channel><title>{name}</title>{items}</channel></rss>".encode()
        url = self.desk.house.poller.sources[name].url
        return Catch(payloads=(Payload(source=name, url=url, body=body, fetched_at=self.desk.now, moved_to=moved),))


@pytest.fixture
def watch(desk):
    """Give a desk that watches feeds by these names; `desk.air.says` is what they answer."""

    def watch(*names, hosts=(), more=""):
        at = dict(zip(names, hosts, strict=False))
        tables = "".join(FEED.format(name=name, url=f"https://{at.get(name, name + '.example')}/{name}") for name in names)
        desk.configure(more + tables, config=CONFIG)
        desk.house.poller.net = desk_air = Air(desk, {name: ["first"] for name in names})
        return desk, desk_air.says

    return watch


CONFIG = """
[store]
url = "{store}"

[workers]
count = 0

[channels.desk]
use = "webhook"
url = "http://127.0.0.1:9/hook"
cap_per_hour = 3
"""
DOWN = SourceError("no answer within 30 s", outcome="timeout")


def look(desk, times=1, **apart):
    for _ in range(times):
        desk.later(**apart or {"minutes": 10})
        desk.house.poller.poll(due_or_not=True)
        desk.house.teller.sweep(settled=True)


def told(desk):
    return [(alert.relation, alert.title, str(alert.state)) for alert in desk.alerts(kind="source")]


def notice_outcomes(desk):
    with desk.house.store.read() as connection:
        return notices.counts(connection)


def rows(desk):
    with desk.house.store.read() as connection:
        return {row["name"]: row for row in sources.source_rows(connection)}


def test_an_outage_is_one_alert_and_one_on_recovery(watch):
    desk, says = watch("wire")
    look(desk, 3)
    says["wire"] = DOWN
    look(desk, 8, hours=2)
    during = told(desk)
    says["wire"] = ["first", "second"]

    look(desk, hours=24)

    assert [(relation, state) for relation, _, state in during] == [("silent", "new")]
    assert during[0][1] == "Source wire fails: no answer within 30 s (3 times in a row since 2026-03-02 14:30 UTC)"
    assert told(desk) == [("recovered", "Source wire answers again", "resolved")]
    assert desk.outbox() == ["opened", "recovered"]
    assert notice_outcomes(desk) == {"desk": {"sent": 2}}
    assert desk.alerts(kind="source")[0].hits == ()
    assert [row.action for row in desk.rows("audit")] == ["resolve"]


def test_an_outage_that_comes_back_is_told_again_on_the_same_alert(watch):
    desk, says = watch("wire")
    look(desk)
    for answer in (DOWN, ["first"], DOWN):
        says["wire"] = answer
        look(desk, 5, hours=24)

    assert [(alert.relation, str(alert.state), alert.revision) for alert in desk.alerts(kind="source")] == [("silent", "new", 3)]
    assert desk.outbox() == ["opened", "recovered", "changed"]


def test_the_message_says_what_is_wrong_and_a_filter_by_source_finds_it(watch):
    desk, says = watch("wire", "city")
    look(desk)
    says["wire"] = SourceError("answered with a web page, not a feed", outcome="web_page")
    look(desk, 5, hours=24)

    [alert] = desk.alerts(source="wire")
    [row] = desk.rows("delivery")
    dressed = desk.house.teller._dressed(type("Due", (), {name: getattr(row, name) for name in row._fields}))

    assert desk.alerts(source="city") == []
    assert dressed.alerts == (alert,)
    assert render.headline(dressed).startswith("Source silent: Source wire fails: answered with a web page, not a feed (3 times")
    assert dressed.body["data"]["alerts"][0]["hits"] == []


def test_a_restart_tells_nothing_twice(watch):
    desk, says = watch("wire")
    look(desk)
    says["wire"] = DOWN
    look(desk, 5, hours=24)
    air = desk.house.poller.net
    desk.close()
    desk.house.poller.net = air

    look(desk, 5, hours=24)

    assert (desk.outbox(), len(told(desk))) == (["opened"], 1)


def test_what_a_host_outage_explains_is_inhibited_until_it_lasts_longer(watch):
    desk, says = watch("a", "b", "c", hosts=("one.example", "one.example", "other.example"))
    look(desk)
    says |= {"a": DOWN, "b": DOWN}
    look(desk, 5, hours=24)
    assert notice_outcomes(desk) == {"desk": {"sent": 1, "inhibited": 1}}
    says["a"] = ["first"]

    look(desk, 3, hours=24)

    assert sorted((relation, title.split()[1]) for relation, title, _ in told(desk)) == [("recovered", "a"), ("silent", "b")]
    assert notice_outcomes(desk) == {"desk": {"sent": 3, "inhibited": 1}}


def test_when_nothing_answers_it_is_the_network_and_one_alert(watch):
    desk, says = watch(*"abcdef")
    look(desk)
    says |= dict.fromkeys("abcdef", DOWN)
    look(desk, 5, hours=24)
    during = told(desk)
    says |= {name: ["first"] for name in "abcde"}

    look(desk, 3, hours=24)

    assert [title for _, title, _ in during] == ["No source answers: 6 of 6 sources fail: is our own network, proxy or name server down?"]
    assert [(relation, title.split()[0]) for relation, title, _ in told(desk)] == [("recovered", "Sources"), ("silent", "Source")]
    assert told(desk)[1][1].startswith("Source f fails")
    assert sorted(desk.outbox()) == ["opened", "opened", "recovered"]


def test_what_the_cap_holds_back_is_told_as_a_count(watch):
    desk, says = watch(*"abcdefghij")
    look(desk)
    says |= dict.fromkeys("abcde", SourceError("is gone (status 410)", outcome="gone"))

    look(desk)

    assert notice_outcomes(desk) == {"desk": {"sent": 3, "capped": 2}}
    assert desk.outbox() == ["opened", "opened", "opened", "capped"]
    [summary] = [row for row in desk.rows("delivery") if row.reason == "capped"]
    assert (summary.held_back, {row.owed for row in desk.rows("notice_outcome")}) == (2, {False})


def test_a_move_and_a_gap_are_told_and_do_not_hide_each_other(watch):
    desk, says = watch("wire")
    look(desk)
    says["wire"] = (["p", "q"], "https://new.example/feed")
    look(desk)
    during = told(desk)
    says["wire"] = ["p", "q", "r"]
    look(desk, 30, hours=1)

    assert sorted(title.split("Source wire ")[1][:8] for _, title, _ in during) == ["may have", "moved to"]
    assert {(relation, state) for relation, _, state in told(desk)} == {("recovered", "resolved")}
    assert rows(desk)["wire"]["moved_to"] is None


def test_a_source_that_is_taken_out_of_the_configuration_leaves_no_open_alert(watch):
    desk, says = watch("wire", "city")
    look(desk)
    says["wire"] = DOWN
    look(desk, 5, hours=24)
    desk.configure(FEED.format(name="city", url="https://city.example/city"), config=CONFIG)

    states = [str(alert.state) for alert in desk.alerts(kind="source")]

    assert (states, desk.outbox()) == (["resolved"], ["opened"])
    assert desk.rows("audit")[-1].note == "the source is asked no longer"


def test_a_muted_source_says_nothing_and_its_outcomes_add_up(watch):
    from monitor.notify.states import Action, Standing, transition
    from monitor.notify.tell import keep

    desk, says = watch("wire")
    look(desk)
    says["wire"] = DOWN
    look(desk, 5, hours=24)
    with desk.house.store.write() as connection:
        keep(connection, 1, *transition(Standing(), Action(verb="mute", who="test", note="known"), desk.now))
    says["wire"] = ["first"]

    look(desk, hours=24)

    assert notice_outcomes(desk) == {"desk": {"sent": 1, "muted": 1}}
    assert sum(sum(counts.values()) for counts in notice_outcomes(desk).values()) == len(desk.rows("notice"))
    assert told(desk)[0][2] == "muted"


def test_a_wire_that_stops_is_silent_once_and_shows_in_the_lists(watch, capsys):
    desk, says = watch("wire", more='[rules.all]\nuse = "topic"\nquery = "*"\n')
    for number in range(40):
        says["wire"] = [f"report {number - back}" for back in range(5)]
        look(desk, hours=1)
    look(desk, 80, hours=1)
    desk.house.judge()

    assert [title for _, title, _ in told(desk)] == [
        "Source wire is silent: nothing new since 2026-03-04 04:00 UTC; its longest usual pause is 60 minutes"
    ]
    assert rows(desk)["wire"]["state"] == "quiet"
    assert upkeep.findings(desk.house.store) == []
    counts = Counter(desk.outcomes())
    assert sum(counts.values()) == len(desk.rows("hit"))
    desk.close()
    capsys.readouterr()
    main(["--config", str(desk.folder / "monitor.toml"), "alerts", "list", "--kind", "source", "--format", "ndjson"])
    [row] = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (row["kind"], row["relation"], row["hits"], row["rule"]) == ("source", "silent", [], "sources")
