"""`monitor annotate` and `monitor compare`: rows in, rows out, in order; what cannot be read is named by its line."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from monitor.cli.judge import MANY


def monitor(*arguments, said=""):
    return subprocess.run([sys.executable, "-m", "monitor", *arguments], input=said, capture_output=True, text=True)


def rows(done):
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_plain_text_gives_one_row_whose_spans_quote_it():
    text = "Officials said at least 40 people were killed in Port Royal."

    done = monitor("annotate", "-", said=text)

    [row] = rows(done)
    [quantity] = row["quantities"]
    assert (quantity["low"], quantity["high"], quantity["bound"]) == (40, None, "at_least")
    assert all(text[note["start"] : note["end"]] == note["quote"] for note in row["quantities"] + row["mentions"] + row["statements"])
    assert done.returncode == 0


def test_a_quantity_has_every_field_of_the_contract():
    [row] = rows(monitor("annotate", "-", said='{"id": 7, "text": "The flood killed 12 people."}'))

    fields = "start end quote value low high bound kind unit unit_text of predicate subject place time attribution hedged confidence"
    assert row["id"] == 7
    assert set(fields.split()) <= row["quantities"][0].keys()
    assert set(row) == {"id", "quantities", "mentions", "statements"}


def test_many_rows_come_back_in_order_and_as_each_alone_would():
    said = "".join(json.dumps({"id": n, "text": f"The flood killed {n + 2} people in Port Royal."}) + "\n" for n in range(MANY + 5))

    many = rows(monitor("annotate", "-", said=said))
    alone = rows(monitor("annotate", "-", said=said.splitlines()[3]))

    assert [row["id"] for row in many] == list(range(MANY + 5))
    assert many[3] == alone[0]


def test_two_texts_that_deny_one_another_are_a_contradiction_with_both_quotes():
    pair = {"id": "x", "a": "The company recalled the pumps on Monday.", "b": "The company denied that it had recalled the pumps."}

    [row] = rows(monitor("compare", "-", said=json.dumps(pair)))

    assert (row["id"], row["label"], row["kind"]) == ("x", "contradiction", "denial")
    assert {item["quote"] for item in row["evidence"]} <= {pair["a"], pair["b"]}
    assert 0 <= row["score"] <= 1
    assert row["why"]


@pytest.mark.parametrize(
    ("verb", "said", "hint"),
    [
        ("annotate", '{"id": 1, "text": "a"}\n{"id": 2', "-:2: is no JSON"),
        ("annotate", '{"id": 1}', "-:1: has no 'text'"),
        ("annotate", '{"id": 1, "text": 5}', "'text' should be text"),
        ("compare", "two texts", "expected NDJSON rows"),
        ("compare", '{"id": 1, "a": "x"}', "has no 'b'"),
    ],
    ids=["broken row", "row without text", "text that is none", "no rows", "row without b"],
)
def test_what_cannot_be_read_is_named(verb, said, hint):
    done = monitor(verb, "-", said=said)

    assert done.returncode == 2
    assert hint in done.stderr
    assert "Traceback" not in done.stderr
