"""The core's own tables: where to store, how to fetch, how many workers, which plugins, how to log."""

from __future__ import annotations

import re
from datetime import timedelta
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AliasChoices, BeforeValidator, Field, ValidationInfo

from monitor import __version__
from monitor.config.base import Config, Duration
from monitor.config.secret import MASK, Secret, parse_secret

_SQLITE_FILE = re.compile(r"(sqlite(?:\+\w+)?:///)([^:?][^?]*)(.*)", re.DOTALL)
_PASSWORD = re.compile(r"(://[^:/@]*:)[^@/]*(@)")
_HOST = re.compile(r"(?!-)[A-Za-z0-9_-]{1,63}(\.[A-Za-z0-9_-]{1,63})*\.?")


def _base(info: ValidationInfo) -> Path:
    return Path((info.context or {}).get("base", "."))


def _read_url(value: Any, info: ValidationInfo) -> Any:
    return parse_secret(value, _base(info)).reveal() if isinstance(value, dict) else value


def _place_store(url: str, info: ValidationInfo) -> str:
    """Make the path of a SQLite URL absolute and plain; a relative one is relative to the configuration."""
    if not re.match(r"(sqlite|postgres(ql)?)(\+\w+)?://", url):
        raise ValueError('should be a URL such as "sqlite:///monitor.db" or "postgresql://user@host/name"')
    match = _SQLITE_FILE.fullmatch(url)
    return f"{match[1]}{(_base(info) / match[2]).resolve()}{match[3]}" if match else url


def hide_password(url: str) -> str:
    """Give a URL as it may be shown: without its password."""
    return _PASSWORD.sub(rf"\g<1>{MASK}\g<2>", url)


def _opening(value: str) -> str:
    """Check one entry of `net.allow`: a network, an address, or a host, with or without a port."""
    try:
        ip_network(value, strict=False)
    except ValueError:
        if not _host_and_port(value):
            raise ValueError('should be a host:port or a network, such as "127.0.0.1:8900" or "10.0.0.0/8"') from None
    return value


def _host_and_port(value: str) -> bool:
    match = re.fullmatch(r"(\[[^\]]+\]|[^:\[\]/]+)(?::(\d{1,5}))?", value)
    if match is None or (match[2] and not 0 < int(match[2]) < 65536):
        return False
    if not match[1].startswith("["):
        return bool(_HOST.fullmatch(match[1]))
    try:
        return ip_address(match[1][1:-1]).version == 6
    except ValueError:
        return False


def _a_day_at_least(value: timedelta) -> timedelta:
    if value < timedelta(days=1):
        raise ValueError("should be at least 1d")
    return value


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


class StoreSettings(Config):
    """Where everything is kept."""

    url: Annotated[str, BeforeValidator(_read_url), AfterValidator(_place_store)] = Field(
        default="sqlite:///monitor.db",
        validate_default=True,
        repr=False,
        description="SQLite file (relative to this file) or PostgreSQL URL",
    )


class RetentionSettings(Config):
    """How long what was read is kept."""

    articles: Annotated[Duration, AfterValidator(_a_day_at_least)] | None = Field(
        default=None, description="how long after their last change texts and what they say are kept; for good if left out"
    )


class NetSettings(Config):
    """How anything goes out: politely, bounded, and never to a forbidden address."""

    allow: list[Annotated[str, AfterValidator(_opening)]] = Field(default=[], description="addresses opened although they are forbidden")
    user_agent: str = Field(default="", description="the whole User-Agent; made from `contact` if left out")
    contact: str = Field(default="", description="a URL or an address where a site's owner reaches you")
    deadline: Duration = Field(default=timedelta(seconds=30), description="for one source or message, in all")
    max_bytes: int = Field(default=20_000_000, gt=0, description="of one body, inflated")
    per_host: Duration = Field(default=timedelta(seconds=1), description="between two requests to one host")
    proxy: Secret | None = Field(default=None, description="proxy URL for everything; environment variables are ignored")

    @property
    def agent(self) -> str:
        """Give the User-Agent that servers see."""
        about = f" (+{self.contact})" if self.contact else ""
        return self.user_agent or f"media-monitor/{__version__}{about}"


class WorkerSettings(Config):
    """The processes in which plugins run, and what a plugin may cost there."""

    count: int = Field(default=2, ge=0, le=256, description="worker processes; 0 runs everything in the daemon, without protection")
    deadline: Duration = Field(default=timedelta(seconds=20), description="for one article; a batch gets more")
    memory_mb: int = Field(default=1024, ge=128, description="memory of one worker")
    faults: int = Field(default=5, ge=1, description="faults in a row before a plugin is suspended")


class PluginSettings(Config):
    """Which plugins run."""

    folders: Annotated[list[str], BeforeValidator(_as_list)] = Field(
        default=[], validation_alias=AliasChoices("folders", "folder"), description="folders of single-file plugins, relative to this file"
    )
    disabled: list[str] = Field(default=[], description="names of plugins that are not to run")


class LogSettings(Config):
    """How the log is written; it goes to standard error."""

    format: Literal["auto", "console", "json"] = "auto"
    level: Literal["debug", "info", "warning", "error"] = "info"


class CoreSettings(Config):
    """All the tables that the core itself reads."""

    store: StoreSettings = Field(default={}, validate_default=True)
    retention: RetentionSettings = RetentionSettings()
    net: NetSettings = NetSettings()
    workers: WorkerSettings = WorkerSettings()
    plugins: PluginSettings = PluginSettings()
    log: LogSettings = LogSettings()
    aliases: dict[str, list[str]] = Field(default={}, description="lists of words and phrases that queries name as @alias")
