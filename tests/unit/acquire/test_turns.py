"""The pause between two requests to one host."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from monitor.acquire.turns import Turns, wait_for

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


class Clock:
    """A clock that only a pause moves."""

    def __init__(self) -> None:
        self.now, self.pauses = NOW, []

    def __call__(self) -> datetime:
        return self.now

    async def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += timedelta(seconds=seconds)


async def take(turns: Turns, *hosts: str) -> list[str]:
    order: list[str] = []

    async def one(host: str) -> None:
        async with turns.of(host):
            order.append(host)
            await asyncio.sleep(0)

    await asyncio.gather(*map(one, hosts))
    return order


def test_the_second_request_to_a_host_waits_and_another_host_does_not():
    clock = Clock()

    asyncio.run(take(Turns(SECOND, {}, clock, clock.pause), "a", "b", "a", "a"))

    assert clock.pauses == [1.0, 1.0]


def test_what_was_asked_before_a_restart_counts():
    clock = Clock()
    turns = Turns(SECOND, {"a": NOW - SECOND / 4, "b": NOW - SECOND * 9}, clock, clock.pause)

    asyncio.run(take(turns, "a", "b"))

    assert clock.pauses == [0.75]
    assert turns.last_asked["a"] == NOW + SECOND * 0.75


def test_a_turn_is_given_back_when_the_request_fails():
    clock = Clock()
    turns = Turns(timedelta(0), {}, clock, clock.pause)

    async def failing() -> None:
        async with turns.of("a"):
            raise OSError

    async def both() -> list[str]:
        with pytest.raises(OSError):
            await failing()
        return await take(turns, "a")

    assert asyncio.run(both()) == ["a"]


@pytest.mark.parametrize(
    ("last", "wait"),
    [(None, 0), (NOW, 1), (NOW - SECOND / 2, 0.5), (NOW - SECOND, 0), (NOW + SECOND * 3600, 1)],
    ids=["never", "just-now", "lately", "long-ago", "clock-set-back"],
)
def test_the_pause_is_at_most_the_interval(last, wait):
    assert wait_for(last, SECOND, NOW) == SECOND * wait


def test_hosts_without_number_do_not_fill_the_memory(monkeypatch):
    monkeypatch.setattr("monitor.acquire.turns._MANY_HOSTS", 5)
    clock = Clock()
    turns = Turns(SECOND, {f"old{number}": NOW - SECOND * 60 for number in range(5)}, clock, clock.pause)

    asyncio.run(take(turns, "new"))

    assert turns.last_asked == {"new": NOW}
