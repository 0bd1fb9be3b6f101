import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.notify.context import REACH, sentence_around

TEXT = "Ferry sinks\nThe Heron capsized. “Nine people died,” police said! Four are missing… The search goes on"


@pytest.mark.parametrize(
    ("quote", "sentence"),
    [
        ("Heron", "The Heron capsized."),
        ("sinks", "Ferry sinks"),
        ("Nine", "“Nine people died,” police said!"),
        ("Four", "Four are missing…"),
        ("search", "The search goes on"),
        ("capsized. “Nine", "The Heron capsized. “Nine people died,” police said!"),
    ],
    ids=["middle", "headline", "quoted", "ellipsis", "last", "across"],
)
def test_a_quote_is_given_the_sentence_that_holds_it(quote, sentence):
    start = TEXT.index(quote)

    assert sentence_around(TEXT, start, start + len(quote)) == sentence


def test_a_sentence_without_end_is_cut_at_words_around_the_quote():
    text = "word " * 200 + "here " + "word " * 200

    shown = sentence_around(text, 1000, 1004)

    assert shown.startswith("…word word")
    assert shown.endswith("word…")
    assert "here" in shown
    assert len(shown) <= 2 * REACH + 6


@given(st.text(alphabet="ab. \n”…\x1b[m", max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_any_span_of_any_text_has_a_context_of_one_line(text, one, other):
    start, end = sorted((min(one, len(text)), min(other, len(text))))

    assert len(sentence_around(text, start, end).splitlines()) <= 1
