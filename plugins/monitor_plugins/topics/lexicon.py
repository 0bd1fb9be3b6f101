"""Every word that some rule looks for, by the words of a text: looked up once per word, whatever the number of rules."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from monitor_plugins.text.memo import Memo
from monitor_plugins.topics.fold import fold
from monitor_plugins.topics.joining import joinable_apart
from monitor_plugins.topics.literal import Literal, Probe, wild_matches
from monitor_plugins.topics.tokens import LONGEST_KEPT, MOST_KEPT, TOKENS, Token

# Keys of which a text must hold at least one.
Clause: TypeAlias = frozenset[str]

_HEADS = (5, 3, 2, 1)
MARKS = ".,;:!?\"'()[]"


class Entry(NamedTuple):
    """What one token of a text gives: keys of rules, pieces and joined words to place; `more` if `joined` or `wild` is set.

    `joined`: its joined words are to be placed. `wild`: (pattern, word). `begins`: (rest, word) of words that the token with
    another behind it may spell, `rests` those rests.
    """

    present: tuple[str, ...]
    words: tuple[str, ...]
    more: bool
    token: str
    joined: bool
    wild: tuple[tuple[str, str], ...]
    begins: tuple[tuple[str, str], ...]
    rests: frozenset[str]


class Waiting(NamedTuple):
    """A rule by its number, and clauses of which each must be there: one to look at first, the others then."""

    first: Clause
    more: tuple[Clause, ...]
    number: int


class Known(NamedTuple):
    """A word of a text: the wildcards that it is of, what it spells a longer word with when that stands one space behind it,
    and the rules that wait for it.
    """

    word: str
    patterns: tuple[str, ...]
    rests: frozenset[str]
    waiting: tuple[Waiting, ...]


class Sighting:
    """The part of the lexicon that one text may hold: never less than it does."""

    __slots__ = ("apart", "joined", "present", "wild", "words")

    def __init__(self, entries: list[Entry]) -> None:
        self.present: set[str] = set().union(*[entry.present for entry in entries])
        self.words: set[str] = set().union(*[entry.words for entry in entries])
        self.joined: set[str] = set()
        self.wild: dict[str, set[str]] = {}
        self.apart: dict[str, set[str]] = {}


class Lexicon:
    """The keys of literals: exact words, wildcards by their first characters, and pairs of characters of spaceless scripts.

    `waiting` says which rules wait for which key.
    """

    def __init__(self, literals: Iterable[Literal], waiting: Mapping[str, tuple[Waiting, ...]] = MappingProxyType({})) -> None:
        self.exact: set[str] = set()
        # Of words that are two words of a phrase read as one, and nothing else: the first of the two.
        self._firsts: dict[str, str] = {}
        self.pairs: set[str] = set()
        self._wild: dict[int, dict[str, list[str]]] = {}
        for known in literals:
            self._add(known)
        self._sorted = sorted(self.exact)
        self._entries = Memo(self._entry, most=MOST_KEPT, longest=LONGEST_KEPT)
        self._without: set[str] = set()
        self._waiting = waiting
        # Words known to be nothing to any rule, apart from the others: a set is quicker than a mapping to find most words in.
        self._plain: set[str] = set()
        self._known = Memo(self._known_one, most=MOST_KEPT, longest=LONGEST_KEPT)

    def _add(self, known: Literal) -> None:
        self.pairs.update(pair_keys(known))
        for probe in known.probes:
            if probe.wild:
                self._add_wild(probe.key)
            else:
                self._add_exact(known, probe)

    def _add_exact(self, known: Literal, probe: Probe) -> None:
        first = probe.pieces[0].key if known.row and len(probe.pieces) == 2 else ""
        if probe.key not in self.exact:
            self._firsts[probe.key] = first
        elif self._firsts[probe.key] != first:
            self._firsts[probe.key] = ""
        self.exact.add(probe.key)

    def _add_wild(self, key: str) -> None:
        head = key.partition("*")[0]
        size = next(size for size in _HEADS if size <= len(head))
        patterns = self._wild.setdefault(size, {}).setdefault(head[:size], [])
        if key not in patterns:
            patterns.append(key)

    def known_of(self, words: set[str]) -> list[Known]:
        """Give what is known of the words of a text, for those of which something is."""
        return list(filter(None, map(self._known.__getitem__, words - self._plain)))

    def _known_one(self, word: str) -> Known | None:
        patterns = tuple(self._patterns(word))
        rests = frozenset(rest for rest, _ in self._begins(word))
        waiting = self._waiting.get(word, ())
        if patterns or rests or waiting:
            return Known(word, patterns, rests, waiting)
        if len(word) <= LONGEST_KEPT:
            if len(self._plain) >= MOST_KEPT:
                self._plain.clear()
            self._plain.add(word)
        return None

    def waiting_for(self, keys: set[str]) -> list[tuple[Waiting, ...]]:
        """Give the rules that wait for any of some keys."""
        return [self._waiting[key] for key in keys & self._waiting.keys()]

    def sight(self, tokens: list[str]) -> Sighting:
        """Give what of the lexicon a text may hold, whose tokens these are (in lower case, with plain marks)."""
        seen = set(tokens)
        entries = self._entries_of(seen)
        sighting = Sighting(entries)
        bare: set[str] | None = None
        for entry in entries:
            if entry.rests and bare is None:
                bare = bare_of(seen)
            if entry.more or (bare is not None and not entry.rests.isdisjoint(bare)):
                _note(sighting, entry, bare or set())
        if self.pairs:
            self._note_pairs(sighting, tokens)
        return sighting

    def _entries_of(self, seen: set[str]) -> list[Entry]:
        """Give the entries of the tokens that have one; those known to have none cost next to nothing."""
        found, none = [], []
        for token in seen - self._without:
            entry = self._entries[token]
            if entry is None:
                none.append(token)
            else:
                found.append(entry)
        if none:
            self._leave_out(none)
        return found

    def _leave_out(self, tokens: list[str]) -> None:
        """Remember tokens that have no entry; of long ones none, of all not too many."""
        if len(self._without) > MOST_KEPT:
            self._without.clear()
        self._without.update(token for token in tokens if len(token) <= LONGEST_KEPT)

    def _note_pairs(self, sighting: Sighting, tokens: list[str]) -> None:
        """Note pairs of characters with a space between them."""
        for left, right in pairwise(tokens):
            if not left.isascii() and not right.isascii():
                pair = fold(left[-1]) + fold(right[0])
                if pair in self.pairs:
                    sighting.present.add(pair)

    def _entry(self, text: str) -> Entry | None:
        token = TOKENS[text]
        joined = {word for _, _, word in token.joined}
        words = joined.union(token.words)
        exact = words & self.exact
        wild = tuple((pattern, word) for word in words for pattern in self._patterns(word))
        pairs = self._pairs(token) if not text.isascii() else set()
        begins = tuple(self._begins(token.last)) if token.last else ()
        if not (exact or wild or pairs or begins):
            return None
        wanted = exact.union(word for _, word in wild)
        present = exact.union(pairs, (pattern for pattern, _ in wild))
        places_joined = not joined.isdisjoint(wanted)
        rests = frozenset(rest for rest, _ in begins)
        return Entry(tuple(present), tuple(wanted), bool(places_joined or wild), text, places_joined, wild, begins, rests)

    def _pairs(self, token: Token) -> set[str]:
        return {left + right for left, right in pairwise(token.words)} & self.pairs

    def _patterns(self, word: str) -> list[str]:
        heads = (patterns.get(word[:size], ()) for size, patterns in self._wild.items())
        return [pattern for patterns in heads for pattern in patterns if wild_matches(pattern, word)]

    def _begins(self, text: str) -> list[tuple[str, str]]:
        """Give (rest, word) of every word that this text with another behind it, a space between them, may spell.

        Not of the two words of a phrase: they are found side by side without being read as one.
        """
        found = []
        for at in range(bisect_left(self._sorted, text), len(self._sorted)):
            word = self._sorted[at]
            if not word.startswith(text):
                break
            if self._firsts[word] != text and joinable_apart(text, word[len(text) :]):
                found.append((word[len(text) :], word))
        return found


def bare_of(seen: Iterable[str]) -> set[str]:
    """Give the tokens without the marks around them: what may be the second half of a word."""
    return {token.strip(MARKS) for token in seen}


def _note(sighting: Sighting, entry: Entry, bare: set[str]) -> None:
    if entry.joined:
        sighting.joined.add(entry.token)
    for pattern, word in entry.wild:
        sighting.wild.setdefault(pattern, set()).add(word)
    for rest, whole in entry.begins:
        if rest in bare:
            sighting.apart.setdefault(entry.token, set()).add(rest)
            sighting.present.add(whole)


def pair_keys(known: Literal) -> list[str]:
    """Give the pairs of neighbouring characters of a literal in a spaceless script: each must be in a text that matches."""
    return [left.key + right.key for left, right in pairwise(known.pieces) if left.spaceless and right.spaceless]
