"""Finds the line on which a key of a TOML text is written."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

Key: TypeAlias = tuple[str | int, ...]

_STRINGS = (r'"""(?:\\.|[^\\])*?"""', r"'''.*?'''", r'"(?:\\.|[^"\\\n])*"', r"'[^'\n]*'")
_TOKEN = re.compile("|".join((*_STRINGS, r"#[^\n]*", r"[\[{]", r"[\]}]", r"\n")), re.DOTALL)


@dataclass(frozen=True, slots=True)
class Statement:
    """A header, or a key with its whole value: its text, the line that it begins on, and the characters that its lines take up."""

    text: str
    line: int
    begin: int
    end: int


def line_of(text: str, key: Key) -> int | None:
    """Give the 1-based line where `key`, or the nearest table above it, is written; None if nowhere."""
    lines = _locate(text)
    return next((lines[key[:size]] for size in range(len(key), 0, -1) if key[:size] in lines), None)


@lru_cache(maxsize=64)
def _locate(text: str) -> dict[Key, int]:
    lines: dict[Key, int] = {}
    table: Key = ()
    for statement in statements(text):
        paths = list(keys_of(statement.text))
        if statement.text.startswith("[") and paths:
            table = paths[-1]
        else:
            paths = [table + path for path in paths]
        for path in paths:
            lines.setdefault(path, statement.line)
    return lines


def statements(text: str) -> Iterator[Statement]:
    """Give each header and each key with its whole value, in the order of the text; comments and empty lines are left out."""
    depth, line, begin, begin_line = 0, 1, 0, 1
    for token in _TOKEN.finditer(text if text.endswith("\n") else text + "\n"):
        piece = token[0]
        depth += (piece in "[{") - (piece in "]}") if piece != "\n" else 0
        line += piece.count("\n")
        if piece == "\n" and depth <= 0:
            statement = text[begin : token.start()].strip()
            if statement and not statement.startswith("#"):
                yield Statement(statement, begin_line, begin, min(token.end(), len(text)))
            depth, begin, begin_line = 0, token.end(), line


def keys_of(statement: str) -> Iterator[Key]:
    """Give the keys that one statement writes, outer before inner; none if it is no TOML."""
    try:
        yield from _keys(tomllib.loads(statement), ())
    except tomllib.TOMLDecodeError:
        return


def _keys(value: Any, above: Key) -> Iterator[Key]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield (*above, name)
            yield from _keys(inner, (*above, name))
