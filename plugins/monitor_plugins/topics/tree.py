"""What a query means: a tree of terms and the operators over them. Trees are built flat, so equal meanings print alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Word:
    """One word as written, `*` included; `exact` keeps its case."""

    text: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or a phrase of several words in a row."""

    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Alias:
    """A named list: any of its terms."""

    name: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Everything:
    """`*`: every article."""


@dataclass(frozen=True, slots=True)
class And:
    """All of the parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of the parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part must be missing."""

    part: Node


@dataclass(frozen=True, slots=True)
class Near:
    """Both sides, in either order, with at most `words` words between them."""

    left: Node
    right: Node
    words: int


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least `count` of the parts."""

    count: int
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """The part, but only in this field of the article."""

    name: str
    part: Node


Node: TypeAlias = Term | Alias | Everything | And | Or | Not | Near | AtLeast | Field

REGIONS = ("title", "body")
METADATA = ("source", "lang", "author")
FIELDS = REGIONS + METADATA


def all_of(parts: Iterable[Node]) -> Node:
    """Give the conjunction of one or more parts, nested ones merged."""
    flat = tuple(inner for part in parts for inner in (part.parts if isinstance(part, And) else (part,)))
    return flat[0] if len(flat) == 1 else And(flat)


def any_of(parts: Iterable[Node]) -> Node:
    """Give the disjunction of one or more parts, nested ones merged."""
    flat = tuple(inner for part in parts for inner in (part.parts if isinstance(part, Or) else (part,)))
    return flat[0] if len(flat) == 1 else Or(flat)


def children(node: Node) -> tuple[Node, ...]:
    """Give the parts of a node in order of writing; none for terms."""
    match node:
        case And(parts) | Or(parts) | AtLeast(_, parts):
            return parts
        case Not(part) | Field(_, part):
            return (part,)
        case Near(left, right):
            return (left, right)
        case _:
            return ()


def is_positive(node: Node) -> bool:
    """Say whether a match must find something; what is only negative would match nearly every article."""
    match node:
        case Not():
            return False
        case And(parts):
            return any(map(is_positive, parts))
        case Or(parts) | AtLeast(_, parts):
            return all(map(is_positive, parts))
        case Field(_, part):
            return is_positive(part)
        case _:
            return True
