"""Makes plugins of kinds and tables: gives each constructor what it asks for by name, and keeps errors to the table they belong to."""

from __future__ import annotations

import hashlib
import inspect
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from monitor.config import RuleConfig, Table
from monitor.errors import DeliveryError
from monitor.host.fault import describe, one_line
from monitor.host.limit import LOAD_SECONDS, SECONDS_PER_RULE, time_limit
from monitor.model.net import Net, Reply

_NOT_JUDGED = frozenset(RuleConfig.model_fields) - {"use"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleInfo:
    """One configured rule. state: ok, error, disabled, suspended. `unit` is what runs it, `topic` the topic rule that it is scoped to."""

    name: str
    use: str
    version: str
    title: str
    status: str
    state: str
    error: str = ""
    unit: str = ""
    topic: str | None = None


class NoNet:
    """Stands where nothing may go out: in judges, tests and commands that only look."""

    def send(
        self, method: str, url: str, *, headers: Mapping[str, str] | None = None, body: bytes = b"", deadline: timedelta = timedelta(0)
    ) -> Reply:
        """Refuse.

        Raises: DeliveryError, always.
        """
        raise DeliveryError("nothing may be sent from here")


@dataclass(frozen=True, slots=True)
class Offer:
    """What a constructor may ask for beside its own table."""

    net: Net
    aliases: Mapping[str, Sequence[str]]


def takes_all(cls: type) -> bool:
    """Say whether a kind takes all its tables at once; the parameter `rules` tells."""
    return "rules" in inspect.signature(cls).parameters


def make(cls: type, offer: Offer, **own: Any) -> Any:
    """Make an instance, passing the arguments that its constructor names.

    Raises: TypeError if it asks for something that nobody gives; else whatever the constructor raises.
    """
    offered = {**own, "net": offer.net, "aliases": offer.aliases}
    asked = inspect.signature(cls).parameters.values()
    strange = [parameter.name for parameter in asked if parameter.name not in offered and _required(parameter)]
    if strange:
        raise TypeError(f"its constructor asks for {', '.join(map(repr, strange))}; it may ask for {', '.join(offered)}")
    return cls(**{parameter.name: offered[parameter.name] for parameter in asked if parameter.name in offered})


def _required(parameter: inspect.Parameter) -> bool:
    return parameter.default is parameter.empty and parameter.kind not in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD)


def try_make(cls: type, offer: Offer, **own: Any) -> tuple[Any, str]:
    """Make an instance; None and the error in one line if that fails in any way."""
    try:
        with time_limit(LOAD_SECONDS + SECONDS_PER_RULE * len(own.get("rules", ()))):
            return make(cls, offer, **own), ""
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # a stranger's constructor may raise anything, sys.exit included
        return None, describe(error)


def try_prepare(instance: Any, rules: int) -> str:
    """Have an instance get ready; give the error in one line if that fails in any way, "" if not."""
    try:
        with time_limit(LOAD_SECONDS + SECONDS_PER_RULE * rules):
            instance.prepare()
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # a stranger's method may raise anything, sys.exit included
        return describe(error)
    return ""


def make_all(cls: type, tables: Mapping[str, Table], offer: Offer) -> tuple[Any, dict[str, str]]:
    """Make the one instance of a kind that takes all its tables; give it with the errors per rule.

    A constructor that fails is asked rule by rule, so that one bad rule does not cost the others.
    """
    configs = {name: table.config for name, table in tables.items()}
    instance, error = try_make(cls, offer, rules=configs)
    if instance is not None or not configs:
        return instance, {**({"": error} if error else {}), **_own_faults(instance)}
    wrong = {name: said for name, config in configs.items() if (said := try_make(cls, offer, rules={name: config})[1])}
    rest = {name: config for name, config in configs.items() if name not in wrong}
    instance, error = try_make(cls, offer, rules=rest) if wrong and rest else (None, error)
    return instance, {**wrong, **(dict.fromkeys(rest, error) if instance is None else {}), **_own_faults(instance)}


def _own_faults(instance: Any) -> dict[str, str]:
    """Ask an instance which of its rules it cannot use."""
    if not hasattr(instance, "faults"):
        return {}
    try:
        return {str(rule): one_line(str(message)) for rule, message in instance.faults().items()}
    except Exception as error:  # a stranger's method; the rules stay usable, and the fault shows under no rule's name
        return {"": f"faults() failed: {describe(error)}"}


def rule_version(plugin_version: str, config: Any, aliases: Mapping[str, Sequence[str]]) -> str:
    """Give the version of a rule: twelve hex digits over its plugin's version and every key that changes its answers.

    Titles, tests and status do not count; the aliases that it names, and those that they name, do.
    """
    table = {key: value for key, value in config.model_dump(mode="json").items() if key not in _NOT_JUDGED}
    written = json.dumps(table, sort_keys=True, ensure_ascii=False, default=str)
    named = {name: list(aliases[name]) for name in sorted(_aliases_in(written, aliases))}
    return digest(plugin_version, written, json.dumps(named, sort_keys=True, ensure_ascii=False))


def digest(*parts: str) -> str:
    """Give twelve hex digits that stand for these strings."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _aliases_in(written: str, aliases: Mapping[str, Sequence[str]]) -> set[str]:
    found: set[str] = set()
    pending = list(_named(written, aliases)) if aliases else []
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            pending += [inner for word in aliases[name] for inner in _named(word, aliases)]
    return found


def _named(text: str, aliases: Iterable[str]) -> Iterator[str]:
    known = set(aliases)
    yield from (name for name in re.findall(r"@([\w.-]+)", text) if name in known)
