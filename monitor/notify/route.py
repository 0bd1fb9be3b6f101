"""Whether a hit is told in a channel now, and why: one outcome and one reason for each hit and channel.

All of it is decided from facts that the store has as rows; nothing here reads a clock, a table or a text.
The hits of one article are routed against the same `Told`: they go out in one message and do not fold one another.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple

from monitor.model.alert import Outcome, Reason, State
from monitor.notify.quiet import QuietHours
from monitor.notify.states import Standing

if TYPE_CHECKING:
    from monitor.config import ChannelConfig

SUMMARY_EVERY = timedelta(hours=1)
SETTLED_AFTER = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a channel's table asks for: `rules` are globs, empty means all, as does empty `kinds`; a cap of 0 is no cap."""

    rules: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    cap_per_hour: int = 20
    fold: timedelta = timedelta(minutes=15)
    quiet: QuietHours | None = None
    enabled: bool = True

    @classmethod
    def of(cls, config: ChannelConfig) -> Terms:
        """Read the terms from a channel's validated table."""
        return cls(
            rules=tuple(config.rules),
            kinds=tuple(config.kinds),
            cap_per_hour=config.cap_per_hour,
            fold=config.fold,
            quiet=QuietHours.parse(config.quiet_hours) if config.quiet_hours else None,
            enabled=config.enabled,
        )

    def wants(self, rule: str, kind: str) -> bool:
        """Say whether hits of that rule and kind are for this channel."""
        listed = not self.rules or any(fnmatchcase(rule, glob) for glob in self.rules)
        return self.enabled and listed and (not self.kinds or kind in self.kinds)

    def quiet_at(self, now: datetime) -> bool:
        """Say whether the channel wants a digest instead of messages at `now`."""
        return self.quiet is not None and self.quiet.covers(now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One hit as routing sees it.

    `baseline`: it came with a first look, a replay or a re-annotation, which tell nobody. `inhibited`: an outage that is
    told already explains it. `silenced`: its rule or its source is muted now.
    """

    rule: str
    kind: str
    relation: str = "match"
    material: bool = True
    baseline: bool = False
    inhibited: bool = False
    silenced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What this channel has heard so far.

    `alert_at`: when it last heard of this alert (or took it for a digest), None if never: then the hit is told as opened,
    whether or not a baseline opened the alert before. `story_at`: when a message last went out about the hit's story
    (without a story: about this alert). `last_hour`: messages created in the last 60 minutes.
    """

    alert_at: datetime | None = None
    story_at: datetime | None = None
    last_hour: int = 0


class Decision(NamedTuple):
    """What becomes of a hit in a channel, and why."""

    outcome: Outcome
    reason: Reason


def route(finding: Finding, standing: Standing, terms: Terms, told: Told, now: datetime) -> Decision:
    """Decide the one outcome of a hit in a channel. `standing` is the alert's as it was before this hit joined.

    The order is the promise: what is not for the channel, not live, or not wanted comes first; then quiet hours, fold,
    repetition and the cap; what is left is sent.
    """
    if held := _not_wanted(finding, standing, terms, now):
        return held
    news = has_news(finding, standing, told)
    if terms.quiet_at(now):
        return Decision(Outcome.DIGEST, Reason.DIGEST) if news else Decision(Outcome.REPEATED, Reason.REPEATED)
    if _folds(finding, terms, told, now):
        return Decision(Outcome.FOLDED, Reason.FOLDED)
    if not news:
        return Decision(Outcome.REPEATED, Reason.REPEATED)
    if 0 < terms.cap_per_hour <= told.last_hour:
        return Decision(Outcome.CAPPED, Reason.CAPPED)
    return Decision(Outcome.SENT, _why_sent(finding, told))


def has_news(finding: Finding, standing: Standing, told: Told) -> bool:
    """Say whether the hit holds something that the channel's readers have not been told.

    A folded or capped hit with news is owed: it goes into the message that ends the fold or says what was held back.
    """
    if finding.relation == "recovered":
        return told.alert_at is not None
    if told.alert_at is None and standing.state not in (State.ACKNOWLEDGED, State.RESOLVED):
        return True
    return finding.material


def _not_wanted(finding: Finding, standing: Standing, terms: Terms, now: datetime) -> Decision | None:
    if not terms.wants(finding.rule, finding.kind):
        return Decision(Outcome.UNROUTED, Reason.UNROUTED)
    if finding.baseline:
        return Decision(Outcome.BASELINE, Reason.BASELINE)
    if finding.silenced or standing.muted(now):
        return Decision(Outcome.MUTED, Reason.MUTED)
    if finding.inhibited:
        return Decision(Outcome.INHIBITED, Reason.INHIBITED)
    return None


def _folds(finding: Finding, terms: Terms, told: Told, now: datetime) -> bool:
    """A recovery is never folded: it ends what was told."""
    return finding.relation != "recovered" and told.story_at is not None and now - told.story_at < terms.fold


def _why_sent(finding: Finding, told: Told) -> Reason:
    if finding.relation == "recovered":
        return Reason.RECOVERED
    return Reason.OPENED if told.alert_at is None else Reason.CHANGED


def follow_up_at(story_at: datetime, terms: Terms) -> datetime:
    """Give when the hits with news that were folded into a story's message are told together: its fold's end.

    One that would fall into quiet hours joins the digest at their end.
    """
    end = story_at + terms.fold
    return terms.quiet.ends_after(end) if terms.quiet is not None and terms.quiet.covers(end) else end


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBack:
    """What the cap of a channel has held back since it last said so: how many hits, the first and the last of them.

    `said_at` is when the channel last said how many, None if never.
    """

    hits: int
    first_at: datetime
    last_at: datetime
    said_at: datetime | None = None


def summary_due(held: HeldBack, now: datetime, *, settled: bool) -> bool:
    """Say whether to tell now how many were held back: at once when the burst is over, then at most once an hour.

    `settled`: nothing is owed that could add to the count (the end of a cycle); otherwise a minute without another, or ten
    minutes since the first, ends the burst. The message itself does not count towards the cap.
    """
    if held.hits == 0 or (held.said_at is not None and now - held.said_at < SUMMARY_EVERY):
        return False
    return settled or now - held.last_at >= SETTLED_AFTER or now - held.first_at >= 10 * SETTLED_AFTER


def digest_due(taken_at: datetime, terms: Terms, now: datetime) -> bool:
    """Say whether a digest that took its first hit at `taken_at` is due: when those quiet hours are over."""
    if terms.quiet is None:
        return True
    return not terms.quiet.covers(now) or now >= terms.quiet.ends_after(taken_at)
