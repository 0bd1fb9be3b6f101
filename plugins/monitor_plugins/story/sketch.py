"""Near-copies: a sketch of a text's word sequences, and how much of one text another repeats.

Source: bottom-k sketches of shingles (Broder 1997), compared below the lower of the two cuts so that a shortened copy still counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nsmallest
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
        words = [word.encode() for word in _WORD.findall(text.lower())]
        spans = zip(*(words[offset:] for offset in range(_SHINGLE)), strict=False)
        hashes = {crc32(b" ".join(span)) for span in spans}
        kept = tuple(nsmallest(_KEPT, hashes))
        return cls(kept, kept[-1] if len(hashes) > _KEPT else 2**32)

    @classmethod
    def from_row(cls, row: Sequence[int]) -> Sketch:
        """Read a sketch back from `row()`."""
        return cls(tuple(row[1:]), row[0]) if row else cls()

    def row(self) -> list[int]:
        """Give the sketch as plain numbers, for keeping."""
        return [self.cut, *self.hashes]

    def reused(self, other: Sketch) -> float:
        """Give the share, 0..1, of the shorter text that the other one holds too; 0 where too little text is compared."""
        cut = min(self.cut, other.cut)
        mine = {value for value in self.hashes if value <= cut}
        theirs = {value for value in other.hashes if value <= cut}
        fewest = min(len(mine), len(theirs))
        return len(mine & theirs) / fewest if fewest >= _FEWEST else 0.0
