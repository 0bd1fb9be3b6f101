"""What a text must hold for a rule to have a chance: clauses of keys, of each of which at least one must be there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from monitor_plugins.topics.joining import FUNCTION_WORDS
from monitor_plugins.topics.lexicon import Clause, pair_keys
from monitor_plugins.topics.literal import Literal
from monitor_plugins.topics.plan import Close, Every, InMetadata, InRegion, Literally, Plan, Some

_WORDS_OF_A_WILDCARD = 4
Cost: TypeAlias = Callable[[Clause], float]


def commonness(key: str) -> float:
    """Give a rough guess of how many texts hold a key: words of grammar most, then short words, then long ones."""
    if key in FUNCTION_WORDS:
        return 50.0
    return (1.0 + 8.0 / max(1, len(key) - 1)) * (_WORDS_OF_A_WILDCARD if "*" in key else 1)


def plain_cost(clause: Clause) -> float:
    """Give the cost of watching for every key of a clause."""
    return sum(map(commonness, clause))


def clauses(plan: Plan) -> list[Clause]:
    """Give the clauses of a plan; none if it may match a text that holds no word of it (`*`, metadata)."""
    match plan:
        case Literally():
            return literal_clauses(plan.literal)
        case Every() | Close():
            return list(dict.fromkeys(clause for part in plan.parts for clause in clauses(part)))
        case Some():
            return _of_some(plan)
        case InRegion():
            return clauses(plan.parts[0])
        case _:
            return []


def literal_clauses(known: Literal) -> list[Clause]:
    """Give one clause for each piece: the piece, or any word that it is read in together with its neighbours."""
    by_pairs = pair_keys(known)
    found = [frozenset((pair,)) for pair in by_pairs]
    for number, piece in enumerate(known.pieces):
        if not (piece.spaceless and by_pairs):
            found.append(frozenset(_covering(known, number)))
    return list(dict.fromkeys(found))


def _covering(known: Literal, number: int) -> Iterable[str]:
    return (probe.key for first, step in enumerate(known.steps) for probe, size in step if first <= number < first + size)


def _of_some(plan: Some) -> list[Clause]:
    """Give one clause that some part's word fulfils: of n parts of which k must match, any n - k + 1 hold one that does."""
    each = [clauses(part) for part in plan.parts]
    if plan.count == len(each):
        return list(dict.fromkeys(clause for inner in each for clause in inner))
    best = sorted((min(inner, key=plain_cost) for inner in each if inner), key=plain_cost)
    needed = len(each) - plan.count + 1
    return [frozenset().union(*best[:needed])] if len(best) >= needed else []


def sought(plan: Plan) -> Iterator[str]:
    """Yield the words by which the terms of a plan are looked for in the text."""
    if isinstance(plan, Literally):
        known = plan.literal
        yield from (known.row[known.pivot],) if known.row else (probe.key for probe, _ in known.steps[0])
    elif not isinstance(plan, InMetadata):
        for part in plan.parts:
            yield from sought(part)
