"""Sentences, tokens, lemmas and who is said to say what."""

from __future__ import annotations

import pytest
from monitor_plugins.text.attribution import attributions
from monitor_plugins.text.lemma import lemma, noun, verb
from monitor_plugins.text.sentences import MAX_SENTENCE, sentences
from monitor_plugins.text.speakers import Speakers
from monitor_plugins.text.tokens import tokenise
from monitor_plugins.text.voices import speaker_class


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("It rained. They left.", ["It rained.", "They left."], id="plain"),
        pytest.param("Mr. Brandt of the U.S. Army left. He ran.", ["Mr. Brandt of the U.S. Army left.", "He ran."], id="abbreviations"),
        pytest.param("It rose to 3.5 p.m. The rest slept.", ["It rose to 3.5 p.m.", "The rest slept."], id="ending-abbreviation"),
        pytest.param('"Go!" she said. He went.', ['"Go!" she said.', "He went."], id="quote"),
        pytest.param("A title without a stop\nThe text begins.", ["A title without a stop", "The text begins."], id="title"),
        pytest.param("A line that goes\non here. End.", ["A line that goes\non here.", "End."], id="wrapped"),
        pytest.param("Notice No. 5 of Sept. 20 stands.", ["Notice No. 5 of Sept. 20 stands."], id="number-and-month"),
        pytest.param("J. K. Ordway wrote it.", ["J. K. Ordway wrote it."], id="initials"),
        pytest.param("", [], id="empty"),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text, parts):
    assert cut(text) == parts


def test_a_sentence_without_end_comes_in_pieces():
    pieces = sentences("word " * 2000)

    assert sum(("word " * 2000)[start:end].count("word") for start, end in pieces) == 2000
    assert max(end - start for start, end in pieces) <= MAX_SENTENCE


def test_tokens_keep_their_places_in_the_text():
    text = "It cost US$3.5bn, the 52-year-old's friend said."

    sentence = tokenise(text)

    assert [text[a:b] for a, b in zip(sentence.starts, sentence.ends, strict=True)] == sentence.words
    assert {"3.5", "bn", "'s", "$"} <= set(sentence.words)


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("deployed", "deploy"),
        ("injured", "injure"),
        ("was", "be"),
        ("released", "release"),
        ("fled", "flee"),
        ("stopped", "stop"),
        ("making", "make"),
    ],
)
def test_verbs_have_one_base(word, base):
    assert verb(word) == base


@pytest.mark.parametrize(
    ("word", "base"),
    [("soldiers", "soldier"), ("women", "woman"), ("cities", "city"), ("buses", "bus"), ("series", "series"), ("houses", "house")],
)
def test_nouns_have_one_singular(word, base):
    assert noun(word) == base
    assert lemma(word) == base


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Twelve died, police said on Wednesday.", ["police"]),
        ('"We ran," said Osei Brandt, a baker.', ["Osei Brandt"]),
        ("Governor Ilse Maren, who flew in, said schools would close.", ["Governor Ilse Maren"]),
        (
            "Officials from the health ministry and the World Health Organization reported 45 cases.",
            ["Officials from the health ministry", "World Health Organization"],
        ),
        (
            "Intelligence from Kestria, Halvonia and Orvane suggests that it moved.",
            ["Intelligence from Kestria", "Intelligence from Halvonia", "Intelligence from Orvane"],
        ),
        ("Meridian, citing hospital staff, reported it.", ["hospital staff"]),
        ("On Friday, the barge capsized, said Runa Velk.", ["Runa Velk"]),
        ("Osei Brandt, of the bakers' guild, said the fire spread.", ["Osei Brandt"]),
        ("Runa Velk, mayor of Orvane, said police arrested Osei Brandt.", ["Runa Velk"]),
        ("Nine were hurt in New Orvane, of whom two died, said police.", ["police"]),
        ("The number of confirmed cases rose.", []),
        ("They were said to be safe.", []),
        ("The States have voted.", []),
    ],
)
def test_speakers_are_found_by_their_verbs(text, speakers):
    assert [one.speaker for one in attributions(tokenise(text))][: len(speakers) or None] == speakers


def test_spans_of_speaker_and_cue_quote_the_text():
    text = "Twelve died, according to the interior ministry in Orvane."

    (found,) = attributions(tokenise(text))

    assert text[slice(*found.cue)] == "according to"
    assert text[slice(*found.span)] == "the interior ministry"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("interior ministry", "official"),
        ("Kestrian intelligence", "intelligence"),
        ("state television", "state media"),
        ("Red Cross", "ngo"),
        ("foreign analysts", "expert"),
        ("Osei Brandt", "person"),
        ("Reports", "unattributed"),
        ("main hospital", "hospital"),
        ("residents", "witness"),
    ],
)
def test_a_name_shows_its_kind_of_voice(name, kind):
    assert speaker_class(name) == kind


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The harbour office warned of storms. The office said ships must wait.", "harbour office"),
        ("Osei Brandt said it burned. He said nobody slept.", "Osei Brandt"),
        ("The National Rescue Service (NRS) was late. The NRS said it was sorry.", "National Rescue Service"),
    ],
)
def test_references_are_resolved_to_who_was_named_before(text, speaker):
    spans = sentences(text)
    voices = Speakers(text, spans)

    last = len(spans) - 1

    assert [one.speaker for one in voices.of(last, tokenise(text, *spans[last]))] == [speaker]
