"""Judges the tables of sources, rules and channels by the kinds that they use."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import BaseModel

from monitor.config.base import ChannelConfig, Config, RuleConfig, SourceConfig
from monitor.config.core import hide_password
from monitor.config.faults import ConfigFault, fault_at, faults_of, nearest
from monitor.config.settings import SECTIONS, RawTable, Settings

SECTION_OF: dict[type[Config], str] = {RuleConfig: "rules", SourceConfig: "sources", ChannelConfig: "channels"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One `[section.name]`: its validated `config`, or None and the `faults` that put it in state error."""

    section: str
    name: str
    use: str
    file: str
    config: Any = None
    faults: tuple[ConfigFault, ...] = ()
    enabled: bool = True

    @property
    def error(self) -> str:
        """Give all its faults in one line; "" if it has none."""
        return "; ".join(map(str, self.faults))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """All tables by section and name, faulty and disabled ones included; `faults` lists every fault, rule files' included."""

    sources: Mapping[str, Table] = field(default_factory=dict)
    rules: Mapping[str, Table] = field(default_factory=dict)
    channels: Mapping[str, Table] = field(default_factory=dict)
    faults: tuple[ConfigFault, ...] = ()


def section_of(config: type[BaseModel]) -> str | None:
    """Say which section the tables of a kind stand in, by the base of its Config; None if it has none of the three."""
    return next((section for base, section in SECTION_OF.items() if issubclass(config, base)), None)


def validate(settings: Settings, kinds: Mapping[str, type[Config]], *, topic_kinds: Collection[str] | None = None) -> Tables:
    """Validate every table by the Config of its kind, and find all faults at once.

    `kinds` are all kinds by name; `topic_kinds` those whose rules others may name as their `topic` (None: any).
    """
    sections = {name: {raw.name: _judge(raw, settings, kinds) for raw in getattr(settings, name).values()} for name in SECTIONS}
    scopes = {name: _scope(settings.rules[name], kinds) for name in sections["rules"]}
    sections["rules"] = {
        name: _scoped(table, scopes[name], sections["rules"], settings, topic_kinds) for name, table in sections["rules"].items()
    }
    found = [fault for tables in sections.values() for table in tables.values() for fault in table.faults]
    return Tables(faults=tuple(dict.fromkeys([*settings.faults, *found])), **sections)


def _judge(raw: RawTable, settings: Settings, kinds: Mapping[str, type[Config]]) -> Table:
    use = raw.values.get("use", "")
    table = Table(
        section=raw.section,
        name=raw.name,
        use=use if isinstance(use, str) else "",
        file=raw.file,
        enabled=raw.values.get("enabled", True) is not False,
    )
    if raw.faults and not raw.values:
        return replace(table, faults=raw.faults)
    wrong_use = tuple(_faults_of_use(raw, settings, kinds))
    config, faults = (None, wrong_use) if wrong_use else _validated(raw, settings, kinds[use])
    faults = raw.faults + faults
    return replace(table, config=None if faults else config, faults=faults)


def _validated(raw: RawTable, settings: Settings, model: type[Config]) -> tuple[Config | None, tuple[ConfigFault, ...]]:
    context = {"aliases": settings.aliases, "base": settings.base, "name": raw.name}
    try:
        return model.model_validate(raw.values, context=context), ()
    except Exception as error:  # a kind's validator is a stranger's code: whatever it raises is a fault of this table alone
        text = settings.texts.get(raw.file, "")
        return None, tuple(faults_of(error, model, raw.file, (raw.section, raw.name), text))


def _faults_of_use(raw: RawTable, settings: Settings, kinds: Mapping[str, type[Config]]) -> Iterator[ConfigFault]:
    fitting = [name for name, config in kinds.items() if section_of(config) == raw.section]
    key, text, use = (raw.section, raw.name, "use"), settings.texts.get(raw.file, ""), raw.values.get("use")
    if use is None:
        yield fault_at(raw.file, key, "field required", nearest("", fitting), text)
    elif not isinstance(use, str):
        yield fault_at(raw.file, key, "should be the name of a kind", nearest("", fitting), text)
    elif use not in kinds:
        yield fault_at(raw.file, key, f"no kind is named {use!r}", nearest(use, fitting), text)
    elif use not in fitting:
        yield fault_at(raw.file, key, f"{use!r} is a kind of {section_of(kinds[use])}, not of {raw.section}", nearest("", fitting), text)


def _scope(raw: RawTable, kinds: Mapping[str, type[Config]]) -> str:
    """Give the topic rule that a rule names as its `topic`; "" if it names none or its kind has no such key."""
    kind, topic = kinds.get(str(raw.values.get("use"))), raw.values.get("topic")
    return topic if isinstance(topic, str) and kind is not None and "topic" in kind.model_fields else ""


def _scoped(table: Table, topic: str, rules: Mapping[str, Table], settings: Settings, topic_kinds: Collection[str] | None) -> Table:
    """Put a rule whose topic is missing or unusable in state error: it would never match, in silence."""
    wrong, hint = _wrong_topic(table.name, topic, rules, topic_kinds) if topic else ("", "")
    if not wrong:
        return table
    fault = fault_at(table.file, ("rules", table.name, "topic"), wrong, hint, settings.texts.get(table.file, ""))
    return replace(table, config=None, faults=(*table.faults, fault))


def _wrong_topic(rule: str, topic: str, rules: Mapping[str, Table], topic_kinds: Collection[str] | None) -> tuple[str, str]:
    found = rules.get(topic)
    topics = [name for name, table in rules.items() if name != rule and (topic_kinds is None or table.use in topic_kinds)]
    if found is None:
        return f"no rule is named {topic!r}", nearest(topic, topics)
    if found.faults:
        return f"its topic {topic!r} has faults", "mend that rule first"
    if topic not in topics:
        return f"{topic!r} is not a topic rule", nearest(topic, topics)
    return ("", "") if found.enabled else (f"its topic {topic!r} is not enabled", "")


def shown(settings: Settings, tables: Tables) -> dict[str, Any]:
    """Give the whole configuration as it may be shown: defaults filled in, secrets masked, a faulty table by its error alone."""
    core: dict[str, Any] = {name: getattr(settings, name).model_dump(mode="json") for name in ("store", "net", "workers", "plugins", "log")}
    core["store"]["url"] = hide_password(settings.store.url)
    sections = {name: {table.name: _shown_table(table) for table in getattr(tables, name).values()} for name in SECTIONS}
    return {**core, "aliases": dict(settings.aliases), **sections}


def _shown_table(table: Table) -> dict[str, Any]:
    if table.config is None:
        return {"use": table.use, "error": table.error}
    dumped: dict[str, Any] = table.config.model_dump(mode="json")
    return dumped
