"""`monitor annotate` and `monitor compare`: the judges on texts of one's own, without a store or a configuration."""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from monitor.cli import home

if TYPE_CHECKING:
    from monitor.config import Settings
    from monitor.host import Host
    from monitor.model.annotation import Annotation
    from monitor.model.article import Article
    from monitor.workshop import Workshop

MANY = 400  # rows from which on worker processes are worth their start
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)  # judges read no clock, and a text of one's own has no date
_LISTS = {"quantity": "quantities", "mention": "mentions", "statement": "statements"}


def add_arguments(parser: ArgumentParser, verb: str) -> None:
    """Declare the command."""
    parser.add_argument("file", nargs="?", default="-", help="text, or NDJSON rows; - is standard input (default)")
    if verb == "annotate":
        parser.add_argument("--format", choices=("auto", "ndjson", "text"), default="auto", help="text marks the spans, for people")
        parser.set_defaults(call=annotate)
    else:
        parser.set_defaults(call=compare)


def annotate(given: Namespace) -> int:
    """Print what each text says; spans are code points of the text in NFC."""
    from monitor.cli.output import json_text
    from monitor.model import codec

    failed = 0
    for_people = given.format == "text" or (given.format == "auto" and sys.stdout.isatty())
    for row, article, verdicts in _annotated(given):
        failed += _told_faults(row["id"], verdicts)
        notes = [note for verdict in verdicts for note in verdict.results]
        if for_people:
            _show(article, notes)
            continue
        said: dict[str, Any] = {"id": row["id"], "quantities": [], "mentions": [], "statements": []}
        for note in notes:
            if (name := _LISTS.get(codec.type_name(note))) is not None:
                said[name].append(codec.to_json(note))
        sys.stdout.write(json_text(said) + "\n")
    return 1 if failed else 0


def _annotated(given: Namespace) -> Iterator[tuple[dict[str, Any], Article, Any]]:
    """Give each row with its article and what every annotator says of it: here for a few, in worker processes for many."""
    from monitor.judge import annotate as judged

    rows = _rows(given.file, ("id", "text"), _as_text)
    first = list(islice(rows, MANY))
    if len(first) < MANY:
        host = _host(given)
        for row in first:
            article = _article_of(row)
            yield row, article, judged(host, article)
        return
    with _workers(given) as workshop:
        chunk = first
        while chunk:
            articles = [_article_of(row) for row in chunk]
            yield from zip(chunk, articles, workshop.run("annotate", articles), strict=True)
            chunk = list(islice(rows, MANY))


@contextmanager
def _workers(given: Namespace) -> Iterator[Workshop]:
    from monitor.host import HostSpec
    from monitor.workshop import Workshop

    read = _settings(given)
    count = os.cpu_count() or 1
    made = Workshop(HostSpec(settings=read), workers=count, deadline=read.workers.deadline, memory_bytes=read.workers.memory_mb << 20)
    try:
        yield made
    finally:
        made.close()


def _told_faults(id_: object, verdicts: Any) -> int:
    faults = [verdict.fault for verdict in verdicts if verdict.fault]
    for fault in faults:
        print(f"monitor: {fault.unit} failed on {id_}: {fault.message}", file=sys.stderr)
    return len(faults)


def compare(given: Namespace) -> int:
    """Print, for each pair of texts about one matter at one time, whether they contradict each other, and how we know."""
    from monitor.cli.output import json_text

    judge = _comparing(given)
    for row in _rows(given.file, ("id", "a", "b"), _refuse_text):
        said = judge.compare(_article(row["a"], row.get("lang") or "", "a"), _article(row["b"], row.get("lang") or "", "b"))
        sys.stdout.write(json_text({"id": row["id"], **said}) + "\n")
    return 0


def _comparing(given: Namespace) -> Any:
    """Give what compares: the first contradiction rule of the configuration that is named, with its model; else the kind as it is.

    Raises: UsageError if that rule cannot be used; PluginError if there is no such kind.
    """
    from monitor.errors import UsageError

    host = _host(given)
    rule = next((rule for rule in host.rules().values() if rule.use == "contradiction" and rule.state != "disabled"), None)
    if rule is None:
        return host.make("contradiction")
    judge = host.instance("rules", rule.name)
    if judge is None:
        raise UsageError(f"rule {rule.name!r} cannot compare: {rule.error}")
    return judge


