"""The configuration: read from TOML, judged as a whole, every fault with its file, key, hint and line."""

from monitor.config.base import ChannelConfig, Config, Duration, RuleConfig, SourceConfig, parse_duration, write_duration
from monitor.config.core import LogSettings, NetSettings, PluginSettings, StoreSettings, WorkerSettings
from monitor.config.faults import ConfigFault, nearest
from monitor.config.schema import schema
from monitor.config.secret import Secret
from monitor.config.settings import RawTable, Settings, defaults, load
from monitor.config.tables import Table, Tables, shown, validate

__all__ = [
    "ChannelConfig", "Config", "ConfigFault", "Duration", "LogSettings", "NetSettings", "PluginSettings", "RawTable", "RuleConfig",
    "Secret", "Settings", "SourceConfig", "StoreSettings", "Table", "Tables", "WorkerSettings", "defaults", "load", "nearest",
    "parse_duration", "schema", "shown", "validate", "write_duration",
]  # fmt: skip
