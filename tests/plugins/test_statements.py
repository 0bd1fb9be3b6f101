"""Who is said to say what."""

from __future__ import annotations

import pytest
from monitor_plugins.statements import annotate, statements

from monitor.testing import article


def only(text: str):
    (statement,) = statements(text)
    return statement


@pytest.mark.parametrize(
    ("text", "speaker", "kind"),
    [
        ("The ferry was overloaded, according to the harbour police.", "harbour police", "police"),
        ("The bridge will reopen on Monday, the transport ministry said.", "transport ministry", "official"),
        ('"The dam is safe," said Runa Velk, an engineer.', "Runa Velk", ""),
        ("Colonel Aro Brandt, who leads the brigade, said the road was open.", "Colonel Aro Brandt", "official"),
        ("The barge capsized, said harbour office chief Runa Velk.", "harbour office chief Runa Velk", "official"),
        ("On Friday, the barge capsized, said Runa Velk.", "Runa Velk", ""),
        ("Barge capsizes, says harbour office", "harbour office", "official"),
        ("Runa Velk, mayor of Orvane, said police arrested Aro Brandt.", "Runa Velk", ""),
    ],
    ids=["according-to", "said-after", "inverted", "apposition", "no-quotation", "opening-phrase", "headline", "office-of-a-name"],
)
def test_a_statement_names_its_speaker_and_the_speakers_class(text: str, speaker: str, kind: str):
    statement = only(text)

    assert (statement.speaker, statement.speaker_class) == ((speaker,), kind)


def test_someone_said_to_be_something_says_nothing():
    assert only("The captain, said to be ill, left the harbour.").speaker == ()


def test_a_pronoun_means_the_last_speaker():
    first, second = statements("The mill was sound, Gerda Holt said. She added that it had passed every inspection.")

    assert first.speaker == second.speaker == ("Gerda Holt",)


@pytest.mark.parametrize(
    ("text", "stance", "negated"),
    [
        ("The mayor opened the new bridge.", "asserts", False),
        ("The mayor has not opened the new bridge.", "asserts", True),
        ("The mayor denied that the bridge was unsafe.", "denies", False),
        ("Reports of a cracked bridge are false.", "denies", False),
        ("The mayor confirmed the closure of the bridge.", "confirms", False),
        ("The bulletin did not link the crack to the flood.", "withholds", True),
        ("Was the bridge ever safe for lorries?", "asks", False),
        ("If the bridge fails, the valley floods.", "supposes", False),
        ("Not only the bridge but also the tunnel was closed.", "asserts", False),
    ],
    ids=["asserts", "negated", "denies", "false", "confirms", "withholds", "asks", "supposes", "not-only"],
)
def test_a_statement_says_how_its_speaker_stands_to_it(text: str, stance: str, negated: bool):
    statement = only(text)

    assert (statement.stance, statement.negated) == (stance, negated)


def test_every_statement_quotes_its_own_span():
    report = article("Mills close.\n\n“We are done,” said Runa Velk. The mill’s owner wasn’t there – or was he?")

    found = list(annotate(report))

    assert found
    assert all(report.text[one.start : one.end] == one.quote for one in found)


def test_a_report_in_a_language_that_is_not_known_yields_nothing():
    assert list(annotate(article("Der Minister sagte nichts über den Damm.", lang="de"))) == []


@pytest.mark.parametrize("piece", ["not ", "denied that ", "said ", "a said, b and said ", "(1999 – 2001) ", "no. "], ids=repr)
def test_hostile_text_is_read_within_its_length(piece: str):
    denial = "Jane Roe denied on Monday that the dam at Norvik had broken."
    report = article(f"{denial}\n\n{piece * 200_000}"[:200_000])

    found = list(annotate(report))

    assert found[0].quote == denial
    assert all(report.text[one.start : one.end] == one.quote for one in found)
