"""Finds, configures, names and calls plugins, one at a time."""

from monitor.host.build import NoNet, RuleInfo
from monitor.host.discover import HOOKS, Plugin
from monitor.host.fault import Fault, FaultKind, Overran
from monitor.host.host import LIMITS, Host, HostSpec
from monitor.host.units import Unit

__all__ = ["HOOKS", "LIMITS", "Fault", "FaultKind", "Host", "HostSpec", "NoNet", "Overran", "Plugin", "RuleInfo", "Unit"]
