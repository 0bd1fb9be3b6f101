"""A tree in words, so that whoever wrote the query sees what it was taken for."""

from __future__ import annotations

from monitor_plugins.topics.literal import SHORT
from monitor_plugins.topics.tree import Alias, And, AtLeast, Everything, Field, Near, Node, Not, Or, Term, Word, children

_FIELDS = {
    "title": "in the title",
    "body": "in the text below the title",
    "source": "in the name of the source, outlet or publisher",
    "author": "in the author's name",
}
_LISTED = 5


def in_words(node: Node) -> str:
    """Say what a query listens for, in one line."""
    return f"articles with {_say(node)}" if not isinstance(node, Everything) else "every article"


def _say(node: Node) -> str:
    match node:
        case Or(parts):
            return " or ".join(map(_inside, parts))
        case And(parts):
            return _all(parts)
        case Not(part):
            return f"no {_inside(part)}"
        case Near(left, right, words):
            return f"{_inside(left)} at most {words} word{'s' * (words != 1)} from {_inside(right)}"
        case AtLeast(count, parts):
            return f"at least {count} of ({'; '.join(map(_say, parts))})"
        case Field(name, part):
            return f"the language {_leaf(part)}" if name == "lang" else f"{_inside(part)} {_FIELDS[name]}"
        case _:
            return _leaf(node)


def _all(parts: tuple[Node, ...]) -> str:
    """Say what must be there, then what must not."""
    wanted = " and ".join(_inside(part) for part in parts if not isinstance(part, Not))
    banned = " nor ".join(_inside(part.part) for part in parts if isinstance(part, Not))
    return f"{wanted}, but not {banned}" if banned and wanted else wanted or f"no {banned}"


def _inside(node: Node) -> str:
    """Say a part inside a larger one: in brackets if it has several parts itself."""
    compound = len(children(node)) > 1 and not isinstance(node, AtLeast)
    return f"({_say(node)})" if compound or isinstance(node, Field) else _say(node)


def _leaf(node: Node) -> str:
    match node:
        case Everything():
            return "anything"
        case Alias(name, terms):
            more = f" and {len(terms) - _LISTED} more" if len(terms) > _LISTED else ""
            return f"any of @{name} ({', '.join(map(_term, terms[:_LISTED]))}{more})"
        case Term():
            return _term(node)
        case _:
            return _say(node)


def _term(term: Term) -> str:
    words = " ".join(word.text for word in term.words)
    said = [f'"{words}"']
    if len(term.words) == 1 and words.endswith("*") and words.count("*") == 1:
        said = [f'words that begin "{words[:-1]}"']
    elif "*" in words:
        said.append("(* is any ending)" if all(word.text.rstrip("*").count("*") == 0 for word in term.words) else "(* is any letters)")
    if all(word.exact for word in term.words):
        said.append("in exactly this case")
    elif len(term.words) == 1 and _keeps_case(term.words[0]):
        said.append("in capitals")
    return " ".join(said)


def _keeps_case(word: Word) -> bool:
    """Say whether a short word in capitals is looked for in capitals alone."""
    return word.text.isupper() and "*" not in word.text and sum(map(str.isalpha, word.text)) <= SHORT
