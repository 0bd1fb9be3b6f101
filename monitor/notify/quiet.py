"""Quiet hours: when a channel wants a digest instead of single messages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from monitor.errors import ConfigError

_WRITTEN = re.compile(r"(\d{1,2}):(\d{2})\s*(?:-|–|to)\s*(\d{1,2}):(\d{2})(?:\s+(\S+))?")


@dataclass(frozen=True, slots=True)
class QuietHours:
    """A daily span of local time, from `start` up to and without `end`; it may run over midnight."""

    start: time
    end: time
    zone: str = "UTC"

    @classmethod
    def parse(cls, written: str) -> QuietHours:
        """Read `22:00-07:00` (UTC) or `22:00-07:00 Europe/Berlin`.

        Raises: ConfigError if it is written otherwise, the zone is unknown, or the span is empty.
        """
        found = _WRITTEN.fullmatch(written.strip())
        if not found:
            raise ConfigError(f'quiet hours cannot be read: {written!r} (write for example "22:00-07:00 Europe/Berlin")')
        hours = [int(part) for part in found.groups()[:4]]
        try:
            start, end = time(hours[0], hours[1]), time(hours[2] % 24 if hours[3] == 0 else hours[2], hours[3])
        except ValueError as error:
            raise ConfigError(f"quiet hours cannot be read: {written!r}: {error}") from error
        if start == end:
            raise ConfigError(f"quiet hours are empty: {written!r} (start and end are the same; to be told nothing, set enabled = false)")
        return cls(start, end, _known_zone(found[5] or "UTC"))

    def covers(self, now: datetime) -> bool:
        """Say whether `now` falls into the quiet hours."""
        clock = now.astimezone(ZoneInfo(self.zone)).time()
        if self.start < self.end:
            return self.start <= clock < self.end
        return clock >= self.start or clock < self.end

    def ends_after(self, now: datetime) -> datetime:
        """Give the next moment (UTC) at which the quiet hours end: when a digest is due."""
        zone = ZoneInfo(self.zone)
        local = now.astimezone(zone)
        today = datetime.combine(local.date(), self.end, zone)
        # Adding a day to the wall clock, not 24 hours, keeps the end at its hour when summer time begins or ends.
        end = today if today.astimezone(UTC) > now else datetime.combine(local.date() + timedelta(days=1), self.end, zone)
        return end.astimezone(UTC)


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ConfigError(f'quiet hours name an unknown time zone: {name!r} (write for example "Europe/Berlin" or "UTC")') from error
    return name
