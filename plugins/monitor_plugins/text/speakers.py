"""Speakers that are only referred to ("the office", "he", "NIS"), resolved to the one named before, where that is plain."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from monitor_plugins.languages.en_reading import STOPS
from monitor_plugins.languages.en_speech import GENERIC_HEADS, PERSON_WORDS, REFERENCES
from monitor_plugins.text.attribution import attributions, unique
from monitor_plugins.text.sentences import sentences
from monitor_plugins.text.tokens import Sentence, tokenise
from monitor_plugins.text.voices import Attribution, speaker_class

# A name and its verb, behind a dateline or not: "Corvin has", "ARDAL (Agency) - Havel Mills will".
_SUBJECT = re.compile(
    r"(?:[A-Z][A-Z .,’'-]{2,30}(?:\([^()\n]{1,30}\) )?[-–—] )?"
    r"((?:[A-Z][\w&’'-]+)(?: [A-Z][\w&’'-]+){0,3}) (?:will|would|has|had|is|was|plans|expects|[a-z]+ed)\b"
)


def _is_someone(name: str, kind: str) -> bool:
    return kind == "person" or (kind not in ("reference", "unattributed") and PERSON_WORDS.found_in(name))


def _is_body(name: str, kind: str) -> bool:
    return kind not in ("person", "reference", "unattributed") and not PERSON_WORDS.found_in(name)


class Speakers:
    """Resolves the references of one text: "the office", "he", "NIS". Reads earlier sentences only when it has to."""

    def __init__(self, text: str, spans: Sequence[tuple[int, int]] | None = None, reach: int = 5) -> None:
        self._text, self._reach = text, reach
        self._spans = sentences(text) if spans is None else spans
        self._known: dict[int, list[Attribution]] = {}
        self._brackets: dict[str, int] = {}

    def of(self, number: int, sentence: Sentence) -> list[Attribution]:
        """Give the speakers of sentence number `number`, with their full names where the text gave them before."""
        own = [self._resolved(one, number) for one in attributions(sentence)]
        self._known[number] = own
        return unique(own)

    def _resolved(self, one: Attribution, number: int) -> Attribution:
        low = one.speaker.lower()
        if low in REFERENCES:
            named = self._last(number, _is_body if low == "it" else _is_someone)
            if named is None and low == "it" and (opening := self._opening(one, number)):
                return one._replace(speaker=opening, speaker_class=speaker_class(opening))
            return one._replace(speaker=named.speaker, speaker_class=named.speaker_class) if named else one
        if one.speaker.isupper() and 2 <= len(one.speaker) <= 6:
            full = self._spelled_out(one.speaker, one.span[0])
            return one._replace(speaker=full, speaker_class=speaker_class(full)) if full else one
        words = low.split()
        definite = self._text[one.span[0] : one.span[0] + 4].lower() == "the " and len(words) <= 2
        if one.speaker.islower() and (definite or len(words) == 1):
            return self._named_like(one, words[-1], number)
        return one

    def _opening(self, one: Attribution, number: int) -> str:
        """Give the name that opens the very sentence as its subject: "Corvin will cut 300 posts, it announced"; "" if none does."""
        found = _SUBJECT.match(self._text, self._spans[number][0], one.span[0])
        return "" if found is None or found.group(1).split()[0].lower() in STOPS else found.group(1)

    def _named_like(self, one: Attribution, head: str, number: int) -> Attribution:
        def fits(name: str, kind: str) -> bool:
            if head in GENERIC_HEADS:
                return kind not in ("person", "reference", "unattributed", "witness") and (name.isupper() or len(name.split()) > 2)
            return name.lower().split()[-1] == head and len(name.split()) > len(one.speaker.split())

        named = self._last(number, fits)
        if named:
            return one._replace(speaker=named.speaker, speaker_class=named.speaker_class)
        pattern = re.compile(rf"(?:[A-Z][\w&-]+ (?:(?:of|for|and) )?){{1,5}}{re.escape(head.capitalize())}\b")
        before = list(pattern.finditer(self._text, max(0, one.span[0] - 1500), one.span[0]))
        if not before:
            return one
        full = before[-1].group().removeprefix("The ")
        return one._replace(speaker=full, speaker_class=speaker_class(full))

    def _last(self, number: int, wanted: Callable[[str, str], bool]) -> Attribution | None:
        for earlier in range(number - 1, max(-1, number - 1 - self._reach), -1):
            for one in reversed(self._of_earlier(earlier)):
                if wanted(one.speaker, one.speaker_class):
                    full = self._spelled_out(one.speaker, one.span[0]) if one.speaker.isupper() else ""
                    return one._replace(speaker=full) if full else one
        return None

    def _of_earlier(self, number: int) -> list[Attribution]:
        if number not in self._known:
            self._known[number] = attributions(tokenise(self._text, *self._spans[number]))
        return self._known[number]

    def _spelled_out(self, short: str, before: int) -> str:
        at = self._brackets.get(short)
        if at is None:
            at = self._brackets[short] = self._text.find(f"({short})")
        if not 0 <= at < before:
            return ""
        words = self._text[max(0, at - 120) : at].split()
        initials = [word for word in words if word[0].isupper()][-len(short) :]
        if [word[0] for word in initials] != list(short):
            return ""
        return " ".join(words[words.index(initials[0]) :])
