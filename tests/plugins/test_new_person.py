"""When a person is new to the coverage of a topic."""

from __future__ import annotations

from datetime import timedelta

import pytest
from monitor_plugins import people
from monitor_plugins.new_person import NewPerson, NewPersonConfig

from monitor import Article, Hit, Match
from monitor.testing import NOON, Memory, annotated, article


class Desk:
    """Reads articles in order, with one new-person rule."""

    def __init__(self, topic: str | None = None) -> None:
        self.memory, self.topic = Memory(), topic
        self.rule = NewPerson("people", NewPersonConfig(use="new-person", topic=topic))

    def reads(self, text: str, *, about: bool = True, again: int = 0) -> list[Hit]:
        read = article(text, at=NOON + timedelta(hours=self.memory.arrivals), id=again)
        matches = [Match(rule=self.topic, spans=())] if self.topic and about else []
        known: Article = self.memory.number(annotated(read, *people.annotate(read), *matches))
        hits = list(self.rule.detect(known, self.memory.before(known)))
        self.memory.add(known)
        return hits


def test_a_person_with_a_role_is_told_once_with_the_full_name():
    desk = Desk()

    first = desk.reads("Harbour master Ilka Brandvold said the port was shut.")
    again = desk.reads("Ilka Brandvold, the harbour master, reopened the port. Brandvold said all was well.")

    assert [(hit.kind, hit.relation, hit.evidence[0].quote) for hit in first] == [("person", "new", "Ilka Brandvold")]
    assert "Ilka Brandvold" in first[0].title
    assert again == []


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("President Zelensky said no.", "President Volodymyr Zelenskyy said no again."),
        ("Minister Joe Brannock said so.", "Minister Joseph Brannock said so."),
        ("His daughter Kim Ju-ae attended.", "His daughter Kim Ju Ae attended."),
        ("Chief executive Rick Haggoner said so.", "Chief executive Rick Hagoner said so."),
        ("Chief executive Rick Hagoner said so.", "Chief executive Rick Haggoner said so."),
    ],
    ids=["last-name-and-transliteration", "nickname", "hyphen", "doubled-letter", "doubled-letter-first"],
)
def test_another_form_of_a_known_name_is_not_new(earlier: str, later: str):
    desk = Desk()
    desk.reads(earlier)

    assert desk.reads(later) == []


def test_a_namesake_with_another_given_name_is_new():
    desk = Desk()
    desk.reads("Senator Paul Harker said yes.")

    assert [hit.evidence[0].quote for hit in desk.reads("Judge Maria Harker said no.")] == ["Maria Harker"]


def test_only_coverage_of_the_topic_counts():
    desk = Desk(topic="port")
    desk.reads("Mayor Ulrich Tamm said the fair was fun.", about=False)

    assert [hit.evidence[0].quote for hit in desk.reads("Mayor Ulrich Tamm said the port was shut.")] == ["Ulrich Tamm"]
    assert desk.reads("Bishop Anna Krol said grace.", about=False) == []


def test_a_name_in_passing_is_not_told():
    assert Desk().reads("The bridge was named after Ludwig Harker, and trains were late.") == []


def test_somebody_named_in_passing_is_still_new_when_they_act():
    desk = Desk()
    desk.reads("The letter went to Anna Harker in spring.")

    assert [hit.title for hit in desk.reads("Treasurer Anna Harker resigned.")] == ["Anna Harker, treasurer"]
    assert desk.reads("Treasurer Anna Harker resigned, the port said.") == []


def test_somebody_told_is_not_told_again_when_an_edit_leaves_them_in_passing():
    desk = Desk()
    desk.reads("Treasurer Anna Harker resigned.", again=1)
    desk.reads("The letter went to Anna Harker in spring.", again=1)

    assert desk.reads("Treasurer Anna Harker resigned, the port said.") == []


def test_a_reporter_is_told_once_they_act():
    desk = Desk()
    desk.reads("Harbour correspondent Peter Tamm said the port was calm.")

    assert [hit.evidence[0].quote for hit in desk.reads("Police shot harbour reporter Peter Tamm.")] == ["Peter Tamm"]


def test_somebody_who_acts_outside_the_topic_and_is_named_in_passing_inside_it_is_told_by_the_topic_alone():
    desk = Desk(topic="port")
    desk.reads("The port sent a letter to Anna Harker.")

    assert desk.reads("Treasurer Anna Harker opened the fair.", about=False) == []
    assert [hit.title for hit in desk.reads("Treasurer Anna Harker shut the port.")] == ["Anna Harker, treasurer"]
    assert desk.reads("Treasurer Anna Harker reopened the port.") == []


def test_a_reporter_who_is_quoted_once_is_not_told():
    assert Desk().reads("Harbour correspondent Peter Tamm said the port was calm.") == []
    assert [hit.title for hit in Desk().reads("Police shot harbour reporter Peter Tamm.")] == ["Peter Tamm, harbour reporter"]


def test_no_courtesy_and_no_honour_is_told_as_a_role():
    assert [hit.title for hit in Desk().reads("Dame Anna Harker OBE said no. Dame Anna left.")] == ["Anna Harker"]


@pytest.mark.parametrize(
    ("printed", "corrected", "told"),
    [
        ("Harbour master Ilka Brandvold shut the port.", "Harbour master Ilke Brandvold shut the port.", []),
        ("Treasurer Anna Harker resigned.", "Treasurer Anna Harcher resigned.", []),
        ("Treasurer Anna Harker resigned.", "Treasurer Maria Harker resigned.", ["Maria Harker"]),
        ("Treasurer Anna Harker resigned.", "Bishop Anna Barker resigned.", ["Anna Barker"]),
        ("Treasurer Anna Harker resigned.", "Treasurer Anna Harker resigned. Treasurer Anna Barker said so.", ["Anna Barker"]),
    ],
    ids=["given-name", "family-name", "another-name", "another-role", "beside-the-first"],
)
def test_a_name_that_an_edit_only_spells_anew_is_not_new(printed: str, corrected: str, told: list[str]):
    desk = Desk()
    desk.reads(printed, again=1)

    assert [hit.evidence[0].quote for hit in desk.reads(corrected, again=1)] == told


def test_a_like_name_in_another_article_is_new():
    desk = Desk()
    desk.reads("Treasurer Anna Harker resigned.")

    assert [hit.evidence[0].quote for hit in desk.reads("Treasurer Anna Barker resigned.")] == ["Anna Barker"]
