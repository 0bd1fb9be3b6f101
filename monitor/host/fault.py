"""What goes wrong inside a plugin, as a value: it costs the plugin its own result and nobody else's."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MESSAGE_SIZE = 300


class FaultKind(StrEnum):
    """How a plugin failed."""

    RAISED = "raised"
    HUNG = "hung"
    CRASHED = "crashed"
    MEMORY = "memory"
    CONTRACT = "contract"
    EXITED = "exited"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One failure of one unit at one stage; `rule` names the rule at fault where a unit holds several. `message` is one short line."""

    unit: str
    stage: str
    kind: str
    message: str
    rule: str = ""


class Overran(BaseException):
    """Raised inside a plugin's call when its time is up; passes its `except Exception`."""


class Breach(Exception):  # noqa: N818
    """A plugin answered something that the contract forbids."""


def one_line(text: str) -> str:
    """Give text fit for one line of a log: no control characters, bounded."""
    clean = "".join(char if char.isprintable() else " " for char in text[: MESSAGE_SIZE * 2])
    return " ".join(clean.split())[:MESSAGE_SIZE]


def describe(error: BaseException) -> str:
    """Give an exception in one line; its own `__str__` is a stranger's code and may fail too."""
    try:
        said = str(error)
    except Exception:  # whatever its __str__ raises, its name is enough
        said = ""
    if said and isinstance(error, Breach | Overran):
        return one_line(said)
    return one_line(f"{type(error).__name__}: {said}" if said else type(error).__name__)


def fault_of(unit: str, stage: str, error: BaseException, rule: str = "") -> Fault:
    """Make the fault of an exception that came out of a unit."""
    return Fault(unit=unit, stage=stage, kind=_kind(error), message=describe(error), rule=rule)


def _kind(error: BaseException) -> FaultKind:
    if isinstance(error, Breach):
        return FaultKind.CONTRACT
    if isinstance(error, Overran):
        return FaultKind.HUNG
    if isinstance(error, MemoryError):
        return FaultKind.MEMORY
    return FaultKind.EXITED if isinstance(error, SystemExit) else FaultKind.RAISED
