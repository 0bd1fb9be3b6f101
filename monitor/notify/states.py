"""What people do with an alert: new → acknowledged (until it changes) | muted (until, why) | resolved; useful or noise."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from monitor.errors import UsageError
from monitor.model.alert import State
from monitor.model.plain import iso

MONITOR = "monitor"  # who acts when no person does


class Verb(StrEnum):
    """What can be done to an alert; `change` and `expire` are the monitor's own."""

    ACKNOWLEDGE = "acknowledge"
    MUTE = "mute"
    UNMUTE = "unmute"
    RESOLVE = "resolve"
    REOPEN = "reopen"
    USEFUL = "useful"
    NOISE = "noise"
    UNMARK = "unmark"
    NOTE = "note"
    CHANGE = "change"
    EXPIRE = "expire"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How an alert stands with people. `muted_until` None while muted means until somebody unmutes; `why` says why it is muted."""

    state: str = State.NEW
    muted_until: datetime | None = None
    why: str = ""
    verdict: str = ""

    def at(self, now: datetime) -> Standing:
        """Give the standing as it counts at `now`: a mute whose time is over has ended by itself."""
        if self.state == State.MUTED and self.muted_until is not None and now >= self.muted_until:
            return replace(self, state=State.NEW, muted_until=None, why="")
        return self

    def muted(self, now: datetime) -> bool:
        """Say whether people asked not to hear of it at `now`."""
        return self.at(now).state == State.MUTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What somebody does to an alert. A mute needs a `note` that says why; `until` None mutes for good."""

    verb: str
    who: str
    note: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """One line of an alert's log: who did what, when, why, and which state it went from and to."""

    at: datetime
    who: str
    verb: str
    note: str
    before: str
    after: str
    until: datetime | None = None


def transition(standing: Standing, action: Action, now: datetime) -> tuple[Standing, Audit]:
    """Give the standing after the action, and the line for the audit.

    Raises: UsageError if the action makes no sense here; its text says what to do instead.
    """
    current = standing.at(now)
    after = _after(current, action, now)
    until = action.until if action.verb == Verb.MUTE else None
    return after, Audit(
        at=now, who=action.who, verb=str(action.verb), note=action.note.strip(), before=current.state, after=after.state, until=until
    )


def changed(standing: Standing, now: datetime, note: str = "") -> tuple[Standing, Audit | None]:
    """Give the standing after a material hit joined: what was acknowledged or resolved is new again, a mute stays."""
    current = standing.at(now)
    if current.state not in (State.ACKNOWLEDGED, State.RESOLVED):
        return current, None
    after = replace(current, state=State.NEW)
    return after, Audit(at=now, who=MONITOR, verb=Verb.CHANGE, note=note, before=current.state, after=after.state)


def expired(standing: Standing, now: datetime) -> tuple[Standing, Audit | None]:
    """Give the standing after a mute that ended by itself, with its audit line; no line if nothing ended."""
    after = standing.at(now)
    if after == standing:
        return standing, None
    return after, Audit(at=now, who=MONITOR, verb=Verb.EXPIRE, note="", before=standing.state, after=after.state)


def _after(current: Standing, action: Action, now: datetime) -> Standing:
    match action.verb:
        case Verb.ACKNOWLEDGE:
            return _acknowledged(current)
        case Verb.MUTE:
            return _muted(current, action, now)
        case Verb.UNMUTE:
            return _unmuted(current)
        case Verb.RESOLVE:
            return replace(current, state=State.RESOLVED, muted_until=None, why="")
        case Verb.REOPEN:
            return replace(current, state=State.NEW, muted_until=None, why="")
        case Verb.USEFUL | Verb.NOISE:
            return replace(current, verdict=str(action.verb))
        case Verb.UNMARK:
            return replace(current, verdict="")
        case Verb.NOTE if action.note.strip():
            return current
        case Verb.NOTE:
            raise UsageError("cannot note: the note is empty (write what others should know)")
    raise UsageError(f"cannot do {action.verb!r}: no such action (use one of: {', '.join(_FOR_PEOPLE)})")


def _acknowledged(current: Standing) -> Standing:
    if current.state == State.RESOLVED:
        raise UsageError("cannot acknowledge: the alert is resolved (reopen it first)")
    return replace(current, state=State.ACKNOWLEDGED, muted_until=None, why="")


def _muted(current: Standing, action: Action, now: datetime) -> Standing:
    if not action.note.strip():
        raise UsageError("cannot mute: no reason given (say why, so that others know)")
    if action.until is not None and action.until <= now:
        raise UsageError(f"cannot mute until {iso(action.until)}: that is over (give a time after {iso(now)})")
    return replace(current, state=State.MUTED, muted_until=action.until, why=action.note.strip())


def _unmuted(current: Standing) -> Standing:
    if current.state != State.MUTED:
        raise UsageError(f"cannot unmute: the alert is {current.state}, not muted")
    return replace(current, state=State.NEW, muted_until=None, why="")


_FOR_PEOPLE = tuple(verb for verb in Verb if verb not in (Verb.CHANGE, Verb.EXPIRE))
