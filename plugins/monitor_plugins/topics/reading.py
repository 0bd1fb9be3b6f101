"""One text as rules read it: its pieces by position, where each stands, and what of the lexicon it holds. Built as far as asked."""

from __future__ import annotations

from collections.abc import Set
from functools import cached_property

from monitor_plugins.topics.fold import HAS_SPACELESS, SPACES, lowered, plain_marks
from monitor_plugins.topics.lexicon import Lexicon
from monitor_plugins.topics.literal import Literal, Piece, Probe
from monitor_plugins.topics.pieces import Pieces, Span
from monitor_plugins.topics.sentences import Sentences, breaks_in_line, may_break
from monitor_plugins.topics.sight import Sight, sight_of

# Where a term stands: its first and its last piece.
Place = tuple[int, int]

# No report says one thing so often; a text that does is not read to its end for it.
MOST_PLACES = 2_000
_GAP_MARKS = ",.:/"
_NONE: frozenset[str] = frozenset()


class Reading:
    """A text and what rules may ask of it. Positions are numbers of pieces; `span` turns them into code points of `text`."""

    def __init__(self, text: str, lexicon: Lexicon, title_end: int = 0) -> None:
        self.text, self.title_end = text, title_end
        self._lexicon = lexicon
        self._spans: dict[Literal, list[Span]] = {}
        self._found: dict[Literal, list[Place]] = {}

    @cached_property
    def sight(self) -> Sight:
        """Give what of the lexicon the text holds, and where."""
        return sight_of(plain_marks(lowered(self.text)), self._lexicon)

    @property
    def pieces(self) -> Pieces:
        """Give the folded pieces in order, and where they stand."""
        return self.sight.pieces

    @cached_property
    def sentences(self) -> Sentences:
        """Give the sentences of the text."""
        return Sentences(self.text, self.title_end)

    def span(self, first: int, last: int) -> Span:
        """Give the code points from the first to the last piece; dotted letters keep their last dot."""
        if last == first:
            return self.sight.pieces.span(first)
        start, end = self.pieces.span(first)[0], self.pieces.span(last)[1]
        dotted = self.text[end : end + 1] == "." and end - start > 2 and self.text[end - 2] == "." and self.text[end - 1].isalpha()
        return start, end + dotted

    def raw(self, first: int, count: int) -> str:
        """Give the pieces as the text writes them, with nothing between them."""
        return "".join(self.text[slice(*self.pieces.span(number))] for number in range(first, first + count))

    def _gap(self, number: int) -> str:
        """Give what the text writes between a piece and the next one."""
        return self.text[self.pieces.span(number)[1] : self.pieces.span(number + 1)[0]]

    def spans(self, literal: Literal) -> list[Span]:
        """Give the spans of `places`."""
        spans = self._spans.get(literal)
        if spans is None:
            spans = self._spans[literal] = [self.span(*place) for place in self.places(literal)]
        return spans

    def places(self, literal: Literal) -> list[Place]:
        """Give every place of a term in order; of several that start at one piece, the first found; at most `MOST_PLACES`."""
        places = self._found.get(literal)
        if places is None:
            places = self._found[literal] = self._places(literal)
        return places

    def _places(self, literal: Literal) -> list[Place]:
        row = literal.row
        if row and self._is_plain(literal):
            return self._in_a_row(literal) if len(row) > 1 else _single(self.sight.at(row[0]))
        if literal.wildcard:
            words = self.sight.wild.get(literal.wildcard, _NONE)
            if not self._spelt or self._spelt.isdisjoint(words):
                return _single(sorted([number for word in words for number in self.sight.at(word)]))
        return self._search(literal)

    @cached_property
    def _spelt(self) -> Set[str]:
        """Give the words that several pieces make when read as one."""
        return self.sight.spelt.keys()

    def _is_plain(self, literal: Literal) -> bool:
        """Say whether a term is found by its words alone: compared in no special way, and nothing in the text is read as one."""
        if literal.runs and not literal.runs.isdisjoint(self.sight.present):
            return False
        return not self._spelt or self._spelt.isdisjoint(literal.row)

    def _in_a_row(self, literal: Literal) -> list[Place]:
        """Give the places where the words of a term stand side by side."""
        row, pivot, words = list(literal.row), literal.pivot, self.sight.pieces.words
        firsts = [number - pivot for number in self.sight.at(row[pivot])]
        places = [(first, first + len(row) - 1) for first in firsts if first >= 0 and words[first : first + len(row)] == row]
        return [place for place in places if self._holds_together(literal, *place)][:MOST_PLACES]

    def _search(self, literal: Literal) -> list[Place]:
        ends: dict[int, int] = {}
        words, joined = self.pieces.words, self.sight.joined
        for probe, size in literal.steps[0]:
            following = literal.words[size] if size < len(literal.words) else None
            for first, count in self._candidates(probe):
                at = first + count
                if following is not None and (at >= len(words) or (words[at] not in following and at not in joined)):
                    continue
                if first not in ends and self._allows(probe, first, count):
                    last = at - 1 if size == len(literal.steps) else self._rest(literal, size, at)
                    if last is not None and (last == first or self._holds_together(literal, first, last)):
                        ends[first] = last
                        if len(ends) >= MOST_PLACES:
                            return sorted(ends.items())
        return sorted(ends.items())

    def _candidates(self, probe: Probe) -> list[tuple[int, int]]:
        sight = self.sight
        words = sight.wild.get(probe.key, ()) if probe.wild else (probe.key,)
        return [
            *sorted((number, 1) for word in words for number in sight.at(word)),
            *sorted(place for word in words for place in sight.spelt.get(word, ())),
        ]

    def _rest(self, literal: Literal, step: int, at: int) -> int | None:
        """Give the last piece if the literal's pieces from `step` on stand at `at`; no state is tried twice."""
        pending, tried = [(step, at)], set()
        while pending:
            state = step, at = pending.pop()
            if step == len(literal.steps):
                return at - 1
            if state in tried or at >= len(self.pieces.words) or not self._follows(literal.pieces[step], literal.pieces[step - 1], at):
                continue
            tried.add(state)
            pending += [
                (step + size, at + count)
                for probe, size in reversed(literal.steps[step])
                for count in self._counts(probe, at)
                if self._allows(probe, at, count)
            ]
        return None

    def _counts(self, probe: Probe, at: int) -> list[int]:
        """Give how many pieces from `at` on may be read as the probe's word."""
        words = self.sight.wild.get(probe.key, ()) if probe.wild else (probe.key,)
        counts = [count for count, word in self.sight.joined.get(at, ()) if word in words]
        return [*counts, 1] if self.pieces.words[at] in words else counts

    def _follows(self, piece: Piece, before: Piece, at: int) -> bool:
        """Say whether what stands between this piece and the one before fits the query's gap."""
        if piece.spaceless and before.spaceless and not piece.gap:
            return not self._gap(at - 1).strip(SPACES)
        if before.key[-1:].isdigit() and piece.key[:1].isdigit():
            return _same_digits_gap(before.key, piece.gap, self._gap(at - 1), piece.key)
        return True

    def _allows(self, probe: Probe, first: int, count: int) -> bool:
        if probe.wild and count == 2 and self._gap(first) in SPACES:
            return False  # a wildcard joins nothing over a space, though another rule's word may
        if probe.proper and count == 2 and self._gap(first) in SPACES:
            return self.raw(first, 1)[0].isupper() and self.raw(first + 1, 1)[0].isupper()
        if not probe.strict:
            return True
        return probe.says(self.raw(first, count)) and not (probe.pieces[0].guarded and self._is_everyday(probe.key, first))

    def _is_everyday(self, key: str, first: int) -> bool:
        """Say whether a short word in capitals is more likely the everyday word: "TELL US MORE", "WHO WON"."""
        start = self.pieces.span(first)[0]
        if not self.sentences.in_capitals(start):
            return False
        opens = first == 0 or self.sentences.number(self.pieces.span(first - 1)[0]) != self.sentences.number(start)
        return not (key == "us" if opens else self.pieces.words[first - 1] == "the")

    def _holds_together(self, literal: Literal, first: int, last: int) -> bool:
        """Say whether a place stays inside one sentence and, in a spaceless script, is no accident of two words."""
        start, end = self.span(first, last)
        if start < self.title_end < end or (may_break(self.text, start, end) and self._breaks(start, end)):
            return False
        return not literal.spaceless or self._is_word_apart(literal, start, end)

    def _breaks(self, start: int, end: int) -> bool:
        if "\n" in self.text[start:end]:
            return self.sentences.number(start) != self.sentences.number(end - 1)
        return breaks_in_line(self.text, start, end)

    def _is_word_apart(self, literal: Literal, start: int, end: int) -> bool:
        """Say whether a term that the query writes without spaces, and the text with one, is still that term."""
        parts = self.text[start:end].split()
        if len(parts) < 2 or any(piece.gap for piece in literal.pieces):
            return True
        starts_word = not HAS_SPACELESS.match(self.text, start - 1) if start else True
        return starts_word and (len(parts[-1]) >= 2 or not HAS_SPACELESS.match(self.text, end))


def _single(numbers: list[int]) -> list[Place]:
    return [(number, number) for number in numbers[:MOST_PLACES]]


def _same_digits_gap(before: str, written: str, found: str, after: str) -> bool:
    """Say whether 3.5 is 3.5: marks between digits must be the same, but thousands may be grouped by any."""
    mine, other = (gap.strip() or " " for gap in (written, found))
    if len(after) == 3 and len(before) <= 3 and {mine, other} <= set(",. '’"):
        return True
    if mine in _GAP_MARKS or other in _GAP_MARKS:
        return mine == other
    return True
