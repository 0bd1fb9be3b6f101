"""`monitor sources add`: shows what is at an address or in a folder, writes it down, and takes the first look."""

from __future__ import annotations

import re
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from monitor.cli import home
from monitor.cli.sourcetable import free_name, write_tables
from monitor.errors import MonitorError, UsageError

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from monitor.config import Settings
    from monitor.scout import Found, Scout

JUDGING_SECONDS = 30.0  # what is left then is owed, and somebody else's to finish
_ADDRESS = re.compile(r"(?:feed:)?(?://)?(https?://.+)|feed:(?://)?(.+)", re.IGNORECASE)
_HOST = re.compile(r"(?:[\w-]+\.)+[\w-]{2,}(?::\d+)?(?:[/?].*)?|localhost(?::\d+)?(?:[/?].*)?|\d+\.\d+\.\d+\.\d+(?::\d+)?(?:[/?].*)?")
_COLUMNS = ("name", "use", "url", "path", "title", "articles", "stored", "written")
_SELECTORS = {
    "entry": "the CSS selector of an entry",
    "title": "of its title (default: its heading)",
    "link": "of its link (default: its first)",
    "date": "of its date, such as time@datetime",
    "text": "of its text (default: its paragraphs)",
}
_WHY = {
    "pace": "from how often it has had something new; it adapts, between 5m and 1d",
    "configured": "as you say",
    "gap": "it may have lost entries",
    "fresh": "its server says that it stays the same so long",
    "ttl": "it says so itself",
    "retry_after": "its server asks for it",
}


def add_arguments(parser: ArgumentParser) -> None:
    """Declare `sources add`."""
    parser.add_argument("what", metavar="ADDRESS|FILE|FOLDER|OPML", help="a feed, a page that names feeds, reports, or a list of feeds")
    parser.add_argument("--name", help="what lists, logs and alerts call it (default: made from its title)")
    parser.add_argument("--every", metavar="TIME", help="how often to look, such as 15m (default: by its own rhythm)")
    parser.add_argument("--backfill", choices=("store", "notify"), help="whether what is there now is told as well (default: store)")
    parser.add_argument("--outlet", help="who publishes it, where the articles do not say")
    parser.add_argument("--lang", help="its language, where the articles do not say")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="any other key of its table; may be repeated")
    for name, about in _SELECTORS.items():
        parser.add_argument(f"--{name}", metavar="SELECTOR", help=f"for a page without a feed: {about}")
    parser.add_argument("--feed", type=int, metavar="N", help="which of the feeds that a page names (default: the first that can be read)")
    parser.add_argument("--no-poll", action="store_true", help="write it down only; the first look comes later")
    parser.add_argument("--dry-run", action="store_true", help="show what would be written, and change nothing")
    home.add_format(parser)
    parser.set_defaults(call=add_source)


def add_source(given: Namespace) -> int:
    """Show what was found, write its table, take the first look; exit code 1 if that fails or it is there already."""
    from monitor import log
    from monitor.config import defaults
    from monitor.scout import scouting

    path = _config_path(given)
    read = home.settings(given) if path.is_file() else defaults(path.parent)
    log.configure(read.log.format, "error")  # what matters is told below
    with scouting(read, home.now, _say) as scout:
        found = _look(scout, given)
        asked = scout.net.last_asked
    if found.listed is not None:
        return _add_list(given, path, read, found)
    name = given.name or free_name(read.sources, found.title, found.values)
    _refuse_repetition(read, name, found)
    if given.format == "table":
        _show(found)
    row = {"name": name, **found.values, "title": found.title, "articles": len(found.articles), "written": not given.dry_run}
    if given.dry_run:
        return _rehearse(given, path, name, row, found)
    write_tables(path, {name: found.values})
    _tell(given, f"written: [sources.{name}] in {path}")
    row["stored"], error = _first_look(given, path, name, asked)
    _finish(given, row, error)
    return 1 if error else 0


