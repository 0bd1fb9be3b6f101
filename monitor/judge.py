"""Reads, annotates, places and detects: each stage on one thing, given a host; checks what plugins answer."""

from __future__ import annotations

from collections.abc import AsyncIterable, Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from monitor.acquire.charset import decode
from monitor.acquire.defaults import with_defaults
from monitor.acquire.markup import text_of
from monitor.acquire.verdict import Reached, weigh
from monitor.acquire.verdict import Verdict as Weighed
from monitor.contract import (
    HITS_PER_RULE,
    check_annotation,
    check_article,
    check_feed,
    check_hit,
    check_payloads,
    check_placement,
)
from monitor.errors import DeliveryError, SourceError
from monitor.host import Fault, Host, Unit
from monitor.host.fault import Breach, fault_of
from monitor.model.alert import Notification
from monitor.model.annotation import Match
from monitor.model.article import Article, Entry, Feed, Known, Payload, Source
from monitor.model.history import History


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What one unit says of one article: annotations, placements, or (rule, Hit) pairs; and its fault, if it failed.

    A fault costs a unit all its results; where the unit holds many rules, it costs the rule that `fault.rule` names.
    """

    unit: str
    version: str
    results: tuple[Any, ...] = ()
    fault: Fault | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a payload holds: the feed as parsed and the articles of its entries. `error` says why the source gave none.

    `warnings` name entries that are no article; `faults` are the plugins'.
    """

    feed: Feed | None = None
    articles: tuple[Article, ...] = ()
    faults: tuple[Fault, ...] = ()
    error: SourceError | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """The article of one entry, or why there is none."""

    article: Article | None = None
    faults: tuple[Fault, ...] = ()
    error: SourceError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReading:
    """What came of an entry's page: the verdict, and the article if it is whole."""

    verdict: Weighed
    article: Article | None = None
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Catch:
    """What a source's plugin fetched, or why it fetched nothing. `payloads` is None if the source is nobody's kind."""

    payloads: tuple[Payload, ...] | None = None
    faults: tuple[Fault, ...] = ()
    error: SourceError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """How a delivery went: delivered if neither `error` (TryLater, Undeliverable, …) nor `faults` says otherwise."""

    error: DeliveryError | None = None
    faults: tuple[Fault, ...] = ()


def read(
    host: Host, payload: Payload, source: Source | None = None, *, only: Collection[str] | None = None, without: Collection[str] = ()
) -> Reading:
    """Parse a payload and make the article of each entry; an entry that fails costs only itself."""
    try:
        feed, faults = host.call_first("parse", check=check_feed, payload=payload, only=only, without=without)
    except SourceError as error:
        return Reading(error=error)
    if feed is None:
        return Reading(faults=faults, error=SourceError("no plugin can read this document", outcome="ill_formed"))
    options = source.options if source else None
    feed = with_defaults(feed, outlet=getattr(options, "outlet", ""), lang=getattr(options, "lang", ""))
    made = [extract(host, entry, None, source, only=only, without=without) for entry in feed]
    return Reading(
        feed=feed,
        articles=tuple(each.article for each in made if each.article is not None),
        faults=(*faults, *(fault for each in made for fault in each.faults)),
        warnings=tuple(str(each.error) for each in made if each.error),
    )


def extract(
    host: Host,
    entry: Entry,
    page: Payload | None,
    source: Source | None = None,
    *,
    only: Collection[str] | None = None,
    without: Collection[str] = (),
) -> Extraction:
    """Make the article of an entry, from the page if there is one; outlet and language fall back on the source's."""
    try:
        article, faults = host.call_first("extract", check=check_article, entry=entry, page=page, only=only, without=without)
    except SourceError as error:
        return Extraction(error=error)
    return Extraction(article=article and _completed(article, source), faults=faults)


def read_page(
    host: Host,
    entry: Entry,
    page: Payload,
    source: Source | None = None,
    *,
    only: Collection[str] | None = None,
    without: Collection[str] = (),
) -> PageReading:
    """Take the article of an entry from its page, and say what the page gave beyond the entry."""
    made = extract(host, entry, page, source, only=only, without=without)
    if made.article is None:
        why = str(made.error) if made.error else "; ".join(fault.message for fault in made.faults) or "no plugin reads it"
        return PageReading(verdict=Weighed(Reached.FAILED, why), faults=made.faults)
    taken = made.article.extraction.startswith("page")
    verdict = weigh(
        html=decode(page.body, page.headers.get("content-type", "")).text,
        text=made.article.text.removeprefix(made.article.title).strip() if taken else "",
        summary=text_of(entry.content),
        title=entry.title,
        asked=entry.link or page.url,
        url=page.url,
    )
    return PageReading(verdict=verdict, article=made.article if verdict.reached is Reached.FULL else None, faults=made.faults)


def _completed(article: Article, source: Source | None) -> Article:
    if article.outlet and article.lang:
        return article
    options = source.options if source else None
    return replace(article, outlet=article.outlet or getattr(options, "outlet", ""), lang=article.lang or getattr(options, "lang", ""))


def annotate(host: Host, article: Article, *, only: Collection[str] | None = None, without: Collection[str] = ()) -> tuple[Verdict, ...]:
    """Ask every annotator what the article says, by name; earlier annotations are hidden from them."""
    bare = replace(article, annotations=(), placements=())
    asked = host.call_each("annotate", article=bare, only=only, without=without)
    return tuple(_verdict(unit, "annotate", answer, only, lambda note: check_annotation(note, bare)) for unit, answer in asked)


