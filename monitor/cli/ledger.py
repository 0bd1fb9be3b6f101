"""`monitor ledger [KEY]`: what was reported of one quantity, by whom and when."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from monitor.cli import home

if TYPE_CHECKING:
    from monitor.store.ledger import Reported, Series

LISTED = ("key", "title", "latest", "speakers", "outlets", "reports", "first_seen", "last_change")
VALUES = ("at", "relation", "shown", "speaker", "outlet", "confirmed_by", "echoes", "quote")


def add_arguments(parser: ArgumentParser, verb: str) -> None:
    """Declare the command."""
    del verb
    parser.add_argument("key", nargs="?", help="a series: its time line; without it, all series")
    home.add_format(parser)
    home.add_page(parser, cursor="key")
    parser.add_argument("--merge", metavar="KEY2", help="say that another series is part of this one")
    parser.add_argument("--not-this", metavar="ARTICLE", dest="not_this", help="say that an article's figure is not of this series")
    parser.set_defaults(call=ledger)


def ledger(given: Namespace) -> int:
    """Print all series, or one; or note what a person corrects about it."""
    from monitor.errors import UsageError

    if given.key is None and (given.merge or given.not_this):
        raise UsageError("--merge and --not-this correct one series: name it, as in `monitor ledger KEY --merge KEY2`")
    if given.merge:
        return _merge(given)
    if given.not_this:
        return _take_out(given)
    return _list(given) if given.key is None else _show(given)


def series_row(series: Series) -> dict[str, Any]:
    """Give a series as one row: its latest value and who reports it."""
    from monitor.model.plain import iso

    latest = series.latest
    return {
        "key": series.key, "title": series.title, "latest": latest.shown, "value": latest.value, "low": latest.low, "high": latest.high,
        "bound": latest.bound, "speakers": list(dict.fromkeys(one.speaker for one in series.reports if one.speaker)),
        "outlets": list(dict.fromkeys(one.outlet for one in series.reports)), "reports": len({one.article.id for one in series.reports}),
        "first_seen": iso(min(one.article.first_seen_at for one in series.reports)), "last_change": iso(latest.article.at),
    }  # fmt: skip


def value_row(reported: Reported, key: str) -> dict[str, Any]:
    """Give one reported value as a row."""
    from monitor.model.plain import iso

    article = reported.article
    return {
        "key": key, "at": iso(article.at), "first_seen": iso(article.first_seen_at), "relation": reported.relation, "shown": reported.shown,
        "value": reported.value, "low": reported.low, "high": reported.high, "bound": reported.bound, "speaker": reported.speaker,
        "outlet": reported.outlet, "confirmed_by": list(reported.confirmed_by), "echoes": reported.echoes, "quote": reported.quote,
        "article": {"id": article.id, "ref": article.ref, "url": article.url, "title": article.title},
    }  # fmt: skip


def _list(given: Namespace) -> int:
    from monitor.cli.output import emit
    from monitor.store.ledger import list_series

    with home.store(given) as store, store.read() as connection:
        rows = [series_row(one) for one in list_series(connection, after=given.after, limit=given.limit)]
    shown = emit(rows, LISTED, given.format)
    home.say_more(shown, given.limit, rows[-1]["key"] if rows else None)
    return 0


def _show(given: Namespace) -> int:
    from monitor.cli.output import emit
    from monitor.store.ledger import series

    with home.store(given) as store, store.read() as connection:
        found = series(connection, [given.key])
    _require(bool(found), given.key)
    rows = list(_page((value_row(one, given.key) for one in found[0].reports), given.after))
    emit(rows[: given.limit], VALUES, given.format)
    return 0


def _page(rows: Iterator[dict[str, Any]], after: str | None) -> Iterator[dict[str, Any]]:
    """Leave out the rows up to and with those of the article that `--after` names."""
    rest = list(rows)
    marks = [at for at, row in enumerate(rest) if after is not None and str(row["article"]["id"]) == after]
    yield from rest[marks[-1] + 1 if marks else 0 :]


def _require(known: bool, key: str) -> None:
    from monitor.errors import UsageError

    if not known:
        raise UsageError(f"no series is known by {key!r}: see `monitor ledger`")


def _merge(given: Namespace) -> int:
    from monitor.errors import UsageError
    from monitor.store.history import correct
    from monitor.store.ledger import series

    if given.merge == given.key:
        raise UsageError(f"both are series {given.key!r}: there is nothing to merge")
    with home.store(given) as store, store.write() as connection:
        for key in (given.key, given.merge):
            _require(bool(series(connection, [key])), key)
        correct(connection, "merge_series", given.merge, {"into": given.key}, now=home.now(), who=home.user())
    print(f"{given.merge} is part of {given.key}")
    return 0


def _take_out(given: Namespace) -> int:
    from monitor.errors import UsageError
    from monitor.store.history import correct
    from monitor.store.ledger import series
    from monitor.store.listing import article_by_ref

    with home.store(given) as store, store.write() as connection:
        found = series(connection, [given.key])
        _require(bool(found), given.key)
        article = article_by_ref(connection, given.not_this)
        if article not in {one.article.id for one in found[0].reports}:
            raise UsageError(f"article {given.not_this!r} reports nothing of {given.key!r}: see `monitor ledger {given.key}`")
        correct(connection, "not_series", given.key, {"article": str(article)}, now=home.now(), who=home.user())
    print(f"article {article} is no longer part of {given.key}")
    return 0
