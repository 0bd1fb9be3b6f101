"""Whether a report that matches a topic tells of its matter, or touches on it in passing: a market report, a race, another firm's results.

Two signs: the report is written in the words of another trade, which no earlier report of the topic used; or neither its title nor
its first paragraph says what was asked for. What such a report tells is its own, except where a sentence names what the topic knows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from monitor import Article, History, Mention
from monitor_plugins.languages.en_registers import HAPPENING, REGISTERS
from monitor_plugins.ledgers.reported import Reported
from monitor_plugins.story.background import expected_share
from monitor_plugins.text.lemma import noun

_COVERAGE = timedelta(days=60)
_READ = 1_200  # code points of a text that tell of which trade it is
_LEAD = 250  # code points behind the title
_TRADE, _TRADE_LEAD = 5, 2  # words of one trade, new to the topic, that make a report of it, and how many of them open it
_SOME = 3  # words of one trade that tell of it where the opening does not say what was asked for
_SHOWS = frozenset({"sport", "feasts", "stage and screen"})  # their crowds are no others'
# What firms do, and how a sentence opens that says so: "Harl und Kost will close its foundry", "Lumo is to shed".
_FIRMS_DO = frozenset({"job-cut", "close", "recall", "hire"})
_FIRM = re.compile(
    r"((?:[A-Z][\w.'’-]*(?: (?:& |und |and |of )?(?=[A-Z]))?)+),? (?:will|is|has|had|plans|intends|wants|shut|shuts|closed|closes|cut|cuts"
    r"|recalled|recalls|shed|sheds|announced|dismissed|gave|laid|axed|also|too)\b"
)
_PUBLIC = re.compile(
    r"\b(?:He|She|It|They|We|This|That|There|Ministry|Department|Council|Government|Authority|Agency|Board|Court|Union|Federation|Police"
    r"|Management|Workers|Bosses|Company|Group|Parliament|Office)\b"
)
_YEAR = re.compile(r"\b(?<!since )(?:19|20)\d\d\b")
_MONTHS = "january february march april may june july august september october november december".split()  # noqa: SIM905
_MONTH = re.compile(
    r"\b(?:in|of|during|last|late|early|mid-|since) "
    r"(January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"(?! \d\d?\b)"
)
_RECENT = 1  # months before the report's own that are of the news
_ON_END = re.compile(
    r"\b(?:last|previous|past|preceding|recent) (?:\w+ )?(?:years?|seasons?|decades?|months|centur(?:y|ies))\b|\b(?:annually|on average)\b"
    r"|\b(?:each|every|a|per|so far this|this) year\b|\byears? (?:ago|earlier|before)\b",
    re.IGNORECASE,
)
_HARMS = frozenset({"kill", "wound", "missing", "displace", "destroy", "damage", "infect", "arrest", "abduct", "shoot", "crash"})
_STOP = re.compile(r"[.!?][\"”]? |\n")
_TURNS = frozenset({"business", "insurance", "law-making", "markets"})  # turns that the matter of a firm or an office may take
_SENTENCE = re.compile(r"[.!?][\"”]? ")
_COMMON = 0.004  # share of reports from which a word is no name, capital or not
_WORD = re.compile(r"[^\W\d_]+(?:[-'’](?![sS]\b)[^\W\d_]+)*")


@dataclass(frozen=True)
class Passing:
    """A report beside the earlier reports of the topic; read when first asked, None of it for a topic's first report."""

    article: Article
    history: History
    topic: str | None

    @cached_property
    def trade(self) -> str:
        """Give the trade of which the report is and no earlier one of the topic was; "" if it is of none."""
        trade, count, opening = self._trade
        if count < _TRADE or opening < _TRADE_LEAD or (trade in _TURNS and self._names_asked(self.article.title)):
            return ""
        return trade

    def _names_asked(self, title: str) -> bool:
        """Say whether a title names what was asked for: a firm's results may be a turn of its own affair."""
        return any(word[0].isupper() and noun(word.lower()) in self._asked for word in _WORD.findall(title))

    @cached_property
    def elsewhere(self) -> bool:
        """Say whether the report opens with something else than what was asked for: neither title nor first paragraph says it whole."""
        if not self._asked:
            return False
        title = _terms(self.article.title)
        if not title.isdisjoint(self._asked):
            return False
        opening = title | _terms(self.article.text[: self._first_paragraph])
        return len(opening & self._asked) < min(2, len(self._asked))

    def aside(self, figure: Reported) -> str:
        """Say why a figure of the report is of something else than the topic's matter; "" if it may be of it."""
        if self.trade:
            crowd = self.trade in _SHOWS and "attend" in figure.families
            return f"the report is of {self.trade}" if crowd or not self._names_matter(figure.start, figure.end) else ""
        if other := self._of_another_firm(figure):
            return f"of {other}, which the topic's reports do not know"
        harmed = not _HARMS.isdisjoint(figure.families) and figure.start >= self._first_paragraph
        if not (self.elsewhere or harmed) or not self._of_another_time(figure.start, figure.end) or not self._past:
            return ""
        return "" if self._goes_on(figure.start, figure.end) else "of another time, and the sentence names nothing known"

    def stranger(self, places: Sequence[tuple[int, int]]) -> str:
        """Say why somebody who is named at these places has no part in the topic's matter; "" if they may have."""
        trade, count, _ = self._trade
        if count < _SOME or not (self.trade or self.elsewhere):
            return ""
        known = any(len(self._named(*self._sentence(*one)) - self._asked) > 1 for one in places)
        return "" if known else f"named in a report of {trade}"

    def _of_another_firm(self, figure: Reported) -> str:
        """Give the firm that a sentence about jobs, shops or products opens with, where no earlier report names it; "" if none."""
        if figure.category != "job" and _FIRMS_DO.isdisjoint(figure.families):
            return ""
        text = self.article.text
        opening = _FIRM.match(text, figure.start, figure.end)
        if opening is None or not self._past or self._named(figure.start, figure.end):
            return ""
        people = (note for note in self.article.annotations if isinstance(note, Mention) and note.kind == "person")
        someone = any(opening.start(1) <= person.start < opening.end(1) for person in people)
        return "" if someone or _PUBLIC.search(opening[1]) else opening[1]

    def _of_another_time(self, start: int, end: int) -> bool:
        """Say whether a sentence tells of another year or month than the report's, or of years on end."""
        text, at = self.article.text, self.article.at
        years = {at.year, (at - _COVERAGE).year}
        if _ON_END.search(text, start, end) or any(int(year) not in years for year in _YEAR.findall(text, start, end)):
            return True
        months = {_MONTHS.index(month.lower()) + 1 for month in _MONTH.findall(text, start, end)}
        return bool(months) and all((at.month - month) % 12 > _RECENT for month in months)

    def _names_matter(self, start: int, end: int) -> bool:
        """Say whether a sentence names somebody or some place that the topic's reports know, or all that was asked for."""
        named = self._named(start, end)
        return bool(named - self._asked) or (bool(named) and len(_terms(self.article.text[start:end]) & self._asked) > 1)

    def _goes_on(self, start: int, end: int) -> bool:
        """Say whether a sentence names what the topic knows or asks for, goes on about what happened, or goes on from one that does."""
        text = self.article.text
        before = text[max(0, start - _LEAD) : start]
        said = _SENTENCE.split(before[before.rfind("\n") + 1 :].rstrip())[-1]
        if self._named(start, end) or not self._asked.isdisjoint(_terms(text[start:end])):
            return True
        if start < self._first_paragraph and self._named(len(self.article.title), start) - _terms(self.article.title):
            return True
        return HAPPENING.search(text, start, end) is not None or len(_terms(said) & self._asked) > 1

    def _sentence(self, start: int, end: int) -> tuple[int, int]:
        """Give the sentence around a place in the text, as far as it is read."""
        text = self.article.text
        first = max((found.end() for found in _STOP.finditer(text, max(0, start - _LEAD), start)), default=max(0, start - _LEAD))
        last = _STOP.search(text, end, end + _LEAD)
        return first, last.start() if last else min(len(text), end + _LEAD)

    def _named(self, start: int, end: int) -> frozenset[str]:
        """Give the words of a sentence, written as names, that the topic's reports know as names."""
        written = {noun(word.lower()) for word in _WORD.findall(self.article.text[start:end]) if word[0].isupper()}
        return frozenset(word for word in self._names & written if expected_share(word) < _COMMON)

    @cached_property
    def _trade(self) -> tuple[str, int, int]:
        """Give the trade that has most words in the report which are new to the topic, how many, and how many open it."""
        title = len(self.article.title)
        read, lead = _terms(self.article.text[: title + _READ]), _terms(self.article.text[: title + _LEAD])
        if max(len(read & told) for told in REGISTERS.values()) < _SOME or not self._past:
            return "", 0, 0  # most reports are of no trade, and what is known need not be asked
        found = [(len((read & told) - self._known), len((lead & told) - self._known), trade) for trade, told in REGISTERS.items()]
        count, opening, trade = max(found)
        return trade, count, opening

    @cached_property
    def _past(self) -> list[Article]:
        """Give the topic's recent reports; none without a topic."""
        if self.topic is None:
            return []
        told = self.history.quantities(topic=self.topic, since=self.article.at - _COVERAGE)
        until = self.article.arrival
        earlier = (past.article for past in told if past.article.id != self.article.id and (not until or past.article.arrival < until))
        return list({article.id: article for article in earlier}.values())

    @cached_property
    def _known(self) -> frozenset[str]:
        """Give the words of the topic's earlier reports."""
        return frozenset(word for past in self._past for place in past.placements if place.kind == "story" for word in place.features)

    @cached_property
    def _names(self) -> frozenset[str]:
        """Give the words of the names in the topic's earlier reports."""
        stories = (place for past in self._past for place in past.placements if place.kind == "story")
        return frozenset(word for place in stories for word in place.details.get("names", ()))

    @cached_property
    def _asked(self) -> frozenset[str]:
        """Give the words for which the topic found the report."""
        spans = (span for match in self.article.matches if match.rule == self.topic for span in match.spans)
        return frozenset(term for start, end in spans for term in _terms(self.article.text[start:end]))

    @property
    def _first_paragraph(self) -> int:
        text, title = self.article.text, len(self.article.title)
        start = title + len(text[title:]) - len(text[title:].lstrip()) if text.startswith(self.article.title) else 0
        end = text.find("\n", start)
        return min(end if end >= 0 else len(text), start + 2 * _LEAD)


def _terms(text: str) -> frozenset[str]:
    return frozenset(noun(word.lower()) for word in _WORD.findall(text))
