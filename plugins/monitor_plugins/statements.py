"""Annotate statements: one per sentence: who is said to say it, what it claims, denied or confirmed, negated, certain or not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from operator import attrgetter

from monitor import Article, Statement, hookimpl
from monitor_plugins.claims.lexemes import CONFIRMING, SUPPOSES, UNCERTAIN
from monitor_plugins.claims.lexicon import CONFIRMS, SPEECH
from monitor_plugins.claims.speakers import Speaker, find_speaker, named_first, so_says, speaker_class
from monitor_plugins.claims.terms import Terms, negated_heads, read_terms
from monitor_plugins.claims.unsaid import unsaid
from monitor_plugins.claims.withheld import withheld
from monitor_plugins.contradictions.denial import denials
from monitor_plugins.contradictions.disputed import own_deeds
from monitor_plugins.contradictions.refusals import refusals
from monitor_plugins.text.sentences import sentences

version = "5"

# A sentence with fewer content words claims nothing that can be compared.
_FEWEST = 2
_LEMMA = attrgetter("lemma")


@hookimpl
def annotate(article: Article) -> Iterator[Statement]:
    """Yield a statement for every sentence that claims something, in reading order."""
    if article.lang and not article.lang.lower().startswith("en"):
        return
    yield from statements(article.text)


def statements(text: str) -> Iterator[Statement]:
    """Give the statements of a text, in reading order; pronouns are given the last speaker."""
    carried, before = Speaker(), None
    for start, end in sentences(text):
        terms = read_terms(text, start, end)
        if len(terms.content) < _FEWEST:
            continue
        speaker = find_speaker(terms)
        if speaker.pronoun:
            own = named_first(terms)
            speaker = Speaker(name=own or carried.name, kind=speaker_class(own) if own else carried.kind, cue=speaker.cue)
        if speaker.name:
            carried = speaker
        elif subject := named_first(terms):
            carried = Speaker(name=subject, kind=speaker_class(subject))
        if before is not None and not before.speaker and (voice := so_says(terms)).name:
            before = replace(before, speaker=(voice.name,), speaker_class=voice.kind)
        if before is not None:
            yield before
        before = _statement(terms, speaker)
    if before is not None:
        yield before


def _statement(terms: Terms, speaker: Speaker) -> Statement:
    heads = negated_heads(terms) or [deed for denied in own_deeds(terms) for deed in denied.terms]
    content = terms.content
    verb = next((term for term in content if not term.name and not term.number and term.lemma not in SPEECH), content[0])
    names = [term for term in content if term.name]
    stance, cue = _stance(terms)
    return Statement(
        start=terms.start,
        end=terms.end,
        quote=terms.text[terms.start : terms.end],
        speaker=(speaker.name,) if speaker.name else (),
        speaker_class=speaker.kind,
        subject=names[0].word if names else "",
        predicate=(heads[0] if heads else verb).lemma,
        stance=stance,
        negated=len(heads) % 2 == 1,
        certain=not terms.marks & UNCERTAIN,
        cue=cue or speaker.cue,
        terms=tuple(dict.fromkeys(map(_LEMMA, content))),
        details={"negations": len(heads)} if heads else {},
        entities=tuple(dict.fromkeys([term.low for term in names])),
    )


def _stance(terms: Terms) -> tuple[str, str]:
    """Give the stance of a sentence and the word that shows it."""
    if terms.question:
        return "asks", "?"
    held = withheld(terms)
    if held is not None:
        return "withholds", held.cue
    taken = unsaid(terms)
    if taken is not None:
        return "withholds", taken.cue
    denied = denials(terms)
    if denied:
        return "denies", denied[0][0]
    refused = next(refusals(terms), None)
    if refused is not None:
        return "denies", refused.cue
    if terms.marks & SUPPOSES and not _held(terms):
        return "supposes", "if"
    if terms.marks & CONFIRMING:
        return "confirms", min(word.base for word in terms.words if word.base in CONFIRMS)
    return "asserts", ""


def _held(terms: Terms) -> bool:
    """Say whether all that is supposed is what some hold to be so: `is supposed to have fled`."""
    supposing = [index for index, word in enumerate(terms.words) if word.marks & SUPPOSES]
    return all(terms.lows[index : index + 3] == ["supposed", "to", "have"] for index in supposing)
