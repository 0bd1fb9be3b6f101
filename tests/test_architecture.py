"""The house stands: imports run downhill, each library lives in one room, functions and files stay small."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# Each floor may import from its own and from those below it.
FLOORS = (
    ("monitor.cli", "monitor.web", "monitor.__main__"),
    ("monitor.daemon", "monitor.cycle", "monitor.supervise", "monitor.reprocess", "monitor.scout"),
    ("monitor.assembly",),
    ("monitor.polling", "monitor.telling", "monitor.fulltext"),
    ("monitor.pipeline",),
    ("monitor.notify", "monitor.check", "monitor.amend", "monitor.backtest", "monitor.conformance", "monitor.scaffold"),
    ("monitor.workshop", "monitor.crew", "monitor.worker", "monitor.workbench"),
    ("monitor.judge", "monitor.contract"),
    ("monitor.host",),
    ("monitor.store", "monitor.acquire"),
    ("monitor.query", "monitor.config", "monitor.hookspecs", "monitor.testing"),
    ("monitor.model",),
    ("monitor.errors", "monitor.log"),
    ("monitor",),
)
# `monitor.log` needs the model's rules for safe text; `monitor.testing` is a plugin author's room and stands apart.
ROOMS = {
    "sqlalchemy": "monitor.store",
    "alembic": "monitor.store",
    "psycopg": "monitor.store",
    "apscheduler": "monitor.daemon",
    "pluggy": ("monitor.hookspecs", "monitor.host"),
    "feedparser": "monitor.acquire.parse",
    "aiohttp": "monitor.acquire",
    "asyncio": "monitor.acquire",
    "tldextract": "monitor.acquire.publisher",
    "trafilatura": "monitor.acquire.fulltext",
    "pypdf": "monitor.acquire.pdf",
    "structlog": "monitor.log",
    "pebble": ("monitor.crew", "monitor.workshop"),
    "rich": "monitor.cli",
    "argparse": "monitor.cli",
}


def modules(folder: str, package: str) -> dict[str, Path]:
    found = {}
    for path in sorted((ROOT / folder).rglob("*.py")):
        parts = path.relative_to(ROOT / folder).with_suffix("").parts
        found[".".join([package, *(part for part in parts if part != "__init__")])] = path
    return found


MODULES = modules("monitor", "monitor")
PLUGINS = modules("plugins/monitor_plugins", "monitor_plugins")


def imports(path: Path) -> Iterator[str]:
    """Every imported module, deferred imports included; those for the type checker alone are left out."""
    tree = ast.parse(path.read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            node.body = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names if f"{node.module}.{alias.name}" in MODULES)


def within(module: str, room: str) -> bool:
    return module == room or module.startswith(room + ".")


def floor_of(module: str) -> int:
    rooms = [(len(room), number) for number, floor in enumerate(FLOORS) for room in floor if within(module, room)]
    return max(rooms)[1]


@pytest.mark.parametrize("module", MODULES)
def test_imports_run_downhill(module):
    if "migrations" in module or module in ("monitor", "monitor.log"):
        return
    uphill = [name for name in imports(MODULES[module]) if within(name, "monitor") and floor_of(name) < floor_of(module)]

    assert uphill == []


@pytest.mark.parametrize("module", MODULES)
def test_each_library_lives_in_its_room(module):
    strangers = [
        name
        for name in imports(MODULES[module])
        for library, rooms in ROOMS.items()
        if within(name, library) and not any(within(module, room) for room in ([rooms] if isinstance(rooms, str) else rooms))
    ]

    assert strangers == []


@pytest.mark.parametrize("module", PLUGINS)
def test_plugins_import_nothing_but_the_door(module):
    inside = [name for name in imports(PLUGINS[module]) if within(name, "monitor") and name != "monitor"]

    assert inside == []


@pytest.mark.parametrize("module", MODULES)
def test_nobody_imports_plugins(module):
    assert [name for name in imports(MODULES[module]) if within(name, "monitor_plugins")] == []


@pytest.mark.parametrize("module", MODULES | PLUGINS)
def test_functions_and_files_stay_small(module):
    path = (MODULES | PLUGINS)[module]
    text = path.read_text()
    if "migrations" in module:
        return
    long_ = [
        f"{node.name} ({node.end_lineno - node.lineno + 1} lines)"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno - node.lineno + 1 > 60
    ]

    assert long_ == []
    assert text.count("\n") <= 450
