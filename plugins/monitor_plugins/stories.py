"""Place each article in its story: the reports of one event, found in one pass in arrival order.

Near-copies fold into the story of what they copy. Otherwise a report joins the story that it is most like, if it is like
enough in words, opening, names, numbers and dates; else it begins a story of its own, whose key never changes.
What people merged or split wins.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from monitor import Article, History, Placed, Placement, hookimpl
from monitor_plugins.echoes import wire_credit
from monitor_plugins.story.background import expected_share
from monitor_plugins.story.likeness import COMPARED, Bags, bags, close, details, kept, ordinary, score, signs, weigh
from monitor_plugins.story.profile import Profile, profile
from monitor_plugins.story.regroup import Regrouping
from monitor_plugins.story.sketch import Sketch

version = "3"

WINDOW = timedelta(days=14)
_FEATURES = 120  # terms kept of one report
_ASKED = 16  # terms that candidates are looked up by
_NEAR = 40  # earlier reports compared
_WEIGHED = 6  # stories weighed in full
_COPY = 0.6  # share of the shorter text


@hookimpl
def place(article: Article, history: History) -> Iterator[Placement]:
    """Yield the story of an article."""
    told = profile(article)
    words = _weighed(told, history)
    new, sketch = bags(words, told, article.at.toordinal()), Sketch.of(article.text)
    near = _near(article, words, history)
    copied = _copied(sketch, near)
    marks = _marks(article, copied)
    key = _story(article, new, near, copied, history)
    yield Placement(kind="story", key=key, title=article.title, features=words, details={**details(new), "sketch": sketch.row(), **marks})


def _weighed(told: Profile, history: History) -> dict[str, float]:
    chosen = sorted([(-count, expected_share(term), term) for term, count in told.terms.items()])[:_FEATURES]
    return weigh(told, *history.frequency([term for _, _, term in chosen]))


def _near(article: Article, words: Mapping[str, float], history: History) -> Sequence[Placed]:
    """Give the earlier reports of the window that share the most of this report's weightiest terms."""
    asked = sorted([(-weight, term) for term, weight in words.items()])[:_ASKED]
    found = history.neighbours([term for _, term in asked], since=article.at - WINDOW, limit=_NEAR)
    return [placed for placed in found if placed.article.at <= article.at + WINDOW and placed.article.id != article.id]


def _copied(sketch: Sketch, near: Sequence[Placed]) -> Placed | None:
    """Give the earliest report whose text this one mostly repeats, or which repeats this one."""
    copies = [placed for placed in near if sketch.reused(placed.placement.details.get("sketch", ())) >= _COPY]
    return min(copies, key=lambda placed: placed.article.arrival, default=None)


def _marks(article: Article, copied: Placed | None) -> dict[str, Any]:
    """Say whose text it is, where it is not the outlet's own: `copy_of` (an article's id) and `wire` (an agency)."""
    earlier = copied.placement.details if copied else {}
    marks = {
        "copy_of": earlier.get("copy_of") or (copied.article.id if copied else 0),
        "wire": wire_credit(article) or earlier.get("wire", ""),
    }
    return {name: mark for name, mark in marks.items() if mark}


def _story(article: Article, new: Bags, near: Sequence[Placed], copied: Placed | None, history: History) -> str:
    """Give the key of the article's story: its earlier revision's, its original's, the likest one's, or its own."""
    groups = Regrouping.of(history.corrections())
    earlier = history.article(article.id) if article.revision != 1 else None
    if earlier is not None and earlier.story is not None:
        return groups.story_of(article.id, earlier.story)
    if copied is not None:
        return groups.story_of(article.id, groups.story_of(copied.article.id, copied.placement.key))
    return groups.story_of(article.id, _likest(new, near, groups) or f"story:{article.id}")


def _likest(new: Bags, near: Sequence[Placed], groups: Regrouping) -> str | None:
    """Give the story that the report is most like, if it is like enough; only the stories closest in words are weighed."""
    stories: dict[str, list[tuple[float, Placed]]] = {}
    for closeness, placed in sorted([(close(new, placed.placement.features), placed) for placed in near], key=lambda pair: -pair[0]):
        stories.setdefault(groups.story_of(placed.article.id, placed.placement.key), []).append((closeness, placed))
    usual = ordinary(new, {key: [(closeness, placed.placement.features) for closeness, placed in those] for key, those in stories.items()})
    closest = list(stories.items())[:_WEIGHED]
    scores = [(score(signs(new, [kept(placed) for _, placed in those[:COMPARED]], usual)), key) for key, those in closest]
    best = max(scores, default=(0.0, ""))
    return best[1] if best[0] > 0 else None
