"""`monitor alerts list|show|tail|ack|mute|unmute|resolve|reopen|useful|noise|unmark|note`."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from monitor.cli import home

if TYPE_CHECKING:
    from datetime import datetime

    from monitor.model.alert import Alert
    from monitor.model.article import Article
    from monitor.query import AlertQuery
    from monitor.store.database import Transaction

COLUMNS = ("id", "kind", "relation", "title", "rule", "state", "outlets", "updated_at")
IN_A_TABLE = tuple(name for name in COLUMNS if name != "outlets")  # a dozen outlets would leave no room for the title
STATES = ("new", "acknowledged", "muted", "resolved")
DEEDS = {
    "ack": ("acknowledge", "say that you have seen it; it is new again when it changes"),
    "mute": ("mute", "do not hear of it again, until --until; needs --reason"),
    "unmute": ("unmute", "hear of it again"),
    "resolve": ("resolve", "close it"),
    "reopen": ("reopen", "open it again"),
    "useful": ("useful", "mark it as useful"),
    "noise": ("noise", "mark it as noise"),
    "unmark": ("unmark", "take the mark away"),
    "note": ("note", "write a note to it; needs --reason"),
}


def add_arguments(parser: ArgumentParser, verb: str) -> None:
    """Declare the subcommands."""
    del verb
    verbs = parser.add_subparsers(required=True, metavar="|".join(("list", "show", "tail", *DEEDS)))
    listing = verbs.add_parser("list", help="list alerts, newest first, those of the baseline included")
    listing.set_defaults(call=list_alerts)
    home.add_page(listing)
    _add_filters(listing)
    tail = verbs.add_parser("tail", help="print alerts as they are opened or change")
    tail.set_defaults(call=tail_alerts)
    tail.add_argument("--follow", action="store_true", help="keep on until stopped")
    tail.add_argument("--every", type=home.pause, default=1.0, metavar="SECONDS", help="how often to look (default: %(default)s)")
    tail.add_argument("--limit", type=home.row_count, default=10, help="how many to begin with (default: %(default)s)")
    tail.add_argument("--after", help="begin after the alert with this id")
    _add_filters(tail)
    show = verbs.add_parser("show", help="show one alert: quotes, deliveries, what people did")
    show.set_defaults(call=show_alert)
    show.add_argument("alert", type=home.row_id)
    for name, (deed, help_text) in DEEDS.items():
        own = verbs.add_parser(name, help=help_text)
        own.set_defaults(call=change_alerts, deed=deed)
        own.add_argument("alert", type=home.row_id, nargs="+")
        own.add_argument("--reason", "--note", default="", help="why; kept in the audit")
        if name == "mute":
            own.add_argument("--until", metavar="TIME", help="when it ends: 2026-02-20, or in how long: 7d, 12h (default: never)")


def _add_filters(parser: ArgumentParser) -> None:
    home.add_format(parser)
    for name in ("rule", "kind", "source", "story"):
        parser.add_argument(f"--{name}", help=f"only with this {name}")
    parser.add_argument("--state", choices=STATES, help="only in this state")
    parser.add_argument("--since", metavar="TIME", help="changed since: 2026-02-16, or 30d, 12h")
    parser.add_argument("--until", metavar="TIME", help="opened before")
    parser.add_argument("--q", metavar="WORDS", help="with these words in the title or an article")


def _query(given: Namespace) -> AlertQuery:
    from monitor.query import AlertQuery, read_time

    now = home.now()
    return AlertQuery(
        now=now,
        rule=given.rule,
        kind=given.kind,
        state=given.state,
        source=given.source,
        story=given.story,
        since=read_time(given.since, now) if given.since else None,
        until=read_time(given.until, now) if given.until else None,
        q=given.q,
        after=home.number(given.after),
        limit=given.limit,
    )


def list_alerts(given: Namespace) -> int:
    """Print alerts as the contract says."""
    from monitor.cli.output import emit
    from monitor.notify.rows import alert_row
    from monitor.store.alerts import find_alerts

    with home.store(given) as store, store.read() as connection:
        found = find_alerts(connection, _query(given))
    columns = IN_A_TABLE if given.format == "table" else COLUMNS
    shown = emit((alert_row(alert) for alert in found), columns, given.format)
    home.say_more(shown, given.limit, found[-1].id if found else None)
    return 0


def tail_alerts(given: Namespace) -> int:
    """Print the latest alerts, oldest first, and with --follow each alert that is opened or changes from then on."""
    from dataclasses import replace

    from monitor.store.alerts import find_alerts

    query = _query(given)
    with home.store(given) as store:
        with store.read() as connection:
            begin = find_alerts(connection, replace(query, after=None) if given.after is None else replace(query, oldest_first=True))
            begin = begin if given.after is not None else begin[::-1]
            _print_more(given, begin, connection)
        known = {alert.id: alert.revision for alert in begin}
        since = max((alert.updated_at for alert in begin), default=query.since)
        while given.follow:
            time.sleep(given.every)
            with store.read() as connection:
                found = find_alerts(connection, replace(query, now=home.now(), since=since, after=None, limit=None, oldest_first=True))
                fresh = [alert for alert in found if known.get(alert.id) != alert.revision]
                _print_more(given, fresh, connection)
            known.update((alert.id, alert.revision) for alert in fresh)
            since = max((alert.updated_at for alert in fresh), default=since)
    return 0


def _print_more(given: Namespace, found: list[Alert], connection: Transaction) -> None:
    from monitor.cli.output import emit, print_alerts
    from monitor.notify.rows import alert_row

    if given.format == "table":
        print_alerts(found, articles=quoted_articles(connection, found))
    else:
        emit((alert_row(alert) for alert in found), COLUMNS, "csv" if given.format == "csv" else "ndjson")
    sys.stdout.flush()


def quoted_articles(connection: Transaction, found: list[Alert]) -> dict[int, Article]:
    """Give the articles that the alerts' evidence quotes, by id."""
    from monitor.store.articles import heads

    return heads(connection, {item.article for alert in found for stored in alert.hits for item in stored.hit.evidence})


