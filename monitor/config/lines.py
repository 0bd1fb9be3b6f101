"""Finds the line on which a key of a TOML text is written."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, TypeAlias

Key: TypeAlias = tuple[str | int, ...]

_STRINGS = (r'"""(?:\\.|[^\\])*?"""', r"'''.*?'''", r'"(?:\\.|[^"\\\n])*"', r"'[^'\n]*'")
_TOKEN = re.compile("|".join((*_STRINGS, r"#[^\n]*", r"[\[{]", r"[\]}]", r"\n")), re.DOTALL)


def line_of(text: str, key: Key) -> int | None:
    """Give the 1-based line where `key`, or the nearest table above it, is written; None if nowhere."""
    lines = _locate(text)
    return next((lines[key[:size]] for size in range(len(key), 0, -1) if key[:size] in lines), None)


@lru_cache(maxsize=64)
def _locate(text: str) -> dict[Key, int]:
    lines: dict[Key, int] = {}
    table: Key = ()
    for line, statement in _statements(text):
        paths = list(_paths(statement))
        if statement.startswith("[") and paths:
            table = paths[-1]
        else:
            paths = [table + path for path in paths]
        for path in paths:
            lines.setdefault(path, line)
    return lines


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Give each header and each key with its whole value, with the line that it begins on."""
    depth, line, begin, begin_line = 0, 1, 0, 1
    for token in _TOKEN.finditer(text + "\n"):
        piece = token[0]
        depth += (piece in "[{") - (piece in "]}") if piece != "\n" else 0
        line += piece.count("\n")
        if piece == "\n" and depth <= 0:
            statement = text[begin : token.start()].strip()
            if statement and not statement.startswith("#"):
                yield begin_line, statement
            depth, begin, begin_line = 0, token.end(), line


def _paths(statement: str) -> Iterator[Key]:
    try:
        yield from _keys(tomllib.loads(statement), ())
    except tomllib.TOMLDecodeError:
        return


def _keys(value: Any, above: Key) -> Iterator[Key]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield (*above, name)
            yield from _keys(inner, (*above, name))
