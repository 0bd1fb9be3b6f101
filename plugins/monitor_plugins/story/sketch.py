"""Near-copies: a sketch of a text's word sequences, and how much of one text another repeats.

Source: bottom-k sketches of shingles (Broder 1997), compared below the lower of the two cuts so that a shortened copy still counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

_WORD = re.compile(r"\w+")
_SHINGLE = 4  # words
_KEPT = 48  # hashes
_FEWEST = 6  # hashes that both must have for a verdict


@dataclass(frozen=True, slots=True)
class Sketch:
    """The smallest hashes of a text's word sequences, ascending; `cut` is the largest that would have been kept."""

    hashes: tuple[int, ...] = ()
    cut: int = 2**32

    @classmethod
    def of(cls, text: str) -> Sketch:
        """Make the sketch of a text; the same in every process."""
        words = " ".join(_WORD.findall(text.lower())).encode().split()
        spans = zip(*(words[offset:] for offset in range(_SHINGLE)), strict=False)
        hashes = set(map(crc32, map(b" ".join, spans)))
        kept = tuple(sorted(hashes)[:_KEPT])
        return cls(kept, kept[-1] if len(hashes) > _KEPT else 2**32)

    def row(self) -> list[int]:
        """Give the sketch as plain numbers, for keeping: the cut, then the hashes."""
        return [self.cut, *self.hashes]

    def reused(self, row: Sequence[int]) -> float:
        """Give the share, 0..1, of the shorter text that both hold, this one and a kept one; 0 where too little is compared."""
        if len(row) <= _FEWEST or len(self.hashes) < _FEWEST:
            return 0.0
        if set(self.hashes).isdisjoint(row[1:]):  # as most texts are
            return 0.0
        cut = min(self.cut, row[0])
        mine = {value for value in self.hashes if value <= cut}
        theirs = {value for value in row[1:] if value <= cut}
        fewest = min(len(mine), len(theirs))
        return len(mine & theirs) / fewest if fewest >= _FEWEST else 0.0
