"""Who confirms a number: newsrooms and agencies that say it for themselves, and those that only repeat one another."""

from __future__ import annotations

from collections.abc import Iterable

from monitor import Article, Placed
from monitor_plugins.echoes import Voices, voices


def heard(articles: Iterable[Article]) -> Voices:
    """Count who speaks in articles that stories have placed; one newsroom, one agency or one copied text is one voice."""
    known = {article.id: article for article in articles}
    members = [
        Placed(article=article, placement=place) for article in known.values() for place in article.placements if place.kind == "story"
    ]
    return voices(members)
