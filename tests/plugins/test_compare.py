"""Comparing two texts that are presumed to concern one matter at one time."""

from __future__ import annotations

import pytest
from monitor_plugins.contradiction import Contradiction, ContradictionConfig

from monitor.testing import article


def compared(a: str, b: str):
    return Contradiction("c", ContradictionConfig(use="contradiction")).compare(article(a), article(b))


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("Opera house denies plan to sell its organ", "The opera house will sell its organ", "denial"),
        ("Story of two-headed trout in Lake Orra is a hoax", "A two-headed trout was caught in Lake Orra", "denial"),
        ("No, the Orra lighthouse has not been moved", "The Orra lighthouse has been moved", "propositional"),
        ("The singer is not wearing a hat on stage.", "The singer is wearing a hat.", "propositional"),
        ("The choir was founded in 1911 and has 40 singers.", "The choir was founded in 1921.", "numeric"),
        ("Ida Moll (3 May 1880 – 4 June 1950) was a painter.", "Ida Moll died before the age of 60.", "numeric"),
        ("The festival drew 1,200 visitors.", "The festival drew more than 5,000 visitors.", "numeric"),
    ],
    ids=["denies", "hoax", "no-not", "negation", "year", "age", "bound"],
)
def test_texts_that_cannot_both_hold_are_told_by_kind(a: str, b: str, kind: str):
    found = compared(a, b)

    assert (found["label"], found["kind"]) == ("contradiction", kind)
    assert [side["quote"] for side in found["evidence"]]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The choir was founded in 1911 and toured Spain in 1955.", "The choir toured Spain in 1955."),
        ("The choir was founded in 1911.", "The choir was founded before 1920."),
        ("The choir has about 40 singers.", "The choir has 42 singers."),
        ("The mayor did not stop the fair.", "The mayor continued the fair."),
        ("Firm buys the old mill from the town", "The town sold the old mill to a firm"),
        ("There is no doubt that the mill is closed.", "The mill is closed."),
    ],
    ids=["other-year", "before", "about", "opposites", "converse", "no-doubt"],
)
def test_texts_that_can_both_hold_are_compatible(a: str, b: str):
    assert compared(a, b)["label"] != "contradiction"


def test_texts_about_different_things_are_unrelated():
    assert compared("The choir toured Spain.", "Steel prices fell in March.")["label"] == "unrelated"


def test_evidence_quotes_both_texts():
    a, b = "It rained. The mill is not closed.", "The mill is closed."

    found = compared(a, b)

    assert [(side["role"], side["quote"]) for side in found["evidence"]] == [("for", "The mill is not closed."), ("against", b)]


@pytest.mark.parametrize("piece", ["not 12 ", "denied that 1999. ", "The mill is not closed. ", "(1999 – 2001) "], ids=repr)
def test_hostile_texts_are_compared_within_bounds(piece: str):
    text = (piece * 200_000)[:200_000]

    assert compared(text, text)["label"] in ("contradiction", "compatible", "unrelated")
