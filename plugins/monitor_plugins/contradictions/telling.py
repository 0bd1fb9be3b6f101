"""How a contradiction is told: evidence, title, key and details that name both sides and take neither."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from monitor import Article, Evidence, Hit, Statement
from monitor_plugins.claims.terms import Term, Terms, read_terms
from monitor_plugins.contradictions.said import Said

_SHORT = 90


def evidence(article: Article, start: int, end: int, quote: str, role: str) -> Evidence:
    """Make the quote of one side."""
    return Evidence(article=article.id, revision=article.revision, start=start, end=end, quote=quote, role=role)


def hit(
    relation: str,
    key: str,
    title: str,
    new: tuple[Article, Statement],
    prior: tuple[Article, Statement],
    score: float,
    details: Mapping[str, Any],
) -> Hit:
    """Make the hit of a new statement against an earlier one."""
    quotes = (
        evidence(new[0], new[1].start, new[1].end, new[1].quote, "new"),
        evidence(prior[0], prior[1].start, prior[1].end, prior[1].quote, "prior"),
    )
    sides = {"new": _side(*new), "prior": _side(*prior)}
    return Hit(
        key=key, title=title, evidence=quotes, kind="contradiction", relation=relation, score=round(score, 2), details={**details, **sides}
    )


def _side(article: Article, statement: Statement) -> dict[str, str]:
    speaker = ", ".join(statement.speaker)
    return {"speaker": speaker, "outlet": outlet(article), "at": article.at.isoformat(), "quote": short(statement.quote, 2 * _SHORT)}


def matter(terms: Terms) -> str:
    """Give the words by which a dispute is known again."""
    return " ".join(sorted({term.lemma for term in terms.content})[:8])


def outlet(article: Article) -> str:
    """Give the name of who published an article."""
    return article.outlet or article.publisher or article.source


def who(article: Article, statement: Statement) -> str:
    """Give who speaks a statement: its speaker, else its outlet."""
    return statement.speaker[0].replace(" 's", "'s") if statement.speaker else outlet(article)


def day(when: datetime) -> str:
    """Give the weekday of a time."""
    return when.strftime("%A")


def short(quote: str, longest: int = _SHORT) -> str:
    """Give a quote on one line, cut at a word."""
    flat = " ".join(quote.split()).strip('"“” ')
    return flat if len(flat) <= longest else flat[:longest].rsplit(" ", 1)[0] + " …"


def _sides(mine: Said, theirs: Said) -> tuple[tuple[Article, Statement], tuple[Article, Statement]]:
    return (mine.article, mine.statement), (theirs.article, theirs.statement)


def _of(what: Sequence[Term]) -> str:
    return " ".join(sorted(term.lemma for term in what)[:6])


def changed_account(mine: Said, theirs: Said, sure: float, why: str, not_update: str) -> Hit:
    """Make the hit of a speaker, or a body, who tells now what they denied before; named by whichever sentence names them."""
    sides = _sides(mine, theirs)
    now, before = mine.statement.quote, theirs.statement.quote
    speaker = who(*(sides[0] if mine.speaker or not theirs.speaker else sides[1]))
    return hit(
        "self",
        f"self:{matter(read_terms(before))}",
        f"Changed account: {speaker} now: “{short(now)}”; on {day(theirs.article.at)}: “{short(before)}”",
        *sides,
        sure,
        {"why": why, "not_update": not_update, "reconcile": "a change of facts between the two statements"},
    )


def denied(mine: Said, theirs: Said, sure: float, cue: str, what: Sequence[Term], meaning: str = "what") -> Hit:
    """Make the hit of a denial of what an earlier report says; `what` are the words denied."""
    told = {
        "why": f"{who(mine.article, mine.statement)} denies ({cue}) {meaning} {outlet(theirs.article)} reported",
        "not_update": "the same claim is denied, not counted anew",
        "reconcile": "the denial may concern only a part of the claim, or an earlier state of things",
    }
    return _disputed("Denied", mine, theirs, sure, what, told)


def affirmed(mine: Said, theirs: Said, sure: float, cue: str, what: Sequence[Term], meaning: str = "that it was so") -> Hit:
    """Make the hit of a claim that an earlier report negates, in another voice."""
    said = f"{who(theirs.article, theirs.statement)} said that it was not ({cue})"
    told = {
        "why": f"{who(mine.article, mine.statement)} says {meaning}; {said}",
        "not_update": "what was negated is told of the same time, not of a later one",
        "reconcile": "the two may speak of different times, places or parts",
    }
    return _disputed("Disputed", mine, theirs, sure, what, told)


def _disputed(opening: str, mine: Said, theirs: Said, sure: float, what: Sequence[Term], told: Mapping[str, str]) -> Hit:
    title = (
        f"{opening}: {who(mine.article, mine.statement)}: “{short(mine.statement.quote)}”; "
        f"{outlet(theirs.article)} reported on {day(theirs.article.at)}: “{short(theirs.statement.quote)}”"
    )
    return hit("denial", f"denial:{_of(what)}", title, *_sides(mine, theirs), sure, {**told, "clash": [term.word for term in what]})


def unsaid(mine: Said, theirs: Said, sure: float, denying: Said, cue: str, what: Sequence[Term]) -> Hit:
    """Make the hit of words that `denying`, one of the two, says were never said, and with which the other credits their source."""
    return attributed(
        mine,
        theirs,
        sure,
        denying,
        f"one text says that the source never {cue} this; the other credits it with saying so",
        "another source, or another statement of the same one, may have said so",
        {"clash": [term.word for term in what]},
    )


def attributed(
    mine: Said, theirs: Said, sure: float, denying: Said, why: str, reconcile: str, details: Mapping[str, Any] | None = None
) -> Hit:
    """Make the hit of two reports of one source's words, of which `denying` takes them back."""
    return hit(
        "attribution",
        f"attribution:{matter(denying.terms)}",
        f"{outlet(mine.article)} writes “{short(mine.statement.quote)}”; "
        f"{outlet(theirs.article)} wrote on {day(theirs.article.at)} “{short(theirs.statement.quote)}”",
        *_sides(mine, theirs),
        sure,
        {"why": why, "not_update": "both speak of the same statement of one source", "reconcile": reconcile, **(details or {})},
    )
