"""The house's errors: one tree, each message `what failed: on which thing: what to do`."""

from __future__ import annotations

from datetime import timedelta


class MonitorError(Exception):
    """Anything that goes wrong in the monitor and that a person may have to act on."""


class ConfigError(MonitorError):
    """The configuration has faults; `faults` lists every one of them as `file: key: message`."""

    def __init__(self, *faults: str) -> None:
        super().__init__(*faults)
        self.faults = faults

    def __str__(self) -> str:
        return "\n".join(self.faults)


class UsageError(MonitorError):
    """The command line was used wrongly."""


class SourceError(MonitorError):
    """A source could not be read; `outcome` is one word for what happened.

    Outcomes: refused, unreachable, timeout, status, gone, too_large, web_page, empty, ill_formed, forbidden, encoding, unreadable.
    `retry_after` is how long the server asked us to wait, if it did.
    """

    def __init__(
        self, message: str, *, outcome: str = "unreachable", status: int | None = None, retry_after: timedelta | None = None
    ) -> None:
        super().__init__(message)
        self.outcome, self.status, self.retry_after = outcome, status, retry_after

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild_source_error, (str(self), self.outcome, self.status, self.retry_after)


def _rebuild_source_error(message: str, outcome: str, status: int | None, retry_after: timedelta | None) -> SourceError:
    return SourceError(message, outcome=outcome, status=status, retry_after=retry_after)


class PluginError(MonitorError):
    """A plugin raised, hung, crashed, or answered something that the contract forbids."""


class QueryError(MonitorError):
    """A query does not parse; `position` is the code point at fault (0-based), `hint` what to write instead."""

    def __init__(self, message: str, *, position: int = 0, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.position, self.hint = message, position, hint

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild_query_error, (self.message, self.position, self.hint)

    def __str__(self) -> str:
        return f"{self.message} (at character {self.position + 1})" + (f": {self.hint}" if self.hint else "")


def _rebuild_query_error(message: str, position: int, hint: str) -> QueryError:
    return QueryError(message, position=position, hint=hint)


class StorageError(MonitorError):
    """The store cannot be opened, read or written."""


class DeliveryError(MonitorError):
    """A message could not be delivered."""


class TryLater(DeliveryError):  # noqa: N818 - it asks, it does not fail
    """Raised by `notify`: deliver again, not before `after` if given."""

    def __init__(self, message: str = "try later", *, after: timedelta | None = None) -> None:
        super().__init__(message)
        self.after = after


class Undeliverable(DeliveryError):  # noqa: N818
    """Raised by `notify`: this message will never be accepted; do not try again."""
