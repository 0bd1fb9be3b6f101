"""Every word that some rule looks for, by the words of a text: looked up once per word, whatever the number of rules."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from monitor_plugins.topics.chunks import CHUNKS, Memo, is_spaceless
from monitor_plugins.topics.fold import fold
from monitor_plugins.topics.joining import joinable
from monitor_plugins.topics.literal import Literal, wild_matches

_HEADS = (5, 3, 2, 1)


class Entry(NamedTuple):
    """What one chunk of text gives: keys of rules that are present, pieces and joined words to place, wildcards, and words it may begin."""

    present: tuple[str, ...]
    words: tuple[str, ...]
    joined: bool
    wild: tuple[tuple[str, str], ...]
    begins: tuple[tuple[str, str], ...]


class Sighting:
    """The part of the lexicon that one text holds; a superset of what will be found, never less."""

    __slots__ = ("apart", "joined", "present", "wild", "words")

    def __init__(self) -> None:
        self.present: set[str] = set()
        self.words: set[str] = set()
        self.joined: set[str] = set()
        self.wild: dict[str, set[str]] = {}
        self.apart: set[str] = set()


class Lexicon:
    """The keys of literals: exact words, wildcards by their first characters, and pairs of characters of spaceless scripts."""

    def __init__(self, literals: Iterable[Literal]) -> None:
        self.exact: set[str] = set()
        self.pairs: set[str] = set()
        self._wild: dict[int, dict[str, list[str]]] = {}
        for known in literals:
            self._add(known)
        self._sorted = sorted(self.exact)
        self._entries = Memo(self._entry)

    def _add(self, known: Literal) -> None:
        self.pairs.update(pair_keys(known))
        for probe in known.probes:
            if probe.wild:
                self._add_wild(probe.key)
            else:
                self.exact.add(probe.key)

    def _add_wild(self, key: str) -> None:
        head = key.partition("*")[0]
        size = next(size for size in _HEADS if size <= len(head))
        patterns = self._wild.setdefault(size, {}).setdefault(head[:size], [])
        if key not in patterns:
            patterns.append(key)

    def sight(self, chunks: list[str]) -> Sighting:
        """Give what of the lexicon a text's chunks hold."""
        seen, sighting = set(chunks), Sighting()
        for chunk, entry in zip(seen, map(self._entries.__getitem__, seen), strict=True):
            if entry is not None:
                self._note(sighting, chunk, entry, seen)
        if self.pairs:
            self._note_pairs(sighting, chunks)
        return sighting

    def _note(self, sighting: Sighting, chunk: str, entry: Entry, seen: set[str]) -> None:
        sighting.present.update(entry.present)
        sighting.words.update(entry.words)
        if entry.joined:
            sighting.joined.add(chunk)
        for pattern, word in entry.wild:
            sighting.wild.setdefault(pattern, set()).add(word)
        for rest, whole in entry.begins:
            if rest in seen:
                sighting.apart.add(whole)
                sighting.present.add(whole)

    def _note_pairs(self, sighting: Sighting, chunks: list[str]) -> None:
        """Note pairs of characters with a space between them."""
        for left, right in pairwise(chunks):
            if not left.isascii() and not right.isascii():
                pair = fold(left[-1]) + fold(right[0])
                if pair in self.pairs:
                    sighting.present.add(pair)

    def _entry(self, text: str) -> Entry | None:
        chunk = CHUNKS[text]
        joined = {word for _, _, word in chunk.joined}
        exact = [word for word in {*chunk.words, *joined} if word in self.exact]
        wild = tuple((pattern, word) for word in {*chunk.words, *joined} for pattern in self._patterns(word))
        pairs = [left + right for left, right in pairwise(chunk.words) if left + right in self.pairs] if is_spaceless(text) else []
        begins = tuple(self._begins(text)) if len(chunk.words) == 1 and not is_spaceless(text) else ()
        if not (exact or wild or pairs or begins):
            return None
        wanted = {*exact, *(word for _, word in wild)}
        present = tuple({*exact, *pairs, *(pattern for pattern, _ in wild)})
        return Entry(present, tuple(wanted), not joined.isdisjoint(wanted), wild, begins)

    def _patterns(self, word: str) -> list[str]:
        return [
            pattern
            for size, heads in self._wild.items()
            for pattern in heads.get(word[:size], ())
            if wild_matches(pattern, word)
        ]  # fmt: skip

    def _begins(self, text: str) -> list[tuple[str, str]]:
        """Give (rest, word) of every word that this text with another behind it, a space between them, may spell."""
        found = []
        for at in range(bisect_left(self._sorted, text), len(self._sorted)):
            word = self._sorted[at]
            if not word.startswith(text):
                break
            if joinable(text, " ", word[len(text) :]):
                found.append((word[len(text) :], word))
        return found


def pair_keys(known: Literal) -> list[str]:
    """Give the pairs of neighbouring characters of a literal in a spaceless script: each must be in a text that matches."""
    return [left.key + right.key for left, right in pairwise(known.pieces) if left.spaceless and right.spaceless]
