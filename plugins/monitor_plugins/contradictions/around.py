"""What a report says in all its sentences, as the weighing of one of them needs it: names, words, whose voice it is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

from monitor_plugins.contradictions.said import Said
from monitor_plugins.text.words import words

_WORD = re.compile(r"[^\W\d_]+")
# A name with one of these is of those who report, not of a party that speaks for itself.
MEDIA = words(
    """news times post herald gazette telegraph courier observer guardian mail express star sun tribune chronicle journal review
    standard sentinel ledger advertiser messenger echo press wire agency radio television tv channel broadcasting broadcaster network
    daily weekly morning evening independent today magazine report watch digest bulletin record argus voice exchange trumpet online
    live desk mercury media mirror globe world monitor dispatch examiner enquirer inquirer correspondent"""
)
_SHORT = 3


@dataclass(frozen=True, slots=True)
class Around:
    """What a report says in all its sentences: the names, the words, and the senses of its words; those of its title apart, too.

    `party` is who publishes it if that is somebody it speaks of: a firm, a ministry; "" for a paper or an agency.
    """

    said: Sequence[Said]
    names: Set[str]
    title: Set[str]
    senses: Set[str]
    lows: Set[str]
    party: str

    def voice(self, said: Said) -> str:
        """Give who speaks a statement of the report: its speaker, else the party that publishes it."""
        return said.speaker or self.party

    def beside(self, said: Said) -> list[Said]:
        """Give the statements right before and after one."""
        at = next((at for at, one in enumerate(self.said) if one.statement.start == said.statement.start), None)
        return [] if at is None else [*self.said[max(0, at - 1) : at], *self.said[at + 1 : at + 2]]


class Reports:
    """What each of some reports says, by the report's number; read when it is first asked for."""

    def __init__(self, said: Iterable[Said]) -> None:
        self._said: dict[int, list[Said]] = {}
        for one in said:
            self._said.setdefault(one.article.id, []).append(one)
        self._read: dict[int, Around] = {}

    def __getitem__(self, number: int) -> Around:
        if number not in self._read:
            self._read[number] = _read(self._said[number])
        return self._read[number]

    def __iter__(self) -> Iterator[Around]:
        return map(self.__getitem__, self._said)


def _read(report: Sequence[Said]) -> Around:
    names: set[str] = set()
    lows: set[str] = set()
    for said in report:
        names.update(said.statement.entities)
        names.update(word.lower() for one in said.statement.speaker for word in one.split() if word[:1].isupper())
        lows.update(said.terms.lows)
    senses = frozenset[str]().union(*(said.senses for said in report))
    title = frozenset[str]().union(*(said.senses for said in report if not said.in_text))
    return Around(report, names, title, senses, lows, _party(report[0].article.outlet, lows))


def _party(outlet: str, lows: Collection[str]) -> str:
    """Give an outlet that its own report speaks of, and that does not report for a living."""
    named = [word.lower() for word in _WORD.findall(outlet)]
    return outlet if MEDIA.isdisjoint(named) and any(len(word) > _SHORT and word in lows for word in named) else ""
