"""Stories as they are listed: their articles in arrival order, what people regrouped included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from monitor.model.article import Article
from monitor.store import tables as t
from monitor.store.groups import STORIES, group_of, keys, members


@dataclass(frozen=True, slots=True)
class Story:
    """One story: its key, the title of its first report, its articles (without text) in arrival order."""

    key: str
    title: str
    articles: tuple[Article, ...]


def list_stories(connection: Connection, *, after: str | None, limit: int) -> list[Story]:
    """Give stories, the one with the latest report first; empty ones are left out."""
    return stories(connection, keys(connection, STORIES, after=after, limit=limit))


def stories(connection: Connection, wanted: Sequence[str]) -> list[Story]:
    """Give the stories of these keys, in their order; those without any article are left out."""
    found = members(connection, STORIES, wanted)
    return [
        Story(key, found[key][0].title or found[key][0].article.title, tuple(member.article for member in found[key]))
        for key in wanted
        if found[key]
    ]


def story_of(connection: Connection, article: int) -> Story | None:
    """Give the story that an article belongs to by now; None if it was placed in none."""
    query = select(t.placement.c.key).join(t.revision, t.revision.c.id == t.placement.c.revision_id)
    query = query.where(t.placement.c.kind == STORIES.name, t.revision.c.until.is_(None), t.revision.c.article_id == article)
    key = connection.execute(query).scalar()
    return None if key is None else next(iter(stories(connection, [group_of(connection, STORIES, key, article)])), None)