def show_alert(given: Namespace) -> int:
    """Print one alert whole: quotes, what became of its hits, and what people did with it."""
    from monitor.cli.output import emit, print_alerts
    from monitor.errors import UsageError
    from monitor.notify.rows import plain
    from monitor.store import notices, outbox
    from monitor.store.alerts import alerts_by_id, audit_of

    with home.store(given) as store, store.read() as connection:
        found = alerts_by_id(connection, [given.alert], now=home.now())
        if not found:
            raise UsageError(f"no alert has the id {given.alert}: see `monitor alerts list`")
        told = outbox.outcomes_of(connection, [stored.id for stored in found[0].hits])
        said = notices.outcomes_of(connection, given.alert)
        audit = audit_of(connection, given.alert)
        print_alerts(found, articles=quoted_articles(connection, found))
    emit((plain(row) for row in told), ("hit_id", "channel", "outcome", "reason", "state", "at", "delivery_id", "message"), "table")
    emit((plain(row) for row in said), ("relation", "title", "channel", "outcome", "reason", "state", "at", "delivery_id"), "table")
    emit((plain(row) for row in audit), ("at", "who", "action", "before", "after", "until", "note"), "table")
    return 0


def change_alerts(given: Namespace) -> int:
    """Do something to alerts; all of them or, if one cannot be, none."""
    from monitor.errors import UsageError
    from monitor.notify.states import Action, Standing, transition
    from monitor.notify.tell import keep
    from monitor.store.alerts import standing_row

    now = home.now()
    until = _end(given.until) if getattr(given, "until", None) else None
    action = Action(verb=given.deed, who=home.user(), note=given.reason, until=until)
    with home.store(given) as store, store.write() as connection:
        for id_ in given.alert:
            row = standing_row(connection, id_)
            if row is None:
                raise UsageError(f"no alert has the id {id_}: see `monitor alerts list`")
            standing = Standing(state=row.state, muted_until=row.muted_until, why=row.mute_reason, verdict=row.verdict)
            after, line = transition(standing, action, now)
            keep(connection, id_, after, line)
            print(f"alert {id_}: {after.state}" + (f", marked {after.verdict}" if after.verdict else ""))
    return 0


def _end(text: str) -> datetime:
    """Read when a mute ends: a time, or in how long."""
    from monitor.query import read_time

    now = home.now()
    when = read_time(text, now)
    return now + (now - when) if text.strip()[-1:].isalpha() and not text.strip().endswith("Z") else when
