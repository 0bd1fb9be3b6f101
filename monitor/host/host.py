"""Holds the plugins: builds them from the configuration and calls them one at a time, so that a bad one costs only itself."""

from __future__ import annotations

import pickle
from collections.abc import AsyncIterable, Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from functools import cached_property
from inspect import signature
from itertools import islice
from pkgutil import resolve_name
from typing import Any

import pluggy

from monitor import hookspecs
from monitor.config import Config, Settings, Tables, validate
from monitor.config.tables import section_of
from monitor.errors import DeliveryError, MonitorError, PluginError, SourceError, StorageError
from monitor.host.build import NoNet, Offer, RuleInfo, try_make, try_prepare
from monitor.host.discover import HOOKS, Plugin, config_of, load_all
from monitor.host.fault import Breach, Fault, fault_of
from monitor.host.garbage import settle
from monitor.host.units import Call, Unit, Workpiece, make_units
from monitor.model.article import Article, Feed
from monitor.model.history import History
from monitor.model.net import Net

LIMITS = {"fetch": 100_000, "parse": 100_000, "annotate": 10_000, "place": 10_000, "detect": 1_000}
# Errors that a hook may raise by contract: they say something about the source, the message or the store, not about the plugin.
_ALLOWED: dict[str, tuple[type[MonitorError], ...]] = {
    "fetch": (SourceError,),
    "parse": (SourceError,),
    "extract": (SourceError,),
    "place": (StorageError,),
    "detect": (StorageError,),
    "notify": (DeliveryError,),
}
_TABLE_OF: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "fetch": lambda given: str(given["source"].name),
    "parse": lambda given: str(given["payload"].source),
    "extract": lambda given: str(given["entry"].source),
    "notify": lambda given: str(given["notification"].channel),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HostSpec:
    """All that another process needs to build the same host. `net` names a function of `NetSettings` that gives a Net: "module:name"."""

    settings: Settings
    suspended: frozenset[str] = frozenset()
    net: str = ""

    def open(self) -> Host:
        """Build the host."""
        net = resolve_name(self.net)(self.settings.net) if self.net else None
        host = Host(self.settings, suspended=self.suspended, net=net)
        host.prepare()
        settle()
        return host


