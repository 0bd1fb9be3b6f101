"""What an article says: mentions, quantities, statements and topic matches, each with its span; and where it was placed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any, TypeAlias

from monitor.model.record import record


@record
class Mention:
    """A name of a person, place, organisation or nationality, as written in `quote`.

    `name` is its fullest form in the article, `role` how it acts here (actor, speaker, place, or ""), `cue` the word that
    shows its office ("president"), `aliases` the other forms that mean the same.
    """

    start: int
    end: int
    quote: str
    name: str
    kind: str
    role: str = ""
    cue: str = ""
    aliases: tuple[str, ...] = ()
    confidence: float = 1.0


@record
class Quantity:
    """A number or range about something. `value` is as written; `low`..`high` the interval granted, None where open.

    bound: exact, about, at_least, at_most, range, vague. kind: count, percent, money, measure, duration, rate, ordinal, date, …
    role: total, part, delta, rate, previous. `of` is what is counted (lemma), `category` its class (people, combatant, building, …),
    `terms` the content words of its clause and sentence that tell one event from another, `sentence` the sentence's span.
    """

    start: int
    end: int
    quote: str
    value: float | tuple[float, float] | None
    low: float | None
    high: float | None
    bound: str = "exact"
    kind: str = "count"
    unit: str = ""
    unit_text: str = ""
    of: str = ""
    category: str = ""
    predicate: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    time: str = ""
    role: str = "total"
    attribution: tuple[str, ...] = ()
    speaker_class: str = ""
    hedged: bool = False
    confidence: float = 0.5
    terms: tuple[str, ...] = ()
    sentence: tuple[int, int] = (0, 0)
    details: Mapping[str, Any] = field(default_factory=dict)


@record
class Statement:
    """Who is said to say what: one claim of one sentence, negated or not, denied or confirmed, certain or not.

    `quote` is the claim's sentence or clause; `terms` are its content lemmas; `cue` the words that deny, confirm or attribute.
    stance: asserts, denies, confirms, withholds (did not link …), asks, supposes.
    """

    start: int
    end: int
    quote: str
    speaker: tuple[str, ...] = ()
    speaker_class: str = ""
    subject: str = ""
    predicate: str = ""
    stance: str = "asserts"
    negated: bool = False
    certain: bool = True
    cue: str = ""
    terms: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)


@record
class Match:
    """A topic rule matched: `spans` are the words that made it match, `absent` what a NOT demanded to be missing."""

    rule: str
    version: str = ""
    spans: tuple[tuple[int, int], ...]
    absent: tuple[str, ...] = ()
    start: int = 0
    end: int = 0
    quote: str = ""


Annotation: TypeAlias = Mention | Quantity | Statement | Match


@record
class Placement:
    """Where an article (or its annotation number `annotation`) belongs: kind "story" or "series", by key.

    `features` weigh what later articles are compared by; `details` say how it relates to what was known.
    """

    kind: str
    key: str
    title: str = ""
    annotation: int | None = None
    features: Mapping[str, float] = field(default_factory=dict)
    details: Mapping[str, Any] = field(default_factory=dict)
