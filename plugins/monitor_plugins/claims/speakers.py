"""Who is said to say a sentence: named before or after a verb of speech, by `according to`, or carried on by a pronoun."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from monitor_plugins.claims.lexemes import ACCORDING, LINKED, NEGATES, SPEAKS
from monitor_plugins.claims.lexicon import DRAWS, base
from monitor_plugins.claims.terms import Terms
from monitor_plugins.names.gazetteer import lists
from monitor_plugins.text.calendar import WEEKDAYS
from monitor_plugins.text.words import words

_PRONOUNS = words("he she they it i we who")
_ENDS = frozenset(',.;:!?"“”—–()') | words("that which who as after when while because if whether on in at to during but and")
_NOT_SPEAKER = words("there this that these those what which nothing something everyone nobody")
_DETERMINERS = words("the a an its his her their our some many several")
_INVERTING = frozenset(",\"”“'’")
# Verbs that stand before their speaker: `…, said the mayor`.
_INVERTED = words("said says added adds wrote writes announced reported reports confirmed warned")
# Of these one stands in what is said, not in who says it.
_CLAUSE = _PRONOUNS | words("that was were is are had has have will would could should may might must did does do not no be been")
_TITLED = words("retired disgraced united armed combined allied red")
_STOPS = frozenset(',.;:!?"“”—–()')
_DASHES = frozenset("-–—")
_LONGEST = 8
_TITLES = 3  # words before the name that a sentence opens with: "The foreign minister"
_NOT = words("not n't never")
# Behind these a verb of speech is passive: "the woman was admitted", "was told".
_BEING = words("was were is are be been being")
_BETWEEN = words("has have had also later again on twice once still")
_DAYS = WEEKDAYS | words("morning afternoon evening night")
_NOT_ADVERBS = words("family assembly italy monopoly supply weekly daily")
_LONGEST_NOUN = 4  # letters of a word in -ly that is no adverb

_OFFICIAL = words(
    """government ministry minister interior foreign defence defense finance health official authority army military staff general
    colonel president office bureau governor mayor council parliament kremlin spokesman spokeswoman spokesperson department chancellor
    court auditor commander coastguard board brigade service prosecutor senator premier regime pyongyang moscow beijing washington"""
)
# A speaker's class by a word of the speaker's name; the first that fits, in this order.
_CLASSES = (
    ("state media", words("kcna tass xinhua rodong state-run")),
    ("intelligence", words("intelligence nis cia mi5 mi6 mossad")),
    ("police", words("police constable detective sheriff")),
    ("organiser", words("organiser organizer alliance union protester demonstrator campaigner movement")),
    ("ngo", words("charity clinic un unicef nations aid relief volunteer amnesty ngo cross crescent")),
    ("company", words("company firm maker manufacturer carmaker retailer airline operator chairman executive manager shareholder line")),
    ("expert", words("analyst economist expert scientist professor institute university researcher geologist meteorologist engineer")),
    ("official", _OFFICIAL),
    (
        "media",
        words("newspaper agency radio television tv paper magazine media outlet report reporter journalist broadcaster weekly daily"),
    ),
)
_STATE = words("state official")
_PRESS = words("media agency newspaper television tv report paper")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, as written, without the article; the verb that says so; "" where nobody is named."""

    name: str = ""
    kind: str = ""
    cue: str = ""
    pronoun: bool = False


@lru_cache(maxsize=4096)
def speaker_class(name: str) -> str:
    """Give the class of a speaker: official, police, state media, media, company, organiser, ngo, expert, intelligence or ""."""
    found = {base(word) for word in name.lower().replace("'s", "").split()}
    if found & _STATE and found & _PRESS:
        return "state media"
    return next((kind for kind, listed in _CLASSES if found & listed), "")


def find_speaker(terms: Terms) -> Speaker:
    """Find who is said to say a sentence; the most explicit attribution first."""
    lows, marks = terms.lows, terms.marks
    if marks & ACCORDING:
        for index, low in enumerate(lows):
            if low == "according" and lows[index + 1 : index + 2] == ["to"]:
                return _named(_after(terms, index + 2, over_and=True), "according to")
    if marks & SPEAKS:
        spoken = (index for index, word in enumerate(terms.words) if word.marks & SPEAKS and not _is_noun(lows, index))
        spoken = (index for index in spoken if not _does(lows, index))
        speaking = [index for index in spoken if lows[index].endswith("ing") or not (index and lows[index - 1] in _BEING)]
        for index in sorted(speaking, key=lambda at: _negated(lows, at) or _aside(lows, at)) if marks & NEGATES else speaking:
            found = _around(terms, index)
            if found.name or found.pronoun:
                return found
    return (_linking(terms) if marks & LINKED else None) or _headline(terms)


def _does(lows: list[str], index: int) -> bool:
    """Say whether a verb of speech tells a deed, or a noun, and no words: `called off`, `without warning`."""
    called_off = base(lows[index]) == "call" and lows[index + 1 : index + 2] in (["off"], ["up"], ["out"], ["in"])
    return called_off or (lows[index].endswith("ing") and lows[index - 1 : index] in (["without"], ["no"], ["a"], ["the"], ["of"]))


