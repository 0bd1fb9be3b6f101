from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from monitor.errors import UsageError
from monitor.model.alert import State
from monitor.notify.states import MONITOR, Action, Standing, Verb, changed, expired, transition

NOW = datetime(2026, 2, 12, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
PEOPLE = [verb for verb in Verb if verb not in (Verb.CHANGE, Verb.EXPIRE)]


def act(verb: str, **more: object) -> Action:
    return Action(verb=verb, who="ada", **more)


def test_an_acknowledged_alert_is_new_again_when_it_changes():
    acknowledged, audit = transition(Standing(), act("acknowledge", note="on it"), NOW)
    assert (audit.who, audit.verb, audit.note, audit.before, audit.after) == ("ada", "acknowledge", "on it", "new", "acknowledged")

    standing, line = changed(acknowledged, NOW + HOUR, "toll rose to 14")

    assert standing.state == State.NEW
    assert (line.who, line.verb, line.before, line.note) == (MONITOR, "change", "acknowledged", "toll rose to 14")


def test_a_mute_ends_by_itself_and_the_end_is_in_the_audit():
    muted, audit = transition(Standing(), act("mute", note="known", until=NOW + HOUR), NOW)
    assert (muted.state, muted.why, audit.until) == (State.MUTED, "known", NOW + HOUR)
    assert muted.muted(NOW + HOUR - timedelta(seconds=1))
    assert expired(muted, NOW) == (muted, None)

    standing, line = expired(muted, NOW + HOUR)

    assert standing == Standing()
    assert (line.verb, line.before, line.after) == ("expire", "muted", "new")


def test_a_mute_outlives_changes_and_a_mute_for_good_outlives_time():
    muted, _ = transition(Standing(), act("mute", note="not ours"), NOW)

    assert changed(muted, NOW) == (muted, None)
    assert muted.muted(NOW + 10_000 * HOUR)
    assert transition(muted, act("unmute"), NOW)[0] == Standing()


def test_a_verdict_survives_every_change_of_state():
    standing, _ = transition(Standing(), act("noise"), NOW)
    for verb in ("acknowledge", "resolve", "reopen"):
        standing, _ = transition(standing, act(verb), NOW)

    assert standing.verdict == "noise"
    assert transition(standing, act("useful"), NOW)[0].verdict == "useful"
    assert transition(standing, act("unmark"), NOW)[0].verdict == ""


@pytest.mark.parametrize(
    ("standing", "action", "hint"),
    [
        (Standing(), act("mute"), "say why"),
        (Standing(), act("mute", note=" "), "say why"),
        (Standing(), act("mute", note="x", until=NOW), "2026-02-12T12:00:00Z"),
        (Standing(), act("unmute"), "not muted"),
        (Standing(state=State.MUTED, muted_until=NOW), act("unmute"), "not muted"),
        (Standing(state=State.RESOLVED), act("acknowledge"), "reopen"),
        (Standing(), act("note"), "empty"),
        (Standing(), act("explode"), "acknowledge, mute"),
        (Standing(), act("expire"), "no such action"),
    ],
    ids=["no-reason", "blank-reason", "over", "not-muted", "mute-over", "resolved", "empty-note", "unknown", "not-for-people"],
)
def test_what_makes_no_sense_is_refused_with_a_hint(standing, action, hint):
    with pytest.raises(UsageError, match=hint):
        transition(standing, action, NOW)


class AlertLife(RuleBasedStateMachine):
    """People, changes and time in any order: the states stay sound and the audit tells the whole way."""

    def __init__(self) -> None:
        super().__init__()
        self.standing, self.now, self.audit = Standing(), NOW, []

    @rule(verb=st.sampled_from(PEOPLE), note=st.sampled_from(["", "why not"]), span=st.none() | st.integers(-2, 4))
    def somebody_acts(self, verb, note, span):
        until = None if span is None else self.now + span * HOUR
        before = self.standing
        try:
            self.standing, line = transition(self.standing, Action(verb=verb, who="ada", note=note, until=until), self.now)
        except UsageError:
            assert self.standing is before
            return
        assert line.before == before.at(self.now).state
        self._record(line)

    @rule(hours=st.integers(0, 5))
    def time_passes(self, hours):
        self.now += hours * HOUR

    @rule()
    def it_changes(self):
        was_muted = self.standing.muted(self.now)
        self._note_expiry()
        self.standing, line = changed(self.standing, self.now)
        self._record(line)
        assert self.standing.state == (State.MUTED if was_muted else State.NEW)

    @rule()
    def the_monitor_looks_after_mutes(self):
        self._note_expiry()

    @invariant()
    def only_a_mute_has_an_end_and_a_reason(self):
        if self.standing.state == State.MUTED:
            assert self.standing.why
        else:
            assert (self.standing.muted_until, self.standing.why) == (None, "")

    @invariant()
    def a_mute_lasts_no_longer_than_asked(self):
        until = self.standing.muted_until
        assert until is None or self.standing.muted(self.now) == (self.now < until)

    @invariant()
    def the_last_audit_line_says_the_state(self):
        assert (self.audit[-1].after if self.audit else State.NEW) == self.standing.state

    def _note_expiry(self):
        self.standing, line = expired(self.standing, self.now)
        self._record(line)

    def _record(self, line):
        if line is not None:
            self.audit.append(line)


TestAlertLife = AlertLife.TestCase
