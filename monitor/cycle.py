"""One full cycle: poll everything, judge all that is owed, tell what is due; what `monitor once` does."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from monitor.assembly import Assembly
from monitor.store import units


@dataclass(slots=True)
class Cycle:
    """What one cycle did; `fetched` counts sources that answered, `errors` are sentences that name what failed."""

    fetched: int = 0
    articles: int = 0
    revisions: int = 0
    hits: int = 0
    alerts: int = 0
    delivered: int = 0
    errors: list[str] = field(default_factory=list)

    def row(self) -> dict[str, Any]:
        """Give the summary of the contract."""
        names = ("fetched", "articles", "revisions", "hits", "alerts", "delivered", "errors")
        return {name: getattr(self, name) for name in names}


def full_cycle(assembly: Assembly) -> Cycle:
    """Poll every enabled source that need not wait, due or not, folders without settling; finish everything that is owed."""
    began = assembly.clock()
    assembly.workshop.warm()
    polled = assembly.poller.poll(due_or_not=True)
    done = Cycle(fetched=polled.fetched, articles=polled.articles, revisions=polled.revisions, errors=list(polled.errors))
    assembly.pages.fetch()
    assembly.judge()
    found = assembly.pipeline.take_tally()
    done.hits, done.alerts = found.hits, found.alerts
    assembly.teller.sweep(settled=True)
    while accepted := assembly.teller.deliver():
        done.delivered += accepted
    with assembly.store.read() as connection:
        failed = units.faults(connection, since=began)
    done.errors += [f"configuration: {fault}" for fault in assembly.host.faults]
    done.errors += [f"{fault['unit'] or 'a plugin'} failed at {fault['stage']} ({fault['kind']}): {fault['message']}" for fault in failed]
    return done
