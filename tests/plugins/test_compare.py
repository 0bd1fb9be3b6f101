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
        ("He took the parcel to the station.", "He never brought the parcel to the station.", "propositional"),
        ("The council approved the new bridge over the Orra.", "The bridge was not approved by the council.", "propositional"),
        ("Nobody saw the tanker leave.", "Two fishermen saw the tanker leave.", "propositional"),
        ("The ferry is not carrying the missing crates.", "The ferry is carrying crates.", "propositional"),
        ("The march ended in the harbour.", "The march did not reach the harbour.", "propositional"),
        ("The organist is not hiding in the harbour.", "The organist is in the harbour.", "propositional"),
        ("The ferry does not stop in Orra and does not carry cars.", "The ferry stops in Orra and carries cars.", "propositional"),
        ("Neither the mayor nor the bishop opened the fair.", "The mayor and the bishop opened the fair.", "propositional"),
        ("The museum has just bought the mill.", "The museum has not just bought the mill.", "propositional"),
    ],
    ids=[
        "denies",
        "hoax",
        "no-not",
        "negation",
        "year",
        "age",
        "bound",
        "paraphrase",
        "passive",
        "nobody",
        "described-as-missing",
        "ended-in",
        "hiding",
        "negated-twice",
        "neither-nor",
        "not-just",
    ],
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
        ("The police have not said how many boats sank.", "Nine boats sank."),
        ("The mayor did not comment on the sale.", "The mayor sold the forest."),
        ("The owner refused to open the mill.", "The owner did not open the mill."),
        ("Divers could not find the anchor.", "It was impossible to find the anchor."),
        ("It was a storm like no other.", "It was a storm."),
        ("Ida Moll (3 May 1880 – 4 June 1950) was a painter.", "Ida Moll was born in the 1800s."),
        ("The firm released its first film in 2011.", "The firm released a film in 2014."),
        ("The union has about 4,000 members.", "There are not 100 members in the union."),
        ("The town has no money for roads but its schools are full.", "The schools of the town are full."),
        ("The pool is open to non-members.", "The pool is not open to members."),
        ("The council missed the deadline.", "The council did not meet the deadline."),
        ("No cars and no lorries may cross the bridge.", "Cars may not cross the bridge."),
        ("The ferry not only carries cars.", "The ferry carries cars."),
        ("A group of singers does not enjoy its evening at the inn.", "Singers are at the inn."),
        ("A sailor who does not wear the captain's old cap leads a dog to the pier.", "A sailor leads a dog."),
    ],
    ids=[
        "other-year",
        "before",
        "about",
        "opposites",
        "converse",
        "no-doubt",
        "left-open",
        "no-comment",
        "refused",
        "impossible",
        "like-no-other",
        "century",
        "another-film",
        "negated-number",
        "other-clause",
        "non-members",
        "missed",
        "no-and-no",
        "not-only",
        "where-they-are",
        "what-else-they-do",
    ],
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


def test_a_lone_sentence_needs_less_to_clash_than_one_of_many():
    a, b = "The fair will be held in the old harbour, the mayor said.", "The fair will not take place in the old harbour."
    many = "It rained all day in town. " + a + " The choir sang twice. Tickets cost nine crowns."

    assert compared(a, b)["label"] == "contradiction"
    assert compared(a, b)["score"] >= compared(many, b)["score"]


def test_the_order_of_the_texts_changes_neither_label_nor_kind():
    a, b = "The ferry was not insured.", "The ferry of the Norvik line was insured."

    one, other = compared(a, b), compared(b, a)

    assert (one["label"], one["kind"], one["score"]) == (other["label"], other["kind"], other["score"])