class Host:
    """All plugins, built from one configuration. Attributes:

    plugins: every plugin with its state; kinds: the Config of every kind by name; tables: the validated tables;
    guard: a context manager per call, given the unit's and the hook's name, which may interrupt it (workers set a time limit).
    """

    def __init__(self, settings: Settings, *, suspended: Collection[str] = (), net: Net | None = None) -> None:
        self.settings = settings
        self.suspended = frozenset(suspended)
        self.guard: Callable[[str, str], AbstractContextManager[None]] = lambda unit, hook: nullcontext()
        loaded = load_all(settings.plugin_folders, settings.plugins.disabled)
        self._classes, clashes = _kinds(loaded)
        self.kinds: Mapping[str, type[Config]] = {name: config_of(cls) for name, cls in self._classes.items()}
        topics = {kind for part in loaded if "annotate" in part.plugin.hooks for kind in part.kinds}
        self.tables: Tables = validate(settings, self.kinds, topic_kinds=topics)
        self.net: Net = net or NoNet()
        self._offer = Offer(self.net, settings.aliases)
        sections = {name: section_of(config) or "rules" for name, config in self.kinds.items()}
        work = Workpiece({name: getattr(self.tables, name) for name in ("sources", "rules", "channels")}, self._offer, self.suspended)
        made = make_units(loaded, sections, work)
        self._errors, self._versions = work.errors, work.versions
        self._units = _register(made, self._errors)
        self._unit_of = {rule: unit.name for unit in self._units if unit.section == "rules" for rule in unit.rules}
        self.plugins = tuple(self._described(part.plugin, clashes) for part in loaded)
        self._general, self._own = _index([unit for unit in self._units if unit.name not in self.suspended])

    def prepare(self) -> None:
        """Have plugins do now what takes them long, before the clock of an article runs: those with a method `prepare`.

        What fails here fails again when the plugin is called, and is recorded then.
        """
        for unit in self._units:
            if hasattr(unit.instance, "prepare"):
                try_prepare(unit.instance, len(unit.rules))

    def _described(self, plugin: Plugin, clashes: Mapping[str, str]) -> Plugin:
        error = self._errors.get(("plugins", plugin.name), "") or clashes.get(plugin.name, "")
        if plugin.state == "loaded" and error:
            return replace(plugin, problems=(*plugin.problems, error))
        return replace(plugin, state="suspended") if plugin.state == "loaded" and plugin.name in self.suspended else plugin

    def units(self, stage: str) -> Mapping[str, str]:
        """Give the version of every unit that runs at a stage, by name; suspended ones are left out."""
        own = [unit for units in self._own[stage].values() for unit in units]
        return {unit.name: unit.version for unit in (*self._general[stage], *own)}

    def made_of(self, plugin: str) -> Mapping[str, tuple[str, ...]]:
        """Name the units that were made of a plugin, by the hooks that they have."""
        own = [unit for unit in self._units if unit.plugin.name == plugin]
        return {hook: tuple(unit.name for unit in own if hook in unit.calls) for hook in HOOKS}

    def unit_of(self, rule: str) -> str:
        """Name the unit that runs a rule; "" if none does."""
        return self._unit_of.get(rule, "")

    @cached_property
    def unawaited(self) -> frozenset[str]:
        """Give the rules that annotate with matches alone, and that no rule names as its topic; and the units that run only such.

        Nothing needs to wait until these have judged what is stored.
        """
        asked = {info.topic for info in self.rules().values() if info.topic and info.state == "ok"}
        matching = [unit for unit in self._units if unit.section == "rules" and getattr(unit.instance, "only_matches", False)]
        rules = {rule for unit in matching for rule in unit.rules if rule not in asked}
        return frozenset(rules | {unit.name for unit in matching if rules.issuperset(unit.rules)})

    def rules(self) -> Mapping[str, RuleInfo]:
        """Give every configured rule by name, those in state error included."""
        return self._rules

    @cached_property
    def _rules(self) -> Mapping[str, RuleInfo]:
        units = {rule: unit for unit in self._units if unit.section == "rules" for rule in unit.rules}
        return {name: self._rule(name, units.get(name)) for name in self.tables.rules}

    def _rule(self, name: str, unit: Unit | None) -> RuleInfo:
        table = self.tables.rules[name]
        error = table.error or self._error_of("rules", name)
        stopped = name in self.suspended or (unit is not None and unit.name in self.suspended)
        state = "disabled" if not table.enabled else "error" if error else "suspended" if stopped else "ok"
        config = table.config
        return RuleInfo(
            name=name, use=table.use, version=self._versions.get(("rules", name), ""), title=getattr(config, "title", ""),
            status=getattr(config, "status", ""), state=state, error=error, unit=unit.name if unit else "",
            topic=getattr(config, "topic", None) or None,
        )  # fmt: skip

    def _error_of(self, section: str, name: str) -> str:
        error = self._errors.get((section, name))
        return f"{getattr(self.tables, section)[name].file}: {section}.{name}: {error}" if error else ""

    @property
    def faults(self) -> tuple[str, ...]:
        """Give every fault of the configuration, one a line: of tables, of what plugins made of them, and of the plugins."""
        built = [self._error_of(section, name) for section, name in self._errors if section != "plugins"]
        failed = [f"plugin {plugin.name!r}: {plugin.error} (from {plugin.origin})" for plugin in self.plugins if plugin.state == "failed"]
        odd = [f"plugin {plugin.name!r}: {problem}" for plugin in self.plugins if plugin.state != "failed" for problem in plugin.problems]
        return tuple(dict.fromkeys([*map(str, self.tables.faults), *built, *failed, *odd]))

    def candidates(
        self, hook: str, given: Mapping[str, Any], only: Collection[str] | None = None, without: Collection[str] = ()
    ) -> Iterator[Unit]:
        """Give the units that a call concerns, by name: a source's or channel's own unit hears only of its own, and first.

        Those marked `@hookimpl(trylast=True)` come behind the others.
        `only` and `without` narrow them by the names of units or of their rules.
        """
        table = _TABLE_OF[hook](given) if hook in _TABLE_OF else ""
        units = [unit for unit in self._general[hook] if not (table and unit.rules) or table in unit.rules]
        own = self._own[hook].get(table, ())
        for unit in sorted([*own, *units], key=lambda unit: (unit.calls[hook].last, unit not in own, unit.name)):
            chosen = only is None or unit.name in only or (unit.section == "rules" and not unit.rules.keys().isdisjoint(only))
            if chosen and unit.name not in without:
                yield unit

    def call_each(
        self, hook: str, /, *, only: Collection[str] | None = None, without: Collection[str] = (), **given: Any
    ) -> Iterator[tuple[Unit, tuple[Any, ...] | Fault]]:
        """Call every unit of a hook, by name, and give its findings as a tuple, or its fault.

        Generators are exhausted here, inside the `try`. Strangers get copies of what they are given, so that they cannot change it.
        Raises: what the contract lets a hook raise (SourceError, DeliveryError, StorageError).
        """
        copies = _Copies(given)
        for unit in self.candidates(hook, given, only, without):
            yield unit, self._called(unit, hook, copies)

    def call_first(
        self,
        hook: str,
        /,
        *,
        check: Callable[[Any], Any] | None = None,
        only: Collection[str] | None = None,
        without: Collection[str] = (),
        **given: Any,
    ) -> tuple[Any, tuple[Fault, ...]]:
        """Ask unit after unit, by name, until one answers; give its answer (None if nobody's) and the faults of those before it.

        `check` sees each answer and gives what to answer instead, or raises. A fetch's answer may be an async iterable.
        Raises: as `call_each`.
        """
        faults: list[Fault] = []
        copies = _Copies(given)
        for unit in self.candidates(hook, given, only, without):
            answer = self._called(unit, hook, copies, check)
            if isinstance(answer, Fault):
                faults.append(answer)
            elif answer is not None:
                return answer, tuple(faults)
        return None, tuple(faults)

    def _called(self, unit: Unit, hook: str, copies: _Copies, check: Callable[[Any], Any] | None = None) -> Any:
        call = unit.calls[hook]
        given = copies.fresh() if not unit.plugin.ours else copies.given
        try:
            with self.guard(unit.name, hook):
                answer = _finish(unit, hook, call.function(*(given[name] for name in call.arguments)))
                return check(answer) if check and answer is not None else answer
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # a stranger's hook may raise anything, sys.exit and our own interruption included
            if isinstance(error, _ALLOWED.get(hook, ())):
                raise
            return fault_of(unit.name, hook, error)

    def runs_in_house(self, hook: str, **given: Any) -> bool:
        """Say whether every unit that a call concerns ships with the monitor."""
        return all(unit.plugin.ours for unit in self.candidates(hook, given))

    def instance(self, section: str, name: str) -> Any:
        """Give the plugin that serves a table; the same for all tables of a kind that takes them at once. None if there is none."""
        return next((unit.instance for unit in self._units if unit.section == section and name in unit.rules), None)

    def explain(self, article: Article, rule: str, history: History) -> str:
        """Ask a rule's plugin why it did or did not match, with what was known before if it asks for that; "" if it has nothing to say.

        Raises: PluginError if its answer fails.
        """
        plugin = self.instance("rules", rule)
        if plugin is None or not hasattr(plugin, "explain"):
            return ""
        try:
            more = {"history": history} if "history" in signature(plugin.explain).parameters else {}
            return str(plugin.explain(article, rule, **more))
        except Exception as error:
            raise PluginError(f"rule {rule!r} cannot explain itself on article {article.id}: {error}") from error

    def make(self, kind: str, **keys: Any) -> Any:
        """Make one instance of a kind outside the configuration, its table filled with `keys`.

        Raises: PluginError if there is no such kind or it cannot be made.
        """
        if kind not in self.kinds:
            raise PluginError(f"no kind is named {kind!r}: see `monitor plugins list`")
        config = self.kinds[kind].model_validate({"use": kind, **keys}, context={"aliases": self.settings.aliases})
        made, error = try_make(self._classes[kind], self._offer, rules={kind: config}, name=kind, config=config)
        if error:
            raise PluginError(f"kind {kind!r} cannot be made: {error}")
        return made