def _config_path(given: Namespace) -> Path:
    """Give the configuration, or where to make one if there is none."""
    try:
        return home.config_path(given)
    except UsageError:
        return Path(home.PLACES[0])


def _add_list(given: Namespace, path: Path, read: Settings, found: Found) -> int:
    from monitor.cli.feedlist import add_list

    if given.name or given.feed:
        raise UsageError("a list of feeds has many: --name and --feed are for one")
    assert found.listed is not None  # noqa: S101 - the caller has looked
    return add_list(given, path, read, found.listed, _values(given))


def _say(text: str) -> None:
    from monitor.model.plain import printable

    print(printable(text), file=sys.stderr, flush=True)


def _tell(given: Namespace, text: str) -> None:
    from monitor.model.plain import printable

    if given.format == "table":
        print(printable(text), flush=True)


def _look(scout: Scout, given: Namespace) -> Found:
    """Look at what the command line names. Raises: UsageError if it is neither an address nor a file or folder that can be watched."""
    values = _values(given)
    place = Path(given.what).expanduser()
    addresses = list(_addresses(given.what))
    if "://" not in given.what and place.exists():
        return _look_at_file(scout, given, place, values)
    if not addresses:
        raise UsageError(f"neither an address nor a file or folder that exists: {given.what!r}")
    for url in addresses[:-1]:
        try:
            return scout.address(url, values, choice=given.feed)
        except MonitorError as error:
            _say(f"{error}; trying http")
    return scout.address(addresses[-1], values, choice=given.feed)


def _values(given: Namespace) -> dict[str, Any]:
    """Give the keys that the command line sets."""
    own = ("every", "backfill", "outlet", "lang", *_SELECTORS)
    named = {name: getattr(given, name) for name in own if getattr(given, name) is not None}
    written = home.keys(given.set)
    if wrong := {"use", "url", "path"} & written.keys():
        raise UsageError(f"{', '.join(sorted(wrong))} cannot be set: give the address, file or folder itself")
    return named | written


def _addresses(what: str) -> Iterator[str]:
    """Give the addresses that a word may stand for: a host without a scheme is asked over TLS first."""
    written = _ADDRESS.fullmatch(what.strip())
    if written and written[1]:
        yield written[1]
        return
    bare = written[2] if written else what.strip()
    if "://" in bare:
        raise UsageError(f"only http and https addresses can be watched: {what!r}")
    if _HOST.fullmatch(bare):
        yield from (f"https://{bare}", f"http://{bare}")


def _look_at_file(scout: Scout, given: Namespace, place: Path, values: Mapping[str, Any]) -> Found:
    from monitor.acquire.folder import TYPES

    if place.is_file() and place.suffix.lower() not in TYPES:
        if listed := scout.file(place):
            return listed
        said = f"neither a report file ({', '.join(TYPES)}) nor an OPML list of feeds: {given.what!r}"
        raise UsageError(f"{said}; a feed is watched at its address")
    return scout.folder(_written_path(place, scout.settings), values)


def _written_path(place: Path, read: Settings) -> Path:
    """Give a path as it should stand in the configuration: relative to it where it lies below it."""
    full = place.absolute()
    return full.relative_to(read.base) if full.is_relative_to(read.base) else full


def _refuse_repetition(read: Settings, name: str, found: Found) -> None:
    from monitor.scout import configured_as

    if other := configured_as(read, found.values):
        place = found.values.get("url") or found.values.get("path")
        raise MonitorError(f"it is watched already, as source {other!r}: {place}: see `monitor sources show {other}`")
    if name in read.sources:
        raise UsageError(f"a source is named {name!r} already: choose another with --name")


def _show(found: Found) -> None:
    from monitor.model.plain import printable

    for line in _lines(found):
        print(printable(line) if not line.startswith("  ") else f"  {printable(line)}", flush=True)


