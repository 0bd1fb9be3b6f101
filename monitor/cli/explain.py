"""`monitor explain ARTICLE`: the whole trace of an article, or of an alert: what came in, what each rule said, what was told and why."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from monitor.cli import home

if TYPE_CHECKING:
    from monitor.host import Host
    from monitor.model.article import Article
    from monitor.model.history import History
    from monitor.store.database import Transaction


def add_arguments(parser: ArgumentParser, verb: str) -> None:
    """Declare the command."""
    del verb
    parser.add_argument("what", help="an article's id, ref or URL; or alert:ID")
    parser.add_argument("--format", choices=("table", "json"), default="table")
    parser.set_defaults(call=explain)


def explain(given: Namespace) -> int:
    """Print the trace."""
    from monitor.cli.output import emit, json_text, printable
    from monitor.errors import UsageError
    from monitor.host import Host
    from monitor.store.listing import article_by_ref
    from monitor.store.units import suspended

    if given.what.startswith("alert:"):
        from monitor.cli.alerts import show_alert

        given.alert = home.number(given.what.partition(":")[2])
        return show_alert(given)
    read = home.settings(given)
    with home.store(given) as store, store.read() as connection:
        article_id = article_by_ref(connection, given.what)
        if article_id is None:
            raise UsageError(f"no article is known by {given.what!r}: see `monitor articles list`")
        trace = traced(connection, Host(read, suspended={name for _, name in suspended(connection)}), article_id)
    if given.format == "json":
        print(json_text(trace, indent=2))
        return 0
    print(printable(f"article {article_id}: {trace['title']}"))
    for title in ("came", "revisions", "judged", "rules", "told", "faults"):
        print(f"\n{title}")
        if not emit(trace[title], (), "table"):
            print("nothing")
    return 0


def traced(connection: Transaction, host: Host, article_id: int) -> dict[str, Any]:
    """Give the trace of an article: how it came, its revisions, what is owed, each rule's verdict, what was told, what failed."""
    from monitor.notify.rows import plain
    from monitor.store import history, listing, outbox, pages, units, work

    revisions = listing.revisions_of(connection, article_id)
    ids = [id_ for id_, _ in revisions]
    latest = revisions[-1][1]
    hits = listing.hits_in(connection, article_id)
    owed = work.rows_of(connection, ids)
    return {
        "title": latest.title,
        "came": [*_came(latest, listing.keys_of(connection, article_id)), *_read(pages.verdicts(connection, [article_id]))],
        "revisions": [plain(_revision_row(article)) for _, article in revisions],
        "judged": [plain(row) for row in _judged(latest, owed)],
        "rules": [plain(row) for row in _verdicts(host, latest, history.before(connection, latest), hits, owed)],
        "told": [plain(row) for row in _told(hits, outbox.outcomes_of(connection, [hit["id"] for hit in hits]))],
        "faults": [plain(row) for id_ in ids for row in units.faults(connection, revision_id=id_)],
    }


def _came(article: Article, keys: Any) -> Iterator[dict[str, Any]]:
    yield {"what": "source", "is": article.source}
    yield {"what": "outlet", "is": article.outlet}
    yield {"what": "published", "is": article.published or "not said"}
    yield {"what": "first seen", "is": article.first_seen_at}
    yield {"what": "at", "is": article.at}
    yield {"what": "first look", "is": "yes: stored and judged, told to nobody" if article.baseline else "no"}
    yield from ({"what": "known by", "is": key} for key in keys)


def _read(verdicts: Mapping[int, tuple[str, str]]) -> Iterator[dict[str, Any]]:
    """Say what came of the article's page, if its source asks for full text."""
    yield from ({"what": "page", "is": f"{verdict}: {why}" if why else verdict} for verdict, why in verdicts.values())


def _revision_row(article: Article) -> dict[str, Any]:
    said = [type(note).__name__ for note in article.annotations]
    counts = {"mentions": said.count("Mention"), "quantities": said.count("Quantity"), "statements": said.count("Statement")}
    row = {"revision": article.revision, "arrival": article.arrival, "extraction": article.extraction, "characters": len(article.text)}
    return row | counts | {"story": article.story}


def _judged(article: Article, owed: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for stage in ("annotate", "place", "detect"):
        open_ = [row for row in owed if row["stage"] == stage]
        yield from ({"stage": stage, "unit": row["unit"], "state": row["state"], "message": row["message"] or ""} for row in open_)
        if not open_:
            yield {"stage": stage, "unit": "*", "state": "done", "message": ""}


def _verdicts(
    host: Host, article: Article, past: History, hits: list[dict[str, Any]], owed: list[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    from monitor.errors import PluginError

    missed = {row["unit"]: f"{row['state']}: {row['message'] or 'not yet judged'}" for row in owed}
    for name, info in sorted(host.rules().items()):
        own = [hit for hit in hits if hit["rule"] == name]
        try:
            why = host.explain(article, name, past) if info.state == "ok" else info.error or info.state
        except PluginError as error:
            why = str(error)
        found = f"hit in alert {', '.join(str(hit['alert_id']) for hit in own)}" if own else missed.get(name) or "no hit"
        yield {"rule": name, "verdict": found, "why": why}


def _told(hits: list[dict[str, Any]], outcomes: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    of = {hit["id"]: hit for hit in hits}
    for row in outcomes:
        hit = of[row["hit_id"]]
        yield {
            "alert": hit["alert_id"],
            "rule": hit["rule"],
            "channel": row["channel"],
            "outcome": row["outcome"],
            "reason": row["reason"],
            "message": row["state"] or ("owed to a later message" if row["owed"] else ""),
            "at": row["at"],
        }
