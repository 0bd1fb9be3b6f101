"""Kin: words that are near one another by meaning or by letters."""

from __future__ import annotations

import pytest
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


def test_what_the_other_sentence_does_not_tell_of_denies_nothing():
    from monitor_plugins.claims.terms import read_terms
    from monitor_plugins.contradictions.clash import clash

    full = read_terms("The schools of the town are full.")

    assert clash(read_terms("The town has no money for roads but its schools are full."), full) == 0
    assert clash(read_terms("The schools of the town are not full."), full) > 0.5
