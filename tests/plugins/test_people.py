"""Who, where and which organisations a text names."""

from __future__ import annotations

import pytest
from monitor_plugins.names.aliases import same_person
from monitor_plugins.people import mentions


def people(text: str) -> set[str]:
    return {mention.name for mention in mentions(text) if mention.kind == "person"}


def test_every_mention_quotes_its_own_span():
    text = "Premier Lotte  Anders met Dr. Jamal O’Neill-Ruiz in Geneva. Anders’s aide, Piet van der Laan, said nothing."

    found = mentions(text)

    assert found
    assert all(text[mention.start : mention.end] == mention.quote for mention in found)


def test_a_last_name_alone_means_the_person_named_in_full():
    found = mentions("Governor Alma Rios resigned. Rios said she was tired.")

    assert [(mention.quote, mention.name) for mention in found if mention.kind == "person"] == [
        ("Alma Rios", "Alma Rios"),
        ("Rios", "Alma Rios"),
    ]


def test_a_family_name_that_comes_first_is_the_short_form():
    found = mentions("President Park Min Seo arrived. Park was greeted by his daughter Park Ji Woo.")

    assert {mention.name for mention in found if mention.quote == "Park"} == {"Park Min Seo"}
    assert "Park Ji Woo" in people("President Park Min Seo arrived. Park was greeted by his daughter Park Ji Woo.")


@pytest.mark.parametrize(
    ("text", "name", "cue"),
    [
        ("Deputy Finance Minister Tovik Arrel said the talks failed.", "Tovik Arrel", "deputy finance minister"),
        ("The union's chief negotiator, Brona Delk, left the room.", "Brona Delk", "chief negotiator"),
        ('"We are done," said Wim Harsk, head of the rescue service.', "Wim Harsk", "head of the rescue service"),
        ("Residents praised fire chief Odalys Brenn on Monday.", "Odalys Brenn", "fire chief"),
        ("Russian President Vladimir Putin called.", "Vladimir Putin", "president"),
    ],
    ids=["title", "apposition-before", "apposition-after", "lower-case-role", "nationality-and-title"],
)
def test_a_person_comes_with_the_office_that_the_text_gives(text: str, name: str, cue: str):
    found = [mention for mention in mentions(text) if mention.kind == "person"]

    assert [(mention.name, mention.cue) for mention in found] == [(name, cue)]


@pytest.mark.parametrize(
    "text",
    [
        "The ferry Lady of Marrin left Port Elsa at noon.",
        "Storm Bertha hit Victoria Street near Alma Bridge.",
        "Fans of Carston Rovers met outside the Golden Lion.",
        "The Miriam Holt Prize went to a novel.",
        "Shares of JP Morgan rose after Hollin Motors fell.",
        "The Harlan Institute and Clear Skies disagreed with Open Fields.",
        "Strong Winds Batter Coast As Ministers Meet In Capital",
    ],
    ids=["ship", "storm-and-streets", "club-and-pub", "prize", "firms", "institute-and-groups", "headline"],
)
def test_what_only_looks_like_a_name_is_no_person(text: str):
    assert people(text) == set()


def test_places_organisations_and_nationalities_are_named_by_kind():
    found = {
        (mention.quote, mention.kind)
        for mention in mentions("South Korean envoys met the World Health Organization in Geneva near Lake Geneva.")
    }

    assert found == {
        ("South Korean", "nationality"), ("World Health Organization", "organisation"), ("Geneva", "place"), ("Lake Geneva", "place"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Volodymyr Zelenskyy", "Volodymyr Zelensky", True),
        ("Kim Ju-ae", "Kim Ju Ae", True),
        ("Joe Brannock", "Joseph Brannock", True),
        ("J. Brannock", "Joseph Brannock", True),
        ("Brannock", "Joseph Brannock", True),
        ("Camilla Tarn Howe", "Tarn Howe", True),
        ("Jill Brannock", "Joseph Brannock", False),
        ("Kim Ju Ae", "Kim Jong Un", False),
        ("Joseph Brannock", "Joseph Harker", False),
    ],
    ids=["transliteration", "hyphen", "nickname", "initial", "last-name", "without-given-name", "wife", "family-first", "given-name-only"],
)
def test_names_are_compared_by_family_and_given_name(left: str, right: str, same: bool):
    assert same_person(left, right) is same
    assert same_person(right, left) is same


@pytest.mark.parametrize("piece", ["Aa ", "Kim Jong Un said ", "Minister ", "A. B. ", "de la X ", "president, "], ids=repr)
def test_hostile_text_is_read_within_its_length(piece: str):
    text = (piece * 200_000)[:200_000]

    found = mentions(text)

    assert all(text[mention.start : mention.end] == mention.quote for mention in found)


def test_hundreds_of_different_people_are_told_apart_in_linear_time():
    pairs = [(given, last) for given in "BCDFGHKLMNPRSTVZ" for last in "bcdfghklmnprstvz"]
    text = " ".join(f"Minister {given}ari{last}o {given}en{last}a said no. {given}en{last}a left." for given, last in pairs)

    assert len(people(text)) > 200
