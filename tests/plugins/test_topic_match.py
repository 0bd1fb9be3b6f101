"""What topic queries match: the conformance table, a slow reference, many rules against one, and hostile texts."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from monitor_plugins.topics.desk import MAX_SPANS, ArticleDesk, Finding
from monitor_plugins.topics.rulebook import Rulebook
from monitor_plugins.topics.show import show
from monitor_plugins.topics.tree import And, AtLeast, Field, Near, Node, Not, Or, Term, Word, all_of, any_of, is_positive

from monitor import Article
from monitor.testing import article

TABLE = [json.loads(line) for line in (Path(__file__).parent.parent / "data" / "topic-conformance.jsonl").read_text("utf-8").splitlines()]
METADATA = ("lang", "outlet", "source", "author", "publisher")


def find(book: Rulebook, of: Article, rule: str = "rule") -> Finding | None:
    desk = ArticleDesk(of, book.lexicon)
    return desk.find(book.plans[rule]) if rule in book.candidates(desk) else None


def written(row: dict[str, Any]) -> Article:
    return replace(article(row["text"], **{key: row[key] for key in METADATA if key in row}), title=row.get("title", ""))


def test_the_table_is_long_enough_to_mean_something() -> None:
    assert len(TABLE) >= 200


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row['query']} in {row['text'][:24]}")
def test_a_query_finds_the_spans_that_the_table_gives(row: dict[str, Any]) -> None:
    book = Rulebook({"rule": row["query"]}, row.get("aliases"))

    finding = find(book, written(row))

    assert not book.faults
    assert (None if finding is None else [list(span) for span in finding.spans]) == row["spans"]
    assert list(finding.absent if finding else ()) == row.get("absent", [])


def test_the_whole_table_as_one_book_finds_what_each_rule_finds_alone() -> None:
    rows = [row for row in TABLE if "aliases" not in row]
    book = Rulebook({str(number): row["query"] for number, row in enumerate(rows)})

    for row in rows:
        desk = ArticleDesk(written(row), book.lexicon)
        candidates = set(book.candidates(desk))
        for name, plan in book.plans.items():
            assert name in candidates or desk.find(plan) is None, (name, row)


# A small world in which a slow and plain evaluator is easy to believe: words, and what stands between them.


@dataclass(frozen=True)
class Written:
    """A text as words with the marks that follow them."""

    words: tuple[str, ...]
    marks: tuple[str, ...]
    title: int

    @property
    def text(self) -> str:
        return "".join(word + mark for word, mark in zip(self.words, self.marks, strict=True))

    @property
    def title_text(self) -> str:
        return self.text[: self.spans[self.title - 1][1]] if self.title else ""

    @property
    def spans(self) -> list[tuple[int, int]]:
        at, spans = 0, []
        for word, mark in zip(self.words, self.marks, strict=True):
            spans.append((at, at + len(word)))
            at += len(word) + len(mark)
        return spans

    @property
    def numbers(self) -> list[int]:
        numbers = [0]
        for mark in self.marks[:-1]:
            numbers.append(numbers[-1] + (mark != "-"))
        return numbers

    def together(self, first: int, last: int) -> bool:
        """Say whether no sentence ends between two words."""
        ends = (at + 1 == self.title or (self.marks[at] == "! " and self.words[at + 1][0].isupper()) for at in range(first, last))
        return not any(ends)

    def one_word(self, at: int) -> bool:
        """Say whether a word and the next may be read as one: a hyphen between them, or a space around which no hyphen is."""
        if self.marks[at] == " " and {self.words[at], self.words[at + 1]} <= {"co", "operation"}:
            return (at == 0 or self.marks[at - 1] != "-") and self.marks[at + 1] != "-"
        return self.marks[at] == "-"


def spelt(word: Word, text: str) -> bool:
    mine, other = (word.text, text) if word.exact or word.text == "US" else (word.text.lower(), text.lower())
    head, star, tail = mine.partition("*")
    return other == mine or bool(star and len(other) >= len(head + tail) and other.startswith(head) and other.endswith(tail))


def aligned(query: list[Word], of: Written, at: int) -> int | None:
    """Give the last word of the first way in which the query's words stand at `at`."""
    if not query:
        return at - 1
    if at >= len(of.words):
        return None
    head = Word(query[0].text + query[1].text, query[0].exact) if len(query) > 1 and query[0].text == "co" else None
    ways = []
    for size in (1, 2, 3, 4):
        joined = all(at + step + 1 < len(of.words) and of.one_word(at + step) for step in range(size - 1))
        apart = joined and any(of.marks[at + step] == " " for step in range(size - 1))
        if joined and not (apart and size > 2):
            joins = not (apart and "*" in query[0].text)  # a wildcard joins nothing over a space
            ways += [(query[1:], size)] if joins and spelt(query[0], "".join(of.words[at : at + size])) else []
            ways += [(query[2:], size)] if head and spelt(head, "".join(of.words[at : at + size])) else []
    return next((last for rest, size in ways if (last := aligned(rest, of, at + size)) is not None), None)


