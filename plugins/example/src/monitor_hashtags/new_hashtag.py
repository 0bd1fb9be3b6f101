"""The rule kind `new-hashtag`: tell of a tag that no earlier article used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from monitor import Article, Evidence, History, Hit, Mention, RuleConfig, hookimpl


class NewHashtagConfig(RuleConfig):
    """Alert on tags that are used for the first time."""

    marks: list[Literal["#", "@", "$"]] = Field(default=["#", "@", "$"], min_length=1, description="which marks to heed")
    topic: str | None = Field(default=None, description="the topic rule whose coverage is watched; every article if left out")


class NewHashtag:
    """One `[rules.NAME]` table with `use = "new-hashtag"`."""

    Config = NewHashtagConfig
    version = "1"

    def __init__(self, name: str, config: NewHashtagConfig) -> None:
        self.config = config

    @hookimpl
    def detect(self, article: Article, history: History) -> Iterator[Hit]:
        """Yield a hit for each tag of the article that was never used before, quoting its first use here."""
        if article.about(self.config.topic):
            for tag in self._first_uses(article).values():
                if not history.mentions(tag.name, kind="tag", topic=self.config.topic):
                    yield _hit(article, tag)

    def explain(self, article: Article, rule: str) -> str:
        """Say which tags the article uses."""
        return f"uses {', '.join(self._first_uses(article)) or 'no tag'}; told of are those that no earlier article used"

    def _first_uses(self, article: Article) -> dict[str, Mention]:
        first: dict[str, Mention] = {}
        for note in article.annotations:
            if isinstance(note, Mention) and note.kind == "tag" and note.quote[0] in self.config.marks:
                first.setdefault(note.name, note)
        return first


def _hit(article: Article, tag: Mention) -> Hit:
    quote = Evidence(article=article.id, revision=article.revision, start=tag.start, end=tag.end, quote=tag.quote)
    return Hit(key=tag.name, title=f"first use of {tag.quote}", kind="tag", relation="new", evidence=(quote,), details={"tag": tag.name})
