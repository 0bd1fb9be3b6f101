"""The query language of topic rules: what parses, what it prints as, and how faults are named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from monitor_plugins.topics.lists import Lists
from monitor_plugins.topics.parse import parse
from monitor_plugins.topics.show import show
from monitor_plugins.topics.tree import And, AtLeast, Everything, Field, Near, Node, Not, Or, Term, Word, all_of, any_of

from monitor import QueryError

LISTS = Lists(
    {"people": ["Kim", "Lee Park", "=Sun"], "all": ["@people", "crowd*"], "round": ["@round", "x"], "bad": ["kim OR lee"], "void": []}
)


def word(*texts: str) -> Term:
    return Term(tuple(Word(text) for text in texts))


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("kim", word("kim")),
        ("kim lee", And((word("kim"), word("lee")))),
        ("kim OR lee park", Or((word("kim"), And((word("lee"), word("park")))))),
        ("NOT kim lee", And((Not(word("kim")), word("lee")))),
        ("kim NOT lee NEAR/3 park", And((word("kim"), Not(Near(word("lee"), word("park"), 3))))),
        ("a1 NEAR/3 b1 NEAR/4 c1", Near(Near(word("a1"), word("b1"), 3), word("c1"), 4)),
        ('"North Korea*"', word("North", "Korea*")),
        ("=Sun", Term((Word("Sun", exact=True),))),
        ('"=Sun kim"', Term((Word("Sun", exact=True), Word("kim")))),
        ("2 of (kim, lee park)", AtLeast(2, (word("kim"), And((word("lee"), word("park")))))),
        ("title:kim", Field("title", word("kim"))),
        ("TITLE: kim", Field("title", word("kim"))),
        ("*", Everything()),
        ("kim** ", word("kim*")),
        ("kim.", word("kim")),
        ("near 2 of kim", And((word("near"), word("2"), word("of"), word("kim")))),
        ("12:30", word("12:30")),
        ("https://example.org/a", word("https://example.org/a")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_query_reads_as_its_tree(query: str, tree: Node) -> None:
    assert parse(query, LISTS) == tree


@pytest.mark.parametrize(
    ("query", "position", "message", "hint"),
    [
        ("", 0, "empty", "* for every article"),
        ("  \t", 0, "empty", "* for every article"),
        ("(kim", 0, "( without its )", "close"),
        ("kim (lee", 4, "( without its )", "close"),
        ("kim)", 3, ") without its (", "take it out"),
        ("()", 0, "parentheses are empty", "between them"),
        ('""', 0, "phrase is empty", "words between the quotes"),
        ('kim "-- ,"', 4, "phrase is empty", "words between the quotes"),
        ('kim "lee', 4, "not closed", '"'),
        ("kim AND", 4, "nothing follows AND", "in quotes"),
        ("OR kim", 0, "nothing stands before OR", "leave it out"),
        ("kim AND OR lee", 4, "nothing follows AND", "in quotes"),
        ("kim NOT", 4, "nothing follows NOT", "in quotes"),
        ("kim NEAR lee", 4, "NEAR without a number", "NEAR/5"),
        ("kim NEAR/ lee", 4, "NEAR without a number", "NEAR/5"),
        ("kim NEAR5 lee", 4, "NEAR without a number", "NEAR/5"),
        ("kim near/5 lee", 4, "no operator", "NEAR/5"),
        ("kim NEAR/99999 lee", 4, "too far", "AND"),
        ("kim NEAR/5", 4, "nothing follows NEAR", "in quotes"),
        ("tilte:kim", 0, "unknown field", "title:"),
        ("kim headline:lee", 4, "unknown field", "title:"),
        ("Moscow: kim", 0, "unknown field", "in quotes"),
        ("title:", 0, "nothing follows title:", "title:word"),
        ("title:(body:kim)", 7, "inside title:", "side by side"),
        ("title:*", 6, "says nothing", "leave it out"),
        ("kim @peple", 4, "unknown alias", "@people"),
        ("@zzz", 0, "unknown alias", "[aliases]"),
        ("@bad", 0, "no word or phrase", "one by one"),
        ("@void", 0, "0 terms", "[aliases]"),
        ("ki*", 0, "too short", "3 letters"),
        ('"North K*"', 0, "too short", "3 letters"),
        ("*kim", 0, "cannot begin a word", "kim*"),
        ("북*한", 0, "no * inside a word of this script", "NEAR/0"),
        ("NOT kim", 0, "only says what must be missing", "* AND NOT"),
        ("(NOT kim) NOT lee", 1, "only says what must be missing", "* AND NOT"),
        ("kim OR NOT lee", 7, "only says what must be missing", "AND NOT"),
        ("2 of (kim, NOT lee)", 11, "only says what must be missing", "AND NOT"),
        ("kim and lee", 4, "no operator", "AND"),
        ("kim Or lee", 4, "no operator", "OR"),
        ("kim && lee", 4, "no operator", "AND"),
        ("kim -lee", 4, "no operator", "NOT lee"),
        ("+kim", 0, "no operator", "write kim"),
        ("'North Korea'", 0, "double quotes", '"North Korea"'),
        ('"North Korea"*', 13, "sticks to the phrase", "inside the quotes"),
        ('"North Korea"~5', 13, "sticks to the phrase", "NEAR/5"),
        ("kim, lee", 3, "comma outside a list", "2 of"),
        ("2 of (kim,, lee)", 10, "before the comma", "2 of"),
        ("3 of (kim, lee)", 0, "3 of 2", "1 to 2"),
        ("0 of (kim, lee)", 0, "0 of 2", "1 to 2"),
        ("2 of (kim, lee", 5, "( without its )", "close"),
        ("kim & ", 4, "no operator", "AND"),
        ("kim —", 4, "no letter or digit", "leave it out"),
        ("(NOT kim) NEAR/3 lee", 0, "NEAR joins words", "AND"),
        ("kim NEAR/3 source:afp", 11, "NEAR joins words", "AND"),
        ("lang:korean", 5, "no language code", "lang:ko"),
        ("(" * 200 + "kim", 25, "nested too deeply", "split"),
        ("NOT " * 200 + "kim", 100, "nested too deeply", "split"),
        ("kim " * 6000, 20_000, "too long", "split"),
        ("kim NEAR/1 " * 12 + "lee", 114, "too many parts joined by NEAR", "split"),
    ],
    ids=lambda value: repr(value)[:30] if isinstance(value, str) else "",
)
def test_a_fault_is_named_with_its_place_and_what_to_write_instead(query: str, position: int, message: str, hint: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query, LISTS)

    error = caught.value
    assert (error.position, message in error.message, hint in error.hint) == (position, True, True), str(error)


def test_aliases_may_name_others_and_themselves() -> None:
    assert len(LISTS.terms("all")) == 4
    assert LISTS.terms("round") == (word("x"),)


WORDS = st.sampled_from(
    ["kim", "Lee", "co-operation", "US", "crowd*", "wom*n", "and", "NEAR", "of", "2", "6,000", "U.S", "O’Brien", "북한", "café", "not"]
)
TERMS = st.lists(st.builds(Word, WORDS, st.booleans()), min_size=1, max_size=3).map(lambda words: Term(tuple(words)))


def _wider(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    """Give trees in which every OR side and list part says what to find, as the language demands."""
    several = st.lists(inner, min_size=2, max_size=3)
    near_side = st.one_of(TERMS, st.lists(TERMS, min_size=2, max_size=3).map(any_of), st.lists(TERMS, min_size=2, max_size=2).map(all_of))
    return st.one_of(
        several.map(all_of),
        several.map(any_of),
        st.tuples(several, inner).map(lambda both: all_of([*both[0], Not(both[1])])),
        st.tuples(inner, inner).map(lambda both: all_of([Not(Not(both[0])), both[1]])),
        st.builds(Near, near_side, near_side, st.integers(0, 50)),
        several.map(lambda parts: AtLeast(len(parts) - 1, tuple(parts))),
        st.builds(
            Field,
            st.sampled_from(["title", "body", "source", "author"]),
            st.one_of(TERMS, st.lists(TERMS, min_size=2, max_size=3).map(any_of)),
        ),
    )


TREES = st.recursive(st.one_of(TERMS, st.just(Everything())), _wider, max_leaves=8)


@given(TREES)
def test_what_a_tree_prints_as_parses_to_the_same_tree(tree: Node) -> None:
    assert parse(show(tree), LISTS) == tree


MARKS = ["kim", "(", ")", '"', "AND", "OR", "NOT", "NEAR/3", "NEAR", "2", "of", ",", "title:", "@people", "*", "=", "북한", '="', "“"]
ODD = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(MARKS), max_size=14).map(" ".join),
    st.lists(st.sampled_from('a( )":*=@,-2of/. \n\0'), max_size=20).map("".join),
)


@given(ODD)
def test_any_text_parses_or_is_refused_with_a_place_inside_it(query: str) -> None:
    tree, error = _parsed(query)

    if error is not None:
        assert (0 <= error.position <= len(query), bool(error.hint)) == (True, True)
    if tree is not None:
        assert parse(show(tree), LISTS) == tree


def _parsed(query: str) -> tuple[Node | None, QueryError | None]:
    try:
        return parse(query, LISTS), None
    except QueryError as error:
        return None, error


@given(st.binary(max_size=40))
def test_any_bytes_parse_or_are_refused(raw: bytes) -> None:
    tree, error = _parsed(raw.decode("utf-8", "surrogateescape"))

    assert tree is not None or (error is not None and error.hint)
