from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.config import ChannelConfig
from monitor.model.alert import Outcome, Reason, State
from monitor.notify.quiet import QuietHours
from monitor.notify.route import Finding, HeldBack, Terms, Told, digest_due, follow_up_at, has_news, route, summary_due
from monitor.notify.states import Standing

NOW = datetime(2026, 2, 12, 12, 0, tzinfo=UTC)
HIT = Finding(rule="ferry", kind="figure")
DESK = Terms()
NIGHT = QuietHours.parse("11:00-13:00")


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def told(alert: float | None = None, story: float | None = None, last_hour: int = 0) -> Told:
    """Say how many minutes ago the channel heard of the alert and of its story."""
    alert_at, story_at = (None if ago is None else NOW - minutes(ago) for ago in (alert, story))
    return Told(alert_at=alert_at, story_at=story_at, last_hour=last_hour)


@pytest.mark.parametrize(
    ("finding", "standing", "terms", "heard", "outcome", "reason"),
    [
        (HIT, Standing(), DESK, told(), Outcome.SENT, Reason.OPENED),
        (replace(HIT, material=False), Standing(), DESK, told(), Outcome.SENT, Reason.OPENED),
        (HIT, Standing(), DESK, told(story=14.9), Outcome.FOLDED, Reason.FOLDED),
        (replace(HIT, material=False), Standing(), DESK, told(5, 5), Outcome.FOLDED, Reason.FOLDED),
        (HIT, Standing(), DESK, told(15, 15), Outcome.SENT, Reason.CHANGED),
        (replace(HIT, material=False), Standing(), DESK, told(15, 15), Outcome.REPEATED, Reason.REPEATED),
        (HIT, Standing(), DESK, told(last_hour=20), Outcome.CAPPED, Reason.CAPPED),
        (HIT, Standing(), replace(DESK, cap_per_hour=0), told(last_hour=999), Outcome.SENT, Reason.OPENED),
        (HIT, Standing(), DESK, told(last_hour=19), Outcome.SENT, Reason.OPENED),
        (HIT, Standing(), replace(DESK, quiet=NIGHT), told(), Outcome.DIGEST, Reason.DIGEST),
        (HIT, Standing(), replace(DESK, quiet=NIGHT), told(story=3, last_hour=20), Outcome.DIGEST, Reason.DIGEST),
        (replace(HIT, material=False), Standing(), replace(DESK, quiet=NIGHT), told(60, 60), Outcome.REPEATED, Reason.REPEATED),
        (replace(HIT, baseline=True), Standing(), DESK, told(), Outcome.BASELINE, Reason.BASELINE),
        (replace(HIT, inhibited=True), Standing(), DESK, told(), Outcome.INHIBITED, Reason.INHIBITED),
        (replace(HIT, silenced=True), Standing(), DESK, told(), Outcome.MUTED, Reason.MUTED),
        (HIT, Standing(state=State.MUTED), DESK, told(), Outcome.MUTED, Reason.MUTED),
        (HIT, Standing(state=State.MUTED, muted_until=NOW + minutes(1)), DESK, told(), Outcome.MUTED, Reason.MUTED),
        (HIT, Standing(state=State.MUTED, muted_until=NOW), DESK, told(60, 60), Outcome.SENT, Reason.CHANGED),
        (HIT, Standing(state=State.ACKNOWLEDGED), DESK, told(60, 60), Outcome.SENT, Reason.CHANGED),
        (replace(HIT, material=False), Standing(state=State.ACKNOWLEDGED), DESK, told(), Outcome.REPEATED, Reason.REPEATED),
        (replace(HIT, material=False), Standing(state=State.RESOLVED), DESK, told(60, 60), Outcome.REPEATED, Reason.REPEATED),
        (HIT, Standing(), replace(DESK, rules=("toll-*",)), told(), Outcome.UNROUTED, Reason.UNROUTED),
        (HIT, Standing(), replace(DESK, rules=("toll-*", "fer*")), told(), Outcome.SENT, Reason.OPENED),
        (HIT, Standing(), replace(DESK, kinds=("person",)), told(), Outcome.UNROUTED, Reason.UNROUTED),
        (HIT, Standing(), replace(DESK, enabled=False), told(), Outcome.UNROUTED, Reason.UNROUTED),
    ],
    ids=[
        "first-hit", "first-live-hit-after-a-baseline", "another-alert-of-the-story", "echo-in-the-fold", "change-after-the-fold",
        "echo-after-the-fold", "over-the-cap", "no-cap", "under-the-cap", "quiet-hours", "quiet-beats-fold-and-cap", "quiet-echo",
        "baseline", "inhibited", "rule-muted", "muted-for-good", "muted-until-later", "mute-is-over", "acknowledged-but-changed",
        "acknowledged-echo", "resolved-echo", "other-rule", "glob", "other-kind", "channel-off",
    ],
)  # fmt: skip
def test_each_hit_has_the_outcome_that_the_desk_was_promised(finding, standing, terms, heard, outcome, reason):
    assert route(finding, standing, terms, heard, NOW) == (outcome, reason)


