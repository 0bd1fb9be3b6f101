"""A query as marks: what each stretch of characters is, and where; what other languages write is named with what to write here."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import NamedTuple

from monitor import QueryError
from monitor_plugins.topics.fold import HAS_SPACELESS, QUERY_ATOM
from monitor_plugins.topics.tree import Word

MAX_QUERY = 20_000
MAX_PHRASE = 60
MAX_NEAR = 1000
MIN_LITERALS = 3


class Kind(Enum):
    """What a mark is."""

    OPEN = auto()
    CLOSE = auto()
    COMMA = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    NEAR = auto()
    COUNT = auto()
    FIELD = auto()
    ALIAS = auto()
    EVERYTHING = auto()
    TERM = auto()
    END = auto()


class Mark(NamedTuple):
    """One stretch of the query: its kind, its text (a number for NEAR and COUNT), where it starts and, for terms, its words."""

    kind: Kind
    text: str
    at: int
    words: tuple[Word, ...] = ()


# One character for one: positions stay what the person sees.
_SAME = str.maketrans("“”„‟«»＂（），：＊＝＠／\u3000", '"""""""(),:*=@/ ')
_MARK = re.compile(
    r"""(?P<space>\s+)|(?P<open>\()|(?P<close>\))|(?P<phrase>=?"[^"]*")|(?P<quote>=?")|(?P<comma>,)
      |(?P<count>\d{1,9}\s+[oO][fF](?=\s*\())
      |(?P<field>[^\W\d_]+:(?!/))
      |(?P<bare>(?:\d{1,3}(?:,\d{3})+(?!\d)|[^\s(),"])+)""",
    re.VERBOSE,
)
_OPERATORS = {"AND": Kind.AND, "OR": Kind.OR, "NOT": Kind.NOT}
_NEAR = re.compile(r"NEAR/(\d{1,9})")
_NEARLY = re.compile(r"NEAR(?:\W.*)?|NEAR\d+|near/.*|Near/.*", re.DOTALL)
_FOREIGN = {"&&": "AND", "&": "AND", "+": "AND", "||": "OR", "|": "OR", "!": "NOT"}
_FOREIGN_PREFIX = {"-": "NOT ", "!": "NOT ", "+": ""}


def scan(query: str) -> list[Mark]:
    """Give the marks of a query in order, the last of kind END.

    Raises: QueryError where something is none.
    """
    if len(query) > MAX_QUERY:
        raise QueryError(
            f"the query is too long: {len(query):,} characters", position=MAX_QUERY, hint=f"at most {MAX_QUERY:,}; split the rule"
        )
    text = query.translate(_SAME)
    marks: list[Mark] = []
    for match in _MARK.finditer(text):
        kind, at = match.lastgroup or "", match.start()
        if kind != "space":
            _refuse_glued(text, match, marks)
            marks.append(_mark(kind, match.group(), at))
    return [*marks, Mark(Kind.END, "", len(query))]


def _refuse_glued(text: str, match: re.Match[str], marks: list[Mark]) -> None:
    """Refuse what sticks to the end of a phrase: other languages mean something by it that is written differently here."""
    at = match.start()
    if match.lastgroup != "bare" or not marks or text[at - 1] != '"':
        return
    hint = (
        'write the * inside the quotes: "North Korea*"'
        if match.group() == "*"
        else "put a space between them, or NEAR/5 for words close together"
    )
    raise QueryError(f"{match.group()!r} sticks to the phrase before it", position=at, hint=hint)


def _mark(kind: str, text: str, at: int) -> Mark:
    if kind == "phrase":
        return _phrase(text, at)
    if kind == "quote":
        raise QueryError("the phrase is not closed", position=at, hint='put a " at its end')
    if kind == "bare":
        return _bare(text, at)
    if kind == "count":
        return Mark(Kind.COUNT, text.split()[0], at)
    if kind == "field":
        return Mark(Kind.FIELD, text[:-1], at)
    return Mark(Kind[kind.upper()], text, at)


def _phrase(text: str, at: int) -> Mark:
    exact = text.startswith("=")
    inner = text.lstrip("=")[1:-1]
    words = tuple(_word(piece, at, exact=exact) for piece in inner.split() if _has_letters(piece))
    if not words:
        raise QueryError("the phrase is empty", position=at, hint="put words between the quotes, or leave them out")
    if len(words) > MAX_PHRASE:
        raise QueryError(f"the phrase is too long: {len(words)} words", position=at, hint=f"at most {MAX_PHRASE}")
    return Mark(Kind.TERM, text, at, words)


def phrase_words(text: str, at: int = 0) -> tuple[Word, ...]:
    """Give the words of a phrase written without quotes, as the members of an alias are.

    Raises: QueryError if it holds none, or a wildcard that is too short.
    """
    exact = text.strip().startswith("=")
    return _phrase(("=" if exact else "") + '"' + text.strip().removeprefix("=").strip('"') + '"', at).words


def _has_letters(piece: str) -> bool:
    return bool(QUERY_ATOM.search(piece))


def _bare(text: str, at: int) -> Mark:
    if text in _OPERATORS:
        return Mark(_OPERATORS[text], text, at)
    if near := _NEAR.fullmatch(text):
        return Mark(Kind.NEAR, _near_words(near.group(1), at), at)
    if text == "*":
        return Mark(Kind.EVERYTHING, text, at)
    if text.startswith("@"):
        return Mark(Kind.ALIAS, text[1:], at)
    _refuse_operators(text, at)
    return Mark(Kind.TERM, text, at, (_word(text, at),))


def _near_words(number: str, at: int) -> str:
    if int(number) > MAX_NEAR:
        raise QueryError(f"NEAR/{number} reaches too far", position=at, hint=f"at most NEAR/{MAX_NEAR}; AND says anywhere in the article")
    return str(int(number))


def _refuse_operators(text: str, at: int) -> None:
    """Refuse what looks like an operator and is none: taken as words, it would quietly mean something else."""
    if text.upper() in _OPERATORS:
        raise QueryError(
            f"{text!r} is no operator", position=at, hint=f'write {text.upper()} for the operator, or "{text}" in quotes for the word'
        )
    if _NEAR.fullmatch(text.upper()):
        raise QueryError(f"{text!r} is no operator", position=at, hint=f'write {text.upper()}, or "{text}" in quotes for the words')
    if _NEARLY.fullmatch(text):
        raise QueryError(
            "NEAR without a number", position=at, hint='write NEAR/5 for at most five words between, or "near" in quotes for the word'
        )
    if text in _FOREIGN:
        raise QueryError(f"{text!r} is no operator", position=at, hint=f"write {_FOREIGN[text]}")
    if text[0] in _FOREIGN_PREFIX and _has_letters(text):
        raise QueryError(f"{text[0]!r} before a word is no operator", position=at, hint=f"write {_FOREIGN_PREFIX[text[0]]}{text[1:]}")
    if text[0] in "'‘" and len(text) > 1:
        raise QueryError("a phrase stands in double quotes", position=at, hint='write "North Korea"')


def _word(text: str, at: int, *, exact: bool = False) -> Word:
    if text.isascii() and text.isalnum():
        return Word(text, exact)
    exact = exact or text.startswith("=")
    atoms = [match.span() for match in QUERY_ATOM.finditer(text)]
    if not atoms:
        raise QueryError(f"{text!r} holds no letter or digit", position=at, hint="leave it out")
    word = re.sub(r"\*+", "*", text[atoms[0][0] : atoms[-1][1]])
    if "*" in word:
        _check_wildcard(word, at)
    return Word(word, exact)


def _check_wildcard(word: str, at: int) -> None:
    spaceless = bool(HAS_SPACELESS.search(word))
    if word.startswith("*"):
        raise QueryError(
            f"a wildcard cannot begin a word: {word!r}", position=at, hint=f"write the beginning, as in {word.strip('*') or 'kore'}*"
        )
    if spaceless and "*" in word.rstrip("*"):
        raise QueryError(f"no * inside a word of this script: {word!r}", position=at, hint="write the parts with NEAR/0 between them")
    if not spaceless and sum(map(str.isalnum, word)) < MIN_LITERALS:
        raise QueryError(f"too short a wildcard: {word!r}", position=at, hint=f"at least {MIN_LITERALS} letters beside the *")
    if any(match.group().startswith("*") for match in QUERY_ATOM.finditer(word)) and not spaceless:
        raise QueryError(f"a wildcard cannot begin a word: {word!r}", position=at, hint="write letters between the hyphen and the *")
