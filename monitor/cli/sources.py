"""`monitor sources list|show|add|export|remove|enable|disable|fetch`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from monitor.cli import home
from monitor.cli.sourcetable import COLUMNS, source_row

DETAILS = ("last_success_at", "last_new_at", "failures", "interval_seconds", "why", "wait_until", "moved_to", "baseline_done")

_CHANGES = {
    "remove": "take sources out of the configuration",
    "enable": "have disabled sources watched again",
    "disable": "have sources watched no longer, and keep their tables",
    "fetch": "ask sources now, due or not",
}


def add_arguments(parser: ArgumentParser, verb: str) -> None:
    """Declare the subcommands."""
    del verb
    from monitor.cli import changesource, feedlist, newsource

    verbs = parser.add_subparsers(required=True, metavar="list|show|add|export|remove|enable|disable|fetch")
    listing = verbs.add_parser("list", help="list sources and their health")
    listing.set_defaults(call=list_sources)
    home.add_format(listing)
    home.add_page(listing, limit=1000, cursor="name")
    listing.add_argument("--group", help="only what is filed under this")
    show = verbs.add_parser("show", help="show one source: health, plan, last articles")
    show.set_defaults(call=show_source)
    show.add_argument("name")
    home.add_format(show)
    newsource.add_arguments(verbs.add_parser("add", help="look at an address, a file, a folder or a list of feeds, and watch it"))
    for change, about in _CHANGES.items():
        changesource.add_arguments(verbs.add_parser(change, help=about), change)
    feedlist.add_export(verbs.add_parser("export", help="write the configured feeds as OPML"))


def list_sources(given: Namespace) -> int:
    """Print sources as the contract says."""
    from monitor.cli.feedlist import in_group
    from monitor.cli.output import emit
    from monitor.store.sources import source_rows

    with home.store(given) as store, store.read() as connection:
        rows = source_rows(connection, after=given.after or "", limit=None if given.group else given.limit)
    if given.group:
        filed = {name for name, table in home.settings(given).sources.items() if in_group(table, given.group)}
        rows = [row for row in rows if row["name"] in filed][: given.limit]
    emit((source_row(row) for row in rows), COLUMNS, given.format)
    return 0


def show_source(given: Namespace) -> int:
    """Print one source with its plan and its last articles."""
    from monitor.cli.output import emit, printable
    from monitor.errors import UsageError
    from monitor.query import ArticleQuery
    from monitor.store.listing import find_articles
    from monitor.store.sources import source_rows

    with home.store(given) as store, store.read() as connection:
        rows = source_rows(connection, name=given.name)
        if not rows:
            raise UsageError(f"no source is named {given.name!r}: see `monitor sources list`")
        last = find_articles(connection, ArticleQuery(source=given.name, limit=5))
    row = source_row(rows[0], (*COLUMNS, *DETAILS))
    if given.format != "table":
        emit([row], (), given.format)
        return 0
    emit(({"what": name.replace("_", " "), "is": value} for name, value in row.items() if value is not None), ("what", "is"), "table")
    for article in last:
        print(f"article {article.id}: {printable(article.title)}")
    return 0
