"""The source kind `folder`: report files in a folder, or one file, taken in as they appear or change."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo

from monitor.config import Duration, SourceConfig
from monitor.errors import SourceError
from monitor.hookspecs import hookimpl
from monitor.model.article import Known, Payload, Source

TYPES = {".txt": "text/plain", ".md": "text/markdown", ".html": "text/html", ".ndjson": "application/x-ndjson", ".pdf": "application/pdf"}
_NO_PDF = "is a PDF, and reading it needs an extra: pip install 'media-monitor[pdf]'"
MAX_BYTES = 50_000_000
# Half-written files of editors and copying programs.
_TEMPORARY = ("~", ".tmp", ".part", ".partial", ".swp", ".crdownload")


def _from_config(path: str, info: ValidationInfo) -> str:
    """Make the path absolute; a relative one is relative to the configuration. It need not exist yet."""
    if "\0" in path or not path.strip():
        raise ValueError("should name a folder or a file")
    full = Path((info.context or {}).get("base", "."), path).expanduser().absolute()
    if full.suffix and full.is_file() and full.suffix.lower() not in TYPES:
        raise ValueError(f"{full.name!r} is no report file; its name should end in {', '.join(TYPES)}")
    if full.suffix.lower() == ".pdf" and full.is_file() and not pdf_readable():
        raise ValueError(f"{full.name!r} {_NO_PDF}")
    return str(full)


@cache
def pdf_readable() -> bool:
    """Say whether the extra that reads PDF is installed."""
    return find_spec("pypdf") is not None


class FolderConfig(SourceConfig):
    """Watch a folder, or one file, of reports: `.txt`, `.md`, `.html`, `.pdf` (one report each) and `.ndjson` (one a line)."""

    path: Annotated[str, AfterValidator(_from_config)] = Field(description="the folder or file, relative to this configuration")
    every: Duration | None = Field(default=timedelta(seconds=10), description="how often to look")


class FolderSource:
    """Reads one `[sources.NAME] use = "folder"`."""

    Config = FolderConfig
    version = "1"

    def __init__(self, name: str, config: FolderConfig) -> None:
        self._name, self._path = name, config.path

    @hookimpl
    def fetch(self, source: Source, known: Known) -> Iterator[Payload] | None:
        """Yield one payload for each new or changed file, in the order of their paths; None for other sources.

        A file is unchanged while its time, size, inode and time of change (which no program can set) are. Files that
        changed less than `known.settle` ago wait for the next fetch, and one that a plugin failed on waits for an hour. Links,
        hidden and temporary files are passed over. A file that cannot be read is a payload with a `fault`; the others go through.

        Raises: SourceError if the folder itself cannot be read.
        """
        return self._payloads(known) if source.name == self._name else None

    def _payloads(self, known: Known) -> Iterator[Payload]:
        now = known.now or datetime.now(UTC)
        with _opened(self._path) as (root, parts):
            for part in parts:
                found = self._payload(root, part, known.validators(_readable(part)), now - known.settle if known.settle else None, now)
                if found is not None:
                    yield found

    def _payload(self, root: int, part: str, before: Mapping[str, str], settled: datetime | None, now: datetime) -> Payload | None:
        unreadable = _NO_PDF if part.lower().endswith(".pdf") and not pdf_readable() else ""
        left = before.get("left", "") if now.isoformat() < before.get("until", "") else ""
        try:
            mark, body, fault = ("", b"", unreadable) if unreadable else _read(root, part, before.get("mark", "") or left, settled, now)
        except FileNotFoundError:
            return None  # taken away since it was listed
        except OSError as error:
            mark, body, fault = "", b"", f"cannot be read: {error.strerror or error}"
        if not mark and not fault and not left:
            return None
        return Payload(
            source=self._name,
            part=_readable(part),
            url=(Path(self._path) / part if Path(self._path).name != part else Path(self._path)).as_uri(),
            body=body,
            headers={"content-type": TYPES[PurePosixPath(part).suffix.lower()]},
            fetched_at=now,
            validators={"mark": mark} if mark else {},
            fault=fault or (before["why"] if left and not mark else ""),
        )


@contextmanager
def _opened(path: str) -> Iterator[tuple[int, list[str]]]:
    """Open the folder (of the file) at `path` and list what is to be read in it, sorted.

    The path itself may be a link, since the operator wrote it; what lies below may not.
    """
    real = os.path.realpath(path)
    folder = os.path.dirname(real) if os.path.isfile(real) else real
    try:
        root = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise SourceError(f"cannot read {path!r}: {error.strerror} (create it, or mend `path`)", outcome="unreadable") from error
    try:
        yield root, ([os.path.basename(real)] if folder != real else sorted(_listed(root)))
    finally:
        os.close(root)


def _listed(root: int) -> Iterator[str]:
    """Give the relative paths of the report files below a folder; other folders' links are not followed."""
    for top, folders, files, at in os.fwalk(".", dir_fd=root, follow_symlinks=False):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (os.path.normpath(os.path.join(top, name)) for name in files if _is_report(name, at))


def _is_report(name: str, folder: int) -> bool:
    if name.startswith((".", "~")) or name.endswith(_TEMPORARY) or PurePosixPath(name).suffix.lower() not in TYPES:
        return False
    try:
        return stat.S_ISREG(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode)
    except OSError:
        return False  # taken away since it was listed


def _readable(part: str) -> str:
    """Give a path as text that every store takes, whatever bytes the file's name is made of."""
    return os.fsencode(part).decode("utf-8", "replace")


def _read(root: int, part: str, before: str, settled: datetime | None, now: datetime) -> tuple[str, bytes, str]:
    """Give the file's mark, its bytes, and why it could not be taken; all empty if there is nothing to take now."""
    with _file(root, part) as file:
        about = os.fstat(file)
        mark = f"{about.st_mtime_ns}:{about.st_size}:{about.st_ctime_ns}:{about.st_ino}"
        if not stat.S_ISREG(about.st_mode) or mark == before or _unsettled(about.st_mtime, settled, now):
            return "", b"", ""
        if about.st_size > MAX_BYTES:
            return "", b"", f"holds {about.st_size:,} bytes, more than {MAX_BYTES:,} (split it)"
        with os.fdopen(os.dup(file), "rb") as stream:
            body = stream.read(MAX_BYTES + 1)
    return (mark, body, "") if len(body) <= MAX_BYTES else ("", b"", f"grew beyond {MAX_BYTES:,} bytes (split it)")


def _unsettled(changed: float, settled: datetime | None, now: datetime) -> bool:
    """Say whether the file may still be written. A time in the future says nothing, so it does not wait for it."""
    return settled is not None and settled.timestamp() < changed <= (now + timedelta(seconds=1)).timestamp()


@contextmanager
def _file(root: int, part: str) -> Iterator[int]:
    """Open a file below a folder step by step, refusing links at each; never waits for the other end of a pipe."""
    *folders, name = part.split("/")
    at, opened = root, []
    try:
        for folder in folders:
            at = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=at)
            opened.append(at)
        opened.append(os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=at))
        yield opened[-1]
    finally:
        for each in reversed(opened):
            os.close(each)
