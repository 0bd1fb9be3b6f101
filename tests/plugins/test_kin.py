"""Kin: words that are near one another by meaning or by letters."""

from __future__ import annotations

import pytest
from monitor_plugins.claims.fields import akin
from monitor_plugins.claims.kin import kinship, letters_shared


@pytest.mark.parametrize(
    ("left", "right", "least"),
    [("steal", "thief", 0.8), ("begin", "start", 0.9), ("breakfast", "meal", 0.5)],
    ids=["derived", "one-meaning", "a-kind-of"],
)
def test_words_that_share_a_meaning_or_stand_a_step_apart_are_kin(left: str, right: str, least: float):
    assert kinship(left, right) == kinship(right, left) >= least


def test_words_without_a_common_meaning_or_unknown_ones_are_no_kin():
    assert kinship("ferry", "tax") == kinship("zxqv", "zxqv") == 0


def test_words_of_one_stem_share_most_of_their_letters():
    assert letters_shared("insured", "insurance") >= 0.5 > letters_shared("insured", "harbour")


@pytest.mark.parametrize(
    ("left", "right"),
    [("fire", "bullet"), ("letter", "write"), ("captive", "jail"), ("handgun", "gun"), ("groundwater", "water")],
    ids=["what-it-fires", "who-writes-it", "where-they-are", "a-compound", "a-longer-compound"],
)
def test_words_of_one_field_are_akin(left: str, right: str):
    assert akin(left, right)
    assert akin(right, left)


@pytest.mark.parametrize(("left", "right"), [("rifle", "price"), ("letter", "fire"), ("part", "art"), ("car", "oscar")])
def test_words_of_two_fields_or_alike_by_chance_are_not_akin(left: str, right: str):
    assert not akin(left, right)


def test_what_the_other_sentence_does_not_tell_of_denies_nothing():
    from monitor_plugins.claims.terms import read_terms
    from monitor_plugins.contradictions.clash import clash

    full = read_terms("The schools of the town are full.")

    assert clash(read_terms("The town has no money for roads but its schools are full."), full) == 0
    assert clash(read_terms("The schools of the town are not full."), full) > 0.5
