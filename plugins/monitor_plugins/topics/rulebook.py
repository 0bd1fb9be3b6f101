"""All rules at once: each waits under its rarest words, and only rules whose words a text holds are looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from monitor import QueryError
from monitor_plugins.topics.desk import ArticleDesk, Finding
from monitor_plugins.topics.lexicon import Clause, Lexicon, Waiting
from monitor_plugins.topics.lists import Lists
from monitor_plugins.topics.needs import clauses, commonness, sought
from monitor_plugins.topics.parse import parse
from monitor_plugins.topics.plan import Plan
from monitor_plugins.topics.planner import Planner
from monitor_plugins.topics.tree import Node

_MOST_CHECKED = 3


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
        self._names = tuple(self.plans)
        self._always: list[int] = []
        self._sought: dict[str, frozenset[str]] = {}
        self.lexicon = Lexicon(planner.literals, self._filed())

    def _filed(self) -> dict[str, tuple[Waiting, ...]]:
        """Give the rules by the keys that they wait for, any of which must be there; those that need no word are noted."""
        waiting: dict[str, tuple[Waiting, ...]] = {}
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
            first, *more = sorted(others[:_MOST_CHECKED], key=len) or [anchor]
            rule = Waiting(first, tuple(more), number)
            for key in anchor:
                waiting[key] = (*waiting.get(key, ()), rule)
        return waiting

    def candidates(self, desk: ArticleDesk) -> list[str]:
        """Give the rules that an article may match, in the order of the rules; never misses one."""
        lacks = desk.present.isdisjoint
        likely = [rule for rules in desk.waiting for rule in rules if not lacks(rule[0])]
        found = {number for _, more, number in likely if not (more and any(map(lacks, more)))}
        return [self._names[number] for number in sorted(found.union(self._always))]

    def findings(self, desk: ArticleDesk) -> Iterator[tuple[str, Finding]]:
        """Yield every rule that an article matches with what made it match, in the order of the rules."""
        names = self.candidates(desk)
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
