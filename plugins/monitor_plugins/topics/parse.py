"""Queries read to trees: precedence NEAR, NOT, AND (also between neighbours), OR; every fault with its place and a hint."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from functools import lru_cache

from monitor import QueryError
from monitor_plugins.text.words import pairs
from monitor_plugins.topics.lists import Lists
from monitor_plugins.topics.scan import Kind, Mark, scan
from monitor_plugins.topics.tree import (
    FIELDS,
    METADATA,
    Alias,
    And,
    AtLeast,
    Everything,
    Field,
    Near,
    Node,
    Or,
    Term,
    all_of,
    any_of,
    children,
    is_positive,
)
from monitor_plugins.topics.tree import Not as Negation

MAX_DEPTH = 25
MAX_TERMS = 2_000
MAX_CHAIN = 10
MAX_WIDTH = 64
# What other search languages call our fields.
_FIELD_WORDS = pairs("""headline:title heading:title text:body content:body site:source outlet:source feed:source publisher:source
    domain:source language:lang by:author byline:author""")
_OPENERS = {Kind.OPEN, Kind.NOT, Kind.COUNT, Kind.FIELD, Kind.ALIAS, Kind.EVERYTHING, Kind.TERM}
_DANGLING = {Kind.AND: "AND", Kind.OR: "OR", Kind.NOT: "NOT", Kind.NEAR: "NEAR"}


def parse(query: str, lists: Lists | None = None) -> Node:
    """Give the tree of a query. Without `lists` the names of aliases go unchecked and stand for nothing.

    Raises: QueryError, with the code point at fault and what to write instead.
    """
    return _parsed(query, lists if "@" in query or "＠" in query else None)


# A table is checked key by key and then as a whole: the second reading is free. Trees are immutable, so sharing is safe.
@lru_cache(maxsize=16)
def _parsed(query: str, lists: Lists | None) -> Node:
    return _Parser(scan(query), lists).whole()


class _Parser:
    """Walks the marks once, from left to right."""

    def __init__(self, marks: list[Mark], lists: Lists | None) -> None:
        self.marks, self.lists = marks, lists
        self.next = self.depth = self.terms = 0
        self.field = ""

    @property
    def mark(self) -> Mark:
        return self.marks[self.next]

    def take(self) -> Mark:
        self.next += 1
        return self.marks[self.next - 1]

    def whole(self) -> Node:
        if self.mark.kind is Kind.END:
            raise QueryError("the query is empty", hint="write what to look for, or * for every article")
        node = self.alternatives()
        self.refuse_rest()
        if not is_positive(node):
            first = next((mark.at for mark in self.marks if mark.kind is Kind.NOT), 0)
            raise QueryError(
                "the query only says what must be missing", position=first, hint="say what must be there, or write * AND NOT …"
            )
        return node

    def refuse_rest(self) -> None:
        """Refuse what stands after the whole query: only a comma or a closing parenthesis can."""
        mark = self.mark
        if mark.kind is Kind.CLOSE:
            raise QueryError("a ) without its (", position=mark.at, hint="take it out, or open it before")
        if mark.kind is Kind.COMMA:
            raise QueryError(
                "a comma outside a list", position=mark.at, hint="commas stand in '2 of (a, b, c)'; write AND or OR between words"
            )

    def alternatives(self) -> Node:
        """Read parts between ORs; if there are several, each must say what to find."""
        starts, parts = [self.mark.at], [self.conjunction()]
        while self.mark.kind is Kind.OR:
            self.take()
            starts.append(self.mark.at)
            parts.append(self.conjunction())
        if len(parts) > 1:
            self.refuse_negative(parts, starts, "a side of OR")
        return any_of(parts)

    def refuse_negative(self, parts: Sequence[Node], starts: Sequence[int], where: str) -> None:
        for part, at in zip(parts, starts, strict=True):
            if not is_positive(part):
                raise QueryError(
                    f"{where} only says what must be missing", position=at, hint="it would match nearly every article; write a AND NOT b"
                )

    def conjunction(self) -> Node:
        """Read parts between ANDs; neighbours without an operator are an AND too."""
        parts = [self.negation()]
        while self.mark.kind is Kind.AND or self.mark.kind in _OPENERS:
            if self.mark.kind is Kind.AND:
                self.take()
            parts.append(self.negation())
        return all_of(parts)

    def negation(self) -> Node:
        if self.mark.kind is not Kind.NOT:
            return self.proximity()
        at = self.take().at
        self.deeper(at)
        part = self.negation()
        self.depth -= 1
        return Negation(part)

    def proximity(self) -> Node:
        at, joins = self.mark.at, 0
        node = self.leaf()
        while self.mark.kind is Kind.NEAR:
            near, right_at, joins = self.take(), self.mark.at, joins + 1
            right = self.leaf()
            _check_near(node, at)
            _check_near(right, right_at)
            node = Near(node, right, int(near.text))
            if joins > MAX_CHAIN or _width(node) > MAX_WIDTH:
                raise QueryError("too many parts joined by NEAR", position=near.at, hint="write OR in the groups, or split the rule")
        return node

    def deeper(self, at: int) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise QueryError("nested too deeply", position=at, hint=f"at most {MAX_DEPTH} levels; split the rule")

    def leaf(self) -> Node:
        mark = self.take()
        match mark.kind:
            case Kind.TERM:
                return self.term(mark)
            case Kind.OPEN:
                return self.group(mark)
            case Kind.FIELD:
                return self.fielded(mark)
            case Kind.COUNT:
                return self.at_least(mark)
            case Kind.ALIAS:
                return self.alias(mark)
            case Kind.EVERYTHING if not self.field:
                return Everything()
            case Kind.EVERYTHING:
                raise QueryError(f"{self.field}:* says nothing", position=mark.at, hint="leave it out")
            case _:
                raise self.missing(mark)

    def missing(self, mark: Mark) -> QueryError:
        """Name what should have stood before `mark`, where a word was due."""
        before = self.marks[self.next - 2] if self.next > 1 else None
        if before is not None and before.kind in _DANGLING:
            name = _DANGLING[before.kind]
            return QueryError(
                f"nothing follows {name}",
                position=before.at,
                hint=f'write what {name} is about, or "{name.lower()}" in quotes for the word',
            )
        if before is not None and before.kind is Kind.FIELD:
            return QueryError(f"nothing follows {before.text}:", position=before.at, hint=f"write {before.text}:word")
        if mark.kind in _DANGLING:
            name = _DANGLING[mark.kind]
            return QueryError(f"nothing stands before {name}", position=mark.at, hint=f"write what {name} joins, or leave it out")
        if before is not None and before.kind is Kind.OPEN and mark.kind is Kind.CLOSE:
            return QueryError("the parentheses are empty", position=before.at, hint="write something between them, or leave them out")
        if mark.kind is Kind.CLOSE:
            return QueryError("a ) without its (", position=mark.at, hint="take it out, or open it before")
        if mark.kind is Kind.COMMA:
            return QueryError(
                "nothing stands before the comma", position=mark.at, hint="commas stand between the parts of '2 of (a, b, c)'"
            )
        return QueryError("a ( without its )", position=before.at if before else mark.at, hint="close it")

    def term(self, mark: Mark) -> Term:
        self.terms += 1
        if self.terms > MAX_TERMS:
            raise QueryError(f"too many terms: over {MAX_TERMS:,}", position=mark.at, hint="split the rule, or list them as an alias")
        if self.field == "lang":
            _check_lang(mark)
        return Term(mark.words)

    def group(self, mark: Mark) -> Node:
        self.deeper(mark.at)
        node = self.alternatives()
        self.close(mark)
        self.depth -= 1
        return node

    def close(self, opened: Mark) -> None:
        if self.mark.kind is not Kind.CLOSE:
            if self.mark.kind is Kind.COMMA:
                self.refuse_rest()
            raise QueryError("a ( without its )", position=opened.at, hint="close it")
        self.take()

    def fielded(self, mark: Mark) -> Node:
        name = mark.text.lower()
        if name not in FIELDS:
            raise _unknown_field(mark)
        if self.field:
            raise QueryError(f"{name}: inside {self.field}:", position=mark.at, hint="a word stands in one field; write them side by side")
        self.field = name
        part = self.leaf()
        self.field = ""
        return Field(name, part)

    def at_least(self, mark: Mark) -> Node:
        opened = self.take()
        self.deeper(opened.at)
        starts, parts = [self.mark.at], [self.alternatives()]
        while self.mark.kind is Kind.COMMA:
            self.take()
            starts.append(self.mark.at)
            parts.append(self.alternatives())
        self.close(opened)
        self.depth -= 1
        self.refuse_negative(parts, starts, "a part of the list")
        count = int(mark.text)
        if not 1 <= count <= len(parts):
            raise QueryError(f"{count} of {len(parts)} cannot be", position=mark.at, hint=f"write a number from 1 to {len(parts)}")
        return AtLeast(count, tuple(parts))

    def alias(self, mark: Mark) -> Node:
        return Alias(mark.text, () if self.lists is None else self.lists.terms(mark.text, mark.at))


def _unknown_field(mark: Mark) -> QueryError:
    name = mark.text.lower()
    close = _FIELD_WORDS.get(name) or next(iter(get_close_matches(name, FIELDS, 1, 0.5)), "")
    known = ", ".join(f"{field}:" for field in FIELDS)
    hint = f"did you mean {close}: ?" if close else f'the fields are {known}; put words with a colon in quotes: "{mark.text}: …"'
    return QueryError(f"unknown field {mark.text!r}", position=mark.at, hint=hint)


def _check_near(node: Node, at: int) -> None:
    """Refuse sides of NEAR that stand nowhere in the text."""
    if isinstance(node, Negation | Everything | AtLeast) or (isinstance(node, Field) and node.name in METADATA):
        raise QueryError("NEAR joins words, phrases and groups of them", position=at, hint="write this part with AND")
    for part in children(node):
        _check_near(part, at)


def _width(node: Node) -> int:
    """Give how many plain NEARs a node unfolds to: AND inside NEAR means that each part is near."""
    match node:
        case And(parts):
            return sum(map(_width, parts))
        case Or(parts):
            widths = [_width(part) for part in parts]
            return sum(widths) if max(widths) > 1 else 1
        case Near(left, right):
            return _width(left) * _width(right)
        case Field(_, part):
            return _width(part)
        case _:
            return 1


def _check_lang(mark: Mark) -> None:
    code = mark.words[0].text.replace("_", "-")
    parts = code.split("-")
    if len(mark.words) > 1 or not (2 <= len(parts[0]) <= 3 and all(part.isalnum() and part.isascii() and len(part) <= 8 for part in parts)):
        raise QueryError(f"no language code: {mark.text!r}", position=mark.at, hint="write two letters, as in lang:ko")
