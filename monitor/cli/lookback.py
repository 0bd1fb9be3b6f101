"""What looking back says: an outlook on a rule as rows for pipes and as a page for people; shared by `backtest` and `rules try`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from monitor.backtest import Difference, Outlook
    from monitor.model.alert import Alert, StoredHit
    from monitor.store.database import Store

COLUMNS = (
    "rule", "version", "since", "until", "days", "articles", "hits", "matters", "per_day", "useful", "noise", "precision",
    "adds.hits", "drops.hits", "faults", "words",
)  # fmt: skip
_DAYS_SHOWN = 14
_FAULTS_SHOWN = 3


def row_of(outlook: Outlook, samples: int, difference: Difference | None = None) -> dict[str, Any]:
    """Give an outlook as a row; `difference` is what it adds to and drops from the version that it is compared with."""
    from monitor.backtest import spread
    from monitor.model.plain import iso

    dates = [one.at for one in outlook.window.kept]
    row: dict[str, Any] = {
        "rule": outlook.version.rule,
        "version": outlook.version.label,
        "words": outlook.version.words,
        "since": iso(outlook.window.since),
        "until": iso(max(dates, default=None)),
        "days": round(outlook.window.days, 2),
        "articles": len(dates),
        "hits": len(outlook.hits),
        "matters": outlook.matters,
        "per_day": round(outlook.per_day, 3),
        "daily": [{"day": day, "hits": count} for day, count in outlook.daily().items()],
        "channels": {name: dict(sorted(told.items())) for name, told in outlook.told.items()},
        "useful": outlook.marked("useful"),
        "noise": outlook.marked("noise"),
        "precision": None if outlook.precision is None else round(outlook.precision, 3),
        "samples": [_sample(stored) for stored in spread(outlook.hits, samples)],
        "faults": sum(outlook.faults.values()),
        "fault_messages": dict(outlook.faults),
    }
    if difference is not None:
        sides = {"adds": difference.adds, "drops": difference.drops}
        row |= {name: {"hits": len(hits), "samples": [_sample(one) for one in spread(hits, samples)]} for name, hits in sides.items()}
    return row


def _sample(stored: StoredHit) -> dict[str, Any]:
    from monitor.notify.rows import hit_row

    return {"key": stored.hit.key, **hit_row(stored)}


def print_page(store: Store, outlook: Outlook, samples: int) -> None:
    """Print an outlook for people: what the rule says, its volume, what would have been told, and sample hits with quotes."""
    from monitor.backtest import spread
    from monitor.model.plain import printable

    print(f"{printable(outlook.version.label)}: {printable(outlook.version.words)}")
    for line in (volume(outlook), *_by_day(outlook), *_told(outlook), *_precision(outlook), *_faults(outlook)):
        print(f"  {line}")
    print_samples(store, outlook, spread(outlook.hits, samples), len(outlook.hits))


def print_difference(store: Store, one: Outlook, other: Outlook, difference: Difference, samples: int) -> None:
    """Print what the other version would add and drop, with samples."""
    from monitor.backtest import spread
    from monitor.model.plain import counted, printable

    sides = (("add", other, difference.adds), ("drop", one, difference.drops))
    name, base = printable(other.version.label), printable(one.version.label)
    same = len(one.hits) - len(difference.drops)
    print(f"{name} instead of {base}: adds {len(difference.adds):,}, drops {len(difference.drops):,}, keeps {counted(same, 'hit')}")
    for verb, outlook, hits in sides:
        if hits:
            marked = [f"{counted(count, 'alert')} marked {mark}" for mark in ("useful", "noise") if (count := _marked(one, hits, mark))]
            print(f"{name} would {verb} {counted(len(hits), 'hit')}" + (f" ({', '.join(marked)})" if marked else ""))
            print_samples(store, outlook, spread(hits, samples), len(hits))


def _marked(outlook: Outlook, hits: Sequence[StoredHit], mark: str) -> int:
    return sum(outlook.marks.get(key) == mark for key in {stored.hit.key for stored in hits})


def volume(outlook: Outlook) -> str:
    """Say how often the rule would have found something."""
    from monitor.model.plain import counted

    days, read = max(1, round(outlook.window.days)), counted(len(outlook.window.kept), "article")
    if not outlook.window.kept:
        since = outlook.window.since
        return (
            "nothing is stored" + (f" since {since:%Y-%m-%d}" if since else "") + ": run `monitor once` first, or name an earlier --since"
        )
    said = f"{counted(len(outlook.hits), 'hit')} in {counted(days, 'day')} of stored text ({read})"
    if not outlook.hits:
        return said
    about = f"about {outlook.per_day:.1f} a day" if outlook.per_day >= 0.05 else "less than one in 20 days"
    return f"{said}, {about}; {counted(outlook.matters, 'alert')}"


def _by_day(outlook: Outlook) -> list[str]:
    daily = list(outlook.daily().items())
    if len(daily) < 2:
        return []
    shown = ", ".join(f"{day} {count}" for day, count in daily[-_DAYS_SHOWN:])
    return [f"by day: {'… ' if len(daily) > _DAYS_SHOWN else ''}{shown}"]


def _told(outlook: Outlook) -> list[str]:
    """Say what each channel would have told at once, and what it would have held back and why."""
    if not outlook.hits:
        return []
    lines = [f"{name} would have told {_outcomes(told)}" for name, told in outlook.told.items() if told.keys() != {"unrouted"}]
    return lines or ["no channel tells this rule"]


def _outcomes(told: Mapping[str, int]) -> str:
    held = [f"{count:,} {outcome}" for outcome, count in sorted(told.items()) if outcome != "sent"]
    return f"{told.get('sent', 0):,} at once" + (f", held back: {', '.join(held)}" if held else "")


def _precision(outlook: Outlook) -> list[str]:
    if outlook.precision is None:
        return []
    return [f"precision on marked alerts: {outlook.precision:.0%} ({outlook.marked('useful')} useful, {outlook.marked('noise')} noise)"]


def _faults(outlook: Outlook) -> list[str]:
    from monitor.model.plain import counted, printable

    worst = sorted(outlook.faults.items(), key=lambda item: -item[1])[:_FAULTS_SHOWN]
    return [f"failed on {counted(count, 'article')}: {printable(message)}" for message, count in worst]


def print_samples(store: Store, outlook: Outlook, chosen: Sequence[StoredHit], total: int) -> None:
    """Print sample hits as alerts read, with their quotes."""
    from monitor.cli.alerts import quoted_articles
    from monitor.notify.render import view

    if not chosen:
        return
    alerts = [_as_alert(outlook.version.rule, stored) for stored in chosen]
    with store.read() as connection:
        read = quoted_articles(connection, alerts)
    print(f"  {len(chosen)} of them:" if len(chosen) < total else "  all of them:")
    for shown in (view(alert, read) for alert in alerts):
        print(f"  - {shown.kind}: {shown.claim}")
        for line in (*(quoted.line() for quoted in shown.quotes), *shown.why):
            print(f"      {line}")


def _as_alert(rule: str, stored: StoredHit) -> Alert:
    """Give a hit as the alert that it would have opened."""
    from monitor.model.alert import Alert, State

    hit, at = stored.hit, stored.article.at
    return Alert(
        id=0, rule=rule, kind=hit.kind, relation=hit.relation, key=hit.key, title=hit.title, state=State.NEW, score=hit.score,
        opened_at=at, updated_at=at, story=stored.article.story, hits=(stored,),
    )  # fmt: skip
