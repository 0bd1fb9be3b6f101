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
    ("text", "cue"),
    [
        ("Coast guard chief Anna Ilves said no.", "coast guard chief"),
        ("Missing, coast guard chief Anna Ilves said on the quay.", "coast guard chief"),
        ("Former coast guard chief Anna Ilves said no.", "former coast guard chief"),
        ("A road safety campaigner, Anna Ilves, said no.", "road safety campaigner"),
        ("Baby food maker spokeswoman Anna Ilves said no.", "baby food maker spokeswoman"),
        ("Air traffic control union leader Anna Ilves said no.", "air traffic control union leader"),
        ("The club sacked first team coach Anna Ilves.", "first team coach"),
        ("He wants to meet rescue team leader Anna Ilves.", "rescue team leader"),
        ("Workers blame mine rescue chief Anna Ilves.", "mine rescue chief"),
        ("Yet oil market analyst Anna Ilves said no.", "oil market analyst"),
        ("Norwegian coast guard chief Anna Ilves said no.", "coast guard chief"),
    ],
    ids=[
        "opening", "after-a-comma", "former", "before-a-comma", "four-words", "five-words", "verb", "infinitive", "plural-subject",
        "adverb", "demonym",
    ],
)  # fmt: skip
def test_a_role_keeps_every_word_of_what_it_is_of(text: str, cue: str):
    found = [mention for mention in mentions(text) if mention.kind == "person"]

    assert [(mention.name, mention.cue) for mention in found] == [("Anna Ilves", cue)]


@pytest.mark.parametrize(
    ("text", "name", "cue"),
    [
        ("Tellan Oil's chief executive Anna Ilves MP said so.", "Anna Ilves", "chief executive"),
        ("Tories Kenneth Dole and others left. Mr Dole said so.", "Kenneth Dole", "mr"),
        ("Green MEP Caroline Brandt said no.", "Caroline Brandt", "MEP"),
        ("Minister for Roads and Ports Margaret Tove said no.", "Margaret Tove", "minister for Roads and Ports"),
        ("Oil analyst Victor Harl The price fell again.", "Victor Harl", "oil analyst"),
        ("Farmer Peter Osk said no.", "Peter Osk", "farmer"),
    ],
    ids=["letters-after", "party-before", "title-in-capitals", "office-before", "lost-full-stop", "job-at-the-start"],
)
def test_a_name_is_told_without_what_is_written_around_it(text: str, name: str, cue: str):
    found = [mention for mention in mentions(text) if mention.kind == "person"]

    assert (found[0].quote, found[0].name, found[0].cue) == (name, name, cue)


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Anna Ilves, chief executive of Tellan Oil, was arrested.", "chief executive of Tellan Oil"),
        ("Anna Ilves, head of the Fund for Roads and Harbours, said no.", "head of the Fund for Roads and Harbours"),
        ("Anna Ilves, the 22-year-old daughter of a baker, left.", "daughter of a baker"),
        ("Anna Ilves, 58, MP for Harl, left.", "MP for Harl"),
        ("Anna Ilves, former Prime Minister Olof Tamm's widow, left.", "widow"),
        ("Shadow home secretary Anna Ilves said no.", "shadow home secretary"),
        ("Anna Ilves, head of the United States Coast Board, said no.", "head of the United States Coast Board"),
        ("He fell once before referee Anna Ilves stopped the fight.", "referee"),
        ("Critics of the plan claim president Anna Ilves is wrong.", "president"),
        ("The chief inspector of mines, Anna Ilves, said so.", "chief inspector of mines"),
        ("The mayor accused Anna Ilves of lying.", ""),
        ("A letter was sent to Anna Ilves, the family's solicitor says.", ""),
        ("The deal made Anna Ilves, chief rival of the board, rich.", ""),
    ],
    ids=[
        "whole-office", "and-inside", "age", "age-between", "whose", "shadow", "states", "before", "verb-before",
        "office-with-comma", "accused", "other-speaker",
        "chief-rival",
    ],
)  # fmt: skip
def test_a_role_is_told_whole_and_only_when_it_is_the_persons(text: str, cue: str):
    found = next(mention for mention in mentions(text) if mention.name == "Anna Ilves")

    assert found.cue == cue


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Home Secretary Theresa May said no.", "Theresa May"),
        ("Bill Gates, the founder of the firm, said no.", "Bill Gates"),
        ("Mark Tamm, a spokesman, said no.", "Mark Tamm"),
        ("Singer Charlotte Church said no.", "Charlotte Church"),
        ("Prime Minister Nouri al-Maliki said no.", "Nouri al-Maliki"),
        ("Ursula van der Laan said no.", "Ursula van der Laan"),
        ("Commander Abdullah bin Tarif said no.", "Abdullah bin Tarif"),
        ("Judge Sandra Day O'Hara said no.", "Sandra Day O'Hara"),
        ('"It is over," said Bhavna Tevre.', "Bhavna Tevre"),
        ("Dilva Orrin, from the dockers' union, said no.", "Dilva Orrin"),
        ("David Harl, 34, from Osk, Mernshire, said no.", "David Harl"),
    ],
    ids=[
        "month", "gate", "thing", "building", "al", "van-der", "bin", "irish", "unknown-names-quoted",
        "unknown-names-of-a-group", "age-and-town",
    ],
)  # fmt: skip
def test_a_family_name_that_is_also_a_word_or_has_a_particle_is_whole(text: str, name: str):
    assert people(text) == {name}


