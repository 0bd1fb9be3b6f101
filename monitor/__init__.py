"""The plugin author's door: nouns, `hookimpl` and errors. Names resolve lazily, so importing `monitor` costs nothing."""

from __future__ import annotations

TYPE_CHECKING = False  # typing itself costs more than the interpreter's start; checkers know this name
if TYPE_CHECKING:
    from typing import Any

    from monitor.config import ChannelConfig, Config, Duration, RuleConfig, Secret, SourceConfig
    from monitor.errors import DeliveryError, MonitorError, PluginError, QueryError, SourceError, TryLater, Undeliverable
    from monitor.hookspecs import hookimpl
    from monitor.model.alert import Alert, Evidence, Hit, Notification, Reason, Role, StoredHit
    from monitor.model.annotation import Annotation, Match, Mention, Placement, Quantity, Statement
    from monitor.model.article import Article, Entry, Feed, Known, Payload, Source
    from monitor.model.history import Correction, History, Past, Placed
    from monitor.model.net import Net, Reply

__version__ = "0.1.0"

_HOMES = {
    "monitor.config": ("ChannelConfig", "Config", "Duration", "RuleConfig", "Secret", "SourceConfig"),
    "monitor.errors": ("DeliveryError", "MonitorError", "PluginError", "QueryError", "SourceError", "TryLater", "Undeliverable"),
    "monitor.hookspecs": ("hookimpl",),
    "monitor.model.alert": ("Alert", "Evidence", "Hit", "Notification", "Reason", "Reply", "Role", "StoredHit"),
    "monitor.model.annotation": ("Annotation", "Match", "Mention", "Placement", "Quantity", "Statement"),
    "monitor.model.article": ("Article", "Entry", "Feed", "Known", "Payload", "Source"),
    "monitor.model.history": ("Correction", "History", "Past", "Placed"),
    "monitor.model.net": ("Net", "Reply"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Alert", "Annotation", "Article", "ChannelConfig", "Config", "Correction", "DeliveryError", "Duration", "Entry", "Evidence", "Feed",
    "History", "Hit", "Known", "Match", "Mention", "MonitorError", "Net", "Notification", "Past", "Payload", "Placed", "Placement",
    "PluginError", "Quantity", "QueryError", "Reason", "Reply", "Role", "RuleConfig", "Secret", "Source", "SourceConfig", "SourceError",
    "Statement", "StoredHit", "TryLater", "Undeliverable", "hookimpl",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name in _HOME_OF:
        from importlib import import_module

        return getattr(import_module(_HOME_OF[name]), name)
    raise AttributeError(f"module 'monitor' has no attribute {name!r}")
