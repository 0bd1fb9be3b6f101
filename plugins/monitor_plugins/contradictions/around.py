"""What a report says in all its sentences, as the weighing of one of them needs it: names, words, whose voice it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from monitor_plugins.contradictions.said import Said
from monitor_plugins.text.own import own_voice


@dataclass(frozen=True, slots=True)
class Around:
    """What a report says in all its sentences: the names, the words, and the senses of its words; those of its title apart, too.

    `party` is who publishes it about their own affairs (see `own_voice`); "" for a paper or an agency.
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


def _read(report: Sequence[Said]) -> Around:
    names: set[str] = set()
    lows: set[str] = set()
    for said in report:
        names.update(said.statement.entities)
        names.update(word.lower() for one in said.statement.speaker for word in one.split() if word[:1].isupper())
        lows.update(said.terms.lows)
    senses = frozenset[str]().union(*(said.senses for said in report))
    title = frozenset[str]().union(*(said.senses for said in report if not said.in_text))
    return Around(report, names, title, senses, lows, own_voice(report[0].article).name)
