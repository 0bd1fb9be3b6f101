"""What a batch has placed and the store does not hold yet: its articles count as placed for those behind them in the batch."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from monitor.model.annotation import Annotation, Placement
from monitor.model.article import Article
from monitor.model.history import A, Past, Placed
from monitor.model.seen import seen_keys
from monitor.store.judgements import kind_of, names_of


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

    `untils` gives, by arrival number, which arrival follows a revision of the batch.
    """

    dialect: str = "sqlite"
    untils: Mapping[int, int] = field(default_factory=dict)
    _ones: dict[int, _One] = field(default_factory=dict)
    _sharers: dict[tuple[str, str], list[tuple[_One, int]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, article: Article) -> None:
        """Count an article as placed where its placements say."""
        whole = replace(article, placements=tuple(_as_stored(place, self.dialect) for place in article.placements))
        one = _One(whole, replace(whole, text="", annotations=()), self.untils.get(whole.arrival))
        self._ones[whole.arrival] = one
        for number, place in enumerate(whole.placements):
            for feature in place.features:
                self._sharers[place.kind, feature].append((one, number))

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
        shared: Counter[tuple[int, int]] = Counter()
        for feature in features if self._ones else ():
            for one, number in self._sharers.get((kind, feature), ()):
                if one.current(bound) and (since is None or one.whole.at >= since):
                    shared[one.whole.arrival, number] += 1
        return [(count, self._placed(*place)) for place, count in sorted(shared.items())]

    def counted(self, features: Collection[str], start: int, bound: int, *, kind: str) -> tuple[int, Mapping[str, int]]:
        """Give how many articles from arrival `start` on were placed, and in how many of them each feature occurred."""
        if not self._ones:
            return 0, {}
        placed = sum(one.whole.arrival >= start and bool(one.keys(kind)) for one in self._current(bound))
        rows = ((feature, self._sharers.get((kind, feature), ())) for feature in features)
        arrivals = {name: {one.whole.arrival for one, _ in those if one.current(bound)} for name, those in rows if those}
        return placed, {name: sum(arrival >= start for arrival in those) for name, those in arrivals.items()}

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
    features, details = json.loads(json.dumps([dict(place.features), dict(place.details)]))
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