@dataclass(slots=True)
class _Copies:
    """What a call gives, and fresh copies of it for strangers. History is shared: it is read-only and may hold a connection."""

    given: Mapping[str, Any]
    _frozen: dict[str, bytes] = field(default_factory=dict)

    def fresh(self) -> Mapping[str, Any]:
        for name, value in self.given.items():
            if name != "history" and name not in self._frozen:
                self._frozen[name] = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        return {**self.given, **{name: pickle.loads(kept) for name, kept in self._frozen.items()}}  # noqa: S301 - our own bytes


def _finish(unit: Unit, hook: str, answer: Any) -> Any:
    """Exhaust what a hook answered, within its limit."""
    if hook in ("extract", "notify") or (answer is None and hook in ("fetch", "parse")):
        return answer
    if isinstance(answer, Feed) or (hook == "fetch" and isinstance(answer, AsyncIterable)):
        return answer
    if answer is None:
        return ()
    try:
        found = iter(answer)
    except TypeError:
        raise Breach(f"answered {type(answer).__name__}, not an iterable") from None
    limit = LIMITS[hook] * max(1, len(unit.rules))
    findings = tuple(islice(found, limit + 1))
    if len(findings) > limit:
        raise Breach(f"answered more than {limit:,} findings")
    return findings


def _kinds(loaded: Any) -> tuple[dict[str, type], dict[str, str]]:
    """Give the class of every kind by name, and the plugins that brought a kind whose name was taken."""
    classes: dict[str, type] = {}
    clashes: dict[str, str] = {}
    for part in loaded:
        for name, cls in part.kinds.items():
            if classes.setdefault(name, cls) is not cls:
                clashes[part.plugin.name] = f"its kind {name!r} is taken by another plugin"
    return classes, clashes


