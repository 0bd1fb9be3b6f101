"""Base forms of words, by rule, list and a shipped table of verbs."""

from __future__ import annotations

import pytest
from monitor_plugins.text.lemma import lemma, noun, verb


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("added", "add"),
        ("erring", "err"),
        ("planned", "plan"),
        ("controlled", "control"),
        ("killing", "kill"),
        ("stared", "stare"),
        ("starred", "star"),
        ("filed", "file"),
        ("filled", "fill"),
        ("visited", "visit"),
        ("created", "create"),
        ("collapsed", "collapse"),
        ("using", "use"),
        ("owed", "owe"),
        ("going", "go"),
        ("heard", "hear"),
        ("withheld", "withhold"),
        ("panicked", "panic"),
    ],
    ids=str,
)
def test_every_form_of_a_verb_has_its_base_form(word: str, base: str):
    assert verb(word) == lemma(word) == base


@pytest.mark.parametrize("word", ["spring", "string", "hundred", "indeed", "during", "speed", "feed", "sing"], ids=str)
def test_a_word_that_only_looks_inflected_keeps_its_ending(word: str):
    assert verb(word) == lemma(word) == word


@pytest.mark.parametrize(
    ("word", "base"), [("rebranded", "rebrand"), ("upcycled", "upcycle"), ("incentivized", "incentivize"), ("blogging", "blog")], ids=str
)
def test_a_verb_that_the_table_lacks_goes_by_rule(word: str, base: str):
    assert verb(word) == base


@pytest.mark.parametrize(
    ("word", "base"), [("referenda", "referendum"), ("housewives", "housewife"), ("canvas", "canvas"), ("corps", "corps")]
)
def test_irregular_nouns_are_known(word: str, base: str):
    assert noun(word) == base


@pytest.mark.parametrize("word", ["Added", "ADDED", "added"], ids=str)
def test_case_makes_no_difference(word: str):
    assert lemma(word) == "add"
