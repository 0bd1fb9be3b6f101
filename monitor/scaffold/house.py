"""Writes a first configuration: the one that is shipped, with its rules and the reports they are shown on."""

from __future__ import annotations

import shutil
from pathlib import Path

from monitor.errors import MonitorError, UsageError

_PARTS = ("monitor.toml", "rules", "samples")


def write_house(folder: Path) -> Path:
    """Write `folder/config/` with the shipped configuration; give its main file. What is stored goes to `folder/var/`.

    Raises: UsageError if there is a configuration already (then nothing is written), or the folder cannot be written.
    """
    target = folder / "config"
    taken = [str(path) for path in (folder / "monitor.toml", *(target / part for part in _PARTS)) if path.exists()]
    if taken:
        raise UsageError(f"cannot write a configuration into {str(folder)!r}: {', '.join(taken)} is there already: choose another folder")
    shipped = _shipped()
    try:
        target.mkdir(parents=True, exist_ok=True)
        for part in _PARTS:
            copy = shutil.copytree if (shipped / part).is_dir() else shutil.copyfile
            copy(shipped / part, target / part)
    except OSError as error:
        raise UsageError(f"cannot write a configuration into {str(folder)!r}: {error.strerror or error}") from error
    return target / "monitor.toml"


def _shipped() -> Path:
    """Find what is shipped: inside an installed package, or at the top of the checkout that it runs from."""
    package = Path(__file__).parents[1]
    found = next((place for place in (package / "shipped", package.parent / "config") if (place / "monitor.toml").is_file()), None)
    if found is None:
        raise MonitorError(f"the shipped configuration is missing beside {package}: install the monitor again")
    return found
