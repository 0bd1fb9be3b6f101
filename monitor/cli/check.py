"""`monitor check`: every fault of the configuration at once, and every rule's inline tests."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from monitor.cli import home


def add_arguments(parser: ArgumentParser, verb: str) -> None:
    """Declare the command."""
    del verb
    parser.set_defaults(call=check)


def check(given: Namespace) -> int:
    """Print one line per fault; exit code 1 if there is any."""
    from monitor.check import check as faults_of

    path = home.config_path(given)
    faults = faults_of(path)
    for fault in faults:
        print(fault)
    if not faults:
        print(f"{path}: fine")
    return 1 if faults else 0
