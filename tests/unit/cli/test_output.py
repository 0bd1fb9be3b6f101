import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.cli.output import emit, json_text, print_alerts, printable
from monitor.errors import UsageError
from monitor.model.alert import Alert, Hit, StoredHit
from monitor.testing import article, evidence

NOW = datetime(2026, 2, 12, 8, 5, tzinfo=UTC)
ROWS = [
    {"id": 1, "title": "Toll rises", "at": NOW, "outlets": ["Calder Post", "Kestrel Daily"], "article": {"ref": "a.md"}, "ok": True}
    | {"note": None},
    {"id": 22, "title": "x", "at": None, "outlets": [], "article": {"ref": "b.md"}, "ok": False, "note": {"k": [1, {"d": 2}]}},
]
HOSTILE = "\x1b[2Ja\r\nb\u202ec\x9b31m\x00\u2028d\x85e"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def written(format_: str, rows=ROWS, columns=(), out=None) -> str:
    stream = out or io.StringIO()
    emit(rows, columns, format_, stream)
    return stream.getvalue()


def printable_lines(out: io.StringIO) -> list[str]:
    return [printable(line) for line in out.getvalue().splitlines()]


def killed(quote: str = "The toll rose to 14") -> Alert:
    report = article(f"{quote}, police said.", id=7, outlet="Harbour Dispatch", source="desk", url="https://harbour.example/2", at=NOW)
    hit = Hit(key="k", title="Killed: 14", kind="figure", relation="first", evidence=(evidence(report, quote),))
    return Alert(
        id=5, rule="toll", kind="figure", relation="first", key="k", title="Killed: 14", state="new", score=0.9, opened_at=NOW,
        updated_at=NOW, hits=(StoredHit(id=1, hit=hit, article=report),),
    )  # fmt: skip


@pytest.mark.parametrize("format_", ["json", "ndjson"])
def test_json_holds_whole_rows_with_times_in_utc(format_):
    text = written(format_, columns=["id"])

    rows = json.loads(text) if format_ == "json" else [json.loads(line) for line in text.splitlines()]
    assert rows == [{**ROWS[0], "at": "2026-02-12T08:05:00Z"}, ROWS[1]]


def test_no_rows_are_an_empty_result_in_every_format():
    assert [written(format_, rows=[]) for format_ in ("table", "json", "ndjson", "csv")] == ["", "[]\n", "", ""]
    assert written("csv", rows=[], columns=["id", "title"]) == "id,title\n"


def test_csv_holds_the_columns_that_were_asked_for():
    text = written("csv", columns=["id", "at", "outlets", "article.ref", "ok", "note"])

    assert list(csv.reader(io.StringIO(text))) == [
        ["id", "at", "outlets", "article.ref", "ok", "note"],
        ["1", "2026-02-12T08:05:00Z", "Calder Post, Kestrel Daily", "a.md", "true", ""],
        ["22", "", "", "b.md", "false", '{"k": [1, {"d": 2}]}'],
    ]


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-cmd", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "\x1b[0m=1"],
    ids=["equals", "plus", "minus", "at", "tab", "cr", "lf", "full-width", "behind-an-escape"],
)  # fmt: skip
def test_csv_cells_never_become_formulas(cell):
    rows = list(csv.reader(io.StringIO(written("csv", rows=[{"a": cell, "b": [cell]}]))))

    assert all(value.startswith("'") for value in rows[1])


def test_csv_leaves_numbers_numbers():
    assert written("csv", rows=[{"a": -5, "b": -0.5}]) == "a,b\n-5,-0.5\n"


def test_a_table_in_a_pipe_is_plain_lines_that_are_never_wrapped():
    rows = [*ROWS, {"id": 3, "title": "long " * 100, "at": NOW}]

    text = written("table", rows=rows, columns=["id", "title", "outlets"])

    lines = text.splitlines()
    assert lines[:2] == [f"id  {'title':<499}  outlets", f"1   {'Toll rises':<499}  Calder Post, Kestrel Daily"]
    assert len(lines) == 4
    assert "\x1b" not in text


