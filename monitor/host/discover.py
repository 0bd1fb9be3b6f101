"""Finds plugins, entry points and single files, and loads each in its own `try`."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.machinery import SourceFileLoader
from importlib.metadata import EntryPoint, entry_points
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from pydantic import BaseModel, create_model

from monitor import hookspecs
from monitor.config import ChannelConfig, Config, RuleConfig, SourceConfig, nearest
from monitor.config.tables import section_of
from monitor.host.fault import describe, one_line
from monitor.host.limit import LOAD_SECONDS, time_limit

GROUP = "monitor"
OUR_DISTRIBUTION = "media-monitor"
HOOKS = ("fetch", "parse", "extract", "annotate", "place", "detect", "notify")
_MARK = f"{hookspecs.PROJECT}_impl"
_ARGUMENTS = {hook: tuple(inspect.signature(getattr(hookspecs, hook)).parameters) for hook in HOOKS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plugin:
    """One plugin as `monitor plugins list` shows it. state: loaded, failed, disabled, suspended.

    `origin` is its distribution or file, `problems` what is odd although it runs, `ours` says that it ships with the monitor.
    """

    name: str
    origin: str
    version: str = ""
    hooks: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    state: str = "loaded"
    error: str = ""
    problems: tuple[str, ...] = ()
    ours: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A plugin with what it brought: kinds (classes with a Config) by name, and a plain object with hooks of its own, if any."""

    plugin: Plugin
    kinds: Mapping[str, type] = field(default_factory=dict)
    plain: Any = None


@dataclass(frozen=True, slots=True)
class _Found:
    name: str
    origin: str
    ours: bool
    load: Callable[[], object]


def load_all(folders: Collection[Path], disabled: Collection[str] = ()) -> tuple[Loaded, ...]:
    """Load every plugin there is, ours first, then by name; whatever a plugin does while it loads becomes its `error`."""
    loaded: dict[str, Loaded] = {}
    for found in _find(folders):
        if found.name in loaded:
            loaded[f"{found.name} ({found.origin})"] = _failed(found, f"its name is taken by {loaded[found.name].plugin.origin}")
        elif found.name in disabled:
            loaded[found.name] = Loaded(plugin=Plugin(name=found.name, origin=found.origin, state="disabled", ours=found.ours))
        else:
            loaded[found.name] = _load(found)
    return tuple(loaded.values())


def own_modules() -> tuple[str, ...]:
    """Name the modules of the plugins that ship with the monitor."""
    return tuple(sorted({point.module for point in entry_points(group=GROUP) if _is_ours(point)}))


def _find(folders: Collection[Path]) -> Iterator[_Found]:
    points = sorted(entry_points(group=GROUP), key=lambda point: (not _is_ours(point), point.name, _origin(point)))
    for point in points:
        yield _Found(point.name, _origin(point), _is_ours(point), point.load)
    for folder in folders:
        if not folder.is_dir():
            yield _Found(folder.name, str(folder), False, lambda folder=folder: _no_folder(folder))  # type: ignore[misc]
        for path in sorted(folder.glob("*.py")):
            if not path.name.startswith("_"):
                yield _Found(path.stem, str(path), False, lambda path=path: _import_file(path))  # type: ignore[misc]


def _is_ours(point: EntryPoint) -> bool:
    return point.dist is not None and point.dist.name == OUR_DISTRIBUTION


def _origin(point: EntryPoint) -> str:
    return f"{point.dist.name} {point.dist.version}" if point.dist else point.value


def _no_folder(folder: Path) -> object:
    raise FileNotFoundError(f"no such folder of plugins: {folder}")


class _Source(SourceFileLoader):
    """Compiles a file each time: cached bytecode would miss an edit within a second, and litter the folder."""

    def get_code(self, fullname: str) -> CodeType:
        return self.source_to_code(self.get_data(self.path), self.path)


def _import_file(path: Path) -> ModuleType:
    name = f"monitor_dropped_in_{path.stem}"
    spec = spec_from_file_location(name, path, loader=_Source(name, str(path)))
    if spec is None or spec.loader is None:
        raise ImportError(f"cannot load {path}")
    module = module_from_spec(spec)
    sys.modules[name] = module  # pydantic and pickle look names up there
    spec.loader.exec_module(module)
    return module


def _failed(found: _Found, error: str) -> Loaded:
    return Loaded(plugin=Plugin(name=found.name, origin=found.origin, state="failed", error=error, ours=found.ours))


def _load(found: _Found) -> Loaded:
    try:
        with time_limit(LOAD_SECONDS):
            return _examine(found, found.load())
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # a stranger's module may raise anything at all, sys.exit included
        return _failed(found, describe(error))


