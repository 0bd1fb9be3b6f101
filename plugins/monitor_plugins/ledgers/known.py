"""A number of an article with all its mentions, and a series as far as it is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from monitor_plugins.ledgers import matter
from monitor_plugins.ledgers.matter import Likeness
from monitor_plugins.ledgers.reported import Reported
from monitor_plugins.ledgers.tie import Event, repeated


@dataclass(frozen=True)
class Told:
    """One number of an article with every place where it says it; the first is the one to quote."""

    mentions: tuple[Reported, ...]

    @cached_property
    def lead(self) -> Reported:
        """Give the mention that says most about the number, with what the others add."""
        first = self.mentions[0]
        owners = first.owners or next((one.owners for one in self.mentions if one.owners), ())
        places = first.places or next((one.places for one in self.mentions if one.places), ())
        voiced = first if first.voice else next((one for one in self.mentions if one.named), first)
        said = first if first.families else next((one for one in self.mentions if one.families), first)
        change = next((one.change for one in self.mentions if one.change), "")
        sure = max(one.confidence for one in self.mentions)
        return first._replace(
            families=said.families,
            of=first.of or said.of,
            category=first.category or said.category,
            qualifier=first.qualifier or said.qualifier,
            owners=owners,
            places=places,
            voice=voiced.voice,
            voice_class=voiced.voice_class,
            change=change,
            whose=first.whose or next((one.whose for one in self.mentions if one.whose), ""),
            confidence=sure,
            headline=any(one.titled for one in self.mentions),
            against=next((one.against for one in self.mentions if one.against), ""),
            denied=next((one.denied for one in self.mentions if one.denied), ()),
        )

    def of_happening(self, families: tuple[str, ...]) -> Told:
        """Give the number told of what its series tells of: those driven from their homes as evacuated."""
        return Told(tuple(one._replace(families=families) if one.families else one for one in self.mentions)) if families else self


@dataclass(slots=True)
class Series:
    """One series as far as it is known: its members in the order they were read, and the events that they belong to.

    `ways` holds one member for each way of counting, by measure and role; `sites` one for each set of owners and places; `cited`
    says how telling it is that the article repeats a value of it.
    """

    key: str
    title: str
    members: list[Reported] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    ways: dict[tuple[str, str], dict[tuple[object, ...], Reported]] = field(default_factory=dict)
    sites: dict[tuple[object, ...], Reported] = field(default_factory=dict)
    cited: float = 0.0

    def add(self, figure: Reported, values: Mapping[str, set[float]]) -> None:
        """Add a member; `values` are those of the article that is being placed."""
        self.members.append(figure)
        self.ways.setdefault((figure.measure, figure.role), {}).setdefault(matter.way(figure), figure)
        self.sites.setdefault((figure.owners, figure.places), figure)
        self.cited = max(self.cited, repeated(figure, values))

    @property
    def rare(self) -> frozenset[str]:
        """Give the rare names of its events."""
        return frozenset().union(*(event.rare for event in self.events))

    def denied_by(self, figure: Reported) -> bool:
        """Say whether a figure denies one of its values."""
        return any(one.point in figure.denied for one in self.members)

    def like(self, figure: Reported) -> Likeness:
        """Give how far a figure and the likest member of its measure and role count one thing; there must be one."""
        ways = self.ways[figure.measure, figure.role].values()
        if any(matter.of_other_parts(figure.of, one.of) for one in ways):
            return Likeness.OTHER  # no hostage goes on a series of guards that somebody of no said part went on
        return max(matter.counts(figure, one) for one in ways)
