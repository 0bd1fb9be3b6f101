"""A PostgreSQL cluster of the tests' own, which may be stopped and restarted."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path


class NoServerError(Exception):
    """No cluster can be made here, and why."""


@dataclass(frozen=True)
class Cluster:
    """A server at a port of its own, with its data in `folder`."""

    folder: Path
    port: int
    as_user: tuple[str, ...]
    tools: Path

    @property
    def url(self) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def run(self, tool: str, *words: str) -> None:
        subprocess.run([*self.as_user, str(self.tools / tool), *words], check=True, capture_output=True, cwd="/", timeout=120)

    def control(self, verb: str, *words: str) -> None:
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-w", *words, verb)

    def start(self) -> None:
        # Only the server goes down, never the machine: what it wrote is there without waiting for the disk.
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        self.control("start", "-l", str(self.folder / "log"), "-o", options)

    def stop(self) -> None:
        """End the server as a crash would: no transaction is given time to end."""
        self.control("stop", "-m", "immediate")

    def restart(self) -> None:
        self.stop()
        self.start()


@contextmanager
def own_cluster() -> Iterator[Cluster]:
    """Give a running cluster that is gone at the end.

    Raises: NoServerError if none can be made.
    """
    tools, as_user = _tools(), _as_user()
    folder = Path(tempfile.mkdtemp(prefix="monitor-pg-", dir="/tmp"))  # a socket's path may not be long
    if as_user:
        os.chown(folder, pwd.getpwnam("postgres").pw_uid, -1)
    cluster = Cluster(folder, _free_port(), as_user, tools)
    try:
        cluster.run("initdb", "-D", str(folder / "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        cluster.start()
        yield cluster
    finally:
        with suppress(subprocess.CalledProcessError):  # it is stopped already
            cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _tools() -> Path:
    on_path = shutil.which("initdb")
    found = [Path(on_path)] if on_path else sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        raise NoServerError("no initdb: install PostgreSQL's server")
    return found[-1].parent


def _as_user() -> tuple[str, ...]:
    """Give the words before a command that make it another user's, for the server refuses to run as root."""
    if os.geteuid() != 0:
        return ()
    try:
        user = pwd.getpwnam("postgres")
    except KeyError:
        raise NoServerError("PostgreSQL's server refuses to run as root, and there is no user postgres") from None
    return ("setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
