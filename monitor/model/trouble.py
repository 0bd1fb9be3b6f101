"""What can be wrong with a source, as far as people should hear of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Ail(StrEnum):
    """The kinds of trouble that a source can be in; each is an alert of its own, once, and once when it is over."""

    FAILS = "fails"
    SILENT = "silent"
    SLOW = "slow"
    MOVED = "moved"
    GAP = "gap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """One trouble that a source is in. `said` completes the sentence "Source NAME …"."""

    ail: str
    said: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
