"""Writes a new plugin with its test: a working one of each sort, to be changed rather than begun."""

from __future__ import annotations

import keyword
import re
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from string import Template

from monitor.errors import UsageError

SORTS = ("detector", "annotator", "channel")
_TABLES = {
    "detector": '[rules.{name}]\nuse = "{name}"\nwords = ["flood", "storm surge"]\n',
    "annotator": "",
    "channel": '[channels.{name}]\nuse = "{name}"\npath = "{name}.log"\n',
}
_KEYS = {"detector": """ --set 'words=["flood"]'""", "annotator": "", "channel": " --set path=told.log --send"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The files that were written, the plugin first, and what its author does next."""

    files: tuple[Path, ...]
    next_steps: str


def write(name: str, sort: str, folder: Path) -> Written:
    """Write `folder/NAME.py` and `folder/tests/test_NAME.py`; a `-` in the name is `_` in the files' names and `-` as the kind.

    Raises: UsageError if the name cannot be one, a file is there already, or the folder cannot be written.
    """
    module = name.replace("-", "_")
    if not re.fullmatch(r"[a-z][a-z0-9_]*", module) or keyword.iskeyword(module):
        raise UsageError(f"not a name for a plugin: {name!r}: use small letters, digits and -, such as new-hashtag")
    plugin, test = folder / f"{module}.py", folder / "tests" / f"test_{module}.py"
    taken = [str(path) for path in (plugin, test) if path.exists()]
    if taken:
        raise UsageError(f"cannot write plugin {name!r}: {', '.join(taken)} is there already: choose another name or folder")
    words = {"name": name, "module": module, "Name": "".join(part.capitalize() for part in module.split("_"))}
    try:
        test.parent.mkdir(parents=True, exist_ok=True)
        plugin.write_text(_filled(sort, words), encoding="utf-8")
        test.write_text(_filled(f"test_{sort}", words), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"cannot write plugin {name!r} into {str(folder)!r}: {error.strerror}") from error
    return Written(files=(plugin, test), next_steps=_next_steps(name, sort, folder, plugin, test))


def _filled(template: str, words: dict[str, str]) -> str:
    """Fill one of the templates beside this file."""
    return Template(files(__package__).joinpath(f"{template}.py.template").read_text(encoding="utf-8")).substitute(words)


def _next_steps(name: str, sort: str, folder: Path, plugin: Path, test: Path) -> str:
    table = _TABLES[sort].format(name=name)
    steps = [
        f"  python -m pytest {test}                      its own test",
        f"  monitor plugins test {plugin}{_KEYS[sort]}   contract, determinism, hostile texts, time and memory",
        f'  in monitor.toml: [plugins] folders = ["{folder}"] (relative to that file), then `monitor plugins list`',
    ]
    if table:
        steps.append("  and a table that uses it:\n" + "".join(f"    {line}\n" for line in table.splitlines()).rstrip("\n"))
    return "\n".join(steps) + "\n"
