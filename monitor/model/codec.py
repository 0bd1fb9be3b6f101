"""Annotations and hits as plain JSON values and back, for the store and for worker pipes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from monitor.model.annotation import Annotation, Match, Mention, Quantity, Statement

_KINDS: Mapping[str, type[Any]] = {"mention": Mention, "quantity": Quantity, "statement": Statement, "match": Match}
_NAMES = {kind: name for name, kind in _KINDS.items()}
_FIELDS = {kind: tuple(field.name for field in fields(kind)) for kind in _KINDS.values()}
_NAMES_OF = {kind: frozenset(names) for kind, names in _FIELDS.items()}


def type_name(note: Annotation) -> str:
    """Give the word by which an annotation's type is stored: mention, quantity, statement or match."""
    return _NAMES[type(note)]


def to_json(note: Annotation) -> dict[str, Any]:
    """Give an annotation's fields as JSON values (tuples become lists when written)."""
    return {name: getattr(note, name) for name in _FIELDS[type(note)]}


def from_json(type_: str, data: Mapping[str, Any]) -> Annotation:
    """Make the annotation again; fields that this version does not know are left out, missing ones take their defaults."""
    kind = _KINDS[type_]
    known = _NAMES_OF[kind]
    if not data.keys() <= known:
        data = {name: value for name, value in data.items() if name in known}
    note: Annotation = kind(**{name: _tuple(value) if type(value) is list else value for name, value in data.items()})
    return note


def _tuple(value: list[Any]) -> tuple[Any, ...]:
    if value and type(value[0]) is list:  # a list of spans
        return tuple([_tuple(part) if type(part) is list else part for part in value])
    return tuple(value)


def as_read(note: Annotation) -> Annotation:
    """Give an annotation as it comes back from JSON: tuples in its details are lists there."""
    details = getattr(note, "details", None)
    if not details or _is_plain(details):
        return note
    made: Annotation = replace(note, details=json.loads(json.dumps(details)))
    return made


_SIMPLE = (str, int, float, bool, type(None))


def _is_plain(value: Any) -> bool:
    if type(value) is dict:
        return all(type(name) is str for name in value) and all(map(_is_plain, value.values()))
    return type(value) in _SIMPLE or (type(value) is list and all(map(_is_plain, value)))
