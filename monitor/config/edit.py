"""Changes one table of a TOML text and leaves every other character as people wrote it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from monitor.config.lines import Key, Statement, keys_of, line_of, statements

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
_LINE = 110  # a list that would be longer is written one value a line


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a table stands: its own statements, those of the tables inside it included, first the header."""

    parts: Sequence[Statement]

    @property
    def begin(self) -> int:
        return self.parts[0].begin

    @property
    def end(self) -> int:
        return self.parts[-1].end


def add_table(text: str, section: str, name: str, values: Mapping[str, Any], *, comment: str = "") -> str:
    """Write `[section.name]` behind the last table of its section, or at the end; `comment` goes above it.

    Raises: ValueError if the table is there already, or the section is written so that no table can be added.
    """
    return add_tables(text, section, {name: values}, comment=comment)


def add_tables(text: str, section: str, tables: Mapping[str, Mapping[str, Any]], *, comment: str = "") -> str:
    """Write several tables at once, in their order, as `add_table` does one; `comment` goes above the first.

    Raises: as `add_table`.
    """
    taken = _section(text, section)
    if name := next((name for name in tables if name in taken), None):
        raise ValueError(f"{section}.{name}: is there already{_written_on(text, section, name)}")
    above = [comment, *[""] * len(tables)]
    written = "\n".join(written_table(section, name, values, comment=above.pop(0)) for name, values in tables.items())
    end = max((place.end for place in _places(text, section).values()), default=len(text))
    before, after = text[:end].rstrip("\r\n"), text[end:]
    wanted = _with(text, section, lambda present: {**present, **tables})
    return _checked(text, f"{before}\n\n{written}" if before else written, after, wanted)


def remove_table(text: str, section: str, name: str) -> str:
    """Take `[section.name]` out, with the comment lines directly above it and all that stands in it.

    Raises: ValueError if it is not there, or is written in pieces or inside another table.
    """
    place = _place(text, section, name)
    begin, after = _above(text, place.begin), text[place.end :]
    before = text[:begin].rstrip()
    if before:
        before += "\n"
    wanted = _with(text, section, lambda tables: {key: table for key, table in tables.items() if key != name})
    return _checked(text, before, after if before else after.lstrip("\r\n"), wanted)


def set_keys(text: str, section: str, name: str, values: Mapping[str, Any]) -> str:
    """Set keys of `[section.name]` where they stand, or below its header's own keys; None takes a key out.

    Raises: ValueError if the table is not there, or is written in pieces or inside another table.
    """
    wanted = _with(text, section, lambda tables: {**tables, name: _merged(tables[name], values)})
    for key, value in values.items():
        text = _with_key(text, _place(text, section, name), (section, name, key), value)
    return _checked(text, text, "", wanted)


def written_table(section: str, name: str, values: Mapping[str, Any], *, comment: str = "") -> str:
    """Give a table as TOML, each key on its line; None is left out."""
    above = [f"# {line}".rstrip() for line in comment.splitlines()]
    keys = [f"{_key(key)} = {write_value(value)}" for key, value in values.items() if value is not None]
    return "\n".join([*above, f"[{_key(section)}.{_key(name)}]", *keys]) + "\n"


