"""`monitor stories list|show|merge|split`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from monitor.cli import home

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from monitor.store.stories import Story

COLUMNS = ("id", "title", "reports", "outlets", "opened_at", "updated_at")


def add_arguments(parser: ArgumentParser, verb: str) -> None:
    """Declare the subcommands."""
    del verb
    verbs = parser.add_subparsers(required=True, metavar="list|show|merge|split")
    listing = verbs.add_parser("list", help="list stories, the one with the latest report first")
    listing.set_defaults(call=list_stories)
    home.add_format(listing)
    home.add_page(listing)
    show = verbs.add_parser("show", help="show one story with its reports")
    show.set_defaults(call=show_story)
    show.add_argument("story", help="its id, or the id, ref or URL of an article in it")
    home.add_format(show)
    merge = verbs.add_parser("merge", help="say that two stories are one")
    merge.set_defaults(call=merge_stories)
    merge.add_argument("story", help="the story that stays")
    merge.add_argument("other", help="the story that becomes part of it")
    split = verbs.add_parser("split", help="say that a report is not of its story")
    split.set_defaults(call=split_story)
    split.add_argument("article", help="the id, ref or URL of the report")
    split.add_argument("--into", metavar="STORY", help="the story that it belongs to (default: one of its own)")


def story_row(story: Story) -> dict[str, Any]:
    """Give a story as a row of the contract."""
    from monitor.model.plain import iso

    listed = [{"id": one.id, "ref": one.ref, "outlet": one.outlet, "title": one.title} for one in story.articles]
    opened, updated = min(one.at for one in story.articles), max(one.at for one in story.articles)
    return {"id": story.key, "title": story.title, "articles": listed, "opened_at": iso(opened), "updated_at": iso(updated)}


def _for_people(row: Mapping[str, Any]) -> dict[str, Any]:
    outlets = dict.fromkeys(one["outlet"] for one in row["articles"])
    return {**row, "reports": len(row["articles"]), "outlets": ", ".join(name for name in outlets if name)}


def list_stories(given: Namespace) -> int:
    """Print stories as the contract says."""
    from monitor.cli.output import emit
    from monitor.store import stories

    with home.store(given) as store, store.read() as connection:
        found = [story_row(story) for story in stories.list_stories(connection, after=given.after, limit=given.limit)]
    shown = emit(map(_for_people, found) if given.format in ("table", "csv") else found, COLUMNS, given.format)
    home.say_more(shown, given.limit, found[-1]["id"] if found else None)
    return 0


def show_story(given: Namespace) -> int:
    """Print the reports of one story, oldest first."""
    from monitor.cli.output import emit

    with home.store(given) as store, store.read() as connection:
        row = story_row(_story(connection, given.story))
    if given.format in ("json", "ndjson"):
        emit([row], (), given.format)
    else:
        emit(row["articles"], ("id", "outlet", "title", "ref"), given.format)
    return 0


def _story(connection: Connection, named: str) -> Story:
    from monitor.errors import UsageError
    from monitor.store import listing, stories

    found = stories.stories(connection, [named])
    if found:
        return found[0]
    article = listing.article_by_ref(connection, named)
    known = stories.story_of(connection, article) if article is not None else None
    if known is None:
        raise UsageError(f"no story is known by {named!r}: see `monitor stories list`")
    return known


def merge_stories(given: Namespace) -> int:
    """Note that the other story is part of this one; articles taken in from now on heed it, and lists show it."""
    from monitor.errors import UsageError
    from monitor.store.history import correct

    with home.store(given) as store, store.write() as connection:
        kept, gone = _story(connection, given.story), _story(connection, given.other)
        if kept.key == gone.key:
            raise UsageError(f"both are story {kept.key}: there is nothing to merge")
        correct(connection, "merge", gone.key, {"into": kept.key}, now=home.now(), who=home.user())
    print(f"{gone.key} is part of {kept.key}: {len(gone.articles)} more reports")
    return 0


def split_story(given: Namespace) -> int:
    """Note that a report is not of its story."""
    from monitor.errors import UsageError
    from monitor.store.history import correct
    from monitor.store.listing import article_by_ref

    with home.store(given) as store, store.write() as connection:
        article = article_by_ref(connection, given.article)
        if article is None:
            raise UsageError(f"no article is known by {given.article!r}: see `monitor articles list`")
        left = _story(connection, given.article)
        into = {"into": _story(connection, given.into).key} if given.into else {}
        correct(connection, "split", left.key, {"article": str(article), **into}, now=home.now(), who=home.user())
    print(f"article {article} is no longer part of {left.key}")
    return 0
