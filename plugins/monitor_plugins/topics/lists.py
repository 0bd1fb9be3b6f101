"""Aliases: named lists of words and phrases that queries call as `@name`; a member `@other` stands for the other list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from monitor import QueryError
from monitor_plugins.topics.scan import phrase_words
from monitor_plugins.topics.tree import Term

MAX_MEMBERS = 20_000
_OPERATORS = frozenset(("AND", "OR", "NOT"))


class Lists:
    """The aliases of a configuration, each read when first named."""

    def __init__(self, aliases: Mapping[str, Sequence[str]]) -> None:
        self.aliases = aliases
        self._terms: dict[str, tuple[Term, ...]] = {}

    def terms(self, name: str, at: int = 0) -> tuple[Term, ...]:
        """Give the terms of an alias and of those that it names, each once; `at` is where the query names it.

        Raises: QueryError if there is no such alias, or it holds what is no word or phrase.
        """
        if name not in self._terms:
            self._terms[name] = self._gather(name, at)
        return self._terms[name]

    def _gather(self, name: str, at: int) -> tuple[Term, ...]:
        terms: dict[Term, None] = {}
        pending, seen = [name], {name}
        while pending:
            current = pending.pop()
            for member in self._members(current, at):
                if not member.startswith("@"):
                    terms[_term(member, current, at)] = None
                elif member[1:] not in seen:
                    seen.add(member[1:])
                    pending.append(member[1:])
        if not terms or len(terms) > MAX_MEMBERS:
            raise QueryError(
                f"alias '@{name}' holds {len(terms):,} terms", position=at, hint=f"list between 1 and {MAX_MEMBERS:,} under [aliases]"
            )
        return tuple(terms)

    def _members(self, name: str, at: int) -> Sequence[str]:
        if name in self.aliases:
            return self.aliases[name]
        close = get_close_matches(name, list(self.aliases), 1, 0.5)
        hint = f"did you mean @{close[0]} ?" if close else f'write it under [aliases]: {name or "name"} = ["word", "two words"]'
        raise QueryError(f"unknown alias '@{name}'", position=at, hint=hint)


_read: list[Lists] = []


def lists_of(aliases: Mapping[str, Sequence[str]]) -> Lists:
    """Give the lists of these aliases; the same ones as long as the same mapping is asked for, so that each is read once."""
    if not _read or _read[0].aliases is not aliases:
        _read[:] = [Lists(aliases)]
    return _read[0]


def _term(member: str, name: str, at: int) -> Term:
    if "(" in member or not _OPERATORS.isdisjoint(member.split()):
        raise QueryError(
            f"alias '@{name}': {member!r} is no word or phrase", position=at, hint="list its words one by one, without operators"
        )
    try:
        return Term(phrase_words(member, at))
    except QueryError as error:
        raise QueryError(f"alias '@{name}': {member!r}: {error.message}", position=at, hint=error.hint) from error
