"""One text as rules read it: its pieces by position, where each stands, and what of the lexicon it holds. Built as far as asked."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate, chain, pairwise

from monitor_plugins.topics.chunks import CHUNKS, WORDS, is_spaceless
from monitor_plugins.topics.fold import ASCII_CHUNK, CHUNK, HAS_HANGUL, SPACES, lowered, plain_marks
from monitor_plugins.topics.lexicon import Lexicon, Sighting
from monitor_plugins.topics.literal import Literal, Piece, Probe
from monitor_plugins.topics.sentences import Sentences

# Where a term stands: its first and its last piece.
Place = tuple[int, int]
Span = tuple[int, int]

_GAP_MARKS = ",.:/"


class Reading:
    """A text and what rules may ask of it. Positions are numbers of pieces; `span` turns them into code points of `text`."""

    def __init__(self, text: str, lexicon: Lexicon, title_end: int = 0) -> None:
        self.text, self.title_end = text, title_end
        self._plain = plain_marks(lowered(text))
        self._pattern: re.Pattern[str] = ASCII_CHUNK if self._plain.isascii() else CHUNK
        self.chunks: list[str] = self._pattern.findall(self._plain)
        self.sighting: Sighting = lexicon.sight(self.chunks)
        self._found: dict[Literal, list[Place]] = {}

    @cached_property
    def words(self) -> list[str]:
        """Give the folded pieces in order."""
        return list(chain.from_iterable(map(WORDS.__getitem__, self.chunks)))

    @cached_property
    def sentences(self) -> Sentences:
        """Give the sentences of the text."""
        return Sentences(self.text, self.title_end)

    @cached_property
    def _ends(self) -> list[int]:
        """Give, per chunk, how many pieces there are up to its end."""
        return list(accumulate(map(len, map(WORDS.__getitem__, self.chunks))))

    @cached_property
    def _starts(self) -> list[int]:
        """Give, per chunk, where it starts in the text."""
        return [match.start() for match in self._pattern.finditer(self._plain)]

    @cached_property
    def _at(self) -> dict[str, list[tuple[int, int]]]:
        """Give (first piece, pieces) of every place of the words that some rule looks for, in order."""
        at: dict[str, list[tuple[int, int]]] = {}
        wanted = self.sighting.words
        for number, word in enumerate(self.words):
            if word in wanted:
                at.setdefault(word, []).append((number, 1))
        for number, places in self._joined.items():
            for count, word in places:
                at.setdefault(word, []).append((number, count))
        return at

    @cached_property
    def _joined(self) -> dict[int, list[tuple[int, str]]]:
        """Give (pieces, word) of the joined words that start at a piece."""
        joined: dict[int, list[tuple[int, str]]] = {}
        if self.sighting.joined:
            for number, chunk in enumerate(self.chunks):
                if chunk in self.sighting.joined:
                    for first, count, word in CHUNKS[chunk].joined:
                        joined.setdefault(self._ends[number] - len(WORDS[chunk]) + first, []).append((count, word))
        if self.sighting.apart:
            self._join_apart(joined)
        return joined

    def _join_apart(self, joined: dict[int, list[tuple[int, str]]]) -> None:
        """Add words that the text writes as two chunks with white space between them."""
        for number, (left, right) in enumerate(pairwise(self.chunks)):
            if left + right in self.sighting.apart and len(WORDS[left]) == len(WORDS[right]) == 1:
                first = self._ends[number] - 1
                if self._is_space(self._gap(first)):
                    joined.setdefault(first, []).append((2, left + right))

    @cached_property
    def numbers(self) -> list[int]:
        """Give, per piece, the number of the word that it belongs to, as people count: "co-operation" is one, so is a run of Hangul."""
        numbers: list[int] = []
        count = -1
        for chunk in self.chunks:
            pieces = len(WORDS[chunk])
            if is_spaceless(chunk) and not HAS_HANGUL.match(chunk):
                numbers += range(count + 1, count + 1 + pieces)
                count += pieces
            else:
                count += 1
                numbers += [count] * pieces
        return numbers

    def span(self, first: int, last: int) -> Span:
        """Give the code points from the first to the last piece; dotted letters keep their last dot."""
        start, end = self._piece(first)[0], self._piece(last)[1]
        dotted = self.text[end : end + 1] == "." and end - start > 2 and self.text[end - 2] == "." and self.text[end - 1].isalpha()
        return start, end + dotted

    def _piece(self, number: int) -> Span:
        chunk = bisect_right(self._ends, number)
        words = CHUNKS[self.chunks[chunk]]
        start, end = words.spans[number - self._ends[chunk] + len(words.words)]
        return self._starts[chunk] + start, self._starts[chunk] + end

    def raw(self, first: int, count: int) -> str:
        """Give the pieces as the text writes them, with nothing between them."""
        return "".join(self.text[slice(*self._piece(number))] for number in range(first, first + count))

    def _gap(self, number: int) -> str:
        """Give what the text writes between a piece and the next one."""
        return self.text[self._piece(number)[1] : self._piece(number + 1)[0]]

    def _is_space(self, gap: str) -> bool:
        return bool(gap) and not gap.strip(SPACES) and gap.count("\n") < 2

    def places(self, literal: Literal) -> list[Place]:
        """Give every place of a term in order; of several that start at one piece, the first found."""
        if literal not in self._found:
            self._found[literal] = self._search(literal)
        return self._found[literal]

    def _search(self, literal: Literal) -> list[Place]:
        ends: dict[int, int] = {}
        for probe, size in literal.steps[0]:
            for first, count in self._candidates(probe):
                if first not in ends and self._allows(probe, first, count):
                    last = self._rest(literal, size, first + count)
                    if last is not None and self._holds_together(literal, first, last):
                        ends[first] = last
        return sorted(ends.items())

    def _candidates(self, probe: Probe) -> list[tuple[int, int]]:
        if not probe.wild:
            return self._at.get(probe.key, [])
        return [place for word in self.sighting.wild.get(probe.key, ()) for place in self._at.get(word, ())]

    def _rest(self, literal: Literal, step: int, at: int) -> int | None:
        """Give the last piece if the literal's pieces from `step` on stand at `at`; no state is tried twice."""
        pending, tried = [(step, at)], set()
        while pending:
            state = step, at = pending.pop()
            if step == len(literal.steps):
                return at - 1
            if state in tried or at >= len(self.words) or not self._follows(literal.pieces[step], literal.pieces[step - 1], at):
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
        words = self.sighting.wild.get(probe.key, set()) if probe.wild else {probe.key}
        counts = [count for count, word in self._joined.get(at, ()) if word in words]
        return [*counts, 1] if self.words[at] in words else counts

    def _follows(self, piece: Piece, before: Piece, at: int) -> bool:
        """Say whether what stands between this piece and the one before fits the query's gap."""
        if piece.spaceless and before.spaceless and not piece.gap:
            gap = self._gap(at - 1)
            return not gap or self._is_space(gap)
        if before.key[-1:].isdigit() and piece.key[:1].isdigit():
            return _same_digits_gap(before.key, piece.gap, self._gap(at - 1), piece.key)
        return True

    def _allows(self, probe: Probe, first: int, count: int) -> bool:
        if probe.proper and count == 2 and self._is_space(self._gap(first)):
            return self.raw(first, 1)[0].isupper() and self.raw(first + 1, 1)[0].isupper()
        if not probe.strict:
            return True
        return probe.says(self.raw(first, count)) and not (probe.pieces[0].guarded and self._is_everyday(probe.key, first))

    def _is_everyday(self, key: str, first: int) -> bool:
        """Say whether a short word in capitals is more likely the everyday word: "TELL US MORE", "WHO WON"."""
        start = self._piece(first)[0]
        if not self.sentences.in_capitals(start):
            return False
        opens = first == 0 or self.sentences.number(self._piece(first - 1)[0]) != self.sentences.number(start)
        return not (key == "us" if opens else self.words[first - 1] == "the")

    def _holds_together(self, literal: Literal, first: int, last: int) -> bool:
        """Say whether a place stays inside one sentence and, in a spaceless script, is no accident of two words."""
        if first == last:
            return True
        start, end = self.span(first, last)
        if self.sentences.number(start) != self.sentences.number(end - 1):
            return False
        return self._is_word_apart(literal, first, last) if literal.pieces[0].spaceless else True

    def _is_word_apart(self, literal: Literal, first: int, last: int) -> bool:
        """Say whether a term that the query writes without spaces, and the text with one, is still that term."""
        if any(piece.gap for piece in literal.pieces):
            return True
        head, tail = bisect_right(self._ends, first), bisect_right(self._ends, last)
        if head == tail:
            return True
        starts_word = first == self._ends[head] - len(WORDS[self.chunks[head]])
        in_tail = last - (self._ends[tail] - len(WORDS[self.chunks[tail]])) + 1
        return starts_word and (in_tail >= 2 or last == self._ends[tail] - 1)


def _same_digits_gap(before: str, written: str, found: str, after: str) -> bool:
    """Say whether 3.5 is 3.5: marks between digits must be the same, but thousands may be grouped by any."""
    mine, other = (gap.strip() or " " for gap in (written, found))
    if len(after) == 3 and len(before) <= 3 and {mine, other} <= set(",. '’"):
        return True
    if mine in _GAP_MARKS or other in _GAP_MARKS:
        return mine == other
    return True
