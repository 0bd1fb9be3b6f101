import io
import json
import logging
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
import structlog

from monitor.log import configure, get_logger


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Closed(io.StringIO):
    def write(self, text: str) -> int:
        raise BrokenPipeError


@pytest.fixture(autouse=True)
def unconfigured():
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def lines(out: io.StringIO) -> list[dict]:
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_machines_get_one_json_object_a_line():
    out = io.StringIO()
    configure(out=out)
    log = get_logger(source="bbc").bind(attempt=2)

    log.info("source.fetched", status=200, seconds=0.31, wait=timedelta(seconds=90), until=datetime(2026, 2, 16, 9, tzinfo=UTC))

    (line,) = lines(out)
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "level": "info", "event": "source.fetched", "source": "bbc", "attempt": 2, "status": 200, "seconds": 0.31,
        "wait": 90.0, "until": "2026-02-16T09:00:00Z",
    }  # fmt: skip


def test_people_on_a_terminal_get_a_console():
    out = Terminal()
    configure("auto", out=out)

    get_logger().warning("source.backed_off", source="bbc", failures=3, error="no route to host")

    assert out.getvalue().count("\n") == 1
    assert 'source.backed_off  source=bbc failures=3 error="no route to host"' in out.getvalue()


@pytest.mark.parametrize("format_", ["console", "json"])
def test_feed_text_cannot_break_a_line_or_steer_a_terminal(format_):
    out = io.StringIO()
    configure(format_, out=out)

    get_logger().info("article.added", title="a\nb\x1b[2J\x9b31m\u202ec\x00", tags=["x\r\ny"], nested={"k\n": {"deep": "\x07"}})

    assert len(out.getvalue().splitlines()) == 1
    assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in out.getvalue()[:-1])
    assert "\u202e" not in out.getvalue()


@pytest.mark.parametrize(
    "fields",
    [
        {"password": "hunter2"},
        {"access_token": "hunter2"},
        {"headers": {"Authorization": "hunter2", "Set-Cookie": "hunter2"}},
        {"channels": [{"secret": "hunter2"}]},
        {"url": "https://ada:hunter2@feeds.example/x"},
        {"url": "https://hunter2@feeds.example/x"},
        {"url": "https://feeds.example/x?a=1&api_key=hunter2#top"},
        {"header": "Bearer hunter2hunter2"},
        {"key": "whsec_hunter2"},
        {"error": ValueError("cannot open https://ada:hunter2@feeds.example/x")},
    ],
    ids=["key", "token", "headers", "nested", "password-in-url", "token-in-url", "parameter", "bearer", "signing-key", "exception"],
)
def test_secrets_do_not_reach_the_log(fields):
    out = io.StringIO()
    configure(out=out)

    get_logger().error("source.failed", **fields)

    assert "hunter2" not in out.getvalue()
    assert "[redacted]" in out.getvalue()


def test_an_exception_is_one_line_that_says_where_it_was_raised():
    out = io.StringIO()
    configure(out=out)

    try:
        raise KeyError("no\nsuch")
    except KeyError:
        get_logger().warning("plugin.failed", exc_info=True)

    (line,) = lines(out)
    assert line["exception"].startswith("KeyError: 'no\\nsuch' (at test_log.py:")


def test_the_level_decides_what_is_written():
    out = io.StringIO()
    configure(level="warning", out=out)

    get_logger().info("quiet")
    get_logger().warning("loud")

    assert [line["event"] for line in lines(out)] == ["loud"]


def test_what_libraries_log_is_written_the_same_way():
    out = io.StringIO()
    configure(out=out)

    logging.getLogger("apscheduler.scheduler").warning("missed by %s\nhours", 3)
    logging.getLogger("apscheduler.scheduler").info("not worth a line")

    (line,) = lines(out)
    assert (line["event"], line["logger"], line["message"]) == ("library.warned", "apscheduler.scheduler", "missed by 3 hours")


def test_configuring_twice_does_not_write_twice():
    out = io.StringIO()
    configure(out=io.StringIO())
    configure(out=out)

    logging.getLogger("x").error("once")

    assert len(lines(out)) == 1


def test_a_log_that_nobody_reads_does_not_stop_the_work():
    configure(out=Closed())

    get_logger().error("disk.full")

    assert structlog.is_configured()


def test_asking_for_a_logger_imports_no_structlog():
    code = "import sys; from monitor.log import get_logger; get_logger(source='x').bind(a=1); print('structlog' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"


def test_writing_a_line_imports_no_rich():
    code = "import sys; from monitor.log import get_logger; get_logger().info('x.done'); print('rich' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"
