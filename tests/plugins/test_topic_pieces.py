"""The two ways to cut up a text, and to look the lexicon up in it, give the same answers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from monitor_plugins.topics.lexicon import Lexicon
from monitor_plugins.topics.literal import literal
from monitor_plugins.topics.pieces import PlainPieces, TokenPieces
from monitor_plugins.topics.reading import Reading
from monitor_plugins.topics.scan import phrase_words
from monitor_plugins.topics.sight import PlainSight, TokenSight
from monitor_plugins.topics.tree import Term

WORDS = ["sea", "wall", "co", "operation", "s", "u", "6", "000", "fire", "cease", "korea", "x"]
LOOKED_FOR = ["cooperation", "ceasefire", "sea wall", "u.s", "6,000", "korea*", "coo*", "seawall", "fire", "firewall"]
TERMS = [literal(Term(phrase_words(text, 0))) for text in LOOKED_FOR]
LEXICON = Lexicon(TERMS)
MARKS = [" ", "-", ".", "'", ", ", ",", "  ", "\n", "/", "_", "'s ", ". ", '"']
TEXTS = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(MARKS)))


def written(parts: list[tuple[str, str]]) -> str:
    return "".join(word + mark for word, mark in parts)


@given(TEXTS)
def test_a_text_has_the_same_pieces_both_ways(parts):
    text = written(parts)

    quick, careful = PlainPieces(text), TokenPieces(text, text.split())

    assert quick.words == careful.words
    numbers = range(len(quick.words))
    assert [quick.span(number) for number in numbers] == [careful.span(number) for number in numbers]
    apart = [[each.number(at) - each.number(at - 1) for at in numbers[1:]] for each in (quick, careful)]
    assert apart[0] == apart[1]


@given(TEXTS)
def test_every_term_stands_at_the_same_places_both_ways(parts):
    text = written(parts)

    quick, careful = Reading(text, LEXICON), Reading(text, LEXICON)
    careful.sight = TokenSight(text, LEXICON)

    assert [quick.places(term) for term in TERMS] == [careful.places(term) for term in TERMS]
    assert isinstance(quick.sight, PlainSight)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("korea's army", ["korea", "army"]),
        ("korea's-based", ["korea", "based"]),
        ("'s army", ["s", "army"]),
        ("x''s army", ["x", "s", "army"]),
        ("6,000 men, u.s. co-operation", ["6", "000", "men", "u", "s", "co", "operation"]),
    ],
)
def test_a_possessive_is_no_piece(text, words):
    assert PlainPieces(text).words == words == TokenPieces(text, text.split()).words
