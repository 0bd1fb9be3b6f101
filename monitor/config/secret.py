"""Secrets: named where they are kept, read when they are used, shown nowhere."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

MASK = "********"
_PLACES = ("file", "env", "credential")


class Secret:
    """A value that is never shown: given as `{file = "…"}`, `{env = "…"}`, `{credential = "…"}` or, discouraged, literally.

    A relative file is relative to the configuration; a credential is a file of that name in systemd's $CREDENTIALS_DIRECTORY.
    """

    __slots__ = ("_value", "name", "place")

    def __init__(self, value: str = "", *, place: str = "literal", name: str = "") -> None:
        self._value, self.place, self.name = value, place, name

    def reveal(self) -> str:
        """Read the secret, without the line end that editors leave.

        Raises: ValueError if it is not where it should be; the message names the place, never the value.
        """
        if self.place == "literal":
            return self._value
        value = os.environ.get(self.name) if self.place == "env" else self._read_file()
        if not value:
            raise ValueError(f"secret is not there: {self.place} {self.name!r} is missing, empty or unreadable")
        return value

    def _read_file(self) -> str:
        folder = os.environ.get("CREDENTIALS_DIRECTORY", "") if self.place == "credential" else ""
        if self.place == "credential" and not folder:
            raise ValueError(f"secret is not there: credential {self.name!r} needs $CREDENTIALS_DIRECTORY, which systemd sets")
        try:
            return (Path(folder) / self.name).read_text(encoding="utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError):
            return ""

    def shown(self) -> str | dict[str, str]:
        """Give what a person may see of it: its place, or a mask."""
        return MASK if self.place == "literal" else {self.place: self.name}

    def __repr__(self) -> str:
        return f"Secret({MASK})" if self.place == "literal" else f"Secret({self.place}={self.name!r})"

    __str__ = __repr__

    def __bool__(self) -> bool:
        return self.place != "literal" or bool(self._value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self._identity() == other._identity()

    def __hash__(self) -> int:
        return hash(self._identity())

    def _identity(self) -> tuple[str, str, str]:
        return self.place, self.name, self._value

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        shown = core_schema.plain_serializer_function_ser_schema(lambda secret: secret.shown(), when_used="always")
        return core_schema.with_info_plain_validator_function(_parse, serialization=shown)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        places = [
            {"type": "object", "properties": {place: {"type": "string"}}, "required": [place], "additionalProperties": False}
            for place in _PLACES
        ]
        return {"anyOf": [{"type": "string"}, *places], "writeOnly": True}


def _parse(value: Any, info: ValidationInfo) -> Secret:
    base = (info.context or {}).get("base", ".")
    return parse_secret(value, Path(base))


def parse_secret(value: Any, base: Path) -> Secret:
    """Make the secret of a TOML value and see that it can be read.

    Raises: ValueError if it is written otherwise or is not there.
    """
    if isinstance(value, Secret):
        return value
    if isinstance(value, str):
        return Secret(value)
    if not isinstance(value, Mapping) or len(value) != 1 or not _names_a_place(value):
        raise ValueError('should be {file = "…"}, {env = "…"}, {credential = "…"} or a string')
    ((place, name),) = value.items()
    if place == "credential" and Path(name).name != name:
        raise ValueError("should name a credential without a folder")
    secret = Secret(place=place, name=str(base / name) if place == "file" else name)
    secret.reveal()
    return secret


def _names_a_place(value: Mapping[str, Any]) -> bool:
    return all(place in _PLACES and isinstance(name, str) and name for place, name in value.items())
