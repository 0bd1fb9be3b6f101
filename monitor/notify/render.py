"""Alerts in words that a person would write, each claim with its quotes; and as CloudEvents for machines.

Whatever comes from feeds is cleaned here: one line, no control characters, no terminal escapes, no bidi overrides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from monitor.model.alert import Alert, Evidence, Notification, Reason, Role, StoredHit
from monitor.model.article import Article
from monitor.model.plain import counted, iso, printable, spoken
from monitor.notify.context import sentence_around
from monitor.notify.rows import alert_row, outlets_of

QUOTES_IN_A_MESSAGE = 6
CLAIMS_IN_A_DIGEST = 50
TITLE_LENGTH = 160
SHORT_QUOTE = 3  # words

_KINDS = {
    ("topic", "match"): "Topic",
    ("figure", "first"): "New figure",
    ("figure", "refined"): "Figure refined",
    ("figure", "revised_up"): "Figure revised up",
    ("figure", "revised_down"): "Figure revised down",
    ("figure", "new_speaker"): "Figure, another speaker",
    ("person", "new"): "New person",
    ("contradiction", "figure"): "Disputed figure",
    ("contradiction", "denial"): "Denied",
    ("contradiction", "attribution"): "Disputed attribution",
    ("contradiction", "self"): "Disputed by its own speaker",
    ("contradiction", "edit"): "Changed by an edit",
    ("source", "silent"): "Source silent",
    ("source", "recovered"): "Source recovered",
}
_LABELS = {Role.NEW: "now", Role.PRIOR: "before", Role.FOR: "one says", Role.AGAINST: "other says"}
_REASONS = {
    Reason.OPENED: "told because it is new",
    Reason.CHANGED: "told because it changed",
    Reason.DIGEST: "told in the digest, after quiet hours",
    Reason.RECOVERED: "told because it is over",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """What one report says, as shown: the words quoted, what they do for the claim (`label`, "" if plain), where they stand.

    `context` is the sentence around quotes of a word or two, which say little alone; "" where the quote speaks for itself.
    """

    label: str
    quotes: tuple[str, ...]
    origin: str
    context: str = ""

    def words(self) -> str:
        """Write the quotes, each in quotation marks, and the sentence they stand in."""
        quoted = ", ".join(f"“{quote}”" for quote in self.quotes)
        return f"{quoted} in “{self.context}”" if self.context else quoted

    def line(self) -> str:
        """Write the quotes on one line, with their outlet, source, time and link."""
        return f"{self.label}: {self.words()} — {self.origin}" if self.label else f"{self.words()} — {self.origin}"


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """An alert as a person reads it: what kind of finding, the claim in one sentence, its quotes, why, and the small print."""

    kind: str
    claim: str
    quotes: tuple[Quoted, ...]
    why: tuple[str, ...]
    note: str

    def lines(self, limit: int | None = None) -> list[str]:
        """Write the view, one line each, nothing wrapped; at most `limit` quotes, saying how many are left out."""
        shown = self.quotes if limit is None else self.quotes[:limit]
        left = len(self.quotes) - len(shown)
        more = [f"  and {counted(left, 'more quote')}"] if left else []
        rest = [f"  {line}" for line in (*self.why, self.note)]
        return [f"{self.kind}: {self.claim}", *(f"  {quoted.line()}" for quoted in shown), *more, *rest]


def view(alert: Alert, articles: Mapping[int, Article] | None = None, reason: str = "") -> View:
    """Give the alert as a person reads it, the latest finding first, then what led to it, newest first; no quote twice.

    `articles`: those that evidence points to, by id, with their texts; the hits' own articles come without.
    """
    known = {**{report.id: report for stored in alert.hits for report in stored.reports}, **(articles or {})}
    hits = _newest_first(alert)
    kind = _KINDS.get((alert.kind, alert.relation)) or _spelled_out(alert)
    return View(
        kind=kind,
        claim=printable(alert.title).removeprefix(f"{kind}: ") or printable(alert.rule),
        quotes=tuple(_quotes(hits, known)),
        why=tuple(_why(hits[0])) if hits else (),
        note=_note(alert, reason),
    )


def dress(notification: Notification, articles: Mapping[int, Article] | None = None) -> Notification:
    """Give the notification with `text` for people and `body` (a CloudEvent) for machines, as channels expect it."""
    return replace(notification, text=text_of(notification, articles), body=event_of(notification))


def text_of(notification: Notification, articles: Mapping[int, Article] | None = None) -> str:
    """Write a notification for people; its first line serves as a subject. Ends without a line end."""
    if notification.held_back or notification.reason == Reason.DIGEST:
        return "\n".join(_digest_lines(notification, articles))
    if not notification.alerts:
        return headline(notification)
    views = (view(alert, articles, notification.reason) for alert in notification.alerts)
    return "\n\n".join("\n".join(shown.lines(QUOTES_IN_A_MESSAGE)) for shown in views)


def headline(notification: Notification) -> str:
    """Say in one line, at most 160 characters, what a notification is about."""
    if notification.held_back:
        return f"{counted(notification.held_back, 'hit')} held back: more messages than this channel takes in an hour"
    if notification.reason == Reason.DIGEST:
        return f"Digest: {counted(len(notification.alerts), 'alert')} during quiet hours"
    if not notification.alerts:
        return "No alert"
    first = view(notification.alerts[0])
    more = f" (and {len(notification.alerts) - 1} more)" if len(notification.alerts) > 1 else ""
    return _cut(f"{first.kind}: {first.claim}", TITLE_LENGTH - len(more)) + more


def event_of(notification: Notification) -> dict[str, Any]:
    """Give a notification as CloudEvents 1.0 structured JSON; `id` is the delivery id, the same at every attempt.

    `data`: `{"channel", "reason", "held_back", "alerts": [alert rows]}`.
    """
    subject = f"alerts/{notification.alerts[0].id}" if len(notification.alerts) == 1 else "alerts"
    return {
        "specversion": "1.0",
        "id": notification.delivery_id,
        "source": "urn:media-monitor",
        "type": f"media-monitor.alert.{'held_back' if notification.held_back else notification.reason}",
        "subject": subject,
        "time": iso(notification.created_at),
        "datacontenttype": "application/json",
        "data": {
            "channel": notification.channel,
            "reason": str(notification.reason),
            "held_back": notification.held_back,
            "alerts": [alert_row(alert) for alert in notification.alerts],
        },
    }


def _spelled_out(alert: Alert) -> str:
    return printable(f"{alert.kind} {alert.relation}".replace("_", " ")).capitalize()


def _newest_first(alert: Alert) -> list[StoredHit]:
    """The latest material hit speaks for the alert, so it leads; the rest follows, newest first."""
    lead = next((stored for stored in reversed(alert.hits) if stored.hit.material), None)
    return ([lead] if lead else []) + [stored for stored in reversed(alert.hits) if stored is not lead]


def _quotes(hits: Iterable[StoredHit], known: Mapping[int, Article]) -> Iterator[Quoted]:
    """Give each quote once; words of one sentence of one report together."""
    groups: dict[tuple[int, str], tuple[Quoted, list[str]]] = {}
    for stored in hits:
        sides = len({evidence.role for evidence in stored.hit.evidence}) > 1
        for evidence in stored.hit.evidence:
            quote, context = printable(evidence.quote), _context(evidence, known.get(evidence.article))
            label = _label(evidence) if sides else ""
            shown = Quoted(label=label, quotes=(), origin=_origin(evidence, known), context=context)
            _, quotes = groups.setdefault((evidence.article, context or quote), (shown, []))
            if quote not in quotes:
                quotes.append(quote)
    for shown, quotes in groups.values():
        yield replace(shown, quotes=tuple(quotes))


def _context(evidence: Evidence, article: Article | None) -> str:
    """Give the sentence around a quote that is too short to speak for itself; "" if it is long, or the text is not at hand."""
    if article is None or len(evidence.quote.split()) > SHORT_QUOTE or article.text[evidence.start : evidence.end] != evidence.quote:
        return ""
    context = sentence_around(article.text, evidence.start, evidence.end)
    return context if context.rstrip(".!?…") != printable(evidence.quote) else ""


def _why(lead: StoredHit) -> Iterator[str]:
    """Say what the detector says of its finding beside the quotes, if it does: `why` it holds, what would `reconcile` it, who says so."""
    for key, opening in (("why", "why: "), ("reconcile", "would be reconciled by: ")):
        said = lead.hit.details.get(key)
        parts = said if isinstance(said, (list, tuple)) else [said or ""]
        words = "; ".join(printable(str(part)) for part in parts if part)
        if words:
            yield opening + words
    if sides := [side for role in Role if (side := _carried(_LABELS[role], lead.hit.details.get(role)))]:
        yield "said by: " + "; ".join(sides)


def _carried(label: str, side: object) -> str:
    """Say how many reports carry one side of a dispute, and whose they are; "" if the detector does not say."""
    if not isinstance(side, Mapping) or not isinstance(side.get("reports"), int) or not isinstance(side.get("outlets"), (list, tuple)):
        return ""
    outlets = ", ".join(printable(str(outlet)) for outlet in side["outlets"])
    return f"{label}, {counted(side['reports'], 'report')}" + (f" ({outlets})" if outlets else "")


def _label(evidence: Evidence) -> str:
    return next((label for role, label in _LABELS.items() if role == evidence.role), printable(evidence.role))


def _origin(evidence: Evidence, known: Mapping[int, Article]) -> str:
    """Say where a quote stands: outlet (source), time, link; the number of an article that is not at hand."""
    article = known.get(evidence.article)
    if article is None:
        return f"article {evidence.article}"
    source = printable(article.source)
    who = f"{printable(article.outlet)} ({source})" if article.outlet and article.outlet != article.source else source
    return ", ".join(part for part in (who, spoken(article.published_at or article.at), printable(article.url or "")) if part)


def _note(alert: Alert, reason: str) -> str:
    reports = len({report.id for stored in alert.hits for report in stored.reports})
    known = [f"alert {alert.id}", f"rule {printable(alert.rule)}", f"{alert.state}, opened {spoken(alert.opened_at)}"]
    if alert.hits:
        known.append(f"{counted(reports, 'report')} by {counted(len(outlets_of(alert)), 'outlet')}")
    told = next((words for key, words in _REASONS.items() if key == reason), "")
    return "; ".join([*known, told] if told else known)


def _digest_lines(notification: Notification, articles: Mapping[int, Article] | None) -> Iterator[str]:
    yield headline(notification)
    for alert in notification.alerts[:CLAIMS_IN_A_DIGEST]:
        shown = view(alert, articles)
        yield f"- {shown.kind}: {shown.claim} (alert {alert.id}, rule {printable(alert.rule)})"
        yield from (f"  {quoted.line()}" for quoted in shown.quotes[:1])
    left = len(notification.alerts) - CLAIMS_IN_A_DIGEST
    if left > 0:
        yield f"and {counted(left, 'more alert')}"
    if notification.held_back:
        yield "All of them are kept: see `monitor alerts list`"


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
