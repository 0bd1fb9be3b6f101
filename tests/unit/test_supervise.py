"""What counts as progress, and what the supervisor is told."""

from __future__ import annotations

import socket
import threading
from datetime import timedelta

import psutil
import pytest

from monitor.store.listing import Vital
from monitor.supervise import Progress, Supervisor, moved_on, status_line


class Clock:
    seconds = 0.0

    def __call__(self):
        return self.seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def progress(clock):
    return Progress(("poll", "judge"), timedelta(hours=1), clock)


def test_every_job_must_get_something_done_between_two_pings(progress):
    progress.ended("poll", 1.0)
    first = progress.behind()
    progress.ended("judge", 2.0)
    second = progress.behind()

    assert (first, second, progress.behind()) == (["judge"], [], ["poll", "judge"])
    assert progress.cycle_seconds() == 3.0


def test_a_store_that_refuses_for_a_while_is_no_reason_to_be_restarted(progress, clock):
    for clock.seconds in (0, 60, 3599):
        progress.refused("poll", "the store failed: locked")
        progress.refused("judge", "the store failed: locked")

        assert progress.behind() == []
    clock.seconds = 3600
    progress.refused("poll", "the store failed: locked")

    assert progress.behind() == ["poll", "judge"]
    assert progress.refusal == "the store failed: locked"


def test_a_store_that_accepts_again_is_given_the_whole_time_again(progress, clock):
    progress.refused("poll", "locked")
    clock.seconds = 3599
    progress.ended("poll", 0.1)
    refusal = progress.refusal
    clock.seconds = 7000
    progress.refused("poll", "locked")
    progress.moved("judge")

    assert (refusal, progress.behind()) == ("", [])


def test_what_one_job_may_write_does_not_hide_what_another_may_not(progress, clock):
    answers = []
    for clock.seconds in (0, 3600):
        progress.refused("judge", "disk full")
        progress.ended("poll", 0.1)
        answers.append(progress.behind())

    assert answers == [[], ["judge"]]
    assert progress.refusal == "disk full"


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        ((("place", 4),), (("place", 5),), True),
        ((("place", 4),), (), True),
        ((("place", 4),), (("place", 4),), False),
        ((("place", 4),), (("detect", 1), ("place", 4)), False),
        ((), (("place", 9),), False),
        ((), (), False),
    ],
    ids=["paid", "all paid", "stuck", "stuck while more comes", "only came", "idle"],
)
def test_a_queue_moves_when_its_head_is_paid(before, after, moved):
    assert moved_on(Vital(sources=1, late=0, owed=1, heads=before), Vital(sources=1, late=0, owed=1, heads=after)) is moved


def test_the_status_line_says_how_it_is_and_what_is_wrong():
    vital = Vital(sources=312, late=4, owed=0)

    assert status_line(vital, 41.2) == "312 sources, 4 late, last cycle 41 s, owed 0"
    assert status_line(vital, 41.2, "", "the store failed") == "312 sources, 4 late, last cycle 41 s, owed 0; the store failed"


@pytest.mark.parametrize(
    ("left", "watchdog"),
    [
        ({"WATCHDOG_USEC": "3000000"}, timedelta(seconds=3)),
        ({"WATCHDOG_USEC": "3000000", "WATCHDOG_PID": "7"}, timedelta(seconds=3)),
        ({"WATCHDOG_USEC": "3000000", "WATCHDOG_PID": "8"}, None),
        ({"WATCHDOG_USEC": "0"}, None),
        ({"WATCHDOG_USEC": "soon"}, None),
        ({}, None),
    ],
    ids=["for anyone", "for us", "for another", "none", "nonsense", "absent"],
)
def test_what_the_supervisor_left_is_read_and_taken_away(left, watchdog):
    environment = {"NOTIFY_SOCKET": "/run/notify", "HOME": "/", **left}

    assert Supervisor.of(environment, 7) == Supervisor(address="/run/notify", watchdog=watchdog)
    assert environment == {"HOME": "/"}


def test_a_message_cannot_add_lines_of_its_own(tmp_path):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(str(tmp_path / "notify"))
        Supervisor(address=str(tmp_path / "notify")).tell(READY=1, STATUS="late\nMAINPID=1")

        assert listener.recv(4096) == b"READY=1\nSTATUS=late MAINPID=1"


def test_a_long_start_asks_for_more_time_until_it_is_over(tmp_path):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(str(tmp_path / "notify"))
        listener.settimeout(60)
        with Supervisor(address=str(tmp_path / "notify")).starting(beat=timedelta(milliseconds=5)):
            said = [listener.recv(4096), listener.recv(4096)]
        running = [thread.name for thread in threading.enumerate()]

    assert said == [b"EXTEND_TIMEOUT_USEC=300000000\nSTATUS=starting: the store is made ready"] * 2
    assert "starting" not in running


@pytest.mark.parametrize("address", ["", "/nowhere/notify", "@nobody-listens-here", "x" * 300], ids=["none", "no file", "nobody", "long"])
def test_a_supervisor_that_does_not_listen_changes_nothing(address):
    before = psutil.Process().num_fds()

    Supervisor(address=address).tell(READY=1)

    assert psutil.Process().num_fds() <= before
