"""`monitor config show|schema`."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace

from monitor.cli import home


def add_arguments(parser: ArgumentParser, verb: str) -> None:
    """Declare the subcommands."""
    del verb
    verbs = parser.add_subparsers(required=True, metavar="show|schema")
    show = verbs.add_parser("show", help="print the effective configuration, secrets hidden")
    show.set_defaults(call=show_config)
    schema = verbs.add_parser("schema", help="print the JSON Schema of the configuration")
    schema.set_defaults(call=print_schema)


def show_config(given: Namespace) -> int:
    """Print what is in force, with defaults filled in."""
    from monitor.config import shown
    from monitor.host import Host

    read = home.settings(given)
    print(json.dumps(shown(read, Host(read).tables), indent=2, ensure_ascii=False, default=str))
    return 0


def print_schema(given: Namespace) -> int:
    """Print one schema over every kind that is installed; works without a configuration."""
    from monitor.config import defaults, schema
    from monitor.errors import UsageError
    from monitor.host import Host

    try:
        read = home.settings(given)
    except UsageError:
        read = defaults()
    print(json.dumps(schema(Host(read).kinds), indent=2, ensure_ascii=False))
    return 0
