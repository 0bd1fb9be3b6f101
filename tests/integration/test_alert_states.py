"""What people do with alerts on the command line, what that does to what they hear, and the log of who did it."""

from __future__ import annotations

import getpass
import json
import textwrap
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from monitor.cli import home, main
from monitor.notify.states import Action, Standing, transition
from monitor.notify.tell import keep

WORD = """
from monitor import Evidence, Hit, RuleConfig, hookimpl

class Word:
    kind = "word"

    class Config(RuleConfig):
        word: str

    def __init__(self, name, config):
        self.word = config.word

    @hookimpl
    def detect(self, article, history):
        at = article.text.find(self.word)
        if at >= 0:
            quote = Evidence(article=article.id, revision=article.revision, start=at, end=at + len(self.word), quote=self.word)
            yield Hit(key=self.word, title=f"about {self.word}", evidence=(quote,), kind="topic", material="toll" in article.text)
"""
TABLES = """
[plugins]
folders = ["plugins"]

[rules.flood]
use = "word"
word = "flood"

[rules.storm]
use = "word"
word = "storm"
"""


@pytest.fixture
def town(desk):
    """Give a desk with two alerts, whose clock is the world's: commands read that one."""
    (desk.folder / "plugins").mkdir()
    (desk.folder / "plugins" / "word.py").write_text(textwrap.dedent(WORD))
    desk.configure(TABLES, config=desk.config + 'fold = "1s"\n').now = datetime.now(UTC)
    desk.reads("A flood in Port Royal")
    desk.later(minutes=1).reads("A storm off Cape Verity")
    return desk


@pytest.fixture
def run(town, capsys):
    """Give a function that runs a command and gives its exit code, output and complaint."""

    def command(*words):
        try:
            code = main(["--config", str(town.folder / "monitor.toml"), *words])
        except SystemExit as error:
            code = error.code
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


@pytest.fixture
def states(run):
    def read():
        _, out, _ = run("alerts", "list", "--format", "ndjson")
        return {row["id"]: row["state"] for row in map(json.loads, out.splitlines())}

    return read


def test_an_acknowledged_alert_is_new_again_when_it_changes(town, run, states):
    run("alerts", "ack", "1")
    acknowledged = states()[1]
    town.later(hours=1).reads("The flood again")
    same = states()[1]

    town.later(hours=1).reads("The toll of the flood")

    assert (acknowledged, same, states()[1]) == ("acknowledged", "acknowledged", "new")
    assert [(row.action, row.who, row.before, row.after) for row in town.rows("audit")] == [
        ("acknowledge", getpass.getuser(), "new", "acknowledged"),
        ("change", "monitor", "acknowledged", "new"),
    ]


def test_what_joins_a_muted_alert_is_told_to_nobody(town, run, states):
    code, _, _ = run("alerts", "mute", "1", "--reason", "we know", "--until", "7d")

    town.later(hours=1).reads("The toll of the flood")

    assert (code, states()[1]) == (0, "muted")
    assert town.outcomes() == ["sent", "sent", "muted"]
    [line] = town.rows("audit")
    assert (line.note, round((line.until - line.at) / timedelta(days=1))) == ("we know", 7)


def test_a_mute_that_is_over_is_heard_of_again(town, run):
    run("alerts", "mute", "1", "--reason", "until noon", "--until", "2h")

    town.later(hours=3).reads("The toll of the flood")

    assert town.outcomes() == ["sent", "sent", "sent"]


def test_a_mute_that_is_over_has_ended_for_everyone_who_looks(run, states, monkeypatch):
    run("alerts", "mute", "1", "--reason", "until noon", "--until", "2h")
    during = states()[1]
    later = home.now() + timedelta(hours=3)

    monkeypatch.setattr(home, "now", lambda: later)

    assert (during, states()[1]) == ("muted", "new")
    assert run("alerts", "list", "--state", "muted", "--format", "ndjson")[1] == ""
    assert len(run("alerts", "list", "--state", "new", "--format", "ndjson")[1].splitlines()) == 2
    assert "rule flood; new" in run("alerts", "show", "1")[1]


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("mute", "1"), "no reason"),
        (("mute", "1", "--reason", "x", "--until", "2020-01-01"), "that is over"),
        (("unmute", "1"), "not muted"),
        (("note", "1"), "the note is empty"),
        (("ack", "99"), "no alert has the id 99"),
        (("ack", "1", "99"), "no alert has the id 99"),
        (("ack", "one"), "not an id"),
    ],
    ids=["no reason", "past", "not muted", "empty note", "unknown", "one of two unknown", "no number"],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(town, run, states, words, hint):
    code, _, complaint = run("alerts", *words)

    assert code == 2
    assert hint in complaint
    assert "Traceback" not in complaint
    assert states() == {1: "new", 2: "new"}
    assert town.rows("audit") == []


