"""Compare two texts that are presumed to concern one matter at one time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from monitor import Article
from monitor_plugins.claims.terms import Terms, coverage, read_terms
from monitor_plugins.contradictions.attribution import attribution
from monitor_plugins.contradictions.denial import denial
from monitor_plugins.contradictions.finding import Finding
from monitor_plugins.contradictions.numeric import numeric
from monitor_plugins.contradictions.propositional import propositional
from monitor_plugins.nli import MOST, Nli
from monitor_plugins.text.sentences import sentences

# Texts are compared sentence by sentence; beyond so many of them hostile text would cost quadratic time.
_MOST = 60
_MOST_WORDS = 900
_RELATED = 0.35
# In texts of more sentences than this, each stands amid others.
_AMID = 1


def compare_texts(a: Article, b: Article, nli: Nli | None = None) -> dict[str, Any]:
    """Give label (contradiction, compatible, unrelated), kind, score, why and evidence of two texts; `nli` may veto or re-rank.

    Raises: PluginError if the NLI model cannot be run.
    """
    left, right = _sentences(a.text), _sentences(b.text)
    numbers = numeric(left, right)
    findings = [*_findings(left, right), *([numbers] if numbers else [])]
    kept = _weighed(a, b, findings, nli) if nli and findings else findings
    found = max(kept, key=lambda finding: finding.score, default=None)
    if found is not None:
        return {"label": "contradiction", "kind": found.kind, "score": found.score, "why": found.why, "evidence": _evidence(a, b, found)}
    related = max(
        (max(coverage(two.content, one.content), coverage(one.content, two.content)) for one in left for two in right), default=0.0
    )
    label = "compatible" if related >= _RELATED else "unrelated"
    why = (
        "the texts share most of what they say and nothing clashes" if related >= _RELATED else "the texts hardly speak of the same things"
    )
    return {"label": label, "kind": "", "score": round(0.3 * related, 2), "why": why, "evidence": []}


def _sentences(text: str) -> list[Terms]:
    kept: list[Terms] = []
    words = 0
    for start, end in sentences(text)[:_MOST]:
        terms = read_terms(text, start, end)
        words += len(terms.content)
        if words > _MOST_WORDS and kept:
            break
        kept += [terms] if terms.content else []
    return kept


def _findings(left: list[Terms], right: list[Terms]) -> Iterator[Finding]:
    amid = max(len(left), len(right)) > _AMID
    for one in left:
        for two in right:
            found = (attribution(one, two), denial(one, two), propositional(one, two, amid=amid))
            yield from (finding for finding in found if finding is not None)


def _weighed(a: Article, b: Article, findings: list[Finding], nli: Nli) -> list[Finding]:
    """Give the findings that the NLI model lets pass; kinds that it does not read pass as they are."""
    judged = sorted((one for one in findings if one.kind in nli.config.kinds), key=lambda one: -one.score)[:MOST]
    pairs = [(a.text[slice(*one.left)], b.text[slice(*one.right)]) for one in judged]
    passed = [
        replace(one, score=nli.score(one.score, likely), why=f"{one.why}; the NLI model gives it {likely:.2f}")
        for one, likely in zip(judged, nli.likelihoods(pairs), strict=True)
        if likely >= nli.config.veto
    ]
    return [*(one for one in findings if one.kind not in nli.config.kinds), *passed]


def _evidence(a: Article, b: Article, found: Finding) -> list[dict[str, Any]]:
    sides = ((a, found.left, "for"), (b, found.right, "against"))
    return [
        {"article": article.ref, "start": start, "end": end, "quote": article.text[start:end], "role": role}
        for article, (start, end), role in sides
    ]