def _host(given: Namespace) -> Host:
    """Build the plugins."""
    from monitor.host import Host

    return Host(_settings(given))


def _settings(given: Namespace) -> Settings:
    """Give the configuration if one is named, else what is installed with every default."""
    from monitor.config import defaults

    return home.settings(given) if given.config else defaults()


def _article_of(row: Mapping[str, Any]) -> Article:
    return _article(row["text"], row.get("lang") or "", str(row["id"]))


def _article(text: str, lang: str, ref: str) -> Article:
    from monitor.acquire.language import guess_language
    from monitor.model.article import Article

    whole = unicodedata.normalize("NFC", text)
    return Article(source="", ref=ref, text=whole, lang=lang or guess_language(whole) or "en", first_seen_at=_EPOCH, at=_EPOCH)


def _rows(path: str, names: tuple[str, ...], as_text: Callable[[str], dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Give the rows of NDJSON, or one row of a text that is none.

    Raises: UsageError naming the line that is wrong.
    """
    lines = enumerate(_lines(path), start=1)
    number, first = next(lines, (1, ""))
    if not first.lstrip().startswith("{"):
        yield as_text("".join([first, *(line for _, line in lines)]))
        return
    yield _row(path, number, first, names)
    yield from (_row(path, number, line, names) for number, line in lines if line.strip())


def _lines(path: str) -> Iterator[str]:
    from monitor.errors import UsageError

    try:
        if path == "-":
            yield from (line.decode("utf-8-sig", "replace") for line in sys.stdin.buffer)
        else:
            with open(path, encoding="utf-8-sig", errors="replace") as text:
                yield from text
    except OSError as error:
        raise UsageError(f"cannot read {path!r}: {error.strerror}") from error


def _row(path: str, number: int, line: str, names: tuple[str, ...]) -> dict[str, Any]:
    from monitor.errors import UsageError

    try:
        row = json.loads(line)
    except ValueError as error:
        raise UsageError(f"{path}:{number}: is no JSON: {error}") from error
    missing = [name for name in names if not isinstance(row, dict) or name not in row]
    if missing:
        raise UsageError(f"{path}:{number}: has no {', '.join(map(repr, missing))}: a row is {{{', '.join(map(repr, names))}}}")
    wrong = [name for name in names[1:] if not isinstance(row[name], str)]
    if wrong:
        raise UsageError(f"{path}:{number}: {', '.join(map(repr, wrong))} should be text")
    return dict(row)


def _as_text(text: str) -> dict[str, Any]:
    return {"id": "-", "text": text}


def _refuse_text(text: str) -> dict[str, Any]:
    from monitor.errors import UsageError

    if not text.strip():
        return {"id": "-", "a": "", "b": ""}
    raise UsageError('expected NDJSON rows: {"id": …, "a": "one text", "b": "another"}')


_STYLES = {"Quantity": "bold cyan", "Mention": "green", "Statement": "underline"}


def _show(article: Article, notes: list[Annotation]) -> None:
    """Show the text with its spans marked, and each annotation in a line below it."""
    from rich.console import Console  # heavy: paid only by those who look
    from rich.text import Text

    from monitor.model.plain import printable

    console = Console(highlight=False, markup=False, emoji=False)
    shown = Text("".join(char if char == "\n" or char.isprintable() else " " for char in article.text))
    for note in sorted(notes, key=lambda note: note.start - note.end):
        if (style := _STYLES.get(type(note).__name__)) is not None:
            shown.stylize(style, note.start, note.end)
    console.print(shown)
    for note in sorted(notes, key=lambda note: (note.start, note.end)):
        if type(note).__name__ in _STYLES:
            console.print(Text(f"{note.start}:{note.end} {type(note).__name__.lower()} “{printable(note.quote)}” {_gist(note)}"))


def _gist(note: Any) -> str:
    """Say an annotation's fields in a few words; empty ones are left out."""
    names = (
        "name",
        "kind",
        "role",
        "cue",
        "value",
        "low",
        "high",
        "bound",
        "unit",
        "of",
        "predicate",
        "subject",
        "place",
        "speaker",
        "stance",
    )
    held = ((name, getattr(note, name, None)) for name in (*names, "attribution", "confidence"))
    return ", ".join(f"{name} {value}" for name, value in held if value not in (None, "", ()))