def _lines(found: Found) -> Iterator[str]:
    """Say what was found, a line each."""
    from monitor.acquire.headers import shown

    url = found.values.get("url")
    yield f"{found.values['use']}: {shown(url) if url else found.values['path']}" + (f" (named by {shown(found.via)})" if found.via else "")
    if len(found.named) > 1:
        yield f"the page names {len(found.named)} feeds; number {found.taken} is taken, another with --feed N:"
        yield from (f"  {number}  {shown(feed.url)}  {feed.title}" for number, feed in enumerate(found.named, start=1))
    yield from (f"{what}: {value}" for what, value in _about(found) if value)
    yield f"articles: {len(found.articles)}{' and more' if found.more else ''}" + ("; the latest:" if found.articles else "")
    for article in found.latest[:3]:
        yield f"  {article.at:%Y-%m-%d %H:%M}Z  {article.title[:100]}"
    yield from (f"warning: {warning}" for warning in found.warnings[:5])
    yield _plan(found)


def _about(found: Found) -> Iterator[tuple[str, str]]:
    yield "title", found.title
    yield "outlet", found.outlet if found.outlet != found.title else ""
    yield "publisher", found.publisher
    yield "language", found.lang


def _plan(found: Found) -> str:
    if found.plan is None or found.plan.interval is None:
        return f"plan: looked at every {found.values.get('every', '10s')}"
    return f"plan: every {_roughly(found.plan.interval)}, {_WHY.get(found.plan.why, found.plan.why)}"


def _roughly(interval: timedelta) -> str:
    """Write an interval to the minute, or to the hour if it is of several."""
    from datetime import timedelta

    from monitor.config import write_duration

    unit = timedelta(hours=1) if interval >= timedelta(hours=3) else timedelta(minutes=1)
    return write_duration(max(round(interval / unit), 1) * unit if interval >= unit else interval)


def _rehearse(given: Namespace, path: Path, name: str, row: Mapping[str, Any], found: Found) -> int:
    from monitor.amend import faults_of_change
    from monitor.cli.output import emit
    from monitor.config.edit import add_table, written_table
    from monitor.errors import ConfigError

    text = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    reasons = faults_of_change(path, path, add_table(text, "sources", name, found.values)) if text else []
    if reasons:
        raise ConfigError(*reasons)
    if given.format != "table":
        emit([row], _COLUMNS, given.format)
    else:
        print(f"would be written to {path}:\n\n{written_table('sources', name, found.values)}", end="")
    return 0


def _first_look(given: Namespace, path: Path, name: str, asked: Mapping[str, datetime]) -> tuple[int, str]:
    """Poll the new source once, judge what it brought, and tell a running daemon of it; give how many articles, and what went wrong."""
    from monitor.assembly import assembled
    from monitor.config import load
    from monitor.model.plain import counted
    from monitor.store.requests import ask_to_reload

    with assembled(load(path), home.now, asked=asked) as house:
        with house.store.write() as connection:
            ask_to_reload(connection)
        if given.no_poll:
            return 0, ""
        done = house.poller.poll(due_or_not=True, names={name})
        end = time.monotonic() + JUDGING_SECONDS
        if done.articles:
            _say(f"judging {counted(done.articles, 'article')}")
            house.pages.fetch(lambda: time.monotonic() >= end)
            house.judge(lambda: time.monotonic() >= end)
    return done.articles, "; ".join(done.errors)


def _finish(given: Namespace, row: Mapping[str, Any], error: str) -> None:
    from monitor.cli.output import emit

    if given.format != "table":
        emit([row], _COLUMNS, given.format)
    if error:
        _tell(given, f"the first look failed: {error}")
    elif given.no_poll:
        _tell(given, "first look: with the next `monitor once`, or by the running monitor within a minute")
    elif row.get("backfill") == "notify":
        _tell(given, f"first look: {row['stored']} stored; alerts are told by the next `monitor once`, or by the running monitor")
    else:
        _tell(given, f"baseline: {row['stored']} stored, none told")
