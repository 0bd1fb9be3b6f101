"""The command line: one file per noun. `--help` is answered from this page alone, at the speed of a bare interpreter."""

from __future__ import annotations

import os
import sys

VERBS = {
    "init": ("init", "write a first configuration, with rules and sample reports"),
    "run": ("service", "run as a daemon until stopped"),
    "once": ("service", "run one full cycle: poll every source, judge, tell"),
    "check": ("check", "try the configuration, its rules and their inline tests"),
    "alerts": ("alerts", "list, show, follow, acknowledge, mute or mark alerts"),
    "articles": ("articles", "list or show stored articles"),
    "sources": ("sources", "list, show, add, change or fetch sources; import and export lists of feeds"),
    "stories": ("stories", "list or show stories"),
    "ledger": ("ledger", "show reported values of one quantity over time"),
    "rules": ("rules", "list rules, try a query on what is stored, add a rule"),
    "backtest": ("backtest", "say what a rule, or another version of it, would have done over stored articles"),
    "reprocess": ("reprocess", "judge stored articles again: the same hits, and nobody is told"),
    "status": ("status", "say what is wrong, late, owed or failing"),
    "doctor": ("doctor", "check everything from versions to channels, and say what to do"),
    "explain": ("explain", "show the whole trace of an article or an alert"),
    "plugins": ("plugins", "list, check, write, try, enable or disable plugins"),
    "outbox": ("outbox", "list messages and retry those that failed"),
    "db": ("db", "back up, restore, check, upgrade or prune the store"),
    "export": ("transfer", "write marks, corrections and rules into a file"),
    "import": ("transfer", "bring in what `export` wrote, in this or another store"),
    "config": ("config", "show the effective configuration or its JSON Schema"),
    "annotate": ("judge", "say what a text says: quantities, mentions, statements"),
    "compare": ("judge", "say whether two texts contradict each other"),
}
USAGE = "usage: monitor [--config FILE] VERB ..."


def help_text() -> str:
    """Give the page that `monitor --help` prints."""
    verbs = "\n".join(f"  {verb:<10}{text}" for verb, (_, text) in VERBS.items())
    return f"""{USAGE}

Watches feeds and reports, and says what is new, who said it, and what cannot both be true.

verbs:
{verbs}

options:
  --config FILE  configuration (default: $MONITOR_CONFIG, ./monitor.toml, ./config/monitor.toml or /etc/monitor/monitor.toml)
  --version      print the version
  --help         print this page; `monitor VERB --help` says more

exit codes: 0 fine, 1 trouble found, 2 used wrongly
"""


def main(argv: list[str] | None = None) -> int:
    """Run one command and give its exit code."""
    arguments = sys.argv[1:] if argv is None else argv
    _open_streams()
    try:
        code = _main(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        _silence_stdout()
        return 0
    except OSError as error:
        _silence_stdout()
        return _failed(f"cannot go on: {error.strerror or error}{f': {error.filename}' if error.filename else ''}")
    except Exception as error:
        if "MONITOR_TRACEBACK" in os.environ:
            raise
        return _failed(f"a fault of the monitor itself: {type(error).__name__}: {error} (set MONITOR_TRACEBACK=1 to see where)")
    return code


def _open_streams() -> None:
    """Give the command something to write to, and let no character end it: where the encoding has none (LANG=C), its escape is written.

    A closed standard stream becomes the null device before anything else is opened, or the store would be given its number.
    """
    for name in ("stdin", "stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "r" if name == "stdin" else "w", encoding="utf-8"))  # noqa: SIM115 - for the whole run
        elif name != "stdin" and hasattr(stream, "reconfigure"):  # pytest and embedders put their own there
            stream.reconfigure(errors="backslashreplace")


def _failed(why: str, code: int = 1) -> int:
    """Say in one line what failed, and give the exit code; a standard error that is closed or full changes nothing."""
    from contextlib import suppress

    with suppress(OSError, ValueError):
        print(f"monitor: {why}", file=sys.stderr, flush=True)
    return code


def _main(arguments: list[str]) -> int:
    config, rest = _globals(arguments)
    if not rest or rest[0] in ("--help", "-h", "help"):
        print(help_text(), end="")
        return 0 if rest else 2
    if rest[0] == "--version":
        from monitor import __version__

        print(f"monitor {__version__}")
        return 0
    if rest[0] not in VERBS:
        return _unknown(rest[0])
    return _called(config, rest[0], rest[1:])


def _globals(arguments: list[str]) -> tuple[str | None, list[str]]:
    """Take `--config FILE` off the front."""
    if arguments[:1] == ["--config"] and len(arguments) > 1:
        return arguments[1], arguments[2:]
    if arguments and arguments[0].startswith("--config="):
        return arguments[0].partition("=")[2], arguments[1:]
    return None, arguments


def _unknown(word: str) -> int:
    from difflib import get_close_matches

    near = get_close_matches(word, VERBS, n=1)
    hint = f": did you mean {near[0]!r}?" if near else ": see `monitor --help`"
    print(f"monitor: no such verb: {word!r}{hint}\n{USAGE}", file=sys.stderr)
    return 2


def _called(config: str | None, verb: str, rest: list[str]) -> int:
    from argparse import ArgumentParser
    from importlib import import_module

    from monitor.errors import ConfigError, MonitorError, UsageError

    module = import_module(f"monitor.cli.{VERBS[verb][0]}")
    parser = ArgumentParser(prog=f"monitor {verb}", description=VERBS[verb][1])
    parser.set_defaults(config=config, verb=verb)
    module.add_arguments(parser, verb)
    try:
        given = parser.parse_args(rest)
        code: int = given.call(given)
    except (ConfigError, UsageError) as error:
        return _failed(str(error), 2)
    except MonitorError as error:
        return _failed(str(error))
    return code


def _silence_stdout() -> None:
    """Let the interpreter's last flush of a closed pipe, or of a full disk, go nowhere."""
    from contextlib import suppress

    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
