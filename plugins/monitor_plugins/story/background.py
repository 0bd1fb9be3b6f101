"""How rare a word is: what the store counted, leaning on a shipped table of common words while the store is young."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from math import log

# The shipped table weighs as much as this many stored reports.
_WEIGHT = 1000
# A word that the table lacks is rarer than its rarest.
_UNLISTED = 0.0005


@cache
def common() -> Mapping[str, float]:
    """Give the share of reports, 0..1, that hold each common word (as a lemma, lower case)."""
    table: dict[str, float] = {}
    share = 0.0
    for line in files(__package__).joinpath("common.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            share = float(line.strip("[]"))
        elif not line.startswith("#"):
            table.update(dict.fromkeys(line.split(), share))
    return table


@lru_cache(maxsize=100_000)
def expected_share(term: str) -> float:
    """Give the share of reports that hold a term before any was counted; a word or `#6000` for a number."""
    known = common().get(term)
    if known is None:
        return _UNLISTED if term[0] != "#" else 0.02 if len(term) < 4 else 0.004
    return known


def rarity(term: str, holding: int, total: int) -> float:
    """Give -log of the share of reports that hold a term, of which `holding` among `total` stored ones do; never negative."""
    share = (holding + _WEIGHT * expected_share(term) + 0.5) / (total + _WEIGHT + 1)
    return max(0.0, -log(share))
