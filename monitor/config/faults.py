"""Faults of the configuration, as people can mend them: file, key, what is wrong, what to write instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from monitor.config.lines import Key, line_of
from monitor.errors import MonitorError


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigFault:
    """One fault; prints as `file: key: message (hint; line N)`."""

    file: str
    key: str = ""
    message: str
    hint: str = ""
    line: int | None = None

    def __str__(self) -> str:
        about = "; ".join(part for part in (self.hint, f"line {self.line}" if self.line else "") if part)
        return ": ".join(part for part in (self.file, self.key, self.message) if part) + (f" ({about})" if about else "")


def nearest(word: str, words: Iterable[str]) -> str:
    """Give the hint for a word that is none of `words`: the one it resembles, or all of them if they are few."""
    known = sorted(words)
    close = get_close_matches(word.lower(), known, n=1, cutoff=0.6)
    if close:
        return f"did you mean {close[0]!r}?"
    return f"one of: {', '.join(known)}" if 0 < len(known) <= 16 else ""


def write_key(key: Key) -> str:
    """Write a key as TOML people do: `rules.toll.should_match[2]`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in key).lstrip(".")


def fault_at(file: str, key: Key, message: str, hint: str = "", text: str = "") -> ConfigFault:
    """Make the fault of a key, with its line if `text` is the file's text."""
    return ConfigFault(file=file, key=write_key(key), message=message, hint=hint, line=line_of(text, key))


def faults_of(error: Exception, model: type[BaseModel], file: str, above: Key, text: str) -> Iterator[ConfigFault]:
    """Give every fault that validating `model` found under the key `above`."""
    if not isinstance(error, ValidationError):
        yield fault_at(file, above, _plain(error), text=text)
        return
    for detail in error.errors(include_url=False, include_input=False):
        key = above + tuple(part for part in detail["loc"] if part != "[key]")
        yield fault_at(file, key, _message(detail), _hint(detail, model), text)


def _plain(error: Exception) -> str:
    said = " ".join(str(error).split())
    return said if isinstance(error, MonitorError) else f"{type(error).__name__}: {said}"


def _message(detail: ErrorDetails) -> str:
    if detail["type"] == "extra_forbidden":
        return "unknown key"
    said = detail["msg"].removeprefix("Value error, ").removeprefix("Assertion failed, ").removeprefix("Input ")
    return " ".join((said[:1].lower() + said[1:]).split())


def _hint(detail: ErrorDetails, model: type[BaseModel]) -> str:
    fields = _fields_at(model, detail["loc"][:-1])
    name = str(detail["loc"][-1]) if detail["loc"] else ""
    if detail["type"] == "extra_forbidden":
        return nearest(name, fields)
    if detail["type"] == "missing" and name in fields:
        return fields[name].description or ""
    return ""


def _fields_at(model: Any, loc: tuple[int | str, ...]) -> Mapping[str, Any]:
    """Give the fields of the model that stands at `loc` below `model`; none if something else stands there."""
    for part in loc:
        field = model.model_fields.get(part)
        model = field.annotation if field else None
        if not (isinstance(model, type) and issubclass(model, BaseModel)):
            return {}
    fields: Mapping[str, Any] = model.model_fields
    return fields
