"""Topic rules against tantivy and SQLite FTS5 running every query over an index in memory, one article at a time and by the hundred.

Run with `pytest -m bench -s tests/bench/test_topic.py`; prints medians of CPU time per article, of all threads, and ratios.
Ours is asked as the daemon asks it, an article at a time, by the hooks of the plugin: `annotate` gives every match with its spans,
and "with hits" adds `detect`, the quoted evidence of each. Theirs give the numbers of the articles, and FTS5 once more the text with
the matched words marked, which is the same work as `annotate` but for reading the marks (tantivy marks words only in snippets). All
of it counts: making the index, which FTS5 and tantivy must do anew for each batch, reading the text, which we must do, and every query.
"""

from __future__ import annotations

import random
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from statistics import median

import pytest
from monitor_plugins.text.words import words
from monitor_plugins.topic import Topic, TopicConfig
from monitor_plugins.topics.desk import ArticleDesk
from monitor_plugins.topics.joining import FUNCTION_WORDS
from monitor_plugins.topics.rulebook import Rulebook

from monitor import Article
from monitor.host.garbage import settle
from monitor.testing import Memory, annotated, article

try:
    import tantivy
except ImportError:  # only `make bench` installs it, and only benchmarks ask for it
    tantivy = None
pytestmark = pytest.mark.bench
WORDS_PER_ARTICLE = 600
BATCH = 100
MARKED = "rowid, highlight(article, 0, '[', ']')"
ROUNDS = 3
GRAMMAR = sorted(FUNCTION_WORDS - {"not", "or", "near"})
_ONSETS = sorted(words("b c d f g h k l m n p r s t v z st tr pl gr kh sh"))
_VOWELS = sorted(words("a e i o u ai ou"))


def _vocabulary(chance: random.Random, size: int) -> list[str]:
    """Give words from common to rare: words of grammar, common English words, then invented names, as news has them."""
    listed = files("monitor_plugins.names").joinpath("words.txt").read_text(encoding="utf-8")
    common = [word for line in listed.splitlines() if not line.startswith("#") for word in line.split() if word not in FUNCTION_WORDS]
    chance.shuffle(common)
    names: dict[str, None] = {}
    while len(names) + len(common) + len(GRAMMAR) < size:
        syllables = (chance.choice(_ONSETS) + chance.choice(_VOWELS) for _ in range(chance.choice((2, 3, 3, 4))))
        names["".join(syllables) + chance.choice("nrslk")] = None
    return [*GRAMMAR, *common, *names]


def _articles(chance: random.Random, vocabulary: list[str], count: int) -> list[str]:
    """Make texts whose words are as unequal as those of real ones (Zipf), in sentences of 8 to 25 words."""
    weights = [1 / (rank + 2) for rank in range(len(vocabulary))]
    return [_text(chance, chance.choices(vocabulary, weights, k=WORDS_PER_ARTICLE)) for _ in range(count)]


def _text(chance: random.Random, words: list[str]) -> str:
    sentences = []
    while words:
        length = chance.randint(8, 25)
        sentence, words = words[:length], words[length:]
        sentences.append(" ".join(sentence).capitalize() + ".")
    return " ".join(sentences)


def _rules(chance: random.Random, vocabulary: list[str], texts: list[str], count: int) -> list[tuple[str, str]]:
    """Make (our query, the same for FTS5): names and nouns joined as people join them, some phrases out of the texts themselves."""
    topical = [word for word in vocabulary[600:] if len(word) > 3]

    rare = set(topical)

    def pick() -> str:
        return topical[int(len(topical) * chance.random() ** 2)]

    def phrase() -> str:
        """Give two words that stand side by side in some text, the second no word of grammar."""
        row = chance.choice(texts).lower().replace(".", "").split()
        at = next(at for at in iter(lambda: chance.randrange(1, len(row)), 0) if row[at] in rare)
        return f'"{row[at - 1]} {row[at]}"'

    def one() -> tuple[str, str]:
        a, b, c, d = pick(), pick(), pick(), pick()
        shape = chance.randrange(6)
        if shape == 0:
            return (f"({a} OR {b}) AND ({c} OR {d})",) * 2
        if shape == 1:
            return (f"{phrase()} AND {a}",) * 2
        if shape == 2:
            return (f"{a:.5}* AND ({b} OR {c})",) * 2
        if shape == 3:
            return f"{a} AND {b} AND NOT {c}", f"({a} AND {b}) NOT {c}"
        if shape == 4:
            return f"{a} NEAR/8 {b}", f"NEAR({a} {b}, 8)"
        return (phrase(),) * 2

    return [one() for _ in range(count)]


