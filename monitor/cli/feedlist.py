"""Lists of feeds: `monitor sources add FILE.opml` and `monitor sources export`."""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from monitor.cli import home

if TYPE_CHECKING:
    from monitor.acquire.opml import Opml, Outline
    from monitor.config import RawTable, Settings

_COLUMNS = ("name", "url", "group", "title", "said")
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9_.-]{0,98}[a-z0-9])?")
_LANG = re.compile(r"([a-z]{2,3})(?:[-_][A-Za-z0-9-]*)?")


def add_export(parser: ArgumentParser) -> None:
    """Declare `sources export`."""
    parser.add_argument("file", nargs="?", default="-", help="where to write it (default: standard output)")
    parser.add_argument("--format", choices=("opml",), default="opml", help="OPML 2.0, which every feed reader takes")
    parser.add_argument("--group", help="only what is filed under this")
    parser.add_argument("--keys", action="store_true", help="also feeds whose address holds a key or a password")
    parser.set_defaults(call=export)


def add_list(given: Namespace, path: Path, read: Settings, listed: Opml, values: Mapping[str, Any]) -> int:
    """Write a table for each feed of a list that is new and can be asked; say of every other one why not. Exit code 1 if one is bad."""
    from monitor.cli.output import emit
    from monitor.cli.sourcetable import write_tables

    rows = list(_rows(read, listed, values))
    fresh = {row["name"]: row["values"] for row in rows if not row["said"]}
    bad = [row for row in rows if row["said"] and not row["known"]]
    if given.format == "table":
        _summarise(listed, rows, fresh, path, written=not given.dry_run)
    else:
        emit(({name: row[name] for name in _COLUMNS} for row in rows), _COLUMNS, given.format)
    if fresh and not given.dry_run:
        write_tables(path, fresh)
        take_up(path)
    return 1 if bad or listed.warning else 0


def _rows(read: Settings, listed: Opml, values: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Give a row for each feed of the list: its table, or what is `said` against it."""
    from monitor.cli.sourcetable import free_name
    from monitor.scout import place_of

    watched = {place: name for name, table in read.sources.items() if (place := place_of(read, table.values))}
    names = set(read.sources)
    for feed in listed.feeds:
        table = {"use": "feed", "url": feed.url, **_filed(feed), **values}
        place = place_of(read, table)
        known = watched.get(place or "")
        said = f"watched already, as {known!r}" if known else _wrong(feed.url)
        own = _NAME.fullmatch(feed.title) and feed.title not in names
        name = "" if said else feed.title if own else free_name(names, feed.title, table)
        yield {
            "name": name,
            "url": feed.url,
            "group": table.get("group"),
            "title": feed.title,
            "said": said,
            "known": known,
            "values": table,
        }
        if not said and place:
            names.add(name)
            watched[place] = name


def _filed(feed: Outline) -> dict[str, str]:
    group = "/".join(folder.replace("/", "-") for folder in feed.folders)
    lang = _LANG.fullmatch(feed.lang)
    return ({"group": group} if group else {}) | ({"lang": lang[1]} if lang else {})


def _wrong(url: str) -> str:
    from monitor.acquire.guard import Forbidden, read_url

    try:
        read_url(url)
    except Forbidden as verdict:
        return str(verdict)
    return ""


def _summarise(listed: Opml, rows: list[dict[str, Any]], fresh: Mapping[str, Any], path: Path, *, written: bool) -> None:
    from monitor.acquire.headers import shown
    from monitor.model.plain import counted, printable

    known, groups = sum(bool(row["known"]) for row in rows), {row["group"] for row in rows if row["group"]}
    bad = len(rows) - len(fresh) - known
    print(printable(f"list: {listed.title or 'without a title'}, {counted(len(rows), 'feed')} in {counted(len(groups), 'group')}"))
    print(f"new: {len(fresh)}; watched already: {known}; cannot be watched: {bad}")
    for row in rows:
        if row["said"]:
            print(printable(f"left out: {row['title'] or 'without a title'} {shown(row['url'])}: {row['said']}"))
    if listed.warning:
        print(printable(f"warning: {listed.warning}: what comes behind that is not read"))
    if not written:
        print(
            "".join(printable(f"would be written: [sources.{name}] {shown(values['url'])}") + "\n" for name, values in fresh.items()),
            end="",
        )
    elif fresh:
        print(f"written: {counted(len(fresh), 'table')} in {path}")
        print("first look: with the next `monitor once`, or by the running monitor within a minute; what is there then tells nobody")


def take_up(path: Path) -> None:
    """Make the store follow the configuration, and have a running monitor read it again."""
    from monitor.assembly import assembled
    from monitor.config import load
    from monitor.store.requests import ask_to_reload

    with assembled(load(path), home.now) as house, house.store.write() as connection:
        ask_to_reload(connection)


def export(given: Namespace) -> int:
    """Write the configured feeds as OPML; say on standard error what is left out."""
    from monitor.acquire.opml import write_opml
    from monitor.errors import MonitorError

    read = home.settings(given)
    tables = [table for table in read.sources.values() if in_group(table, given.group)]
    feeds = [table for table in tables if table.values.get("use") == "feed" and isinstance(table.values.get("url"), str)]
    told = [table for table in feeds if given.keys or not _holds_a_key(str(table.values["url"]))]
    text = write_opml(map(_outline, told), f"Sources of {read.path.name}")
    try:
        sys.stdout.write(text) if given.file == "-" else Path(given.file).write_text(text, encoding="utf-8")
    except OSError as error:
        raise MonitorError(f"cannot write {given.file}: {error.strerror}") from error
    for count, what in ((len(tables) - len(feeds), "no feeds"), (len(feeds) - len(told), "feeds whose address holds a key: see --keys")):
        if count:
            print(f"left out: {count} that are {what}", file=sys.stderr)
    return 0


def in_group(table: RawTable, group: str | None) -> bool:
    """Say whether a source is filed under a group, or under one inside it; every source is under None."""
    own = str(table.values.get("group", ""))
    return group is None or own == group or own.startswith(f"{group}/")


def _holds_a_key(url: str) -> bool:
    from monitor.acquire.headers import shown

    return "=***" in shown(url)


def _outline(table: RawTable) -> Outline:
    from monitor.acquire.opml import Outline

    values = table.values
    folders = tuple(part for part in str(values.get("group", "")).split("/") if part)
    return Outline(url=str(values["url"]), title=table.name, folders=folders, lang=str(values.get("lang", "")))
