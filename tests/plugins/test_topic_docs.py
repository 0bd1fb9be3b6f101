"""Every example of docs/query-language.md does what the page says."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from monitor_plugins.topic import Topic, TopicConfig

from monitor import Article
from monitor.testing import article

PAGE = (Path(__file__).parents[2] / "docs" / "query-language.md").read_text("utf-8")
ROWS = [tuple(cell.strip() for cell in line.strip("| \n").split(" | ")) for line in PAGE.splitlines() if line.startswith("| `")]
ALIASES = {"toll": ["killed", "wounded"]}
_FIELD = re.compile(r"(?:^|, )(title|text|outlet|lang|author): (.*?)(?=, (?:title|text): |$)")


def _written(cell: str) -> tuple[Article, list[str]]:
    """Give the article that a cell describes, and the words that it marks."""
    fields = dict(_FIELD.findall(cell.replace("**", ""))) or {"text": cell.replace("**", "")}
    made = article(fields.pop("text", "Nothing else."), **fields)
    return replace(made, lang=fields.get("lang", "")), re.findall(r"\*\*(.*?)\*\*", cell)


def _spans(query: str, of: Article) -> list[str] | None:
    kind = Topic({"rule": TopicConfig(use="topic", query=query)}, ALIASES)
    assert not kind.faults()
    return next(([of.quote(*span) for span in match.spans] for match in kind.annotate(of)), None)


def test_the_page_shows_every_construct() -> None:
    shown = " ".join(query for query, *_ in ROWS)

    assert len(ROWS) >= 40
    assert all(
        mark in shown
        for mark in ("AND", "OR", "NOT", "NEAR/", "*", "=", "2 of", "@", "title:", "body:", "source:", "lang:", "author:", '"')
    )


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_an_example_matches_what_it_says_and_nothing_else(row: tuple[str, ...]) -> None:
    query, fits, fits_not, *_ = row

    of, marked = _written(fits)

    assert _spans(query.strip("`"), of) == marked
    assert fits_not == "–" or _spans(query.strip("`"), _written(fits_not)[0]) is None


def test_the_rule_at_the_top_passes_its_own_tests() -> None:
    table = tomllib.loads(re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)[0])["rules"]["kestria-losses"]
    config = TopicConfig.model_validate(table, context={"aliases": ALIASES})

    assert all(_spans(config.query, article(text)) for text in config.should_match)
    assert not any(_spans(config.query, article(text)) for text in config.should_not_match)


def test_every_sentence_of_the_page_has_its_own_line() -> None:
    prose = [line for line in PAGE.splitlines() if line and line[0] not in "|#`" and "=" not in line[:12]]

    assert [line for line in prose if re.search(r"[a-z]\. [A-Z]", line)] == []
