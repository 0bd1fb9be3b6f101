"""A term of a query made ready for matching: which pieces in which order, how each is compared, which may be written as one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from monitor_plugins.topics.fold import HAS_SPACELESS, QUERY_ATOM, fold, pieces, plain_marks
from monitor_plugins.topics.joining import EVERYDAY, MAX_JOINED, joinable
from monitor_plugins.topics.tree import Term, Word

SHORT = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a term as written, and what about it must be the same in the text."""

    written: str
    key: str
    gap: str
    case: bool = False
    accents: bool = False
    guarded: bool = False
    spaceless: bool = False

    def says(self, raw: str) -> bool:
        """Say whether the text's own writing agrees in case and accents."""
        mine, other = (fold(word, case=self.case, accents=self.accents) for word in (self.written, raw))
        return wild_matches(mine, other) if "*" in mine else mine == other


@dataclass(frozen=True, slots=True)
class Probe:
    """One word to look for: the folded `key`, `*` included, of one piece or of several read as one."""

    key: str
    pieces: tuple[Piece, ...]
    wild: bool
    strict: bool
    proper: bool

    def says(self, raw: str) -> bool:
        """Say whether the text's own writing of this word agrees in case and accents with every piece."""
        for piece in self.pieces[:-1]:
            if not piece.says(raw[: len(piece.written)]):
                return False
            raw = raw[len(piece.written) :]
        return self.pieces[-1].says(raw)


@dataclass(frozen=True, slots=True, eq=False)
class Literal:
    """A term: for each piece the probes that may stand there, each with the number of pieces it covers."""

    pieces: tuple[Piece, ...]
    steps: tuple[tuple[tuple[Probe, int], ...], ...]
    # For each step the words that may stand there; None where a wildcard may.
    words: tuple[frozenset[str] | None, ...]
    spaceless: bool
    # The words of a term that is compared in no special way, () for all others; and the words that it may also be written as.
    row: tuple[str, ...] = ()
    runs: frozenset[str] = frozenset()
    # The number of the word in the row by which it is looked for: the longest, for it is the rarest.
    pivot: int = 0
    # The pattern of a term that is one wildcard and compared in no special way, "" for all others.
    wildcard: str = ""

    @property
    def probes(self) -> Iterator[Probe]:
        """Give every probe of every step."""
        return (probe for step in self.steps for probe, _ in step)


def literal(term: Term, *, keep_case: bool = True) -> Literal:
    """Make a term ready. `keep_case` false compares short words in capitals like all others (metadata has no headlines)."""
    parts = _pieces(term, keep_case)
    steps = tuple(_steps(parts, first) for first in range(len(parts)))
    runs = frozenset(probe.key for step in steps for probe, size in step if size > 1)
    row = _row(parts, steps)
    pivot = max(range(len(row)), key=lambda at: len(row[at]), default=0)
    first = steps[0][0][0]
    wildcard = first.key if len(steps) == 1 and first.wild and not first.strict else ""
    return Literal(parts, steps, tuple(map(_words, steps)), any(piece.spaceless for piece in parts), row, runs, pivot, wildcard)


def _row(parts: tuple[Piece, ...], steps: tuple[tuple[tuple[Probe, int], ...], ...]) -> tuple[str, ...]:
    """Give the words of a term if only these words in this order matter: no case, accent, wildcard, script or number between them."""
    plain = all(not (step[0][0].wild or step[0][0].strict) for step in steps) and not any(piece.spaceless for piece in parts)
    numbers = len(parts) > 1 and any(piece.key[:1].isdigit() or piece.key[-1:].isdigit() for piece in parts)
    return tuple(piece.key for piece in parts) if plain and not numbers else ()


def _pieces(term: Term, keep_case: bool) -> tuple[Piece, ...]:
    found: list[tuple[str, str, bool]] = []
    for word in term.words:
        inner = _word_pieces(word)
        found += [(written, " " if found and not at else gap, word.exact) for at, (written, gap) in enumerate(inner)]
    shouting = _is_shouting([written for written, _, _ in found])
    return tuple(_piece(written, gap, exact, keep_case and not shouting) for written, gap, exact in found)


def _word_pieces(word: Word) -> list[tuple[str, str]]:
    """Give (written piece, what stands before it); dotted letters are one piece, a star after a spaceless script says nothing."""
    if word.text.isascii() and word.text.isalnum():
        return [(word.text, "")]
    text = plain_marks(word.text)
    if HAS_SPACELESS.search(text):
        text = text.rstrip("*")
    spans = pieces(text, QUERY_ATOM)
    found: list[tuple[str, str]] = []
    for at, (start, end) in enumerate(spans):
        gap = text[spans[at - 1][1] : start] if at else ""
        if gap == "." and _is_letter(text, spans[at - 1]) and _is_letter(text, (start, end)):
            found[-1] = (found[-1][0] + text[start:end], found[-1][1])
        else:
            found.append((text[start:end], gap))
    return found


def _is_letter(text: str, span: tuple[int, int]) -> bool:
    return span[1] - span[0] == 1 and text[span[0]].isalpha()


def _is_shouting(written: list[str]) -> bool:
    """Say whether a term of several words is all in capitals, so that capitals say nothing about any of them."""
    capitals = all(word.isupper() or not word.upper().isupper() for word in written)
    return len(written) > 1 and capitals and any(len(word) > SHORT for word in written)


def _piece(written: str, gap: str, exact: bool, keep_case: bool) -> Piece:
    key = fold(written)
    short = keep_case and written.isupper() and "*" not in written and sum(map(str.isalpha, written)) <= SHORT
    accents = not written.isascii() and fold(written, accents=True) != key
    return Piece(
        written,
        key,
        gap,
        exact or short,
        accents,
        short and not exact and key in EVERYDAY,
        not key.isascii() and bool(HAS_SPACELESS.match(key)),
    )


def _steps(parts: tuple[Piece, ...], first: int) -> tuple[tuple[Probe, int], ...]:
    """Give the probes that may stand for the pieces from `first` on: the piece itself, then it and its neighbours read as one."""
    steps = [(_probe(parts[first : first + 1]), 1)]
    for last in range(first + 1, min(first + MAX_JOINED, len(parts))):
        left, right = parts[last - 1], parts[last]
        if "*" in left.key or not joinable(left.key, right.gap, right.key.partition("*")[0]):
            break
        steps.append((_probe(parts[first : last + 1]), last - first + 1))
    return tuple(steps)


def _words(step: tuple[tuple[Probe, int], ...]) -> frozenset[str] | None:
    return None if any(probe.wild for probe, _ in step) else frozenset(probe.key for probe, _ in step)


def _probe(parts: tuple[Piece, ...]) -> Probe:
    key = "".join(piece.key for piece in parts)
    strict = any(piece.case or piece.accents or piece.guarded for piece in parts)
    proper = parts[0].written[:1].isupper() and not parts[0].written.isupper()
    return Probe(key, parts, "*" in key, strict, proper)


def wild_matches(pattern: str, word: str) -> bool:
    """Say whether a word is of a pattern: the parts between its stars, in order, the first at the start, the last at the end."""
    head, *middle, tail = pattern.split("*")
    if len(word) < len(pattern) - pattern.count("*") or not word.startswith(head) or not word.endswith(tail):
        return False
    at, end = len(head), len(word) - len(tail)
    for part in middle:
        found = word.find(part, at, end)
        if found < 0:
            return False
        at = found + len(part)
    return True