def _timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _by_fts5(texts: list[str], queries: list[str], asked: str = "rowid") -> int:
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE article USING fts5(text, detail=full)")
    base.executemany("INSERT INTO article(rowid, text) VALUES (?, ?)", enumerate(texts))
    query = f"SELECT {asked} FROM article WHERE article MATCH ?"
    return sum(len(base.execute(query, (words,)).fetchall()) for words in queries)


def _for_tantivy(queries: list[str]) -> list[str]:
    """Write FTS5's queries as tantivy's: NEAR(a b, 8) is a phrase with slop."""
    near = re.compile(r"NEAR\((\w+) (\w+), 8\)")
    return [near.sub(r'"\1 \2"~8', query).replace(") NOT ", ") AND NOT ") for query in queries]


class _Tantivy:
    """An index in memory of some articles; a query is parsed and run as FTS5's are."""

    def __init__(self, texts: list[str]) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("text", stored=False)
        self.index = tantivy.Index(builder.build())
        writer = self.index.writer(heap_size=15_000_000, num_threads=1)
        for text in texts:
            writer.add_document(tantivy.Document(text=text))
        writer.commit()
        self.index.reload()
        self.searcher = self.index.searcher()

    def found(self, query: str) -> int:
        """Give how many articles a query finds."""
        return int(self.searcher.search(self._parsed(query), limit=BATCH, count=True).count)

    def _parsed(self, query: str) -> tantivy.Query:
        prefix, _, rest = query.partition("* AND ")
        if not rest:
            return self.index.parse_query(query, ["text"])
        begins = tantivy.Query.regex_query(self.index.schema, "text", f"{prefix}.*")
        both = [(tantivy.Occur.Must, begins), (tantivy.Occur.Must, self.index.parse_query(rest, ["text"]))]
        return tantivy.Query.boolean_query(both)


def _by_tantivy(texts: list[str], queries: list[str]) -> int:
    index = _Tantivy(texts)
    return sum(index.found(query) for query in queries)


def _topic(rules: list[str]) -> Topic:
    return Topic({str(at): TopicConfig(use="topic", query=query) for at, query in enumerate(rules)})


def _matched(topic: Topic, articles: list[Article]) -> int:
    return sum(len(list(topic.annotate(each))) for each in articles)


def _with_hits(topic: Topic, articles: list[Article]) -> int:
    history = Memory().before()
    whole = (annotated(each, *topic.annotate(each)) for each in articles)
    return sum(len(list(topic.detect(each, history))) for each in whole)


def _one_by_one(book: Rulebook, articles: list[Article]) -> int:
    desks = [ArticleDesk(each, book.lexicon) for each in articles]
    return sum(desk.find(plan) is not None for desk in desks for plan in book.plans.values())