def test_a_family_name_with_an_article_is_short_for_the_full_name():
    found = mentions("Prime Minister Nouri al-Maliki said no. Mr al-Maliki and Maliki's aides left.")

    assert {mention.name for mention in found if mention.kind == "person"} == {"Nouri al-Maliki"}


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
        "The pump was supplied by parts maker Robert Brandt and housebuilder George Tamm.",
        "He gave the 14th Peter Tamm Lecture; Ralden-owned Yorsk paid.",
        "The Royal Albert Hall is shut, and Penny Lane too.",
    ],
    ids=[
        "ship",
        "storm-and-streets",
        "club-and-pub",
        "prize",
        "firms",
        "institute-and-groups",
        "headline",
        "makers",
        "lecture-and-owned",
        "halls",
    ],
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
        ("Vince Tamm", "Vincent Tamm", True),
        ("Rick Harroner", "Rick Haroner", True),
        ("Ian MacTarn", "Ian McTarn", True),
        ("Kim Ju Ae", "Kim Jong Un", False),
        ("Joseph Brannock", "Joseph Harker", False),
    ],
    ids=[
        "transliteration",
        "hyphen",
        "nickname",
        "initial",
        "last-name",
        "without-given-name",
        "short-form",
        "doubled-letter",
        "mac",
        "wife",
        "family-first",
        "given-name-only",
    ],
)
def test_names_are_compared_by_family_and_given_name(left: str, right: str, same: bool):
    assert same_person(left, right) is same
    assert same_person(right, left) is same


@pytest.mark.parametrize(
    ("text", "name", "cue"),
    [
        ("Gov. Ilka Brandvold vetoed the bill.", "Ilka Brandvold", "governor"),
        ("Former Ardal Gov. Ilka Brandvold vetoed the bill.", "Ilka Brandvold", "former governor"),
        ("They met former PTO co-chairwoman Anna Harker.", "Anna Harker", "former PTO co-chairwoman"),
        ("Orvane Lt. Gov. Ilka Brandvold agreed.", "Ilka Brandvold", "Orvane lieutenant governor"),
        ("Attorney Gen. Anna Harker resigned.", "Anna Harker", "attorney general"),
        ("Reps. Anna Harker and Ivo Tamm voted.", "Anna Harker", "representative"),
        ("Senators Anna Harker of Orvane and Ivo Tamm of Lorvane agreed.", "Anna Harker", "senator"),
        ("A lawyer for St. Orvan County Prosecutor Anna Harker said no.", "Anna Harker", "prosecutor"),
        ("State Senate President Pro Tem Anna Harker said no.", "Anna Harker", "State Senate president"),
        ("Kestrel Editor-in-Chief Anna Harker said no.", "Anna Harker", "Kestrel editor-in-chief"),
    ],
    ids=["short", "former", "former-of-a-body", "two-short", "general", "plural-short", "plural", "saint", "pro-tem", "hyphens"],
)
def test_short_and_plural_titles_are_read_as_the_role_of_one_person(text: str, name: str, cue: str):
    found = [(mention.name, mention.cue) for mention in mentions(text)]

    assert (name, cue) in found


@pytest.mark.parametrize(
    ("text", "name", "cue"),
    [
        ("Vellian Secretary of State Anna Harker agreed.", "Anna Harker", "secretary of state"),
        ("The Foreign Affairs Minister, Anna Harker, agreed.", "Anna Harker", "foreign affairs minister"),
        ("Deputy Prime Minister, Anna Harker, agreed.", "Anna Harker", "deputy prime minister"),
        ("Federal Science Minister Anna Harker agreed.", "Anna Harker", "federal science minister"),
        ("The shadow Immigration Minister, Anna Harker, agreed.", "Anna Harker", "shadow immigration minister"),
        ("Counsel assisting the commissioner, Anna Harker, agreed.", "Anna Harker", "counsel"),
        ("The Deputy Chairman, Anna Harker, agreed.", "Anna Harker", "deputy chairman"),
        ("Ivo is the youngest son of King Anna Harker.", "Anna Harker", "king"),
        ("Assisting Ivo are physicist Anna Harker and a friend.", "Anna Harker", "physicist"),
        ("It was Sergeant First Class Anna Louise Harker of Orvane.", "Anna Louise Harker", "sergeant"),
        ("Director of Orvane's Velden International Airport Anna Harker said staff were quick.", "Anna Harker", ""),
        ("United Provinces Attorney-General Anna Harker said no.", "Anna Harker", "attorney-general"),
    ],
    ids=[
        "of-state",
        "portfolio",
        "deputy",
        "federal",
        "shadow",
        "assisting",
        "deputy-chair",
        "kin",
        "helping",
        "rank",
        "behind-a-body",
        "behind-a-role",
    ],
)
def test_an_office_is_read_whole_and_stays_out_of_the_name(text: str, name: str, cue: str):
    found = [(mention.name, mention.cue) for mention in mentions(text)]

    assert (name, cue) in found


