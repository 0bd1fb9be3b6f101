"""How much text a second of processor time annotates: every annotator, without a store."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime

import pytest

from monitor import Article, judge
from monitor.config import defaults
from monitor.host import Host
from tests.bench.test_judging import report

ARTICLES = 150
START = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.mark.bench
def test_text_annotated_per_cpu_second():
    host, pick = Host(defaults()), random.Random(1)
    texts = [report(pick) for _ in range(ARTICLES)]
    articles = [Article(source="", ref=str(at), text=text, lang="en", first_seen_at=START, at=START) for at, text in enumerate(texts)]
    judge.annotate(host, articles[0])  # lists are read once

    began = time.process_time()
    said = sum(len(verdict.results) for article in articles for verdict in judge.annotate(host, article))
    seconds = time.process_time() - began

    print(f"\n{sum(map(len, texts)) / 1000 / seconds:.0f} kB annotated per CPU second, {said / ARTICLES:.0f} annotations an article")
    assert said
