"""Place the figures of each article in their series: all reported values of one quantity, in the order in which they were read.

A figure goes on the series of the same measure, happening, owner, place and period whose articles tell of the same event;
else it begins a series of its own. What people merged or took out wins.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from monitor import Article, History, Placement, hookimpl
from monitor_plugins.ledgers.placing import Entry, entries, features_of, topics_of
from monitor_plugins.ledgers.relate import CONFLICTING
from monitor_plugins.ledgers.tie import event_of
from monitor_plugins.ledgers.was import kept

version = "8"


@hookimpl(trylast=True)
def place(article: Article, history: History) -> Iterator[Placement]:
    """Yield the series of the article's figures; `details` hold the figure, how it relates to what was known, and what that was.

    Later mentions of a number in the same article stand in its series with the relation `repeats`.
    """
    if article.lang and not article.lang.lower().startswith("en"):
        return
    topics = topics_of(article)
    event = event_of(article, topics)
    for entry in entries(article, history):
        lead = entry.told.lead
        key, called = entry.key, entry.title
        details = {"figure": lead.row(), **_relation(entry), **({"topics": topics} if topics else {})}
        yield Placement(
            kind="series",
            key=key,
            title=called,
            annotation=lead.number,
            features={f"={key}": 1.0, **features_of(lead, event)},
            details=details,
        )
        for one in entry.told.mentions[1:]:
            yield Placement(
                kind="series", key=key, title=called, annotation=one.number, details={"relation": "repeats", "figure": one.row()}
            )


def _relation(entry: Entry) -> dict[str, Any]:
    relation, was = entry.relation, entry.relation.was
    known: dict[str, Any] = {"relation": relation.name, "why": relation.why}
    if was is not None:
        known["was"] = kept(was)
    if relation.name == CONFLICTING:
        known |= {"firm": entry.firm, "lone": entry.lone, "likely": entry.likely}
    return known
