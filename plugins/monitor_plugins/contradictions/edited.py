"""Hits for silent edits: an article against its own earlier revision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from monitor import Article, History, Hit
from monitor_plugins.claims.terms import read_terms
from monitor_plugins.contradictions.edit import Edit, edits
from monitor_plugins.contradictions.telling import evidence, outlet, short

_SCORES = {"figure": 0.9, "negation": 0.85, "name": 0.65}


def edit_hits(article: Article, history: History) -> Iterator[Hit]:
    """Yield a hit for every figure, name or polarity that the article's new revision changed in silence, once each."""
    earlier = history.article(article.id) if article.id and article.revision > 1 else None
    if earlier is None or earlier.extraction != article.extraction:
        return
    found = edits(article.text, earlier.text)
    for edit in _once(sorted(found, key=lambda one: one.new[0] < len(article.title))):
        yield _hit(article, earlier, edit)


def _once(found: Iterable[Edit]) -> list[Edit]:
    """Give the edits less those of which an earlier one shows all: one number may stand in two sentences, and in the headline."""
    kept: list[Edit] = []
    shown: set[tuple[str, str, str]] = set()
    for edit in found:
        changed = {(edit.what, now, was) for now in edit.words[0].split() for was in edit.words[1].split()}
        if not changed or not changed <= shown:
            kept.append(edit)
        shown |= changed
    return kept


def _hit(article: Article, earlier: Article, edit: Edit) -> Hit:
    new, old = article.text[slice(*edit.new)], earlier.text[slice(*edit.old)]
    subject = " ".join(sorted(term.lemma for term in read_terms(old).content if not term.number)[:6])
    return Hit(
        key=f"edit:{article.id}:{subject}",
        title=f"Edited: {outlet(article)} now writes “{short(new)}”; before, “{short(old)}”",
        evidence=(evidence(article, *edit.new, new, "new"), evidence(earlier, *edit.old, old, "prior")),
        kind="contradiction",
        relation="edit",
        score=_SCORES[edit.what],
        details={
            "changed": edit.what,
            "new": {"words": edit.words[0], "outlet": outlet(article), "at": article.at.isoformat(), "quote": short(new, 200)},
            "prior": {"words": edit.words[1], "outlet": outlet(article), "at": earlier.at.isoformat(), "quote": short(old, 200)},
            "why": f"the same article changed a {edit.what} and does not say so",
            "not_update": "the sentence was rewritten in place, under the same address",
            "reconcile": "a note by the outlet that it corrected or updated the article",
        },
    )