def write_value(value: Any) -> str:
    """Give one value as TOML: text, number, yes/no, list, or a table in one line.

    Raises: ValueError for anything else.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(key)} = {write_value(inner)}" for key, inner in value.items()) + " }" if value else "{}"
    if isinstance(value, list | tuple):
        return _list([write_value(inner) for inner in value])
    raise ValueError(f"cannot be written as TOML: {type(value).__name__}")


def _list(values: list[str]) -> str:
    short = f"[{', '.join(values)}]"
    return short if len(short) <= _LINE else "[\n" + "".join(f"    {value},\n" for value in values) + "]"


def _text(value: str) -> str:
    """Write a text so that it reads well: in single quotes if it holds double ones or backslashes and nothing else that is special."""
    if ('"' in value or "\\" in value) and "'" not in value and value.isprintable():
        return f"'{value}'"
    return '"' + "".join(_ESCAPES.get(sign) or (sign if sign >= " " and sign != "\x7f" else f"\\u{ord(sign):04x}") for sign in value) + '"'


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _text(key)


def _section(text: str, section: str) -> Mapping[str, Any]:
    tables = tomllib.loads(text).get(section, {})
    if not isinstance(tables, dict):
        raise ValueError(f"{section}: should be a table of tables")
    return tables


def _with(text: str, section: str, change: Callable[[Mapping[str, Any]], Mapping[str, Any]]) -> dict[str, Any]:
    """Give what the text must say afterwards."""
    return {**tomllib.loads(text), section: _plain(change(_section(text, section)))}


def _merged(table: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in dict(table).items() if key not in values}
    return {**kept, **{key: value for key, value in values.items() if value is not None}}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items() if inner is not None}
    return [_plain(inner) for inner in value] if isinstance(value, list | tuple) else value


def _checked(text: str, before: str, after: str, wanted: Mapping[str, Any]) -> str:
    """Give the new text in the old one's line ends, having read that it says what it should, and nothing else.

    Raises: ValueError if it does not.
    """
    new = before + after
    if "\r\n" in text:
        new = re.sub(r"\r?\n", "\r\n", new)
    try:
        said = {name: table for name, table in tomllib.loads(new).items() if table != {}}
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"cannot be changed without rewriting what stands there: {error} (change it by hand)") from error
    if said != {name: table for name, table in wanted.items() if table != {}}:
        raise ValueError("cannot be changed without rewriting what stands there (change it by hand)")
    return new


def _places(text: str, section: str) -> dict[str, _Place]:
    """Give where each table of a section stands that has a header of its own, by name, in the order of the text."""
    found: dict[str, list[Statement]] = {}
    name = None
    for statement in statements(text):
        if statement.text.startswith("["):
            key = _header(statement)
            name = str(key[1]) if len(key) > 1 and key[0] == section else None
        if name is not None:
            found.setdefault(name, []).append(statement)
    return {name: _Place(parts) for name, parts in found.items()}


def _header(statement: Statement) -> Key:
    return next(reversed(list(keys_of(statement.text))), ())


def _place(text: str, section: str, name: str) -> _Place:
    """Find a table. Raises: ValueError if it is not there, or not in one piece under a header of its own."""
    if name not in _section(text, section):
        raise ValueError(f"{section}.{name}: is not in this file")
    place = _places(text, section).get(name)
    if place is None or _header(place.parts[0]) != (section, name) or not _in_one_piece(text, place):
        raise ValueError(f"{section}.{name}: is not written as one table [{section}.{name}]{_written_on(text, section, name)}")
    return place


def _in_one_piece(text: str, place: _Place) -> bool:
    inside = [each for each in statements(text) if place.begin <= each.begin < place.end]
    return len(inside) == len(place.parts)


def _written_on(text: str, section: str, name: str) -> str:
    line = line_of(text, (section, name))
    return f" (line {line})" if line else ""


def _above(text: str, begin: int) -> int:
    """Give where the comment lines directly above a position begin."""
    while begin:
        start = text.rfind("\n", 0, begin - 1) + 1
        if not text[start:begin].lstrip().startswith("#"):
            break
        begin = start
    return begin


def _with_key(text: str, place: _Place, key: Key, value: Any) -> str:
    own = _own_statements(place)
    found = next((each for each in own[1:] if (*key[:2], *_first_key(each)) == key), None)
    if value is None:
        return text[: found.begin] + text[found.end :] if found else text
    line = f"{_key(str(key[2]))} = {write_value(value)}"
    if found is None:
        above, below = text[: own[-1].end].rstrip("\r\n"), text[own[-1].end :]
        return f"{above}\n{line}\n{below}"
    return f"{text[: found.begin]}{line}{_tail(found)}\n{text[found.end :]}"


def _own_statements(place: _Place) -> Sequence[Statement]:
    """Give the header and the keys below it, without the tables inside."""
    inner = next((at for at, each in enumerate(place.parts[1:], start=1) if each.text.startswith("[")), len(place.parts))
    return place.parts[:inner]


def _first_key(statement: Statement) -> Key:
    return next(iter(keys_of(statement.text)), ())[:1]


def _tail(statement: Statement) -> str:
    """Give the comment behind a value of one line, with the spaces before it."""
    found = re.fullmatch(r"""(?:[^"'#\n]|"(?:\\.|[^"\\\n])*"|'[^'\n]*')*?([ \t]*#[^\n]*)""", statement.text)
    return found[1] if found else ""
