"""The rule kind `topic`: articles that match a query, with the words that made them match; ten thousand rules in one pass."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Self

from pydantic import Field, PrivateAttr, ValidationInfo, field_validator, model_validator

from monitor import Article, Evidence, History, Hit, Match, QueryError, RuleConfig, hookimpl
from monitor_plugins.topics.desk import ArticleDesk, Finding
from monitor_plugins.topics.explain import why
from monitor_plugins.topics.lists import Lists, lists_of
from monitor_plugins.topics.parse import parse
from monitor_plugins.topics.rulebook import Rulebook
from monitor_plugins.topics.tree import Node
from monitor_plugins.topics.words import in_words

MAX_QUOTES = 3
LONGEST_TITLE = 140


class TopicConfig(RuleConfig):
    """Alert on every article that matches a query."""

    query: str = Field(description='what to look for, as in: ("North Korea*" OR DPRK) AND soldier* AND NOT football')
    _tree: Node | None = PrivateAttr(default=None)

    @field_validator("query")
    @classmethod
    def _parses(cls, query: str, info: ValidationInfo) -> str:
        """Check the query; aliases come with the validation's context, and go unchecked without one."""
        try:
            _parsed(query, info)
        except QueryError as error:
            raise ValueError(str(error)) from error
        return query

    @model_validator(mode="after")
    def _keep(self, info: ValidationInfo) -> Self:
        """Keep what the query was read to, so that nobody reads it again."""
        if _aliases(info) is not None:
            self._tree = _parsed(self.query, info)
        return self

    @property
    def tree(self) -> Node | None:
        """Give what the query was read to; None if it was checked without its aliases."""
        return self._tree


def _aliases(info: ValidationInfo) -> Mapping[str, Sequence[str]] | None:
    return (info.context or {}).get("aliases")


def _parsed(query: str, info: ValidationInfo) -> Node:
    known = _aliases(info)
    return parse(query, None if known is None else lists_of(known))


class Topic:
    """All `[rules.NAME]` tables with `use = "topic"`."""

    Config = TopicConfig
    version = "1"
    only_matches = True

    def __init__(self, rules: Mapping[str, TopicConfig], aliases: Mapping[str, Sequence[str]] | None = None) -> None:
        self._queries = {name: config.query for name, config in rules.items()}
        self._trees, self._faults = _trees(rules, Lists(aliases or {}))

    @cached_property
    def book(self) -> Rulebook:
        """Give all rules ready to be matched; made when first needed, for many processes never match an article."""
        return Rulebook(self._trees)

    def prepare(self) -> None:
        """Make all rules ready to be matched."""
        self.book  # noqa: B018 - made by being asked for

    def faults(self) -> Mapping[str, str]:
        """Give the rules that cannot be used, each with its fault."""
        return self._faults

    @hookimpl
    def annotate(self, article: Article) -> Iterator[Match]:
        """Yield a match for every rule that the article matches, in the order of the rules."""
        desk = ArticleDesk(article, self.book.lexicon)
        for name, finding in self.book.findings(desk):
            yield _match(desk, name, finding)

    @hookimpl
    def detect(self, article: Article, history: History) -> Iterator[tuple[str, Hit]]:
        """Yield (rule, hit) for every match that the article carries."""
        own = [match for match in article.matches if match.rule in self.book.plans]
        if own and article.text.strip():
            desk = ArticleDesk(article, self.book.lexicon)
            # One more report of a story that is being told already is not news: it joins the alert and changes nothing.
            news, title = not history.story(), _title(desk)
            yield from ((match.rule, self._hit(desk, match, title, material=news)) for match in own)

    def describe(self, rule: str) -> str:
        """Say in words what a rule listens for."""
        return in_words(self._trees[rule]) if rule in self._trees else ""

    def explain(self, article: Article, rule: str) -> str:
        """Say why a rule matches the article, or what is missing."""
        if rule in self._faults:
            return f"the rule is in error: {self._faults[rule]}"
        if rule not in self.book.plans:
            return f"no topic rule is named {rule!r}"
        return why(ArticleDesk(article, self.book.lexicon), self.book.plans[rule])

    def _hit(self, desk: ArticleDesk, match: Match, title: str, *, material: bool) -> Hit:
        article = desk.article
        text = article.text
        return Hit(
            key=article.story or f"article:{article.id}",
            title=title,
            evidence=tuple(_evidence(article, start, end) for start, end in _quotes(desk, match)),
            kind="topic",
            relation="match",
            material=material,
            details={
                "query": self._queries[match.rule],
                "spans": [{"start": start, "end": end, "quote": text[start:end]} for start, end in match.spans],
                "absent": list(match.absent),
            },
        )


def _trees(rules: Mapping[str, TopicConfig], lists: Lists) -> tuple[dict[str, Node], dict[str, str]]:
    """Give what the queries were read to, and the faults of those that cannot be read."""
    trees: dict[str, Node] = {}
    faults: dict[str, str] = {}
    for name, config in rules.items():
        try:
            trees[name] = config.tree or parse(config.query, lists)
        except QueryError as error:
            faults[name] = str(error)
    return trees, faults


def _match(desk: ArticleDesk, rule: str, finding: Finding) -> Match:
    start, end = finding.spans[0] if finding.spans else desk.first_sentence()
    return Match(rule=rule, spans=finding.spans, absent=finding.absent, start=start, end=end, quote=desk.article.text[start:end])


def _evidence(article: Article, start: int, end: int) -> Evidence:
    return Evidence(article=article.id, revision=article.revision, start=start, end=end, quote=article.text[start:end])


def _title(desk: ArticleDesk) -> str:
    """Give the article's title, or the beginning of its first sentence, on one line."""
    title = " ".join((desk.article.title or desk.article.quote(*desk.first_sentence())).split())
    return title if len(title) <= LONGEST_TITLE else title[:LONGEST_TITLE].rsplit(" ", 1)[0] + " …"


def _quotes(desk: ArticleDesk, match: Match) -> list[tuple[int, int]]:
    """Give up to three sentences that hold the matched words, in order: those first that show most words not yet shown."""
    spans = match.spans or ((match.start, match.end),)
    if len(spans) == 1:
        return [desk.quote(*spans[0])]
    by_quote: dict[tuple[int, int], set[str]] = {}
    for start, end in spans:
        by_quote.setdefault(desk.quote(start, end), set()).add(desk.article.text[start:end].casefold())
    chosen: list[tuple[int, int]] = []
    shown: set[str] = set()
    while by_quote and len(chosen) < MAX_QUOTES:
        best = max(by_quote, key=lambda quote: (len(by_quote[quote] - shown), -quote[0]))
        shown |= by_quote.pop(best)
        chosen.append(best)
    return sorted(chosen)
