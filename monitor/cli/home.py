"""Where a command finds its configuration and its store, and the options that many commands share."""

from __future__ import annotations

import getpass
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from monitor.errors import UsageError

if TYPE_CHECKING:
    from pydantic import BaseModel

    from monitor.config import Settings
    from monitor.store.database import Store

PLACES = ("monitor.toml", "config/monitor.toml", "/etc/monitor/monitor.toml")
FORMATS = ("table", "json", "ndjson", "csv")


def config_path(given: Namespace) -> Path:
    """Give the configuration that the command line, the environment or the usual places name.

    Raises: UsageError if there is none.
    """
    named = given.config or os.environ.get("MONITOR_CONFIG")
    if named:
        return Path(named)
    found = next((Path(place) for place in PLACES if Path(place).is_file()), None)
    if found is None:
        raise UsageError(
            f"no configuration found: looked for {', '.join(PLACES)}: name one with --config FILE, or write one with `monitor init`"
        )
    return found


def program() -> str:
    """Give how this program is called from here."""
    import shutil

    if shutil.which("monitor"):
        return "monitor"
    return f"{sys.executable} -m monitor" if sys.argv[0].endswith("__main__.py") else sys.argv[0]


def settings(given: Namespace) -> Settings:
    """Read the configuration and set up the log as it says."""
    from monitor import log
    from monitor.config import load

    read = load(config_path(given))
    log.configure(read.log.format, read.log.level)
    return read


@contextmanager
def store(given: Namespace) -> Iterator[Store]:
    """Open the configured store for one command; the store must exist."""
    from monitor.store import schema
    from monitor.store.database import Store

    opened = Store(settings(given).store.url)
    try:
        schema.require(opened)
        yield opened
    finally:
        opened.close()


def now() -> datetime:
    """Give the time at the edge of the program; everything below is told it."""
    return datetime.now(UTC)


def user() -> str:
    """Give the system user's name, for the audit."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"uid {os.getuid()}"


def add_format(parser: ArgumentParser) -> None:
    """Add `--format`: a table for people unless asked otherwise."""
    parser.add_argument("--format", choices=FORMATS, default="table", help="table for people; json, ndjson or csv for pipes")


def add_page(parser: ArgumentParser, *, limit: int = 50, cursor: str = "id") -> None:
    """Add `--limit` and `--after`."""
    parser.add_argument("--limit", type=row_count, default=limit, help="at most so many rows (default: %(default)s; no upper bound)")
    parser.add_argument("--after", metavar=cursor.upper(), help=f"continue after the row with this {cursor}")


def row_count(text: str) -> int:
    """Read how many rows to show.

    Raises: UsageError if it is no number.
    """
    if not text.isdecimal() or len(text) > 18:
        raise UsageError(f"not a number of rows: {text!r}")
    return int(text)


def number(text: str | None) -> int | None:
    """Read an id that a cursor names; None stays None.

    Raises: UsageError if it is no number.
    """
    return None if text is None else row_id(text)


def row_id(text: str) -> int:
    """Read an id that a person types.

    Raises: UsageError if it is no number.
    """
    if not text.isdecimal() or len(text) > 18:
        raise UsageError(f"not an id: {text!r}: give a number, as the lists show")
    return int(text)


def keys(pairs: Sequence[str], model: type[BaseModel] | None = None) -> dict[str, Any]:
    """Read `--set KEY=VALUE` pairs: each value as TOML, or as text where it is none; if the kind's model is known, as its key asks for.

    Raises: UsageError if one has no `=`.
    """
    texts: dict[str, list[str]] = {}
    for pair in pairs:
        key, sign, text = pair.partition("=")
        if not sign or not key.strip():
            raise UsageError(f"not a pair: {pair!r}: write KEY=VALUE, such as 'watch=people killed'")
        texts.setdefault(key.strip(), []).append(text.strip())
    schema = model.model_json_schema()["properties"] if model else {}
    return {key: _typed(found, schema.get(key, {})) for key, found in texts.items()}


def _typed(texts: Sequence[str], schema: Mapping[str, Any]) -> Any:
    types = {schema.get("type"), *(option.get("type") for option in schema.get("anyOf", ()))}
    if "array" in types:
        values = [_as_toml(text) for text in texts]
        return [inner for value in values for inner in (value if isinstance(value, list) else [value])]
    return texts[-1] if "string" in types else _as_toml(texts[-1])


def _as_toml(text: str) -> Any:
    """Read a value as TOML, or as text where it is none."""
    import tomllib

    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def pause(text: str) -> float:
    """Read how many seconds to wait between two looks.

    Raises: UsageError if it is not from 0.1 s to an hour.
    """
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0.1 <= seconds <= 3600:
        raise UsageError(f"not a pause: {text!r}: give seconds, from 0.1 to 3600")
    return seconds


def say_more(shown: int, limit: int, last: object) -> None:
    """Say on standard error that a list was cut at its limit, and how to go on."""
    if shown and shown == limit and sys.stderr.isatty():
        print(f"{shown} rows shown; more with --after {last} or --limit N", file=sys.stderr)