def _linking(terms: Terms) -> Speaker | None:
    """Read `State media linked the street to the war`: a source of a known class that draws a link says so."""
    for index, word in enumerate(terms.words):
        if index and word.base in DRAWS:
            found = _named(_before(terms, index), word.low)
            if found.kind:
                return found
    return None


def so_says(terms: Terms) -> Speaker:
    """Give who speaks the sentence before one that begins with `So says Mara Lind`; nobody if it begins otherwise."""
    says = terms.lows[:1] in (["so"], ["thus"]) and len(terms.words) > 2 and bool(terms.words[1].marks & SPEAKS)
    return _behind(terms, 1) if says else Speaker()


def _negated(lows: list[str], verb: int) -> bool:
    """Say whether a verb of speech is negated: whoever "never said" it speaks less than another who is named."""
    return bool(_NOT & set(lows[max(0, verb - 2) : verb]) or lows[verb - 3 : verb - 1] == ["at", "no"])


def _aside(lows: list[str], verb: int) -> bool:
    """Say whether a verb of speech stands in an aside: `not 37, as the ministry says`."""
    return any(lows[at] == "as" and not _STOPS & set(lows[at:verb]) for at in range(max(1, verb - 5), verb))


def _is_noun(lows: list[str], index: int) -> bool:
    return index > 0 and (lows[index - 1] in _DETERMINERS or lows[index - 1] in ("of", "no")) and lows[index] in (
        "disputed",
        "report", "claim", "call", "note", "stress", "estimate", "state", "states", "reports", "claims", "calls", "estimates", "promise",
    )  # fmt: skip


def _around(terms: Terms, verb: int) -> Speaker:
    """Read the speaker before a verb of speech (`the army said`), else behind it (`said fire chief Marta Ilves`)."""
    cue = terms.tokens[verb][0]
    if _is_inverted(terms, verb):
        return _behind(terms, verb)
    name = _before(terms, verb)
    if name.lower() == "who" and (antecedent := _antecedent(terms, verb)):
        return _named(antecedent, cue)
    if name.lower() in _PRONOUNS:
        return Speaker(cue=cue, pronoun=True)
    if name and name.split()[0].lower() not in _NOT_SPEAKER:
        return _named(name, cue)
    opening = terms.tokens[verb - 1][0] if verb else ","
    if opening == "and":
        return _of_subject(terms, cue)
    return _behind(terms, verb) if opening in _INVERTING and (cue in _INVERTED or cue == "told") else Speaker()


def _antecedent(terms: Terms, verb: int) -> str:
    """Give whom `who` means in `Tess Maur, who denies it, …`; "" if nobody is named right before it."""
    at = next((index for index in range(verb - 1, 1, -1) if terms.lows[index] == "who"), 0)
    if not at or terms.lows[at - 1] != ",":
        return ""
    first = at - 1
    while first > 0 and at - first < _LONGEST and _of_a_name(terms, first - 1):
        first -= 1
    found = _text(terms, first, at - 1)
    return found if found[:1].isupper() or speaker_class(found) else ""


def _behind(terms: Terms, verb: int) -> Speaker:
    """Read the speaker behind a verb of speech; nobody if no name or office stands there (`said to be ill`)."""
    cue, behind = terms.tokens[verb][0], _after(terms, verb + 1)
    if behind.lower() in _PRONOUNS:
        return Speaker(cue=cue, pronoun=True)
    return _named(behind, cue) if behind[:1].isalpha() else Speaker()


def _is_inverted(terms: Terms, verb: int) -> bool:
    """Say whether the speaker follows a comma and the verb: `The ferry sank, said Mara Lind`; not `Mara Lind, a pilot, said it sank`."""
    if verb < 2 or terms.tokens[verb - 1][0] != "," or terms.tokens[verb][0] not in _INVERTED:
        return False
    return _before_apposition(terms, verb - 1) == verb - 1 or _is_speaker_alone(terms, verb + 1)


def _is_speaker_alone(terms: Terms, index: int) -> bool:
    """Say whether a name or an office, and nothing more, stands from here to the next stop: `fire chief Mara Lind.`"""
    stop = next((at for at in range(index, len(terms.tokens)) if terms.tokens[at][0] in _STOPS), len(terms.tokens))
    name = _text(terms, index, stop)
    last = name.split()[-1:] or [""]
    return 0 < stop - index <= _LONGEST and (last[0][:1].isupper() or bool(speaker_class(last[0]))) and not _says_more(terms, index, stop)


def _says_more(terms: Terms, index: int, stop: int) -> bool:
    """Say whether a verb or a clause stands among words, so that they are what is said: `police arrested Mara Lind`."""
    return any(low in _CLAUSE or (low.endswith("ed") and low not in _TITLED) for low, _, _ in terms.tokens[index:stop])


def _of_subject(terms: Terms, cue: str) -> Speaker:
    """Give the sentence's subject for `He put the losses at three and said …`."""
    first = terms.tokens[0][0]
    return Speaker(cue=cue, pronoun=True) if first in _PRONOUNS else _named(named_first(terms), cue)


