"""`monitor outbox list|retry`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from monitor.cli import home

COLUMNS = ("id", "channel", "reason", "state", "attempts", "created_at", "next_try_at", "message")


def add_arguments(parser: ArgumentParser, verb: str) -> None:
    """Declare the subcommands."""
    del verb
    verbs = parser.add_subparsers(required=True, metavar="list|retry")
    listing = verbs.add_parser("list", help="list messages, newest first")
    listing.set_defaults(call=list_deliveries)
    home.add_format(listing)
    home.add_page(listing, cursor="id")
    listing.add_argument("--state", choices=("owed", "delivered", "failed"))
    listing.add_argument("--failed", action="store_const", const="failed", dest="state", help="only those given up")
    listing.add_argument("--channel")
    retry = verbs.add_parser("retry", help="owe failed messages again")
    retry.set_defaults(call=retry_deliveries)
    retry.add_argument("delivery", nargs="*", help="their ids (default: all that failed)")


def list_deliveries(given: Namespace) -> int:
    """Print messages; exit code 1 if any was given up."""
    from monitor.cli.output import emit
    from monitor.notify.rows import plain
    from monitor.store.outbox import delivery_rows

    with home.store(given) as store, store.read() as connection:
        rows = delivery_rows(connection, state=given.state, channel=given.channel, limit=given.limit, after=given.after)
    emit((plain(row) for row in rows), COLUMNS, given.format)
    return 1 if any(row["state"] == "failed" for row in rows) else 0


def retry_deliveries(given: Namespace) -> int:
    """Owe failed messages again under their old ids."""
    from monitor.store import outbox

    with home.store(given) as store, store.write() as connection:
        ids = given.delivery or [row["id"] for row in outbox.delivery_rows(connection, state="failed")]
        done = outbox.retry(connection, ids, home.now())
    print(f"{done} of {len(ids)} owed again")
    return 0 if done == len(ids) else 1
