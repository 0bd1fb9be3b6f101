from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import DeliveryError, TryLater, Undeliverable
from monitor.notify.deliver import Attempt, DeliveryState, Patience, deliver, pause

NOW = datetime(2026, 2, 12, 12, 0, tzinfo=UTC)


def refusing(error: BaseException):
    def notify(notification):
        raise error

    return notify


def test_a_message_that_is_taken_is_delivered_and_carries_the_time_of_the_attempt(notification):
    taken = []

    ended = deliver(notification(attempt=3), taken.append, NOW, 0.5)

    assert ended == Attempt(state=DeliveryState.DELIVERED, attempt=3, at=NOW)
    assert taken[0].attempted_at == NOW
    assert taken[0].delivery_id == "dlv_1"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (TryLater("webhook answers 503"), "webhook answers 503"),
        (DeliveryError("no route to host"), "DeliveryError: no route to host"),
        (TimeoutError(), "TimeoutError"),
        (SystemExit("bye"), "SystemExit: bye"),
        (ValueError("a\nb\x1b[31m https://u:pw@h.example/"), "ValueError: a b https://[redacted]@h.example/"),
    ],
    ids=["asked", "unreachable", "timeout", "exit", "broken-channel"],
)
def test_whatever_else_goes_wrong_is_tried_again_and_said_in_one_line(notification, error, words):
    ended = deliver(notification(), refusing(error), NOW, 0.5)

    assert (ended.state, ended.due_at, ended.error) == (DeliveryState.OWED, NOW + timedelta(seconds=5), words)


def test_what_will_never_be_taken_fails_at_once(notification):
    ended = deliver(notification(), refusing(Undeliverable("webhook answers 410")), NOW, 0.5)

    assert ended == Attempt(state=DeliveryState.FAILED, attempt=1, at=NOW, error="webhook answers 410")


def test_the_last_attempt_fails_visibly(notification):
    ended = deliver(notification(attempt=4), refusing(TryLater("busy")), NOW, 0.5, Patience(attempts=4))

    assert (ended.state, ended.due_at, ended.error) == (DeliveryState.FAILED, None, "busy (given up after 4 attempts)")


@pytest.mark.parametrize(
    ("attempt", "draw", "asked", "seconds"),
    [
        (1, 1.0, None, 10),
        (2, 0.5, None, 10),
        (4, 1.0, None, 80),
        (10, 1.0, None, 3600),
        (10**9, 1.0, None, 3600),
        (1, 0.0, timedelta(minutes=2), 120),
        (10, 1.0, timedelta(minutes=2), 3600),
        (1, 0.0, timedelta(days=400), 86_400),
        (1, 0.0, timedelta(seconds=-5), 0),
    ],
    ids=["first", "drawn", "doubles", "longest", "no-overflow", "retry-after", "backed-off-further", "asked-too-much", "asked-in-the-past"],
)
def test_pauses_double_up_to_an_hour_and_honour_retry_after_up_to_a_day(attempt, draw, asked, seconds):
    assert pause(attempt, draw, asked, Patience()) == timedelta(seconds=seconds)


@given(attempt=st.integers(1, 10_000), draw=st.floats(0, 1), asked=st.none() | st.timedeltas())
def test_a_pause_is_never_negative_nor_longer_than_a_day(attempt, draw, asked):
    assert timedelta(0) <= pause(attempt, draw, asked, Patience()) <= timedelta(days=1)
