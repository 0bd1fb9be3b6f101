"""A tree as the query that a person would write; parsing it gives the same tree."""

from __future__ import annotations

import re

from monitor_plugins.topics.tree import Alias, And, AtLeast, Everything, Field, Near, Node, Not, Or, Term, Word

RESERVED = frozenset(("and", "or", "not", "of"))
_BARE = re.compile(r"[^\W_](?:[^\W_]|[-'’.*&](?=[\w*])|\*)*+")
_OR, _AND, _NOT, _NEAR, _LEAF = range(5)


def show(node: Node) -> str:
    """Give the query of a tree, with no more parentheses than it needs."""
    return _write(node, _OR)


def _write(node: Node, room: int) -> str:
    """Write a node where anything that binds at least as tightly as `room` may stand."""
    text, strength = _unwrapped(node)
    return text if strength >= room else f"({text})"


def _unwrapped(node: Node) -> tuple[str, int]:
    match node:
        case Or(parts):
            return " OR ".join(_write(part, _AND) for part in parts), _OR
        case And(parts):
            return " AND ".join(_write(part, _NOT) for part in parts), _AND
        case Not(part):
            return f"NOT {_write(part, _NOT)}", _NOT
        case Near(left, right, words):
            return f"{_write(left, _NEAR)} NEAR/{words} {_write(right, _LEAF)}", _NEAR
        case _:
            return _leaf(node), _LEAF


def _leaf(node: Node) -> str:
    match node:
        case AtLeast(count, parts):
            return f"{count} of ({', '.join(_write(part, _OR) for part in parts)})"
        case Field(name, part):
            inner = _write(part, _LEAF)
            return f"{name}:({inner})" if isinstance(part, AtLeast) else f"{name}:{inner}"
        case Alias(name):
            return f"@{name}"
        case Everything():
            return "*"
        case Term(words):
            return _term(words)
        case _:
            raise TypeError(f"not a leaf of a query: {node!r}")


def _term(words: tuple[Word, ...]) -> str:
    mark = "=" if all(word.exact for word in words) else ""
    if len(words) == 1 and _stands_bare(words[0].text):
        return mark + words[0].text
    return mark + '"' + " ".join(("=" if word.exact and not mark else "") + word.text for word in words) + '"'


def _stands_bare(text: str) -> bool:
    return bool(_BARE.fullmatch(text)) and text.lower() not in RESERVED and not text.startswith("NEAR")
