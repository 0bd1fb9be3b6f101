"""What a report says in all its sentences, as the weighing of one of them needs it: names, words, whose voice it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import zip_longest

from monitor_plugins.contradictions.said import Said
from monitor_plugins.text.own import own_voice

_NEAR = 4  # statements of one quotation
_OPENING = ("“", '"')


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
    quotes: Mapping[int, str] = field(default_factory=dict)

    def voice(self, said: Said) -> str:
        """Give who speaks a statement of the report: its speaker, or of the quotation it stands in, else the party that publishes it."""
        return said.speaker or self.quoted(said) or self.party

    def quoted(self, said: Said) -> str:
        """Give who speaks the quotation that a statement without a speaker stands in; "" if nobody is said to."""
        return self.quotes.get(said.statement.start, "")

    def beside(self, said: Said) -> list[Said]:
        """Give the statements right before and after one."""
        at = next((at for at, one in enumerate(self.said) if one.statement.start == said.statement.start), None)
        return [] if at is None else [*self.said[max(0, at - 1) : at], *self.said[at + 1 : at + 2]]


def _quotes(report: Sequence[Said]) -> dict[int, str]:
    """Give by its start who speaks each statement that only stands in a quotation: as the next ones of its paragraph say, or the last."""
    text, ordered = report[0].article.text, sorted(report, key=lambda said: said.statement.start)
    found, paragraph = dict[int, str](), list[Said]()
    for said, after in zip_longest(ordered, ordered[1:]):
        paragraph.append(said)
        if after is None or "\n" in text[said.statement.end : after.statement.start]:
            found |= _quotes_of(text, paragraph)
            paragraph = []
    return found


def _quotes_of(text: str, paragraph: Sequence[Said]) -> dict[int, str]:
    found, opened, read = dict[int, str](), 0, paragraph[0].statement.start
    for at, said in enumerate(paragraph):
        begin, end = said.statement.start, said.statement.end
        opened += _opened(text[read:begin], opened)
        if not said.speaker and (opened or said.statement.quote[:1] in _OPENING):
            near = (*paragraph[at + 1 : at + 1 + _NEAR], *reversed(paragraph[max(0, at - _NEAR) : at]))
            found[begin] = next((one.speaker for one in near if one.speaker), "")
        opened += _opened(text[begin:end], opened)
        read = end
    return found


def _opened(text: str, before: int) -> int:
    """Give by how much more quotations are open behind a text than before it; a straight mark opens one or closes it."""
    curly = text.count("“") - text.count("”")
    return curly + (0 if text.count('"') % 2 == 0 else -1 if before else 1)


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
    return Around(report, names, title, senses, lows, own_voice(report[0].article).name, _quotes(report))