def test_a_table_on_a_terminal_fits_its_width(monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("TERM", "xterm")

    text = written("table", rows=[{"id": 3, "title": "long " * 100}], out=Terminal())

    assert text.count("\n") > 5
    assert text.count("long") == 100


@pytest.mark.parametrize("format_", ["table", "json", "ndjson", "csv"])
@pytest.mark.parametrize("out", [io.StringIO, Terminal])
def test_feed_text_cannot_steer_a_terminal_in_any_format(format_, out, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")

    text = written(format_, rows=[{"title": HOSTILE, "deep": {"x": [HOSTILE]}}], out=out())

    assert not any((ord(character) < 32 and character != "\n") or 127 <= ord(character) < 160 for character in text)
    assert not set(text) & set("\u202e\u2028")


def test_json_loses_nothing_and_keeps_scripts_readable():
    assert json.loads(json_text({"a": HOSTILE + "\ud800"})) == {"a": HOSTILE + "\ud800"}
    assert json_text("서울 é “x”") == '"서울 é “x”"'
    assert json_text({"wait": timedelta(seconds=5), "nan": float("nan")}) == '{"wait": 5.0, "nan": null}'


@given(st.text())
def test_any_text_is_one_line_of_ndjson(text):
    line = written("ndjson", rows=[{"t": text}])

    assert len(line.splitlines()) == 1
    assert json.loads(line) == {"t": text}


@pytest.mark.parametrize("format_", ["ndjson", "csv"])
def test_long_results_are_written_while_they_are_read(format_):
    out = io.StringIO()
    seen = []

    def rows() -> Iterator[dict]:
        for number in range(3):
            seen.append(out.getvalue().count("\n"))
            yield {"id": number}

    assert emit(rows(), ["id"], format_, out) == 3
    assert seen[2] > seen[1]


def test_an_unknown_format_is_used_wrongly():
    with pytest.raises(UsageError, match="table, json, ndjson, csv"):
        emit([], [], "xml", io.StringIO())


def test_alerts_in_a_pipe_have_each_quote_in_quotation_marks_on_one_line():
    quote = "The toll rose to 14 " + "and rose again " * 30 + "that night"
    out = io.StringIO()

    assert print_alerts([killed(quote), killed()], out) == 2

    lines = out.getvalue().splitlines()
    assert f"  “{quote}” — Harbour Dispatch (desk), Thu 12 Feb 2026, 08:05 UTC, https://harbour.example/2" in lines
    assert "New figure: Killed: 14" in lines
    assert "\x1b" not in out.getvalue()


def test_alerts_on_a_terminal_are_wrapped(monkeypatch):
    monkeypatch.setenv("COLUMNS", "50")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    out = Terminal()

    print_alerts([killed("The toll rose to 14 " + "and rose again " * 10 + "that night")], out)

    lines = printable_lines(out)
    where = next(line for line in lines if "Harbour Dispatch (desk)" in line)
    assert max(len(line) for line in lines if line != where) <= 50
    assert where.endswith("https://harbour.example/2")


def test_markup_in_feed_text_is_shown_as_it_is(monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    out = Terminal()

    print_alerts([replace(killed(), title="[red]not[/red] :smile: [/]")], out)

    assert "[red]not[/red] :smile: [/]" in out.getvalue()


def test_a_reader_that_goes_away_ends_the_output_quietly():
    code = "from monitor.cli.output import emit; emit(({'id': n} for n in range(10**6)), ['id'], 'ndjson')"

    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout.readline() == b'{"id": 0}\n'
        running.stdout.close()
        complaint = running.stderr.read()

    assert (running.returncode, complaint) == (0, b"")


def test_rich_is_only_imported_for_a_terminal():
    code = "import io, sys; from monitor.cli.output import emit; emit([{'a': 1}], [], 'table', io.StringIO()); print('rich' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"
