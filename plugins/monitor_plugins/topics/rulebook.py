"""All rules at once: each waits under its rarest words, and only rules whose words a text holds are looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from monitor import QueryError
from monitor_plugins.topics.desk import ArticleDesk, Finding
from monitor_plugins.topics.lexicon import Lexicon
from monitor_plugins.topics.lists import Lists
from monitor_plugins.topics.needs import Clause, clauses, commonness, sought
from monitor_plugins.topics.parse import parse
from monitor_plugins.topics.plan import Plan
from monitor_plugins.topics.planner import Planner
from monitor_plugins.topics.tree import Node

_MOST_CHECKED = 3
_MOST_PARTNERS = 4
# A rule by its number, and the clauses that are still to be looked at.
_Rule: TypeAlias = tuple[int, tuple[Clause, ...]]


class Rulebook:
    """Rules by name, as queries or as trees, ready to be asked which of them a text may match. `faults` holds those that do not parse."""

    def __init__(self, rules: Mapping[str, str | Node], aliases: Mapping[str, Sequence[str]] | None = None) -> None:
        planner, lists = Planner(), Lists(aliases or {})
        self.plans: dict[str, Plan] = {}
        self.faults: dict[str, str] = {}
        for name, query in rules.items():
            try:
                self.plans[name] = planner.plan(parse(query, lists) if isinstance(query, str) else query)
            except QueryError as error:
                self.faults[name] = str(error)
        self.lexicon = Lexicon(planner.literals)
        self._names = tuple(self.plans)
        self._always: list[int] = []
        # By the key that they wait under: another key that must be there too, and the rule with clauses of which each must be.
        self._waiting: dict[str, tuple[tuple[str, _Rule], ...]] = {}
        self._sought: dict[str, frozenset[str]] = {}
        self._file()

    def _file(self) -> None:
        needed = {name: clauses(plan) for name, plan in self.plans.items()}
        shared = Counter(key for each in needed.values() for clause in each for key in clause)

        def cost(clause: Clause) -> float:
            # What many rules ask for, many texts hold: rules are written about the news.
            return sum(commonness(key) * (1 + shared[key] / 4) for key in clause)

        for number, each in enumerate(needed.values()):
            if not each:
                self._always.append(number)
                continue
            anchor, *others = sorted(each, key=cost)
            rest = others[:_MOST_CHECKED]
            partner = min((clause for clause in rest if len(clause) <= _MOST_PARTNERS), key=len, default=None)
            rule = number, tuple(clause for clause in rest if clause is not partner)
            for key in anchor:
                self._waiting[key] = self._waiting.get(key, ()) + tuple((other, rule) for other in partner or (key,))

    def candidates(self, present: set[str]) -> list[str]:
        """Give the rules that a text holding these keys may match, in the order of the rules; never misses one."""
        waiting = self._waiting
        likely = [rule for key in present & waiting.keys() for partner, rule in waiting[key] if partner in present]
        found = {number for number, more in likely if not any(map(present.isdisjoint, more))}
        return [self._names[number] for number in sorted(found.union(self._always))]

    def findings(self, desk: ArticleDesk) -> Iterator[tuple[str, Finding]]:
        """Yield every rule that an article matches with what made it match, in the order of the rules."""
        names = self.candidates(desk.present)
        desk.text.sight.look_up(set().union(*map(self._sought_by, names)))
        for name in names:
            finding = desk.find(self.plans[name])
            if finding is not None:
                yield name, finding

    def _sought_by(self, name: str) -> frozenset[str]:
        """Give the words whose places a rule will ask for first; made when the rule is first looked at."""
        words = self._sought.get(name)
        if words is None:
            words = self._sought[name] = frozenset(sought(self.plans[name]))
        return words
