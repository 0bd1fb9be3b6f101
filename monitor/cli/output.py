"""How results leave the command line: tables for people, JSON, NDJSON and CSV for pipes; alerts as people read them.

Text from feeds is hostile here too: it never steers a terminal, never breaks a line, and never becomes a spreadsheet formula.
"""

from __future__ import annotations

import csv
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal, TextIO

from monitor.errors import UsageError
from monitor.model.plain import printable
from monitor.notify.render import Quoted, View, view
from monitor.notify.rows import plain

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from monitor.model.alert import Alert
    from monitor.model.article import Article

__all__ = ["FORMATS", "Format", "emit", "json_text", "print_alerts", "printable", "quiet_pipe"]

_SHORT = 20  # characters: a time, a name
_LEAST = 12  # characters that are left to long cells
Format = Literal["table", "json", "ndjson", "csv"]
FORMATS: tuple[Format, ...] = ("table", "json", "ndjson", "csv")
Row = Mapping[str, Any]

# Raw, these end a line for some readers (U+0085, U+2028, U+2029), steer a terminal (C1, bidi) or are no text (lone surrogates).
_ESCAPED_IN_JSON = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\ud800-\udfff\ufff9-\ufffb]")
# OWASP, CSV injection: what spreadsheets take for a formula, full-width forms included.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def emit(rows: Iterable[Row], columns: Sequence[str], format: str, out: TextIO | None = None) -> int:  # noqa: A002 - the option's name
    """Write rows to `out` (standard output if not given) and give how many there were.

    `columns` (`a.b` reaches into an object) are what a table and CSV show, all keys of the first row if empty; JSON and NDJSON
    hold whole rows. NDJSON and CSV are written row by row. A reader that goes away ends the output quietly.

    Raises: UsageError if there is no such format.
    """
    writers = {"table": _table, "json": _json, "ndjson": _ndjson, "csv": _csv}
    if format not in writers:
        raise UsageError(f"cannot write {format!r}: no such format (use one of: {', '.join(FORMATS)})")
    stream = out or sys.stdout
    count = _Counted(rows)
    with quiet_pipe(stream):
        writers[format](count, columns, stream)
        stream.flush()
    return count.number


def print_alerts(alerts: Iterable[Alert], out: TextIO | None = None, articles: Mapping[int, Article] | None = None) -> int:
    """Write alerts as people read them, and give how many: claim, quotes with outlet, time and link, then the small print.

    On a terminal the lines are wrapped and coloured; elsewhere each quote is one line. `articles`: further ones that evidence
    points to, by id.
    """
    stream = out or sys.stdout
    views = _Counted(view(alert, articles) for alert in alerts)
    with quiet_pipe(stream):
        _show_views(views, stream)
        stream.flush()
    return views.number


@contextmanager
def quiet_pipe(out: TextIO) -> Iterator[None]:
    """Stop writing without a word when the reader has gone (`monitor … | head`)."""
    try:
        yield
    except BrokenPipeError:
        # Python flushes standard output once more at exit, which would complain; a null device takes that (Python docs, SIGPIPE).
        with suppress(OSError, ValueError):
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, out.fileno())
            os.close(null)


def json_text(value: Any, *, indent: int | None = None) -> str:
    """Write a value as JSON that keeps every script readable, that no reader splits and no terminal obeys; nothing is lost."""
    written = json.dumps(plain(value), ensure_ascii=False, allow_nan=False, indent=indent)
    return _ESCAPED_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


class _Counted:
    """Hands out what it is given, once, and knows how many that were."""

    def __init__(self, things: Iterable[Any]) -> None:
        self._things, self.number = things, 0

    def __iter__(self) -> Iterator[Any]:
        for thing in self._things:
            self.number += 1
            yield thing


def _ndjson(rows: Iterable[Row], columns: Sequence[str], out: TextIO) -> None:
    out.writelines(f"{json_text(row)}\n" for row in rows)


def _json(rows: Iterable[Row], columns: Sequence[str], out: TextIO) -> None:
    opening = "[\n"
    for row in rows:
        out.write(opening + json_text(row))
        opening = ",\n"
    out.write("[]\n" if opening == "[\n" else "\n]\n")


def _csv(rows: Iterable[Row], columns: Sequence[str], out: TextIO) -> None:
    shown, entries = _columns(rows, columns)
    if not shown:
        return
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([_csv_cell(name) for name in shown])
    for row in entries:
        writer.writerow([_csv_cell(_value(row, name)) for name in shown])


def _csv_cell(value: Any) -> str | int | float:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return value
    text = _cell(value)
    raw = value if isinstance(value, str) else text
    return f"'{text}" if raw.startswith(_FORMULA) or text.startswith(_FORMULA) else text


