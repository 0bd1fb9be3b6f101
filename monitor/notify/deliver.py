"""One attempt to deliver one message, and what follows from how it ended: delivered, tried again later, or given up visibly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from monitor.errors import TryLater, Undeliverable
from monitor.model.alert import Notification
from monitor.model.plain import printable, without_secrets

ERROR_LENGTH = 300


class DeliveryState(StrEnum):
    """Where a message stands: still owed, acknowledged by its receiver, or given up until somebody says `outbox retry`."""

    OWED = "owed"
    DELIVERED = "delivered"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How often and how long a message is tried again.

    The pause before attempt n + 1 is drawn from 0 … `base` × 2ⁿ⁻¹, at most `longest`; the defaults try for about half a day.
    A receiver may ask for more with Retry-After, up to `longest_asked`.
    """

    attempts: int = 30
    base: timedelta = timedelta(seconds=10)
    longest: timedelta = timedelta(hours=1)
    longest_asked: timedelta = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """How one attempt ended: the message's next state, when it is due again (None unless owed), and the error in one line."""

    state: DeliveryState
    attempt: int
    at: datetime
    due_at: datetime | None = None
    error: str = ""


def deliver(
    notification: Notification, notify: Callable[[Notification], object], now: datetime, draw: float, patience: Patience | None = None
) -> Attempt:
    """Hand the message to a channel and say how that ended; raises nothing but what ends the process.

    `notification.attempt` counts from 1 and is this attempt's number. `draw` is a random number in 0..1.
    """
    try:
        notify(replace(notification, attempted_at=now))
    except (Exception, SystemExit) as error:  # any fault of a channel is an outcome: it is stored, shown and tried again
        return after_fault(error, notification.attempt, now, draw, patience or Patience())
    return Attempt(state=DeliveryState.DELIVERED, attempt=notification.attempt, at=now)


def after_fault(error: BaseException, attempt: int, now: datetime, draw: float, patience: Patience) -> Attempt:
    """Decide what follows a failed attempt: given up at once if the receiver will never take it, else tried again, boundedly."""
    told = _in_words(error)
    if isinstance(error, Undeliverable):
        return Attempt(state=DeliveryState.FAILED, attempt=attempt, at=now, error=told)
    if attempt >= patience.attempts:
        return Attempt(state=DeliveryState.FAILED, attempt=attempt, at=now, error=f"{told} (given up after {attempt} attempts)")
    asked = error.after if isinstance(error, TryLater) else None
    return Attempt(state=DeliveryState.OWED, attempt=attempt, at=now, due_at=now + pause(attempt, draw, asked, patience), error=told)


def pause(attempt: int, draw: float, asked: timedelta | None, patience: Patience) -> timedelta:
    """Give how long to wait after failed attempt number `attempt` (from 1): what the receiver asked, and never less than drawn.

    Source: full-jitter back-off, AWS Architecture Blog 2015; Retry-After, RFC 9110 section 10.2.3.
    """
    widest = min(patience.longest, patience.base * (1 << min(attempt - 1, 30)))
    wanted = min(max(asked or timedelta(0), timedelta(0)), patience.longest_asked)
    return max(widest * draw, wanted)


def _in_words(error: BaseException) -> str:
    """Say what went wrong in one line without secrets; an error of the house speaks for itself, another is named by its type."""
    text = printable(without_secrets(str(error)))
    named = text if isinstance(error, (TryLater, Undeliverable)) else f"{type(error).__name__}: {text}"
    return named[:ERROR_LENGTH].rstrip(": ")
