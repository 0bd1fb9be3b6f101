"""Changes a file of the configuration: only to one that is no worse, at once, and never two commands in each other's way."""

from __future__ import annotations

import fcntl
import os
import re
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from monitor.config import load
from monitor.errors import ConfigError
from monitor.host import Host

_BOM = "\ufeff"


def begin(config: Path, text: str) -> bool:
    """Make a configuration of this text where none is; say whether it was made.

    Raises: ConfigError if it cannot be.
    """
    try:
        with open(config, "x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError:
        return False
    except OSError as error:
        raise ConfigError(f"{config}: cannot be made: {error.strerror}") from error
    return True


def amend(config: Path, change: Callable[[str], str], *, file: Path | None = None) -> None:
    """Replace the text of `file` (the configuration at `config` itself, if left out; it need not exist) with what `change` makes of it.

    The would-be configuration is read and judged first: if it has a fault that the present one has not, nothing is written.
    `change` may raise ValueError to refuse. Comments and order are `change`'s business: see `monitor.config.edit`.

    Raises: ConfigError with the reasons; the file is as it was.
    """
    target = (file or config).absolute()
    with _alone(config.absolute().parent):
        text = _text(target)
        try:
            new = change(text.removeprefix(_BOM))
        except ValueError as error:
            raise ConfigError(f"{target.name}: {error}") from error
        reasons = faults_of_change(config, target, new)
        if reasons:
            raise ConfigError(*reasons)
        _replace(target, text[: text.startswith(_BOM)] + new)


def faults_of_change(config: Path, file: Path, text: str) -> list[str]:
    """Give the faults that a configuration would have with another text in one of its files, and has not now.

    Raises: ConfigError if the present one cannot be read.
    """
    present = Host(load(config))
    try:
        return new_faults(present, Host(load(config, instead={file.absolute(): text})))
    except ConfigError as error:
        return list(error.faults)


def new_faults(old: Host, new: Host) -> list[str]:
    """Give the faults of a configuration that another does not have, wherever they stand in it."""
    known = {_without_line(fault) for fault in old.faults}
    return [fault for fault in new.faults if _without_line(fault) not in known]


def _without_line(fault: str) -> str:
    """Give a fault without its line, which moves when something is written above it."""
    return re.sub(r"[;(] ?line \d+\)$", "", fault)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder's lock, so that two commands do not undo each other's changes."""
    try:
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise ConfigError(f"{folder}: cannot be written: {error.strerror}") from error
    try:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode()
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise ConfigError(f"{path.name}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path.name}: is not UTF-8: byte {error.start}") from error


def _replace(path: Path, text: str) -> None:
    """Put a whole new file in the place of the old one, or leave that; owner and rights stay. A link stays a link to the new file."""
    real = Path(os.path.realpath(path))
    try:
        real.parent.mkdir(exist_ok=True)
        handle, fresh = tempfile.mkstemp(dir=real.parent, prefix=f".{real.name}.", suffix=".tmp")
    except OSError as error:
        raise ConfigError(f"{path.name}: cannot be written: {error.strerror}") from error
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(text.encode())
            _like(real, stream.fileno())
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(fresh, real)
    except OSError as error:
        with suppress(OSError):
            os.unlink(fresh)
        raise ConfigError(f"{path.name}: cannot be written: {error.strerror}") from error
    _sync(real.parent)


def _like(path: Path, handle: int) -> None:
    """Give a new file the rights and the owner of the one that it replaces; a first one what the umask leaves."""
    try:
        about = path.stat()
    except FileNotFoundError:
        umask = os.umask(0o077)
        os.umask(umask)
        os.fchmod(handle, 0o666 & ~umask)
        return
    os.fchmod(handle, stat.S_IMODE(about.st_mode))
    with suppress(PermissionError):  # who may write the folder need not be the file's owner
        os.fchown(handle, about.st_uid, about.st_gid)


def _sync(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