def places(term: Term, of: Written, region: str) -> list[tuple[int, int]]:
    query = [Word(part, word.exact) for word in term.words for part in word.text.split("-")]
    found = [(at, last) for at in range(len(of.words)) if (last := aligned(query, of, at)) is not None and of.together(at, last)]
    inside = {"": lambda place: True, "title": lambda place: place[1] < of.title, "body": lambda place: place[0] >= of.title}[region]
    return [place for place in found if inside(place)]


Hull = tuple[int, int, frozenset[tuple[int, int]]]


def hulls(node: Node, of: Written, region: str) -> list[Hull]:
    match node:
        case Term():
            return [(*place, frozenset([place])) for place in places(node, of, region)]
        case Or(parts):
            return [hull for part in parts for hull in hulls(part, of, region)]
        case Near(left, right, words):
            pairs = product(hulls(left, of, region), hulls(right, of, region))
            return [(min(a[0], b[0]), max(a[1], b[1]), a[2] | b[2]) for a, b in pairs if close(a, b, of.numbers, words)]
    raise AssertionError(node)


def close(left: Hull, right: Hull, numbers: list[int], words: int) -> bool:
    before, after = sorted((left, right), key=lambda hull: hull[:2])
    return before[1] < after[0] and numbers[after[0]] - numbers[before[1]] - 1 <= words


def slowly(node: Node, of: Written, region: str = "") -> set[tuple[int, int]] | None:
    """Give the places of all that matched, None if the text does not match."""
    match node:
        case And(parts):
            found = [slowly(part, of, region) for part in parts]
            return None if None in found else set().union(*found)  # type: ignore[arg-type]
        case Or(parts) | AtLeast(_, parts):
            there = [inner for part in parts if (inner := slowly(part, of, region)) is not None]
            return set().union(*there) if len(there) >= (node.count if isinstance(node, AtLeast) else 1) else None
        case Not(part):
            return set() if slowly(part, of, region) is None else None
        case Near(And(parts), right, words):
            return slowly(And(tuple(Near(part, right, words) for part in parts)), of, region)
        case Near():
            near = hulls(node, of, region)
            return {place for hull in near for place in hull[2]} if near else None
        case Field(name, part):
            return slowly(part, of, name)
    assert isinstance(node, Term)
    return set(places(node, of, region)) or None


MARKS = [" ", " ", " ", " ", "-", "! ", ", "]
TEXTS = st.lists(
    st.tuples(st.sampled_from(["alpha", "Alpha", "beta", "gamma", "us", "US", "co", "operation", "cooperation"]), st.sampled_from(MARKS)),
    min_size=1,
    max_size=12,
).flatmap(lambda rows: st.builds(_text, st.just(rows), st.integers(0, len(rows))))


def _text(rows: list[tuple[str, str]], title: int) -> Written:
    words, marks = (list(column) for column in zip(*rows, strict=True))
    if title > 0:
        marks[title - 1] = "\n"
    return Written(tuple(words), (*marks[:-1], ""), title)


QUERY_WORDS = st.builds(
    Word, st.sampled_from(["alpha", "beta", "gamma", "us", "US", "co-operation", "cooperation", "alp*", "gam*a", "coop*"]), st.booleans()
)
TERMS = st.lists(QUERY_WORDS, min_size=1, max_size=3).map(lambda words: Term(tuple(words)))
NEAR_SIDES = st.one_of(TERMS, st.lists(TERMS, min_size=2, max_size=2).map(any_of))
NEARS = st.one_of(
    st.builds(Near, NEAR_SIDES, NEAR_SIDES, st.integers(0, 4)),
    st.builds(Near, st.builds(Near, NEAR_SIDES, TERMS, st.integers(0, 3)), NEAR_SIDES, st.integers(0, 3)),
    st.builds(Near, st.lists(TERMS, min_size=2, max_size=2).map(all_of), NEAR_SIDES, st.integers(0, 4)),
)