def _examine(found: _Found, brought: object) -> Loaded:
    classes = [brought] if isinstance(brought, type) else _classes(brought)
    kinds = {_kind_name(cls, found, brought): cls for cls in classes if hasattr(cls, "Config")}
    plain = [brought] if not isinstance(brought, type) and _marked(brought) else []
    plain += [cls for cls in classes if not hasattr(cls, "Config")]
    parts = (*kinds.values(), *plain)
    problems = [problem for part in parts or _unmarked(brought) for problem in _problems(part)]
    hooks = tuple(hook for hook in HOOKS if any(hook in _marked(part) for part in parts))
    fatal = [wrong for part in parts for hook in hooks if hook in _marked(part) for wrong in _wrong_arguments(hook, _marked(part)[hook])]
    wrong = one_line("; ".join(fatal or problems or ["it implements no hook"])) if fatal or not hooks else ""
    plugin = Plugin(
        name=found.name, origin=found.origin, version=version_of([*kinds.values(), *plain, brought]), hooks=hooks, kinds=tuple(kinds),
        state="failed" if wrong else "loaded", error=wrong, problems=tuple(problems), ours=found.ours,
    )  # fmt: skip
    if wrong:
        return Loaded(plugin=plugin)
    for cls in kinds.values():
        config_of(cls)
    return Loaded(plugin=plugin, kinds=kinds, plain=_whole(plain))


def _whole(plain: list[Any]) -> Any:
    if len(plain) > 1:
        raise TypeError("it has several classes with hooks but without a Config: make one of them, or give each a Config")
    if not plain:
        return None
    return plain[0]() if isinstance(plain[0], type) else plain[0]


def _classes(module: object) -> list[type]:
    return [cls for cls in _own_classes(module) if _marked(cls)]


def _own_classes(module: object) -> list[type]:
    if not isinstance(module, ModuleType):
        return []
    return [value for value in vars(module).values() if isinstance(value, type) and value.__module__ == module.__name__]


def _unmarked(brought: object) -> list[object]:
    """Give where to look for hooks that somebody forgot to mark, in a plugin that has none."""
    return [brought, *_own_classes(brought)]


def _kind_name(cls: type, found: _Found, brought: object) -> str:
    return found.name if cls is brought else str(getattr(cls, "kind", found.name))


def version_of(parts: Collection[Any]) -> str:
    """Give the first `version` that a part of a plugin declares; "1" if none does."""
    return next((str(part.version) for part in parts if isinstance(getattr(part, "version", None), str)), "1")


def config_of(cls: Any) -> type[Config]:
    """Give a kind's Config with the keys that its section shares; a plain pydantic model gets them added.

    Raises: TypeError if the Config is no pydantic model.
    """
    config = cls.Config
    if not (isinstance(config, type) and issubclass(config, BaseModel)):
        raise TypeError(f"{cls.__name__}.Config should be a class that inherits from Config")
    if section_of(config):
        return config  # type: ignore[return-value]  # section_of only knows subclasses of Config
    hooks = _marked(cls)
    base = ChannelConfig if "notify" in hooks else SourceConfig if "fetch" in hooks else RuleConfig
    bases: tuple[Any, ...] = (config, base)
    return create_model(config.__name__, __base__=bases, __module__=config.__module__, __doc__=config.__doc__)


def _marked(part: Any) -> dict[str, Any]:
    """Give what carries the hookimpl mark, by the name of the hook that it means to be."""
    found = {name: inspect.getattr_static(part, name, None) for name in dir(part)}
    plain = {name: getattr(value, "__func__", value) for name, value in found.items()}
    marks = {name: getattr(value, _MARK, None) for name, value in plain.items() if inspect.isroutine(value)}
    return {mark.get("specname") or name: plain[name] for name, mark in marks.items() if isinstance(mark, dict)}


def _problems(part: Any) -> Iterator[str]:
    """Say what looks like a hook and is none, and which hooks ask for arguments that they will not get."""
    marked = _marked(part)
    for name, function in marked.items():
        if name not in HOOKS:
            yield f"{name!r} is no hook ({nearest(name, HOOKS)})"
        else:
            yield from _wrong_arguments(name, function)
    for name in HOOKS:
        if name not in marked and inspect.isfunction(inspect.getattr_static(part, name, None)):
            yield f"{name!r} is not marked with @hookimpl"
    explain = inspect.getattr_static(part, "explain", None)
    if inspect.isclass(part) and inspect.isfunction(explain) and len(_asked(explain).keys() - {"self", "history"}) != 2:
        yield "'explain' gets article, rule and, if it asks for that, history"


def _asked(function: Callable[..., Any]) -> dict[str, None]:
    """Give the names of the arguments that a function cannot do without, in order."""
    return {name: None for name, one in inspect.signature(function).parameters.items() if one.default is one.empty}


def _wrong_arguments(hook: str, function: Callable[..., Any]) -> Iterator[str]:
    if getattr(function, _MARK).get("wrapper") or getattr(function, _MARK).get("hookwrapper"):
        yield f"{hook!r} wraps the other plugins, which nothing here may do"
    for name in _asked(function):
        if name not in ("self", "cls") and name not in _ARGUMENTS[hook]:
            yield f"{hook!r} asks for {name!r}, but gets only {', '.join(_ARGUMENTS[hook])}"
