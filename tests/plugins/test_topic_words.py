"""A query read back in words: what it was taken for."""

from __future__ import annotations

import pytest
from monitor_plugins.topics.lists import Lists
from monitor_plugins.topics.parse import parse
from monitor_plugins.topics.words import in_words

LISTS = Lists({"toll": ["killed", "casualt*"], "many": ["one", "two", "three", "four", "five", "six"]})


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("*", "every article"),
        ("quake", 'articles with "quake"'),
        ("quake OR flood dam", 'articles with "quake" or ("flood" and "dam")'),
        (
            "soldier* NEAR/1 killed NOT football",
            'articles with (words that begin "soldier" at most 1 word from "killed"), but not "football"',
        ),
        ('"North Korea*" wom*n', 'articles with "North Korea*" (* is any ending) and "wom*n" (* is any letters)'),
        ("US us", 'articles with "US" in capitals and "us"'),
        ("=Sun title:(quake OR flood)", 'articles with "Sun" in exactly this case and (("quake" or "flood") in the title)'),
        ("* NOT a NOT (b c)", 'articles with anything, but not "a" nor ("b" and "c")'),
        ('2 of (quake, "sea wall", flood dam)', 'articles with at least 2 of ("quake"; "sea wall"; "flood" and "dam")'),
        ("lang:en @toll", 'articles with (the language "en") and any of @toll ("killed", words that begin "casualt")'),
        ("@many", 'articles with any of @many ("one", "two", "three", "four", "five" and 1 more)'),
        ("source:afp", 'articles with "afp" in the name of the source, outlet or publisher'),
    ],
)
def test_a_query_is_read_back_in_words(query, words):
    assert in_words(parse(query, LISTS)) == words
