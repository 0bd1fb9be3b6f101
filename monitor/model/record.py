"""Frozen, slotted dataclasses that are made by the hundred for every article."""

from __future__ import annotations

from dataclasses import MISSING, Field, dataclass, fields
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(kw_only_default=True, frozen_default=True)
def record(cls: type[T]) -> type[T]:
    """Make a frozen, slotted dataclass of two fields or more, with keyword arguments only, as `dataclass` does, but cheaper to fill.

    A frozen dataclass sets each field by a call of `object.__setattr__`. Here a new value is of an open class, which has the slots,
    while its fields are set, and of the frozen one from then on: that halves what making it takes (22 fields: 5 µs to 2).
    """
    closed: Any = dataclass(frozen=True, kw_only=True)(cls)
    own = fields(closed)
    names = tuple(field.name for field in own)
    open_ = type(cls.__name__, (), {"__slots__": names})
    body = {name: part for name, part in vars(closed).items() if name not in (*names, "__dict__", "__weakref__")}
    frozen: Any = type(cls.__name__, (open_,), {**body, "__slots__": (), "__getstate__": _state, "__setstate__": _fill})
    frozen.__init__ = _initializer(own, open_, frozen)
    made: type[T] = frozen
    return made


def _state(made: Any) -> tuple[Any, ...]:
    return tuple([getattr(made, field.name) for field in fields(made)])


def _fill(made: Any, state: tuple[Any, ...]) -> None:
    for field, value in zip(fields(made), state, strict=True):
        object.__setattr__(made, field.name, value)


def _initializer(own: tuple[Field[Any], ...], open_: type, frozen: type) -> Any:
    """Write the `__init__` of a frozen class, as `dataclass` writes its own; a default that is made anew is asked for by `_frozen`."""
    known: dict[str, Any] = {"_set": object.__setattr__, "_open": open_, "_frozen": frozen}
    given, lines = [], ["_set(self, '__class__', _open)"]
    for name, field in ((field.name, field) for field in own):
        made = field.default_factory is not MISSING
        known[f"_{name}"] = field.default_factory if made else field.default
        given.append(f"{name}=_frozen" if made else name if field.default is MISSING else f"{name}=_{name}")
        lines.append(f"self.{name} = _{name}() if {name} is _frozen else {name}" if made else f"self.{name} = {name}")
    exec(f"def __init__(self, *, {', '.join(given)}):\n  " + "\n  ".join([*lines, "self.__class__ = _frozen"]), known)  # noqa: S102
    written = known["__init__"]
    written.__qualname__ = f"{frozen.__qualname__}.__init__"
    written.__annotations__ = {field.name: field.type for field in own} | {"return": "None"}
    return written
