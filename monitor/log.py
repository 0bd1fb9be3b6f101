"""The log: one line per thing that happened, on standard error; for people on a terminal, as JSON for machines.

Feed text in a field cannot break a line or steer a terminal, and secrets are taken out of every field.
structlog is imported when the first line is written, so that `--help` never waits for it.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from contextlib import suppress
from datetime import timedelta
from types import TracebackType
from typing import Any, Literal, TextIO

from monitor.model.plain import REDACTED, iso, names_a_secret, printable, without_secrets

Format = Literal["auto", "console", "json"]
TEXT_LENGTH = 4_000

Event = MutableMapping[str, Any]


def safe(value: Any, depth: int = 6) -> Any:
    """Give a field's value as it may be logged: plain, one line, bounded, and without secrets at any depth."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, timedelta):
        return value.total_seconds()
    if hasattr(value, "astimezone"):
        return iso(value)
    if depth and isinstance(value, Mapping):
        return {printable(str(key)): REDACTED if names_a_secret(str(key)) else safe(held, depth - 1) for key, held in value.items()}
    if depth and isinstance(value, (list, tuple, set, frozenset)):
        return [safe(held, depth - 1) for held in value]
    return printable(without_secrets(str(value))[:TEXT_LENGTH])


def configure(format: Format = "auto", level: str = "info", out: TextIO | None = None) -> None:  # noqa: A002 - the configuration key's name
    """Send the log to `out` (standard error if not given), from `level` up; `auto` is console on a terminal and JSON elsewhere.

    What libraries log through the standard library is written the same way, from `warning` up.
    """
    _load_structlog()
    import structlog

    stream = out or sys.stderr
    people = format == "console" or (format == "auto" and stream.isatty())
    write = _Line(stream)
    least = logging.getLevelNamesMapping()[level.upper()]
    last = _for_people(colour=stream.isatty()) if people else _for_machines
    structlog.configure(
        processors=[structlog.contextvars.merge_contextvars, structlog.processors.add_log_level, _stamp, _clean, last],
        wrapper_class=structlog.make_filtering_bound_logger(least),
        logger_factory=lambda *names: write,
        cache_logger_on_first_use=False,
    )
    _catch_libraries(max(least, logging.WARNING))


def _load_structlog() -> None:
    """Import structlog, which is heavy, when somebody logs; but not rich, 4 MB for a renderer of its that is not ours."""
    if "structlog" in sys.modules or "rich" in sys.modules:
        return
    sys.modules["rich"] = None  # type: ignore[assignment]  # what the import system takes for "there is none"
    try:
        import structlog  # noqa: F401 - for what it brings along
    finally:
        del sys.modules["rich"]


class Logger:
    """A logger that costs nothing until its first line; `bind` gives one with more fields."""

    __slots__ = ("_fields",)

    def __init__(self, **fields: Any) -> None:
        self._fields = fields

    def bind(self, **fields: Any) -> Logger:
        """Give a logger that adds these fields to every line."""
        return Logger(**{**self._fields, **fields})

    def debug(self, event: str, **fields: Any) -> None:
        """Say how something was done."""
        self._write("debug", event, fields)

    def info(self, event: str, **fields: Any) -> None:
        """Say what changed."""
        self._write("info", event, fields)

    def warning(self, event: str, **fields: Any) -> None:
        """Say what someone may care about tomorrow."""
        self._write("warning", event, fields)

    def error(self, event: str, **fields: Any) -> None:
        """Say what someone must act on."""
        self._write("error", event, fields)

    def _write(self, level: str, event: str, fields: Mapping[str, Any]) -> None:
        _load_structlog()
        import structlog

        if not structlog.is_configured():
            configure()
        getattr(structlog.get_logger(), level)(event, **{**self._fields, **fields})


def get_logger(**fields: Any) -> Logger:
    """Give a logger, with fields for all its lines; an unconfigured log configures itself for where it is written to."""
    return Logger(**fields)


class _Line:
    """Writes whole lines to a stream. A log that nobody reads any more (closed pipe, full disk) must not stop the work."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def msg(self, line: str) -> None:
        with suppress(OSError, ValueError):
            self._stream.write(line.encode("utf-8", "replace").decode() + "\n")
            self._stream.flush()

    debug = info = warning = error = critical = msg


def _stamp(_logger: Any, _method: str, event: Event) -> Event:
    import structlog

    return structlog.processors.TimeStamper(fmt="iso", utc=True)(_logger, _method, event)


def _clean(_logger: Any, _method: str, event: Event) -> Event:
    """Make every field safe; an exception becomes one line: its type, its message, and where it was raised."""
    error = _exception(event.pop("exc_info", None))
    if error is not None:
        event["exception"] = _in_a_line(error)
    return {printable(str(key)): REDACTED if names_a_secret(str(key)) and key != "event" else safe(value) for key, value in event.items()}


def _exception(info: Any) -> BaseException | None:
    if isinstance(info, BaseException):
        return info
    if isinstance(info, tuple):
        return info[1] if len(info) == 3 else None
    return sys.exception() if info else None


def _in_a_line(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}{_raised_at(error.__traceback__)}"


def _raised_at(trace: TracebackType | None) -> str:
    """Say through which lines the error came, outermost first: the house's way and the last step, six at most."""
    from traceback import extract_tb  # slow to import: paid only by those who fail

    steps = [f"{step.filename.rsplit('/', 1)[-1]}:{step.lineno}" for step in extract_tb(trace)[-6:]]
    return f" (at {' > '.join(steps)})" if steps else ""


def _for_machines(_logger: Any, _method: str, event: Event) -> str:
    import json

    first = {key: event[key] for key in ("timestamp", "level", "event") if key in event}
    return json.dumps({**first, **event}, ensure_ascii=False, default=str)


_COLOURS = {"debug": "\x1b[2m", "info": "\x1b[32m", "warning": "\x1b[33m", "error": "\x1b[1;31m", "critical": "\x1b[1;31m"}


def _for_people(*, colour: bool) -> Any:
    """Give the processor that writes `09:00:00 warning source.backed_off  source=bbc failures=3`, coloured on a terminal."""

    def write(_logger: Any, _method: str, event: Event) -> str:
        stamp, level, name = (event.pop(key, "") for key in ("timestamp", "level", "event"))
        padded = f"{level:<7}"
        shown = f"{_COLOURS.get(level, '')}{padded}\x1b[0m" if colour else padded
        fields = " ".join(f"{key}={_written(value)}" for key, value in event.items())
        return f"{str(stamp)[11:19]} {shown} {name}{'  ' if fields else ''}{fields}"

    return write


def _written(value: Any) -> str:
    import json

    if isinstance(value, str) and value and not re.search(r"[\s\"=]", value):
        return value
    return json.dumps(value, ensure_ascii=False, default=str)


class _FromLibraries(logging.Handler):
    """Takes what libraries log and writes it as lines of this log."""

    def emit(self, record: logging.LogRecord) -> None:
        level = "error" if record.levelno >= logging.ERROR else "warning"
        with suppress(Exception):  # a library's ill-formed log call must not stop the work that made it
            fields = {"logger": record.name, "message": record.getMessage()}
            more = {"exc_info": record.exc_info} if record.exc_info else {}
            getattr(Logger(), level)("library.warned" if level == "warning" else "library.failed", **fields, **more)


def _catch_libraries(least: int) -> None:
    root = logging.getLogger()
    for handler in [held for held in root.handlers if isinstance(held, _FromLibraries)]:
        root.removeHandler(handler)
    root.addHandler(_FromLibraries(level=least))
    root.setLevel(least)