def _before(terms: Terms, verb: int) -> str:
    index = verb
    while index > 0 and _adverb(terms.lows[index - 1]):
        index -= 1
    if index > 3 and terms.lows[index - 3 : index - 1] == ["at", "no"]:  # "had at no point said"
        return _before(terms, index - 3)
    if index > 1 and terms.lows[index - 1] in _NOT:
        return _before(terms, index - 1 - (terms.lows[index - 2] in ("did", "does", "do")))
    stop, named = index, ""
    if stop and terms.tokens[stop - 1][0] == ",":
        opening = _before_apposition(terms, stop - 1)
        named = _name_between(terms, opening + 1, stop - 1) if opening < stop - 1 else ""
        stop = index = opening
    if index and terms.tokens[index - 1][0] in _PRONOUNS:
        return terms.tokens[index - 1][0]
    while index > 0 and stop - index < _LONGEST and _of_a_name(terms, index - 1):
        index -= 1
    found = _text(terms, index, stop)
    return f"{found} {named}" if named and found and found.islower() else found


def _adverb(low: str) -> bool:
    """Say whether a word stands between a speaker and the verb of speech: `has flatly denied`."""
    return low in _BETWEEN or low in _BEING or low in _DAYS or (low.endswith("ly") and len(low) > _LONGEST_NOUN and low not in _NOT_ADVERBS)


def _name_between(terms: Terms, first: int, stop: int) -> str:
    """Give a full name that stands between two commas: `The minister, Otto Lenz, said`; "" if something else does."""
    written = [terms.text[left:right] for _, left, right in terms.tokens[first:stop]]
    return " ".join(written) if len(written) in (2, 3) and all(word[:1].isupper() for word in written) else ""


def _before_apposition(terms: Terms, comma: int) -> int:
    """Give where `Vance, who speaks for the army, said` has its name's end: before the comma that opens the apposition."""
    opening = next((at for at in range(comma - 1, max(comma - 14, -1), -1) if terms.tokens[at][0] in (",", ".", '"')), -1)
    return opening if opening >= 0 and terms.tokens[opening][0] == "," else comma


def _of_a_name(terms: Terms, index: int) -> bool:
    low = terms.tokens[index][0]
    return (low not in _ENDS and low not in ("'", "’")) or (low in ("of", "for", "in") and index > 0)


def _after(terms: Terms, index: int, *, over_and: bool = False) -> str:
    stop = index
    while stop < len(terms.tokens) and stop - index < _LONGEST:
        low = terms.tokens[stop][0]
        if low in _ENDS and not (over_and and low == "and"):
            break
        stop += 1
    return _text(terms, index, stop)


def _headline(terms: Terms) -> Speaker:
    """Read `Minister: no deaths in town` and `38 dead, hospital says` styles: a short name before a colon."""
    lows = terms.lows
    if ":" in lows[1:6] and lows[-1] not in (".", '"'):
        return _named(_text(terms, 0, lows.index(":", 1)), ":")
    return Speaker()


def _text(terms: Terms, first: int, stop: int) -> str:
    if stop <= first:
        return ""
    words_ = [terms.text[left:right] for _, left, right in terms.tokens[first:stop]]
    while words_ and (words_[0].lower() in _DETERMINERS or words_[0] in _DASHES):
        words_ = words_[1:]
    return " ".join(words_)


def _named(name: str, cue: str) -> Speaker:
    return Speaker(name=name, kind=speaker_class(name), cue=cue)


def inner_speakers(terms: Terms) -> list[str]:
    """Give everybody whom a sentence credits with words: `The coroner called it a homicide, the Herald reported` has two."""
    spoken = (index for index, word in enumerate(terms.words) if word.marks & SPEAKS and index and not _is_noun(terms.lows, index))
    named = (_before(terms, index) for index in spoken if terms.lows[index - 1] not in _BEING)
    return [name for name in named if name and name.lower() not in _PRONOUNS]


def named_first(terms: Terms) -> str:
    """Give the person whom a sentence begins with, whom a pronoun in the next one means; "" if it begins otherwise."""
    written = [terms.text[left:right] for _, left, right in terms.tokens[: _TITLES + 3]]
    after_title = next((at for at in range(_TITLES, 0, -1) if _is_title(written[:at])), 0)
    first = next((at for at, word in enumerate(written) if lists().given_name(word) >= 1), after_title or _TITLES + 1)
    opening = written[first : first + 3]
    if first > _TITLES or not _is_title(written[:first]) or len(opening) < 2 or not all(word[:1].isupper() for word in opening[:2]):
        return ""
    return " ".join(opening if len(opening) > 2 and opening[2][:1].isupper() else opening[:2])


def _is_title(written: list[str]) -> bool:
    """Say whether words may stand before a name as its title: `Defence minister`, `The mayor`."""
    return all(bool(speaker_class(word)) or word in ("The", "Mr", "Mrs", "Ms", "Dr", "Coach", "Captain") for word in written)