def test_a_headline_is_no_name_because_the_family_name_stands_alone_below():
    text = "Harbour Attorney Subpoenas Harker's Campaign\nMr. Harker said no. Mr. Harker left."

    assert "Subpoenas Harker" not in people(text)


@pytest.mark.parametrize("piece", ["Aa ", "Gov. ", "Kim Jong Un said ", "Minister ", "A. B. ", "de la X ", "president, "], ids=repr)
def test_hostile_text_is_read_within_its_length(piece: str):
    text = (piece * 200_000)[:200_000]

    found = mentions(text)

    assert all(text[mention.start : mention.end] == mention.quote for mention in found)


def test_hundreds_of_different_people_are_told_apart_in_linear_time():
    pairs = [(given, last) for given in "BCDFGHKLMNPRSTVZ" for last in "bcdfghklmnprstvz"]
    text = " ".join(f"Minister {given}ari{last}o {given}en{last}a said no. {given}en{last}a left." for given, last in pairs)

    assert len(people(text)) > 200


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("The boat sank, Coast Guard chief Marta Ilves said.", "Coast Guard chief"),
        ("Coast Guard chief Marta Ilves said the boat sank.", "Coast Guard chief"),
        ("Coast Guard Chief Marta Ilves said the boat sank.", "Coast Guard chief"),
        ("Former Coast Guard chief Marta Ilves agreed.", "former Coast Guard chief"),
        ("Tents came late, Red Cross spokeswoman Marta Ilves said.", "Red Cross spokeswoman"),
        ("A Red Cross spokeswoman, Marta Ilves, agreed.", "Red Cross spokeswoman"),
        ("According to UN envoy Marta Ilves the talks ended.", "UN envoy"),
        ("They blamed Norvik Steel chief executive Marta Ilves.", "Norvik Steel chief executive"),
        ("The Bank of Ardal governor Marta Ilves agreed.", "Bank of Ardal governor"),
        ("The Oil and Natural Gas Corporation chairman Marta Ilves agreed.", "Oil and Natural Gas Corporation chairman"),
        ("Talks failed, dock workers' union leader Marta Ilves said.", "dock workers' union leader"),
        ("Nurses’ union leader Marta Ilves agreed.", "nurses’ union leader"),
        ("The women's league president Marta Ilves agreed.", "women's league president"),
        ("The Ardal Miners' Union leader Marta Ilves agreed.", "Ardal Miners' Union leader"),
    ],
)  # fmt: skip
def test_a_role_is_told_with_the_body_written_before_it(text, role):
    assert [one.cue for one in mentions(text) if one.name == "Marta Ilves"] == [role]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Tuesday chief Marta Ilves left.", "chief"),
        ("On Tuesday chief executive Marta Ilves left.", "chief executive"),
        ("Yesterday Justice Department spokeswoman Marta Ilves agreed.", "Justice Department spokeswoman"),
        ("However Treasury spokeswoman Marta Ilves agreed.", "Treasury spokeswoman"),
        ("In May striker Marta Ilves left.", "striker"),
        ("Said Norvik chief Marta Ilves: no.", "Norvik chief"),
        ("In Berlin police chief Marta Ilves agreed.", "police chief"),
        ("They met the New York attorney general Marta Ilves.", "attorney general"),
        ("The London-based banker Marta Ilves agreed.", "banker"),
        ("The hostages' lawyer Marta Ilves agreed.", "lawyer"),
        ("Russia's and Norvik's energy minister Marta Ilves agreed.", "energy minister"),
        ("Agriculture minister Marta Ilves agreed.", "agriculture minister"),
    ],
)  # fmt: skip
def test_openers_days_and_places_are_no_body(text, role):
    assert [one.cue for one in mentions(text) if one.name == "Marta Ilves"] == [role]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Governor Renato Olivas of Isla Bonita gave his cousin the deal.", "Isla Bonita", "place"),
        ("Isla Fairley said that she would sail.", "Isla Fairley", "person"),
        ("Premiums could rise, reckons Bastian Okoro of the broker Hartwell Re.", "Hartwell Re", "organisation"),
        ("The owner, Nordland Lines, said nobody in the company knew.", "Nordland Lines", "organisation"),
        ("Our auditor, Brand Hale, confirmed that the accounts are correct.", "Brand Hale", "organisation"),
        ("The auditor, Anna Hale, confirmed that the accounts are correct.", "Anna Hale", "person"),
    ],
    ids=["island", "isla", "reinsurer", "shipping-line", "auditors", "auditor"],
)
def test_firms_and_islands_that_look_like_people(text, name, kind):
    (found,) = [mention for mention in mentions(text) if mention.quote == name]

    assert found.kind == kind
