"""What is called at a stage: a plugin without configuration, one configured rule, source or channel, or a kind with all its rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from monitor.config import Table
from monitor.host.build import Offer, digest, make_all, rule_version, takes_all, try_make
from monitor.host.discover import Loaded, Plugin, version_of


@dataclass(frozen=True, slots=True)
class Call:
    """One hook of one unit: the function and the arguments that it asks for, in order; `last` asks to be called behind the others."""

    function: Callable[..., Any]
    arguments: tuple[str, ...]
    last: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Unit:
    """One thing that is called and can fail by itself.

    `section` is "" for a plugin without configuration; `rules` gives the version of each of its tables by name; `many` says that
    it holds all tables of its kind, so that each of its findings names its rule.
    """

    name: str
    version: str
    plugin: Plugin
    instance: Any
    section: str = ""
    rules: Mapping[str, str] = field(default_factory=dict)
    many: bool = False
    calls: Mapping[str, Call] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Workpiece:
    """What the making of units needs to know and what it leaves behind: `errors` by section and table ("" for the kind itself)."""

    tables: Mapping[str, Mapping[str, Table]]
    offer: Offer
    suspended: frozenset[str]
    errors: dict[tuple[str, str], str] = field(default_factory=dict)
    versions: dict[tuple[str, str], str] = field(default_factory=dict)


def make_units(loaded: tuple[Loaded, ...], sections: Mapping[str, str], work: Workpiece) -> tuple[Unit, ...]:
    """Make every unit; `sections` says in which section a kind's tables stand. Names are unique; a clash gets its section before it."""
    made: dict[str, Unit] = {}
    for part in loaded:
        for unit in _units_of(part, sections, work):
            name = unit.name if unit.name not in made else f"{unit.section or 'plugins'}.{unit.name}"
            made[name] = replace(unit, name=name)
    return tuple(made.values())


def _units_of(part: Loaded, sections: Mapping[str, str], work: Workpiece) -> Iterator[Unit]:
    if part.plain is not None:
        yield Unit(name=part.plugin.name, version=part.plugin.version, plugin=part.plugin, instance=part.plain)
    for kind, cls in part.kinds.items():
        if kind in sections:
            yield from _units_of_kind(kind, cls, sections[kind], part.plugin, work)


def _units_of_kind(kind: str, cls: type, section: str, plugin: Plugin, work: Workpiece) -> Iterator[Unit]:
    version = version_of([cls, plugin])
    tables = {
        name: table for name, table in work.tables[section].items() if table.use == kind and table.config is not None and table.enabled
    }
    versions = {name: rule_version(version, table.config, work.offer.aliases) for name, table in tables.items()}
    work.versions.update({(section, name): each for name, each in versions.items()})
    if takes_all(cls):
        yield from _one_for_all(kind, cls, section, plugin, tables, versions, work)
        return
    for name, table in tables.items():
        instance, error = try_make(cls, work.offer, name=name, config=table.config)
        if error:
            work.errors[section, name] = error
        else:
            label = name if section == "rules" else f"{section}.{name}"
            yield Unit(name=label, version=versions[name], plugin=plugin, instance=instance, section=section, rules={name: versions[name]})


def _one_for_all(
    kind: str, cls: type, section: str, plugin: Plugin, tables: Mapping[str, Table], versions: Mapping[str, str], work: Workpiece
) -> Iterator[Unit]:
    usable = {name: table for name, table in tables.items() if name not in work.suspended}
    if not usable:
        return
    instance, errors = make_all(cls, usable, work.offer)
    work.errors.update({(section, name): error for name, error in errors.items() if name in tables})
    if "" in errors:
        work.errors["plugins", plugin.name] = errors[""]
    if instance is not None:
        good = {name: version for name, version in versions.items() if name in usable and name not in errors}
        version = digest(version_of([cls, plugin]), *(f"{name}={good[name]}" for name in sorted(good)))
        yield Unit(name=kind, version=version, plugin=plugin, instance=instance, section=section, rules=good, many=True)
