"""How a contradiction is told: evidence, title, key and details that name both sides and take neither."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from monitor import Article, Evidence, Hit, Statement
from monitor_plugins.claims.terms import Terms, read_terms

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


def changed_account(
    speaker: str, mine: tuple[Article, Statement], theirs: tuple[Article, Statement], sure: float, why: str, not_update: str
) -> Hit:
    """Make the hit of a speaker, or a body, who tells now what they denied before."""
    now, before = mine[1].quote, theirs[1].quote
    return hit(
        "self",
        f"self:{matter(read_terms(before))}",
        f"Changed account: {speaker} now: “{short(now)}”; on {day(theirs[0].at)}: “{short(before)}”",
        mine,
        theirs,
        sure,
        {"why": why, "not_update": not_update, "reconcile": "a change of facts between the two statements"},
    )
