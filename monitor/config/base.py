"""What every configured kind builds on: the keys that all rules, sources or channels share, and durations as people write them."""

from __future__ import annotations

import re
from datetime import time, timedelta
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_DURATION = r"(?:[0-9]+(?:\.[0-9]+)?[smhdw])+"


def parse_duration(value: Any) -> timedelta:
    """Read "30s", "15m", "2h", "1d", "1w" or a sum such as "1h30m".

    Raises: ValueError if it is not written so.
    """
    if isinstance(value, timedelta):
        return value
    if not isinstance(value, str) or not re.fullmatch(_DURATION, value):
        raise ValueError('should be a duration such as "30s", "15m", "2h" or "1d"')
    seconds = sum(float(count) * _UNITS[unit] for count, unit in re.findall(r"([0-9.]+)([smhdw])", value))
    if seconds > timedelta(days=36_500).total_seconds():
        raise ValueError("should be at most 36500d")
    return timedelta(seconds=seconds)


def write_duration(value: timedelta) -> str:
    """Write a duration in the largest unit that divides it, the way `parse_duration` reads it."""
    seconds = value.total_seconds()
    unit = next((unit for unit in "dhm" if seconds and seconds % _UNITS[unit] == 0), "s")
    return f"{seconds / _UNITS[unit]:.6f}".rstrip("0").rstrip(".") + unit


Duration = Annotated[
    timedelta,
    BeforeValidator(parse_duration),
    PlainSerializer(write_duration, return_type=str),
    WithJsonSchema({"type": "string", "pattern": f"^{_DURATION}$", "examples": ["30s", "15m", "2h", "1d"]}),
]


def _positive(value: timedelta) -> timedelta:
    if value <= timedelta(0):
        raise ValueError("should be longer than nothing")
    return value


def _quiet_hours(value: str) -> str:
    match = re.fullmatch(r"(\d\d:\d\d)-(\d\d:\d\d)(?: (\S+))?", value)
    try:
        if match is None or time.fromisoformat(match[1]) == time.fromisoformat(match[2]):
            raise ValueError(value)
        ZoneInfo(match[3] or "UTC")
    except (ValueError, OSError, LookupError) as error:
        raise ValueError('should be two times of day and perhaps a time zone, such as "22:00-07:00 Europe/Berlin"') from error
    return value


QuietHours = Annotated[str, AfterValidator(_quiet_hours)]


class Config(BaseModel):
    """The configuration of one table: frozen, and a key that it does not know is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class RuleConfig(Config):
    """The keys that every rule has. `should_match` and `should_not_match` are texts that `monitor check` tries the rule on."""

    use: str = Field(description="the kind of rule")
    title: str = Field(default="", description="what people read instead of the rule's name")
    status: Literal["experimental", "stable"] = "stable"
    enabled: bool = True
    should_match: list[str] = Field(default=[], description="texts that the rule must match")
    should_not_match: list[str] = Field(default=[], description="texts that the rule must not match")


class SourceConfig(Config):
    """The keys that every source has."""

    use: str = Field(description="the kind of source")
    enabled: bool = True
    every: Annotated[Duration, AfterValidator(_positive)] | None = Field(
        default=None, description="how often to ask it; adaptive if left out"
    )
    backfill: Literal["store", "notify"] = Field(default="store", description="what the first look does: store in silence, or tell as well")
    outlet: str = Field(default="", description="who publishes what comes from here, if the articles do not say")
    lang: str = Field(default="", description="the language of what comes from here, if the articles do not say")
    group: str = Field(default="", description='what it is filed under, for lists: "World", or "World/Asia" as in OPML')


class ChannelConfig(Config):
    """The keys that every channel has."""

    use: str = Field(description="the kind of channel")
    enabled: bool = True
    rules: list[str] = Field(default=[], description="the rules it tells, as globs; all if empty")
    kinds: list[str] = Field(default=[], description="the kinds of alert it tells; all if empty")
    cap_per_hour: int = Field(default=20, ge=0, description="messages an hour before the rest is held back; 0 for no cap")
    fold: Duration = Field(default=timedelta(minutes=15), description="how long further hits of one story are folded together")
    quiet_hours: QuietHours | None = Field(
        default=None, description='when to hold messages for the digest, such as "22:00-07:00 Europe/Berlin"'
    )
