"""One pass over a plugin, in an interpreter of its own: `python -m monitor.conformance.trial ORDER ANSWER`, both JSON files."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from monitor.check import inline_faults
from monitor.config import load
from monitor.config.edit import written_table
from monitor.config.tables import section_of
from monitor.conformance.stages import Stages
from monitor.host import Host
from monitor.host.discover import GROUP, Plugin

TABLE = "plugin-test"  # the name of the table that a kind is given


def main(order_path: str, answer_path: str) -> None:
    """Try what the order names and write what came of it."""
    order = json.loads(Path(order_path).read_text(encoding="utf-8"))
    folder = Path(answer_path).with_suffix("")
    folder.mkdir()
    answer = _tried(order, folder)
    Path(answer_path).write_text(json.dumps(answer), encoding="utf-8")


def _tried(order: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    host, plugin = _host(order, folder, "")
    if plugin is None:
        return {"unknown": True}
    if plugin.state == "failed":
        return {"error": plugin.error}
    if plugin.kinds:
        host, plugin = _host(order, folder, _tables(host, plugin, order["keys"]))
        if plugin is None or plugin.state == "failed":
            return {"error": plugin.error if plugin else "it loads only once"}
    with Stages(host, host.made_of(plugin.name), order, folder) as stages:
        trials, skipped = list(stages.tried()), stages.skipped()
    faults = [fault for fault in (*host.faults, *inline_faults(host)) if not fault.startswith("plugin ")]
    return {"error": "", "hooks": plugin.hooks, "version": plugin.version, "problems": plugin.problems, "faults": faults,
            "trials": trials, "skipped": skipped}  # fmt: skip


def _host(order: Mapping[str, Any], folder: Path, tables: str) -> tuple[Host, Plugin | None]:
    """Build a host that knows the plugin, and find the plugin in it: by its file, or by its name."""
    path = Path(order["plugin"]).absolute()
    single = path.suffix == ".py"
    plugins = {"folders": [str(path.parent)] if single else [], "disabled": _siblings(path) if single else []}
    config = folder / "monitor.toml"
    lines = "".join(f"{key} = {json.dumps(value)}\n" for key, value in plugins.items())
    config.write_text(f"[plugins]\n{lines}\n{tables}", encoding="utf-8")
    host = Host(load(config))
    found = (plugin for plugin in host.plugins if (plugin.origin == str(path) if single else plugin.name == order["plugin"]))
    return host, next(found, None)


def _siblings(path: Path) -> list[str]:
    """Name the other plugins of the folder: they are not on trial, and one of them may be why this one is."""
    installed = entry_points(group=GROUP).names
    return sorted({each.stem for each in path.parent.glob("*.py")} - {path.stem} - installed)


def _tables(host: Host, plugin: Plugin, keys: Mapping[str, Any]) -> str:
    """Write a table for each kind of the plugin, with those of the keys that the kind has."""
    written = []
    for kind in plugin.kinds:
        known = host.kinds[kind].model_fields
        section = section_of(host.kinds[kind]) or "rules"
        own = {name: value for name, value in keys.items() if name in known or len(plugin.kinds) == 1}
        name = TABLE if len(plugin.kinds) == 1 else f"{TABLE}-{kind}"
        written.append(written_table(section, name, {"use": kind, **own}))
    return "\n".join(written)


if __name__ == "__main__":
    main(*sys.argv[1:])
