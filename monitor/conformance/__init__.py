"""Tries a plugin as the daemon would use it: contract, determinism, spans, time, memory, hostile input; `monitor plugins test`."""

from monitor.conformance.examine import Finding, Target, examine

__all__ = ["Finding", "Target", "examine"]