def test_the_terms_of_a_channel_are_read_from_its_table():
    config = ChannelConfig(use="stdout", rules=["toll-*"], cap_per_hour=3, fold="1m", quiet_hours="22:00-07:00 Europe/Berlin")

    terms = Terms.of(config)

    assert terms == Terms(rules=("toll-*",), cap_per_hour=3, fold=minutes(1), quiet=QuietHours(time(22), time(7), "Europe/Berlin"))
    assert Terms.of(ChannelConfig(use="stdout")) == DESK


def test_what_is_not_live_is_never_told_however_new_it_is():
    finding = replace(HIT, baseline=True, inhibited=True, silenced=True)

    assert route(finding, Standing(state=State.MUTED), DESK, told(last_hour=99), NOW).outcome is Outcome.BASELINE


def test_a_source_that_recovers_is_told_at_once_if_its_silence_was_told():
    recovered = Finding(rule="wire", kind="source", relation="recovered")

    assert route(recovered, Standing(), DESK, told(2, 2), NOW) == (Outcome.SENT, Reason.RECOVERED)
    assert route(recovered, Standing(), DESK, told(), NOW) == (Outcome.REPEATED, Reason.REPEATED)


def test_only_folded_hits_that_hold_news_are_owed_a_follow_up():
    assert has_news(HIT, Standing(), told(5, 5))
    assert has_news(replace(HIT, material=False), Standing(), told(story=5))
    assert not has_news(replace(HIT, material=False), Standing(), told(5, 5))


def test_a_follow_up_comes_when_the_fold_ends_or_with_the_digest():
    assert follow_up_at(NOW, DESK) == NOW + minutes(15)
    assert follow_up_at(NOW - minutes(65), replace(DESK, quiet=NIGHT)) == NOW + minutes(60)


@pytest.mark.parametrize(
    ("held", "settled", "due"),
    [
        (HeldBack(hits=7, first_at=NOW, last_at=NOW), True, True),
        (HeldBack(hits=7, first_at=NOW, last_at=NOW), False, False),
        (HeldBack(hits=7, first_at=NOW - minutes(2), last_at=NOW - minutes(1)), False, True),
        (HeldBack(hits=7, first_at=NOW - minutes(10), last_at=NOW), False, True),
        (HeldBack(hits=7, first_at=NOW, last_at=NOW, said_at=NOW - minutes(59)), True, False),
        (HeldBack(hits=7, first_at=NOW, last_at=NOW, said_at=NOW - minutes(60)), True, True),
        (HeldBack(hits=0, first_at=NOW, last_at=NOW), True, False),
    ],
    ids=["end-of-cycle", "burst-goes-on", "burst-is-over", "burst-without-end", "said-this-hour", "next-hour", "nothing-held"],
)
def test_what_the_cap_held_back_is_counted_in_one_message_an_hour(held, settled, due):
    assert summary_due(held, NOW, settled=settled) is due


def test_a_digest_waits_for_the_end_of_the_quiet_hours():
    terms = replace(DESK, quiet=NIGHT)

    assert not digest_due(NOW - minutes(30), terms, NOW)
    assert digest_due(NOW - minutes(30), terms, NOW + minutes(60))
    assert digest_due(NOW - timedelta(days=1), terms, NOW)
    assert digest_due(NOW, DESK, NOW)


TIMES = st.none() | st.timedeltas(timedelta(0), timedelta(days=2)).map(lambda ago: NOW - ago)


@given(
    finding=st.builds(
        Finding,
        rule=st.sampled_from(["a", "b"]),
        kind=st.sampled_from(["topic", "source"]),
        relation=st.sampled_from(["match", "recovered"]),
        material=st.booleans(),
        baseline=st.booleans(),
        inhibited=st.booleans(),
        silenced=st.booleans(),
    ),
    standing=st.builds(Standing, state=st.sampled_from(list(State)), muted_until=TIMES),
    heard=st.builds(Told, alert_at=TIMES, story_at=TIMES, last_hour=st.integers(0, 40)),
    quiet=st.sampled_from([None, NIGHT, QuietHours.parse("22:00-06:00 Asia/Seoul")]),
)
def test_every_hit_has_exactly_one_outcome_and_a_reason_of_its_kind(finding, standing, heard, quiet):
    terms = Terms(rules=("a",), quiet=quiet)

    outcome, reason = route(finding, standing, terms, heard, NOW)

    if outcome is Outcome.SENT:
        assert reason in (Reason.OPENED, Reason.CHANGED, Reason.RECOVERED)
        assert finding.rule == "a"
        assert not any((finding.baseline, finding.silenced, finding.inhibited, standing.muted(NOW)))
        assert heard.last_hour < 20
    else:
        assert reason.value == outcome.value
