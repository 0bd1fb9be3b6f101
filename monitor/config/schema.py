"""One JSON Schema over the core's tables and every kind, for editors that complete and check TOML."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from monitor.config.base import Config, write_duration
from monitor.config.core import CoreSettings
from monitor.config.settings import SECTIONS
from monitor.config.tables import section_of


class _Schema(GenerateJsonSchema):
    """Writes the defaults of durations as a configuration does."""

    def encode_default(self, dft: Any) -> Any:
        return write_duration(dft) if isinstance(dft, timedelta) else super().encode_default(dft)


def schema(kinds: Mapping[str, type[Config]]) -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of a configuration that may use these kinds."""
    models: list[type[Config]] = [CoreSettings, *dict.fromkeys(kinds.values())]
    references, defined = models_json_schema(
        [(model, "validation") for model in models], ref_template="#/$defs/{model}", schema_generator=_Schema
    )
    core = defined["$defs"][references[CoreSettings, "validation"]["$ref"].removeprefix("#/$defs/")]
    tables = {section: _section(section, kinds, references) for section in SECTIONS}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "monitor.toml",
        "type": "object",
        "additionalProperties": False,
        "properties": {**core["properties"], **tables},
        "$defs": defined["$defs"],
    }


def _section(section: str, kinds: Mapping[str, type[Config]], references: Mapping[Any, Any]) -> dict[str, Any]:
    fitting = [
        {"allOf": [references[config, "validation"], {"properties": {"use": {"const": name}}}]}
        for name, config in sorted(kinds.items())
        if section_of(config) == section
    ]
    return {"type": "object", "additionalProperties": {"oneOf": fitting} if fitting else False}
