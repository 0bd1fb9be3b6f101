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
from monitor_plugins.story.likeness import Bags, bags, details, kept, score, signs, weigh
from monitor_plugins.story.profile import Profile, profile
from monitor_plugins.story.regroup import Regrouping
from monitor_plugins.story.sketch import Sketch

version = "1"

WINDOW = timedelta(days=14)
_FEATURES = 160  # terms kept of one report
_ASKED = 16  # terms that candidates are looked up by
_NEAR = 40  # earlier reports compared
_COPY = 0.6  # share of the shorter text


@hookimpl
def place(article: Article, history: History) -> Iterator[Placement]:
    """Yield the story of an article."""
    sketch = Sketch.of(article.text)
    words, told = _weighed(article, history)
    new = bags(words, told, article.at.toordinal(), sketch)
    near = _near(article, words, history)
    groups = Regrouping.of(history.corrections())
    copied = _copied(new, near)
    wire = wire_credit(article) or str((copied.placement.details.get("wire") if copied else "") or "")
    marks: dict[str, Any] = {"copy_of": _first_of(copied)} if copied else {}
    key = _story(article, new, near, copied, groups, history)
    yield Placement(
        kind="story", key=key, title=article.title, features=words, details={**details(new), **marks, **({"wire": wire} if wire else {})}
    )


def _weighed(article: Article, history: History) -> tuple[dict[str, float], Profile]:
    told = profile(article)
    chosen = sorted(told.terms, key=lambda term: (-told.terms[term], expected_share(term), term))[:_FEATURES]
    total, holding = history.frequency(chosen)
    weights = weigh(told, total, holding)
    return {term: weights[term] for term in chosen if term in weights}, told


def _near(article: Article, words: Mapping[str, float], history: History) -> Sequence[Placed]:
    """Give the earlier reports of the window that share the most of this report's weightiest terms."""
    asked = sorted(words, key=lambda term: (-words[term], term))[:_ASKED]
    found = history.neighbours(asked, since=article.at - WINDOW, limit=_NEAR)
    return [placed for placed in found if placed.article.at <= article.at + WINDOW and placed.article.id != article.id]


def _copied(new: Bags, near: Sequence[Placed]) -> Placed | None:
    """Give the earliest report whose text this one mostly repeats, or which repeats this one."""
    copies = [placed for placed in near if new.sketch.reused(Sketch.from_row(placed.placement.details.get("sketch", ()))) >= _COPY]
    return min(copies, key=lambda placed: placed.article.arrival, default=None)


def _first_of(copied: Placed) -> int:
    return int(copied.placement.details.get("copy_of") or copied.article.id)


def _story(article: Article, new: Bags, near: Sequence[Placed], copied: Placed | None, groups: Regrouping, history: History) -> str:
    """Give the key of the article's story: its earlier revision's, its original's, the likest one's, or its own."""
    own = f"story:{article.id}"
    earlier = history.article(article.id)
    if earlier is not None and earlier.story is not None:
        return groups.story_of(article.id, earlier.story)
    if copied is not None:
        return groups.story_of(article.id, groups.story_of(copied.article.id, copied.placement.key))
    return groups.story_of(article.id, _likest(new, near, groups) or own)


def _likest(new: Bags, near: Sequence[Placed], groups: Regrouping) -> str | None:
    members: dict[str, list[Bags]] = {}
    for placed in near:
        members.setdefault(groups.story_of(placed.article.id, placed.placement.key), []).append(kept(placed))
    scored = [(score(signs(new, found)), key) for key, found in members.items()]
    best = max(scored, default=(0.0, ""))
    return best[1] if best[0] > 0 else None