def _register(units: tuple[Unit, ...], errors: dict[tuple[str, str], str]) -> tuple[Unit, ...]:
    """Have pluggy check every unit against the hooks, and read back which functions to call with which arguments."""
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    for unit in units:
        try:
            manager.register(unit.instance, unit.name)
        except (pluggy.PluginValidationError, ValueError) as error:
            errors.update({(unit.section, rule): str(error) for rule in unit.rules} or {("plugins", unit.plugin.name): str(error)})
    calls: dict[str, dict[str, Call]] = {}
    for hook in HOOKS:
        for found in getattr(manager.hook, hook).get_hookimpls():
            calls.setdefault(found.plugin_name, {})[hook] = Call(found.function, tuple(found.argnames), found.trylast)
    return tuple(replace(unit, calls=calls.get(unit.name, {})) for unit in units)


def _index(units: list[Unit]) -> tuple[dict[str, list[Unit]], dict[str, dict[str, list[Unit]]]]:
    """Sort units by hook: those called for everything, and those called only for their own source or channel."""
    general: dict[str, list[Unit]] = {hook: [] for hook in HOOKS}
    own: dict[str, dict[str, list[Unit]]] = {hook: {} for hook in HOOKS}
    for unit in sorted(units, key=lambda unit: unit.name):
        for hook in unit.calls:
            if unit.section in ("sources", "channels") and not unit.many and hook in _TABLE_OF:
                own[hook].setdefault(next(iter(unit.rules)), []).append(unit)
            else:
                general[hook].append(unit)
    return general, own
