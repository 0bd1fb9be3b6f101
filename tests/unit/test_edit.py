"""Changes one table of a TOML text; every other character stays."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from monitor.config.edit import add_table, remove_table, set_keys, write_value, written_table

TEXT = """\
# The desk's own file.

[store]
url = "sqlite:///desk.db"   # on the fast disk

# What we read ------------------

# Asked for by the city desk.
[sources.city]
use = "feed"
url = "https://news.example/city.xml"   # the new address
every = "15m"

[sources.city.auth]
token = { env = "CITY" }

# Where it is told --------------

[channels.console]
use = "stdout"
"""


def test_a_new_table_goes_behind_the_last_of_its_section_and_above_what_follows():
    new = add_table(TEXT, "sources", "port", {"use": "feed", "url": "https://port.example/feed", "every": None})

    table = '\n\n[sources.port]\nuse = "feed"\nurl = "https://port.example/feed"\n'
    assert new == TEXT.replace('token = { env = "CITY" }\n', f'token = {{ env = "CITY" }}{table}')


def test_the_first_table_of_a_section_goes_to_the_end():
    assert add_table(TEXT, "rules", "all", {"use": "topic", "query": "*"}) == TEXT + '\n[rules.all]\nuse = "topic"\nquery = "*"\n'
    assert add_table("", "rules", "all", {"query": "*"}, comment="All of it,\nfor a start.") == (
        '# All of it,\n# for a start.\n[rules.all]\nquery = "*"\n'
    )


def test_a_file_that_ends_without_a_line_end_is_gone_on_with():
    assert add_table("[a.b]\nc = 1", "a", "d", {"e": 2}) == "[a.b]\nc = 1\n\n[a.d]\ne = 2\n"


def test_line_ends_stay_as_they_are():
    assert add_table("[a.b]\r\nc = 1\r\n", "a", "d", {"e": 2}) == "[a.b]\r\nc = 1\r\n\r\n[a.d]\r\ne = 2\r\n"


def test_a_name_that_is_taken_is_refused_with_its_line():
    with pytest.raises(ValueError, match=r"sources\.city: is there already \(line 9\)"):
        add_table(TEXT, "sources", "city", {"use": "feed"})


def test_taking_a_table_out_takes_the_tables_inside_it_and_the_comment_above_it():
    assert remove_table(TEXT, "sources", "city") == TEXT[: TEXT.index("# Asked")].rstrip() + "\n\n" + TEXT[TEXT.index("# Where") :]


def test_what_was_added_can_be_taken_out_again():
    for name in ("a", "zz"):
        assert remove_table(add_table(TEXT, "sources", name, {"use": "feed"}, comment="mine"), "sources", name) == TEXT


def test_a_key_is_set_where_it_stands_and_its_comment_stays():
    new = set_keys(TEXT, "sources", "city", {"url": "https://x.example/", "every": None, "enabled": False})

    assert new == TEXT.replace("https://news.example/city.xml", "https://x.example/").replace('every = "15m"', "enabled = false")


def test_a_value_of_several_lines_is_replaced_whole():
    text = 'rules = {}\n[a.b]\nc = [\n  "one", # first\n  "two",\n]\nd = 1\n'

    assert set_keys(text, "a", "b", {"c": ["three"]}) == 'rules = {}\n[a.b]\nc = ["three"]\nd = 1\n'


def test_dotted_keys_and_quoted_names_are_understood():
    text = '[sources."a b"]\nauth.user = "x"\nauth.password = "y"\nuse = "feed"\n'

    assert set_keys(text, "sources", "a b", {"use": "page"}) == text.replace('"feed"', '"page"')
    with pytest.raises(ValueError, match="by hand"):
        set_keys(text, "sources", "a b", {"auth": {"token": "t"}})


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('sources = { city = { use = "feed" } }\n', "as one table"),
        ('[sources]\ncity.use = "feed"\n', "as one table"),
        ('[sources.city.auth]\ntoken = "t"\n[sources.city]\nuse = "feed"\n', "as one table"),
        ('[sources.city]\nuse = "feed"\n[net]\n[sources.city.auth]\ntoken = "t"\n', "as one table"),
    ],
    ids=["inline", "dotted", "inner-first", "in-two-pieces"],
)
def test_a_table_that_is_not_in_one_piece_is_left_to_people(text, what):
    for change in (lambda: remove_table(text, "sources", "city"), lambda: set_keys(text, "sources", "city", {"use": "page"})):
        with pytest.raises(ValueError, match=what):
            change()


def test_a_section_that_is_closed_takes_no_table():
    with pytest.raises(ValueError, match="by hand"):
        add_table("sources = {}\n", "sources", "city", {"use": "feed"})


def test_a_query_is_written_as_people_would():
    assert write_value('"north korea*" NEAR/10 troop*') == "'\"north korea*\" NEAR/10 troop*'"
    assert written_table("rules", "a.b", {"n": 1, "on": True, "in": {"x y": []}}) == (
        '[rules."a.b"]\nn = 1\non = true\nin = { "x y" = [] }\n'
    )


def test_a_long_list_stands_one_value_a_line():
    assert write_value(["x" * 60, "y" * 60]) == "[\n" + f'    "{"x" * 60}",\n    "{"y" * 60}",\n' + "]"


VALUES = some.recursive(
    some.text() | some.booleans() | some.integers(-(2**62), 2**62),
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(some.text(min_size=1), inner, max_size=3),
    max_leaves=8,
)


@given(some.text(min_size=1), some.dictionaries(some.text(min_size=1), VALUES, min_size=1, max_size=4))
def test_whatever_is_written_reads_the_same(name, values):
    assume(not any("\ud800" <= sign <= "\udfff" for sign in f"{name}{values}"))

    new = add_table(TEXT, "sources", name, values) if name != "city" else TEXT

    assert tomllib.loads(new)["sources"].get(name) == (values if name != "city" else tomllib.loads(TEXT)["sources"]["city"])
    if name != "city":
        assert remove_table(new, "sources", name) == TEXT
        assert tomllib.loads(set_keys(new, "sources", name, {"own": 1}))["sources"][name] == {**values, "own": 1}
