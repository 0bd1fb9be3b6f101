"""What a batch has placed and the store does not hold yet: its articles count as placed for those behind them in the batch."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain
from typing import Any, TypeAlias

from monitor.model.annotation import Annotation, Placement
from monitor.model.article import Article
from monitor.model.history import A, Past, Placed
from monitor.model.seen import seen_keys
from monitor.store.database import as_json, from_json
from monitor.store.judgements import kind_of, names_of

_Place: TypeAlias = tuple[int, int]
"""Arrival, and number among the article's placements."""


@dataclass(frozen=True, slots=True, eq=False)
class _One:
    """One article as the store would give it, whole and bare; `until` is the arrival number of the revision that follows it."""

    whole: Article
    bare: Article
    until: int | None

    def current(self, bound: int) -> bool:
        return self.whole.arrival < bound and (self.until is None or self.until >= bound)

    def keys(self, kind: str, annotation: int | None = None) -> list[str]:
        return [place.key for place in self.whole.placements if place.kind == kind and annotation in (None, place.annotation)]

    def kinds(self) -> set[str]:
        return {place.kind for place in self.whole.placements}

    def features(self, kind: str) -> set[str]:
        return {feature for place in self.whole.placements if place.kind == kind for feature in place.features}

    def admits(self, narrow: Mapping[str, Any]) -> bool:
        """Say whether the article meets the conditions that are on articles."""
        if not self.whole.about(narrow.get("topic")) or ("since" in narrow and self.whole.at < narrow["since"]):
            return False
        return "story" not in narrow or narrow["story"] in self.keys("story")

    def answers(self, number: int, note: Annotation, narrow: Mapping[str, Any]) -> bool:
        """Say whether an annotation meets the conditions that are on annotations."""
        if "series" in narrow and narrow["series"] not in self.keys("series", number):
            return False
        return narrow.get("name") in (None, *names_of(note)) and narrow.get("kind") in (None, kind_of(note))


@dataclass(slots=True)
class Ahead:
    """The articles of a batch that are placed, oldest first; empty outside a batch. Each answer is as the store's will be.

    `untils` gives, by arrival number, which arrival follows a revision of the batch. `_counts` say by kind in how many articles a
    feature occurs, and for None how many are placed.
    """

    dialect: str = "sqlite"
    untils: Mapping[int, int] = field(default_factory=dict)
    _ones: dict[int, _One] = field(default_factory=dict)
    _sharers: defaultdict[str, defaultdict[str, list[_Place]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    _counts: defaultdict[str, Counter[str | None]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, article: Article) -> None:
        """Count an article as placed where its placements say."""
        whole = replace(article, placements=tuple(_as_stored(place, self.dialect) for place in article.placements))
        one = _One(whole, replace(whole, text="", annotations=()), self.untils.get(whole.arrival))
        self._ones[whole.arrival] = one
        for number, place in enumerate(whole.placements):
            mark, sharers = (whole.arrival, number), self._sharers[place.kind]
            for feature in place.features:
                sharers[feature].append(mark)
        for kind in one.kinds():
            self._counts[kind].update((None, *one.features(kind)))

    def __bool__(self) -> bool:
        return bool(self._ones)

    def holds(self, arrival: int) -> bool:
        """Say whether the article of an arrival is of this batch and placed."""
        return arrival in self._ones

    def whole(self, arrival: int) -> Article:
        """Give the article of an arrival that this holds, with its placements."""
        return self._ones[arrival].whole

    def story(self, key: str, bound: int) -> list[Placed]:
        """Give the members of a story, in order."""
        found = ((one, place) for one in self._current(bound) for place in one.whole.placements)
        return [Placed(article=one.bare, placement=place) for one, place in found if (place.kind, place.key) == ("story", key)]

    def sharing(self, features: Collection[str], bound: int, *, kind: str, since: datetime | None) -> list[tuple[int, Placed]]:
        """Give the placements of a kind that share any of the features, each with how many; of articles from `since` on if given."""
        sharers = self._sharers[kind]
        shared = Counter(chain.from_iterable(sharers.get(feature, ()) for feature in features if sharers))
        current = {arrival: one for arrival, one in self._ones.items() if one.current(bound) and (since is None or one.whole.at >= since)}
        return [(count, self._placed(*place)) for place, count in sorted(shared.items()) if place[0] in current]

    def counted(self, features: Collection[str], start: int, bound: int, *, kind: str) -> tuple[int, Mapping[str, int]]:
        """Give how many articles from arrival `start` on were placed, and in how many of them each feature occurred."""
        others = [one for one in self._ones.values() if one.whole.arrival < start or not one.current(bound)]
        lost: Counter[str | None] = Counter(name for one in others if kind in one.kinds() for name in (None, *one.features(kind)))
        counts = self._counts[kind]
        return counts[None] - lost[None], {name: counts[name] - lost[name] for name in features if name in counts}

    def notes(self, type_: type[A], bound: int, narrow: Mapping[str, Any]) -> list[Past[A]]:
        """Give the annotations of a type that `narrow` admits, in order."""
        return [
            Past(article=one.bare, note=note, series=next(reversed(one.keys("series", number)), ""))
            for one in self._current(bound)
            if one.admits(narrow)
            for number, note in enumerate(one.whole.annotations)
            if isinstance(note, type_) and one.answers(number, note, narrow)
        ]

    def seen(self, keys: Collection[str], bound: int) -> dict[str, datetime]:
        """Give those of these keys under which something was seen, with when it first was."""
        found: dict[str, datetime] = {}
        for one in self._ones.values():
            if one.whole.arrival < bound:
                for key in {*keys}.intersection(seen_keys(one.whole)):
                    found.setdefault(key, one.whole.first_seen_at)
        return found

    def _current(self, bound: int) -> Iterator[_One]:
        return (one for one in self._ones.values() if one.current(bound))

    def _placed(self, arrival: int, number: int) -> Placed:
        one = self._ones[arrival]
        return Placed(article=one.bare, placement=one.whole.placements[number])


def in_arrival_order(stored: Sequence[Any], ahead: Sequence[Any]) -> list[Any]:
    """Give what the store holds and what is ahead of it together; both tell of articles, oldest first."""
    return sorted([*stored, *ahead], key=lambda found: found.article.arrival) if ahead else list(stored)


def _as_stored(place: Placement, dialect: str) -> Placement:
    """Give a placement as it comes back from the store, where tuples are lists, and PostgreSQL keeps keys in an order of its own."""
    features, details = from_json(as_json([dict(place.features), dict(place.details)]))
    if dialect == "postgresql":
        features, details = _by_length(features), _by_length(details)
    return replace(place, features=features, details=details)


def _by_length(value: Any) -> Any:
    """Order keys as JSONB does: shorter ones first, then by their bytes."""
    if isinstance(value, list):
        return [_by_length(part) for part in value]
    if not isinstance(value, dict):
        return value
    keys = sorted(value, key=lambda key: (len(key.encode()), key.encode()))
    return {key: _by_length(value[key]) for key in keys}