def place(
    host: Host, article: Article, history: History, *, only: Collection[str] | None = None, without: Collection[str] = ()
) -> tuple[Verdict, ...]:
    """Ask every placer where the annotated article belongs, by name; each sees what those before it placed.

    One that asks where the others placed the article is marked `@hookimpl(trylast=True)`.
    """
    so_far = replace(article, placements=())
    verdicts: list[Verdict] = []
    for unit in tuple(host.candidates("place", {}, only, without)):
        for asked, answer in host.call_each("place", article=so_far, history=history, only=(unit.name,)):
            verdicts.append(_verdict(asked, "place", answer, only, _placement_check(so_far)))
            so_far = replace(so_far, placements=(*so_far.placements, *verdicts[-1].results))
    return tuple(verdicts)


def _placement_check(article: Article) -> Callable[[Any], None]:
    return lambda placement: check_placement(placement, article)


def detect(
    host: Host, article: Article, history: History, *, only: Collection[str] | None = None, without: Collection[str] = ()
) -> tuple[Verdict, ...]:
    """Ask every detector for its hits in the annotated and placed article, by name; results are (rule, Hit) pairs.

    The rule of a plugin without configuration is the plugin's name. A hit that cannot quote its evidence is a fault.
    """
    asked = host.call_each("detect", article=article, history=history, only=only, without=without)
    return tuple(_verdict(unit, "detect", answer, only, lambda hit: check_hit(hit, article, history)) for unit, answer in asked)


def _verdict(
    unit: Unit, stage: str, answer: tuple[Any, ...] | Fault, only: Collection[str] | None, check: Callable[[Any], None]
) -> Verdict:
    if isinstance(answer, Fault):
        return Verdict(unit=unit.name, version=unit.version, fault=answer)
    try:
        by_rule = _by_rule(unit, stage, answer)
    except Breach as breach:
        return Verdict(unit=unit.name, version=unit.version, fault=fault_of(unit.name, stage, breach))
    wanted = {rule: found for rule, found in by_rule.items() if only is None or unit.name in only or rule in only}
    faults = {rule: fault for rule, found in wanted.items() if (fault := _checked(unit, rule, stage, found, check))}
    good = tuple((rule, each) if stage == "detect" else each for rule, found in wanted.items() if rule not in faults for each in found)
    return Verdict(unit=unit.name, version=unit.version, results=good, fault=next(iter(faults.values()), None))


def _by_rule(unit: Unit, stage: str, findings: Iterable[Any]) -> dict[str, list[Any]]:
    """Sort findings by the rule that made them, and sign matches with their rule's version."""
    by_rule: dict[str, list[Any]] = {}
    own = next(iter(unit.rules)) if unit.rules and not unit.many else unit.name
    pairs = unit.many and stage == "detect"
    for finding in findings:
        rule, found = _named(finding) if pairs else (own, finding)
        if type(found) is Match:
            rule, found = found.rule, replace(found, version=found.version or unit.rules.get(found.rule, ""))
        elif stage == "annotate" and getattr(unit.instance, "only_matches", False):
            raise Breach(f"answered {type(found).__name__}, and says that it gives only matches")
        if (pairs or type(found) is Match) and rule not in unit.rules:
            raise Breach(f"answered for rule {rule!r}, which is none of its rules")
        by_rule.setdefault(rule, []).append(found)
    return by_rule


def _named(finding: Any) -> tuple[str, Any]:
    if type(finding) is not tuple or len(finding) != 2 or type(finding[0]) is not str:
        raise Breach(f"answered {type(finding).__name__}, not a pair of rule and Hit")
    return finding


def _checked(unit: Unit, rule: str, stage: str, found: list[Any], check: Callable[[Any], None]) -> Fault | None:
    try:
        if stage == "detect" and len(found) > HITS_PER_RULE:
            raise Breach(f"answered more than {HITS_PER_RULE:,} hits")
        for each in found:
            check(each)
    except Breach as breach:
        return fault_of(unit.name, stage, breach, rule=rule if unit.rules else "")
    return None


def _no_gathering(answer: AsyncIterable[Any]) -> list[Any]:
    raise Breach("answered asynchronously, which cannot be awaited here")


def fetch(
    host: Host,
    source: Source,
    known: Known,
    *,
    gather: Callable[[AsyncIterable[Any]], list[Any]] = _no_gathering,
    only: Collection[str] | None = None,
    without: Collection[str] = (),
) -> Catch:
    """Have a source's plugin fetch what it holds, whole; `gather` exhausts an asynchronous answer."""

    def whole(answer: Any) -> tuple[Payload, ...]:
        return check_payloads(gather(answer) if isinstance(answer, AsyncIterable) else answer)

    try:
        payloads, faults = host.call_first("fetch", check=whole, source=source, known=known, only=only, without=without)
    except SourceError as error:
        return Catch(error=error)
    return Catch(payloads=payloads, faults=faults)


def tell(host: Host, notification: Notification, *, only: Collection[str] | None = None, without: Collection[str] = ()) -> Telling:
    """Have a channel's plugin tell a notification."""
    try:
        answers = [answer for _, answer in host.call_each("notify", notification=notification, only=only, without=without)]
    except DeliveryError as error:
        return Telling(error=error)
    if not answers:
        return Telling(error=DeliveryError(f"no plugin serves channel {notification.channel!r}: see `monitor plugins list`"))
    return Telling(faults=tuple(answer for answer in answers if isinstance(answer, Fault)))