@pytest.mark.parametrize("count", [1_000, 10_000], ids=["1,000 rules", "10,000 rules"])
def test_all_rules_at_once_against_running_every_query(count: int, capsys: pytest.CaptureFixture[str]) -> None:
    chance = random.Random(count)  # the same bench each time
    vocabulary = _vocabulary(chance, 30_000)
    texts = _articles(chance, vocabulary, BATCH * 2)
    rules = _rules(chance, vocabulary, texts, count)
    topic, theirs = _topic([ours for ours, _ in rules]), [query for _, query in rules]
    build = _timed(topic.prepare)
    tantivys = _for_tantivy(theirs)
    assert not topic.faults()
    settle()  # as whoever judges does once the rules are made
    articles, singles = [article(text) for text in texts], texts[:3]
    runs: dict[str, tuple[Callable[[], object], int]] = {
        "all at once": (lambda: _matched(topic, articles[:BATCH]), BATCH),
        "with hits": (lambda: _with_hits(topic, articles[:BATCH]), BATCH),
        "one by one": (lambda: _one_by_one(topic.book, articles[:3]), len(singles)),
        "FTS5, 100 at a time": (lambda: _by_fts5(texts[:BATCH], theirs), BATCH),
        "FTS5 marked, by 100": (lambda: _by_fts5(texts[:BATCH], theirs, MARKED), BATCH),
        "tantivy, 100 at a time": (lambda: _by_tantivy(texts[:BATCH], tantivys), BATCH),
        "FTS5, one at a time": (lambda: [_by_fts5([text], theirs) for text in singles], len(singles)),
        "FTS5 marked, by one": (lambda: [_by_fts5([text], theirs, MARKED) for text in singles], len(singles)),
        "tantivy, one at a time": (lambda: [_by_tantivy([text], tantivys) for text in singles], len(singles)),
    }

    _matched(topic, articles[BATCH:])  # the memory of words is warm in a running daemon
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(ROUNDS):
        for name, (work, count_of_articles) in runs.items():
            times[name].append(_timed(work) / count_of_articles)

    ours = median(times["all at once"])
    with capsys.disabled():
        found = [_with_hits(topic, articles[:BATCH]), _by_fts5(texts[:BATCH], theirs), _by_tantivy(texts[:BATCH], tantivys)]
        print(
            f"\n{count:,} rules built in {build:.2f} s; matches in {BATCH} articles: ours {found[0]}, FTS5 {found[1]}, tantivy {found[2]}"
        )
        for name, seconds in times.items():
            print(f"  {name:22} {median(seconds) * 1000:9.3f} ms an article   {median(seconds) / ours:7.1f} x")
    assert _with_hits(topic, articles[:3]) == _matched(topic, articles[:3]) == _one_by_one(topic.book, articles[:3])


_GROWTH = """
import gc, os, random, sys
sys.path.insert(0, {folder!r})
import test_topic as bench
count = {count}
chance = random.Random(count)
vocabulary = bench._vocabulary(chance, 30_000)
texts = bench._articles(chance, vocabulary, 120)
rules = [ours for ours, _ in bench._rules(chance, vocabulary, texts, count)]
articles = [bench.article(text) for text in texts]
def resident():
    gc.collect()
    with open("/proc/self/statm") as said:
        return int(said.read().split()[1]) * os.sysconf("SC_PAGESIZE") / 2**20
before = resident()
made = []
def make():
    made.append(bench._topic(rules))
    made[0].prepare()
build = bench._timed(make)
memory = resident() - before
bench._matched(made[0], articles[20:])
each = min(bench._timed(lambda: bench._matched(made[0], articles[20:])) for _ in range(3)) / 100
found = bench._matched(made[0], articles[20:]) / 100
print(f"{{count:>9,}} rules: built in {{build:6.2f}} s, {{memory:6.0f}} MB", end="")
print(f", {{each * 1000:7.3f}} ms an article, {{found:6.1f}} matches")
"""


@pytest.mark.parametrize("count", [100, 1_000, 10_000, 100_000], ids=lambda count: f"{count:,} rules")
def test_how_cost_grows_with_the_number_of_rules(count: int, capsys: pytest.CaptureFixture[str]) -> None:
    """Each in a process of its own, so that memory is its own."""
    code = _GROWTH.format(folder=str(Path(__file__).parent), count=count)

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    with capsys.disabled():
        print(f"\n{said.rstrip()}")
    assert "matches" in said
