"""One article on the desk: readings of its text, its title and its metadata, and what a rule finds there."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property
from typing import NamedTuple
from unicodedata import normalize

from monitor import Article
from monitor_plugins.topics.lexicon import Lexicon, Waiting
from monitor_plugins.topics.pieces import Span
from monitor_plugins.topics.plan import WHOLE, Every, Found, InRegion, Missing, Plan, Some
from monitor_plugins.topics.reading import Reading
from monitor_plugins.topics.show import show
from monitor_plugins.topics.tree import Not, Or

MAX_SPANS = 50
# A quote longer than this is no quote; a window around the words is cut from it.
LONGEST_QUOTE = 600
_MARGIN = 250


class Finding(NamedTuple):
    """What made a rule match: spans of the article's text, and what a NOT found to be missing."""

    spans: tuple[Span, ...]
    absent: tuple[str, ...]


class ArticleDesk:
    """The readings of one article, each made when first asked for."""

    def __init__(self, article: Article, lexicon: Lexicon) -> None:
        self.article, self._lexicon, self.lang = article, lexicon, article.lang
        title = normalize("NFC", article.title).strip()
        self._loose = bool(title) and not article.text.startswith(title)
        self.text = Reading(article.text, lexicon, 0 if self._loose else len(title))
        self._metadata: dict[str, Reading] = {}

    @cached_property
    def loose_title(self) -> Reading | None:
        """Give the title's own reading if the text does not begin with it."""
        return Reading(self.article.title, self._lexicon) if self._loose else None

    @property
    def present(self) -> set[str]:
        """Give the keys of the lexicon that the article's words hold."""
        own = self.text.sight.present
        return own if self.loose_title is None else own | self.loose_title.sight.present

    @property
    def waiting(self) -> list[tuple[Waiting, ...]]:
        """Give the rules that wait for those keys."""
        own = self.text.sight.waiting
        return own if self.loose_title is None else own + self.loose_title.sight.waiting

    def metadata(self, name: str) -> Reading:
        """Give the reading of `source` (its name, outlet and publisher) or `author`."""
        if name not in self._metadata:
            article = self.article
            values = (article.author,) if name == "author" else (article.source, article.outlet, article.publisher)
            self._metadata[name] = Reading("\n\n".join(values), self._lexicon)
        return self._metadata[name]

    def find(self, plan: Plan) -> Finding | None:
        """Give what makes the article match, None if it does not."""
        found = plan.find(self, self.text, WHOLE)
        if found is None:
            return None
        return Finding(self._spans(found), tuple(dict.fromkeys(self._absent(plan))) if plan.negates else ())

    @staticmethod
    def _spans(found: Found) -> tuple[Span, ...]:
        """Give the spans in order, at most `MAX_SPANS`: the first of every term, then the rest; none inside another."""
        if len(found) == 1 and len(found[0]) == 1:
            return (found[0][0],)
        chosen: Collection[Span] = set().union(*(spans[:MAX_SPANS] for spans in found))
        if len(chosen) > MAX_SPANS:
            chosen = list(dict.fromkeys([*(spans[0] for spans in found), *sorted(chosen)]))[:MAX_SPANS]
        return _outermost(sorted(chosen))

    def _absent(self, plan: Plan) -> Iterator[str]:
        match plan:
            case Missing():
                node = plan.node.part if isinstance(plan.node, Not) else plan.node
                yield from (show(part) for part in (node.parts if isinstance(node, Or) else (node,)))
            case Every() | InRegion():
                for part in plan.parts:
                    yield from self._absent(part)
            case Some():
                for part in plan.parts:
                    if part.negates and part.find(self, self.text, WHOLE) is not None:
                        yield from self._absent(part)

    def quote(self, start: int, end: int) -> Span:
        """Give the sentence around a span, or a window of whole words where the sentence is too long to quote."""
        sentences = self.text.sentences
        first, last = (sentences.spans[sentences.number(at)] for at in (start, max(start, end - 1)))
        begin, stop = min(start, first[0]), max(end, last[1])
        if stop - begin <= LONGEST_QUOTE:
            return begin, stop
        return self._back_to_space(max(begin, start - _MARGIN), begin, start), self._on_to_space(
            min(stop, max(end, start) + _MARGIN), end, stop
        )

    def _back_to_space(self, at: int, begin: int, start: int) -> int:
        space = self.article.text.find(" ", at, start)
        return at if at == begin or space < 0 else space + 1

    def _on_to_space(self, at: int, end: int, stop: int) -> int:
        space = self.article.text.rfind(" ", end, at)
        return at if at == stop or space < 0 else space

    def first_sentence(self) -> Span:
        """Give the first sentence, (0, 0) if the text is empty."""
        spans = self.text.sentences.spans
        return self.quote(spans[0][0], spans[0][0] + 1) if spans else (0, 0)


def _outermost(spans: list[Span]) -> tuple[Span, ...]:
    """Give those of some spans in order that lie in no other."""
    kept: list[Span] = []
    for span in spans:
        if kept and span[0] == kept[-1][0]:
            kept.pop()
        if not kept or span[1] > kept[-1][1]:
            kept.append(span)
    return tuple(kept)
