"""All rules at once: each waits under its rarest words, and only rules whose words a text holds are looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from monitor import QueryError
from monitor_plugins.topics.lexicon import Lexicon
from monitor_plugins.topics.lists import Lists
from monitor_plugins.topics.needs import Clause, clauses, commonness
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
        self.lexicon = Lexicon(planner.literals)
        self._order = {name: number for number, name in enumerate(self.plans)}
        self._always: list[str] = []
        # By the key that they wait under: another key that must be there too, the rule, and clauses of which each must be.
        self._waiting: dict[str, list[tuple[str, str, tuple[Clause, ...]]]] = {}
        self._file()

    def _file(self) -> None:
        needed = {name: clauses(plan) for name, plan in self.plans.items()}
        shared = Counter(key for each in needed.values() for clause in each for key in clause)

        def cost(clause: Clause) -> float:
            # What many rules ask for, many texts hold: rules are written about the news.
            return sum(commonness(key) * (1 + shared[key] / 4) for key in clause)

        for name, each in needed.items():
            if not each:
                self._always.append(name)
                continue
            anchor, *others = sorted(each, key=cost)
            rest = others[:_MOST_CHECKED]
            single = next((key for clause in rest if len(clause) == 1 for key in clause), None)
            more = tuple(clause for clause in rest if single not in clause or len(clause) > 1)
            for key in anchor:
                self._waiting.setdefault(key, []).append((single or key, name, more))

    def candidates(self, present: set[str]) -> list[str]:
        """Give the rules that a text holding these keys may match, in the order of the rules; never misses one."""
        found = set(self._always)
        waiting = self._waiting
        for key in present & waiting.keys():
            for single, name, more in waiting[key]:
                if single in present:
                    for clause in more:
                        if clause.isdisjoint(present):
                            break
                    else:
                        found.add(name)
        return sorted(found, key=self._order.__getitem__)