def test_several_alerts_are_resolved_and_reopened_at_once(run, states):
    run("alerts", "resolve", "1", "2")
    resolved = states()
    refused, _, complaint = run("alerts", "ack", "1")

    run("alerts", "reopen", "1")

    assert resolved == {1: "resolved", 2: "resolved"}
    assert (refused, "reopen it first" in complaint) == (2, True)
    assert states() == {1: "new", 2: "resolved"}


def test_marks_measure_a_rule(town, run):
    run("alerts", "useful", "1")
    run("alerts", "noise", "2", "--note", "football again")
    run("alerts", "unmark", "1")

    _, shown, _ = run("alerts", "show", "2")

    assert [row.verdict for row in town.rows("alert")] == ["", "noise"]
    assert "football again" in shown


def test_alerts_are_filtered_by_state(run):
    run("alerts", "ack", "1")

    _, out, _ = run("alerts", "list", "--state", "acknowledged", "--format", "ndjson")

    assert [json.loads(line)["id"] for line in out.splitlines()] == [1]


class People(RuleBasedStateMachine):
    """People and news act on one alert in any order; what the store says is what the rules of standing say."""

    run = states = town = None

    @initialize()
    def begin(self):
        self.run("alerts", "reopen", "1")
        self.state, self.lines = "new", len(self.town.rows("audit"))

    def act(self, *words, to):
        code, _, _ = self.run("alerts", words[0], "1", *words[1:])
        assert code == 0
        self.state, self.lines = to, self.lines + 1

    @precondition(lambda self: self.state != "resolved")
    @rule()
    def acknowledge(self):
        self.act("ack", to="acknowledged")

    @rule(until=st.sampled_from([(), ("--until", "7d")]))
    def mute(self, until):
        self.act("mute", "--reason", "enough", *until, to="muted")

    @precondition(lambda self: self.state == "muted")
    @rule()
    def unmute(self):
        self.act("unmute", to="new")

    @rule()
    def resolve(self):
        self.act("resolve", to="resolved")

    @rule(material=st.booleans())
    def news(self, material):
        self.town.later(minutes=20).reads(f"The {'toll of the ' if material else ''}flood, {self.town.now.isoformat()}")
        if material and self.state in ("acknowledged", "resolved"):
            self.state, self.lines = "new", self.lines + 1

    @invariant()
    def stands_as_it_should(self):
        [state] = [row.state for row in self.town.rows("alert") if row.id == 1]
        assert state == self.state
        assert len(self.town.rows("audit")) == self.lines
        assert len(self.town.rows("outcome")) == len(self.town.rows("hit"))


def test_in_any_order_the_log_and_the_state_agree(town, run, states):
    machine = type("Bound", (People,), {"run": staticmethod(run), "states": staticmethod(states), "town": town})

    run_state_machine_as_test(
        machine, settings=settings(max_examples=5, stateful_step_count=8, deadline=None, suppress_health_check=list(HealthCheck))
    )


def test_a_mute_that_is_over_ends_with_a_line_in_the_audit(desk):
    desk.configure('[rules.water]\nuse = "topic"\nquery = "flood"\n')
    desk.reads("Flood in Port Royal")
    with desk.house.store.write() as connection:
        after, line = transition(Standing(), Action(verb="mute", who="ann", note="too loud", until=desk.now + timedelta(hours=1)), desk.now)
        keep(connection, 1, after, line)

    desk.house.teller.sweep()
    before = desk.alerts()[0].state
    desk.later(hours=2).house.teller.sweep()

    assert (before, desk.alerts()[0].state) == ("muted", "new")
    assert [(row.who, row.action) for row in desk.rows("audit")] == [("ann", "mute"), ("monitor", "expire")]


def test_a_clock_set_back_does_not_hold_up_messages(desk):
    desk.configure('[rules.water]\nuse = "topic"\nquery = "flood"\n')
    desk.later(hours=5).reads("Flood in Port Royal")
    desk.later(hours=-5)

    stuck = desk.house.teller.deliver()
    desk.house.teller.rearm()

    assert stuck == 0
    assert [row.next_try_at for row in desk.rows("delivery")] == [desk.now]