def _table(rows: Iterable[Row], columns: Sequence[str], out: TextIO) -> None:
    shown, entries = _columns(rows, columns)
    cells = [[_cell(_value(row, name)) for name in shown] for row in entries]
    heads = [name.replace("_", " ").replace(".", " ") for name in shown]
    if not cells:
        return
    if out.isatty():
        _rich_table(heads, cells, out)
        return
    widths = [max(map(len, column)) for column in zip(heads, *cells, strict=True)]
    out.writelines(_padded(line, widths) + "\n" for line in (heads, *cells))


def _padded(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def _rich_table(heads: Sequence[str], cells: Sequence[Sequence[str]], out: TextIO) -> None:
    """Write a table as wide as the terminal; columns that are empty in every row are left out."""
    from rich.table import Table  # heavy: paid only by those who look at a table
    from rich.text import Text

    console = _console(out)
    columns = [column for column in zip(heads, *cells, strict=True) if any(column[1:])]
    widths = [max(map(len, column)) for column in columns]
    short = sum(width + 2 for width in widths if width <= _SHORT)
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for (head, *_), width in zip(columns, widths, strict=True):
        # Where there is room, times and names stay whole, and only long cells are wrapped.
        table.add_column(head, overflow="fold", no_wrap=width <= _SHORT and short <= console.width - _LEAST)
    for row in list(zip(*columns, strict=True))[1:]:
        table.add_row(*(Text(cell) for cell in row))
    console.print(table)


def _columns(rows: Iterable[Row], columns: Sequence[str]) -> tuple[Sequence[str], Iterator[Row]]:
    """Give the columns to show, and the rows unread; looks at the first row if no columns are asked for."""
    entries = iter(rows)
    if columns:
        return columns, entries
    first = next(entries, None)
    return (tuple(first), chain((first,), entries)) if first is not None else ((), iter(()))


def _value(row: Row, name: str) -> Any:
    value: Any = row
    for part in (name,) if name in row else name.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _cell(value: Any) -> str:
    """Write a value for a table: nothing for None, yes or no, lists of words with commas, anything deeper as JSON."""
    match plain(value):
        case None:
            return ""
        case bool() as held:
            return "yes" if held else "no"
        case str() as held:
            return printable(held)
        case list() as held if all(isinstance(part, (str, int, float)) for part in held):
            return ", ".join(printable(str(part)) for part in held)
        case dict() | list() as held:
            return json_text(held)
        case held:
            return str(held)


def _show_views(views: _Counted, out: TextIO) -> None:
    if out.isatty():
        console = _console(out)
        for shown in views:
            _print_view(shown, console)
        return
    for shown in views:
        out.write("\n".join(shown.lines()) + "\n\n")


def _print_view(shown: View, console: Console) -> None:
    from rich.text import Text  # heavy: paid only by those who look at a terminal

    colour = _COLOURS.get(shown.kind.split()[0], "bold cyan")
    _print_wrapped(Text.assemble((f"{shown.kind}: ", colour), (shown.claim, "bold")), console, indent=0)
    for quoted in shown.quotes:
        _print_wrapped(_quoted_text(quoted), console, indent=2)
        # The terminal wraps this one itself, so that a link stays in one piece.
        console.print(Text(f"    {quoted.origin}", style="dim"), soft_wrap=True)
    for line in (*shown.why, shown.note):
        _print_wrapped(Text(line, style="dim"), console, indent=2)
    console.print()


def _quoted_text(quoted: Quoted) -> Text:
    """Give a quote for a terminal: in its sentence, if it has one, with the quoted words in bold."""
    from rich.text import Text  # heavy: paid only by those who look at a terminal

    label = f"{quoted.label}: " if quoted.label else ""
    if not quoted.context:
        return Text.assemble((label, "dim"), quoted.words())
    sentence = Text(f"“{quoted.context}”")
    sentence.highlight_words(quoted.quotes, style="bold")
    return Text.assemble((label, "dim"), sentence)


def _print_wrapped(text: Text, console: Console, *, indent: int) -> None:
    for line in text.wrap(console, max(console.width - indent, 20)):
        line.rstrip()
        line.pad_left(indent)
        console.print(line)


_COLOURS = {"Disputed": "bold red", "Denied": "bold red", "Changed": "bold red", "Source": "bold yellow"}


def _console(out: TextIO) -> Console:
    from rich.console import Console  # heavy: paid only by those who look at a terminal

    return Console(file=out, highlight=False, markup=False, emoji=False, soft_wrap=False)
