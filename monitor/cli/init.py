"""`monitor init`: a first configuration to run, to look at and to change."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from monitor.cli import home


def add_arguments(parser: ArgumentParser, verb: str) -> None:
    """Declare the command."""
    parser.add_argument("folder", nargs="?", default=".", help="where to write config/ (default: this folder)")
    parser.set_defaults(call=init)


def init(given: Namespace) -> int:
    """Write the shipped configuration, rules and reports, and say what to do next."""
    from monitor.scaffold.house import write_house

    folder = Path(given.folder)
    written = write_house(folder)
    go = f"  cd {folder}\n" if folder.absolute() != Path.cwd() else ""
    print(f"written: {written}, rules and sample reports beside it\n{_NEXT.format(go=go, program=home.program())}", end="")
    return 0


_NEXT = """Next:
{go}  {program} run --show-alerts      read the sample reports, show what is found in them, stay up
  {program} sources add ADDRESS    add your own feed, file, folder or list of feeds
  {program} sources remove samples when you have seen enough of ours
"""