def _wider(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(inner, min_size=2, max_size=3)
    return st.one_of(
        several.map(all_of),
        several.map(any_of),
        st.tuples(inner, inner).map(lambda both: all_of([both[0], Not(both[1])])),
        st.builds(lambda parts, count: AtLeast(min(count, len(parts)), tuple(parts)), several, st.integers(1, 3)),
    )


QUERIES = st.recursive(
    st.one_of(TERMS, NEARS, st.builds(Field, st.sampled_from(["title", "body"]), st.one_of(TERMS, NEARS))), _wider, max_leaves=5
)


def outermost(spans: set[tuple[int, int]]) -> list[tuple[int, int]]:
    inside = lambda span: any(other != span and other[0] <= span[0] and span[1] <= other[1] for other in spans)  # noqa: E731
    return sorted(span for span in spans if not inside(span))


@settings(max_examples=250, deadline=None)
@example(
    AtLeast(1, (Term((Word("alpha"),)), Near(Term((Word("alpha"),)), Term((Word("alpha"), Word("alpha"))), 0))),
    Written(("alpha",) * 3, (" ", " ", ""), 0),
)
@example(AtLeast(1, (Term((Word("cooperation"),)), Term((Word("coop*"),)))), Written(("co", "operation"), (" ", ""), 0))
@example(Term((Word("coop*"),)), Written(("co", "operation"), (" ", ""), 0))
@given(QUERIES, TEXTS)
def test_rules_find_what_the_slow_evaluator_finds(query: Node, of: Written) -> None:
    assume(is_positive(query))
    slow = slowly(query, of)
    expected = None if slow is None else outermost({(of.spans[first][0], of.spans[last][1]) for first, last in slow})

    finding = find(Rulebook({"rule": show(query)}), replace(article(of.text), title=of.title_text))

    assert (None if finding is None else list(finding.spans)) == expected


@settings(max_examples=40, deadline=None)
@example(
    [Term((Word("cooperation"),)), Term((Word("coop*"),))],
    [Written(("co", "operation", "cooperation"), (" ", " ", ""), 0)],
)
@given(st.lists(QUERIES, min_size=1, max_size=12), st.lists(TEXTS, min_size=1, max_size=3))
def test_many_rules_at_once_match_what_each_matches_alone(queries: list[Node], texts: list[Written]) -> None:
    rules = {str(number): show(query) for number, query in enumerate(queries)}
    book = Rulebook(rules)

    for of in texts:
        made = replace(article(of.text), title=of.title_text)
        desk = ArticleDesk(made, book.lexicon)
        together = {name: finding for name in book.candidates(desk) if (finding := desk.find(book.plans[name]))}
        alone = {name: finding for name, query in rules.items() if (finding := find(Rulebook({"rule": query}), made))}
        assert together == alone


def _invented(chance: random.Random) -> str:
    return "".join(chance.choice("bcdfghklmnprstv") + chance.choice("aeiou") for _ in range(4))


def test_of_ten_thousand_rules_only_a_few_are_looked_at() -> None:
    chance = random.Random(4)
    words = [_invented(chance) for _ in range(5_000)]
    rules = {f"rule {number}": f"{chance.choice(words)} AND ({chance.choice(words)} OR {chance.choice(words)})" for number in range(10_000)}
    text = " ".join(chance.choices(words, k=600)) + "."

    book = Rulebook(rules)
    desk = ArticleDesk(article(text), book.lexicon)
    candidates = book.candidates(desk)

    matching = {name for name, plan in list(book.plans.items())[:2_000] if desk.find(plan) is not None}
    assert matching <= set(candidates)
    assert len(candidates) < len(rules) / 20


HOSTILE = {
    "one word": "kim " * 50_000, "one long word": "kim" * 66_000, "digits": "1234567890" * 20_000,
    "grouped digits": "1,234," * 33_000,
    "hyphens": "kim-" * 50_000, "dotted letters": "k.i.m." * 33_000, "one sentence": "He said kim and park " * 10_000,
    "marks": "!" * 200_000,
    "spaces": " " * 200_000, "lines": "\n" * 200_000, "stops": ". " * 100_000, "Korean": "북한" * 100_000, "Korean apart": "북 " * 100_000,
    "quotes": "''" * 100_000, "invisible": "kim\u200b" * 50_000, "accents": "é" * 200_000, "sentences": "KIM! " * 40_000,
    "apart": "co operation " * 15_000, "combining": "\u0301" * 200_000,
}  # fmt: skip
HOSTILE_RULES = {
    "word": "kim", "phrase": '"kim kim kim"', "near": "kim NEAR/50 kim", "nested": "(kim NEAR/9 (kim OR ki*m)) NEAR/20 kim",
    "korean": "북한",
    "wild": '"kim* ki*im* kim*"', "digits": "1234567890 OR 1,234", "not": "* NOT (said AND title:kim)", "joined": "cooperation OR kimkim",
    "caps": "KIM", "no": "zebra",
}  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_texts_stay_within_bounds(text: str) -> None:
    book = Rulebook(HOSTILE_RULES)

    desk = ArticleDesk(article(text), book.lexicon)
    findings = [desk.find(book.plans[name]) for name in book.candidates(desk)]

    assert not book.faults
    assert all(finding is None or len(finding.spans) <= MAX_SPANS for finding in findings)


def test_every_term_keeps_a_span_when_one_fills_the_cap() -> None:
    book = Rulebook({"rule": "kim AND zebra"})

    finding = find(book, article("kim " * 500 + "zebra"))

    assert finding is not None
    assert len(finding.spans) == MAX_SPANS
    assert finding.spans[-1] == (2000, 2005)
