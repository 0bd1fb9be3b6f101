"""Reads `monitor.toml` and the rule files beside it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from monitor.config.core import CoreSettings, LogSettings, NetSettings, PluginSettings, RetentionSettings, StoreSettings, WorkerSettings
from monitor.config.faults import ConfigFault, fault_at, faults_of, nearest
from monitor.errors import ConfigError

SECTIONS = ("sources", "rules", "channels")


@dataclass(frozen=True, slots=True, kw_only=True)
class RawTable:
    """One `[section.name]` as written in `file`; `faults` make it unusable whatever its kind says. Hides its values: some are secrets."""

    section: str
    name: str
    file: str
    values: Mapping[str, Any] = field(repr=False)
    faults: tuple[ConfigFault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The configuration as read: the core's tables validated, the others raw until the kinds are known.

    `base` is the folder that relative paths start from, `texts` the files' texts by name (to find lines), `faults` what is wrong
    with rule files; such faults stop only their rules.
    """

    path: Path
    base: Path
    store: StoreSettings
    retention: RetentionSettings
    net: NetSettings
    workers: WorkerSettings
    plugins: PluginSettings
    log: LogSettings
    aliases: Mapping[str, list[str]]
    sources: Mapping[str, RawTable] = field(default_factory=dict)
    rules: Mapping[str, RawTable] = field(default_factory=dict)
    channels: Mapping[str, RawTable] = field(default_factory=dict)
    faults: tuple[ConfigFault, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def plugin_folders(self) -> tuple[Path, ...]:
        """Give the folders of single-file plugins."""
        return tuple(self.base / folder for folder in self.plugins.folders)


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    text: str
    tables: Mapping[str, Any]
    broken: ConfigFault | None = None


def load(path: str | Path, *, instead: Mapping[Path, str] | None = None) -> Settings:
    """Read the configuration at `path` and the rules in `rules/*.toml` beside it.

    `instead` gives texts, by absolute path, that are read in place of what the files hold now; a file of rules need not exist.

    Raises: ConfigError with every fault, if the file is missing, is no TOML, or the core's own tables have faults.
    """
    path, instead = Path(path).absolute(), instead or {}
    main = _read(path, path.name, instead)
    if main.broken:
        raise ConfigError(str(main.broken))
    core = _core(main, path.parent)
    files = [main, *(_read(beside, f"rules/{beside.name}", instead) for beside in _rule_files(path.parent / "rules", instead))]
    return _settings(path, core, files)


def _rule_files(folder: Path, instead: Mapping[Path, str]) -> list[Path]:
    return sorted({*folder.glob("*.toml"), *(path for path in instead if path.parent == folder and path.suffix == ".toml")})


def defaults(base: str | Path = ".") -> Settings:
    """Give the settings of an empty configuration in the folder `base`, for commands that need none."""
    path = Path(base).absolute() / "monitor.toml"
    return _settings(path, _core(_File(path.name, "", {}), path.parent), [])


def _settings(path: Path, core: CoreSettings, files: list[_File]) -> Settings:
    rules, faults = _gather_rules(files)
    sections = {name: _tables(files[0], name) if files else {} for name in ("sources", "channels")}
    return Settings(
        path=path, base=path.parent, store=core.store, retention=core.retention, net=core.net, workers=core.workers, plugins=core.plugins,
        log=core.log, aliases=core.aliases, rules=rules, faults=faults, texts={file.name: file.text for file in files}, **sections,
    )  # fmt: skip


def _read(path: Path, name: str, instead: Mapping[Path, str]) -> _File:
    text = ""
    try:
        text = instead[path] if path in instead else path.read_bytes().decode("utf-8-sig")
        return _File(name, text, tomllib.loads(text))
    except FileNotFoundError:
        fault = ConfigFault(file=name, message=f"no such file: {path}", hint="name another with --config FILE")
    except OSError as error:
        fault = ConfigFault(file=name, message=f"cannot be read: {error.strerror}")
    except UnicodeDecodeError as error:
        fault = ConfigFault(file=name, message=f"is not UTF-8: byte {error.start}")
    except tomllib.TOMLDecodeError as error:
        fault = _syntax_fault(name, str(error))
    return _File(name, text, {}, fault)


def _syntax_fault(name: str, said: str) -> ConfigFault:
    """Read the line out of what tomllib says, which has it only in words: "… (at line 3, column 7)"."""
    match = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", said)
    message = said[: match.start()] if match else said
    return ConfigFault(file=name, message=f"is no TOML: {message}", line=int(match[1]) if match and match[1] else None)


def _core(main: _File, base: Path) -> CoreSettings:
    """Validate the core's tables.

    Raises: ConfigError with every fault of theirs, and of unknown tables.
    """
    known = {*CoreSettings.model_fields, *SECTIONS}
    faults = [fault_at(main.name, (name,), "unknown table", nearest(name, known), main.text) for name in main.tables if name not in known]
    faults += [
        fault_at(main.name, (name,), "should be a table of tables", text=main.text)
        for name in SECTIONS
        if not isinstance(main.tables.get(name, {}), dict)
    ]
    own = {name: table for name, table in main.tables.items() if name in CoreSettings.model_fields}
    try:
        core = CoreSettings.model_validate(own, context={"base": base})
    except ValidationError as error:
        raise ConfigError(*map(str, [*faults, *faults_of(error, CoreSettings, main.name, (), main.text)])) from None
    if faults:
        raise ConfigError(*map(str, faults))
    return core


def _tables(file: _File, section: str) -> dict[str, RawTable]:
    tables = file.tables.get(section, {})
    return {name: _raw(file, section, name, values) for name, values in tables.items()} if isinstance(tables, dict) else {}


def _raw(file: _File, section: str, name: str, values: Any) -> RawTable:
    key = (section, name)
    if not isinstance(values, dict):
        fault = fault_at(file.name, key, "should be a table", f"write [{section}.{name}]", file.text)
        return RawTable(section=section, name=name, file=file.name, values={}, faults=(fault,))
    if not name.strip() or not name.isprintable():
        fault = fault_at(file.name, key, "should have a name that can be printed", text=file.text)
        return RawTable(section=section, name=name, file=file.name, values=values, faults=(fault,))
    return RawTable(section=section, name=name, file=file.name, values=values)


def _gather_rules(files: list[_File]) -> tuple[dict[str, RawTable], tuple[ConfigFault, ...]]:
    rules: dict[str, RawTable] = {}
    faults: list[ConfigFault] = []
    for number, file in enumerate(files):
        faults += _strangers(file) if number else ()
        for name, table in (_broken_rules(file) if file.broken else _tables(file, "rules")).items():
            rules[name] = _twice(rules[name], table, file.text) if name in rules else table
    return rules, tuple(faults)


def _strangers(file: _File) -> Iterator[ConfigFault]:
    """Give the faults of a rule file as a whole: broken, or holding something else than rules."""
    if file.broken:
        yield file.broken
    for name, table in file.tables.items():
        if name != "rules":
            yield fault_at(file.name, (name,), "a rule file holds nothing but [rules.NAME] tables", nearest(name, ["rules"]), file.text)
        elif not isinstance(table, dict):
            yield fault_at(file.name, (name,), "should be a table of tables", text=file.text)


def _broken_rules(file: _File) -> dict[str, RawTable]:
    """Name the rules of a file that is no TOML by their headers, so that they show in state error instead of vanishing."""
    headers = re.findall(r"""^\s*\[\s*rules\s*\.\s*(?:"([^"\n]+)"|'([^'\n]+)'|([\w-]+))\s*\]""", file.text, re.MULTILINE)
    faults = (file.broken,) if file.broken else ()
    names = ["".join(parts) for parts in headers]
    return {name: RawTable(section="rules", name=name, file=file.name, values={}, faults=faults) for name in names}


def _twice(first: RawTable, second: RawTable, text: str) -> RawTable:
    fault = fault_at(second.file, ("rules", second.name), f"is also in {first.file}", "rename one of them", text)
    return RawTable(section="rules", name=first.name, file=first.file, values=first.values, faults=(*first.faults, *second.faults, fault))
