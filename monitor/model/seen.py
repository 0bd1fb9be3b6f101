"""Under which keys things are remembered as seen: shared by every implementation of `History`."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from monitor.model.annotation import Mention
from monitor.model.article import Article


def fold(name: str) -> str:
    """Give the form in which names are compared: no case, no accents, single spaces."""
    if name.isascii():
        return " ".join(name.lower().split())
    bare = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    return " ".join(bare.casefold().split())


def forms_of(mention: Mention) -> frozenset[str]:
    """Give the folded forms that a mention answers to: its full name and its aliases."""
    return frozenset(fold(form) for form in (mention.name, *mention.aliases))


def seen_keys(article: Article) -> Iterator[str]:
    """Give the keys that an annotated and placed article marks as seen.

    `<kind>:<folded name>` per form of a mention ("person:jane roe"), the same with `@<rule>` per topic rule that the article
    matched ("person:jane roe@toll"), and the key of every placement.
    """
    rules = {match.rule for match in article.matches}
    for mention in (note for note in article.annotations if isinstance(note, Mention)):
        for form in forms_of(mention):
            yield f"{mention.kind}:{form}"
            yield from (f"{mention.kind}:{form}@{rule}" for rule in rules)
    yield from (placement.key for placement in article.placements)
