"""Figures told by another number: its multiple, its difference, or the one that it replaces."""

from __future__ import annotations

import pytest
from monitor_plugins import figures

from monitor import Quantity
from monitor.testing import article

SURE = 0.75


def read(text: str) -> list[Quantity]:
    return list(figures.annotate(article(text)))


def one(text: str, written: str) -> Quantity:
    return next(note for note in read(text) if written in note.quote)


@pytest.mark.parametrize(
    ("text", "written", "value", "family"),
    [
        ("The union put the number of patients affected at half as many again as the 18,000 named by Corvin.", "18,000", 27_000, "affect"),
        ("Twice the 18,000 patients named by Corvin were affected, the union said.", "18,000", 36_000, "affect"),
        ("The union said three times the 600 homes listed by the town were destroyed.", "600", 1_800, "destroy"),
        ("Half as many workers again were dismissed as the 400 named by Corvin, the union said.", "400", 600, "job-cut"),
    ],
)
def test_a_multiple_of_anothers_number_has_its_own_value(text, written, value, family):
    note = one(text, written)

    assert (note.value, note.bound, note.predicate) == (value, "about", (family,))
    assert note.confidence >= SURE


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("The number of dead was four more than the ministry admits, the union said.", "four"),
        ("That is four fewer than the union's figure of 77 dead.", "four"),
        ("Four more miners died than the firm admits, the union said.", "Four"),
    ],
)
def test_a_difference_is_no_total(text, written):
    assert one(text, written).role == "delta"


def test_a_number_that_stands_against_another_shares_its_noun():
    note = one("Corvin says 21,000, not 18,000, customers hit by data theft", "21,000")

    assert (note.of, note.predicate, note.attribution) == ("customer", ("affect",), ("Corvin",))
    assert note.confidence >= SURE


def test_the_number_that_is_replaced_is_denied():
    denied = [note for note in read("Corvin says 21,000, not 18,000, customers hit by data theft") if note.value == 18_000]

    assert [note.details.get("negated") for note in denied] == [True]


@pytest.mark.parametrize("text", ["Two had been stabbed and three choked.", "Two were beaten to death, the warden said."])
def test_how_some_of_the_dead_died_is_a_part_of_them(text):
    note = one(f"Five inmates died in the riot at Havel. {text}", "Two")

    assert note.role == "part"


@pytest.mark.parametrize(
    "text",
    ["Twelve inmates were hurt in the riot at Havel. Five died.", "Five inmates died at Havel. Twelve were beaten to death at Ardal."],
)
def test_who_is_no_part_of_the_dead_before_is_a_total(text):
    assert [note.role for note in read(text)] == ["total", "total"]
