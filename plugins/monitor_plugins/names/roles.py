"""The role that a text gives a name: `fire chief Marta Ilves`; `Reyle, head of the office`; `the mayor of Ardal, Ines Roy,`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from monitor_plugins.names.bodies import QUALIFYING, body_before, inside, owners_before
from monitor_plugins.names.gazetteer import lists, word_set
from monitor_plugins.names.scan import Form, Line, Run, Word
from monitor_plugins.text.lemma import noun, verb

_DETERMINERS = word_set("a an the its his her their our one another")
_ENDS = word_set(', . ) ( ; : " “ ” ? ! – — who which that whose but because when while as if where after before since') | {""}
_STOPS = _ENDS - {","}
_PREPOSITIONS = word_set("of at for to in on with from by into under")
_MINOR = word_set(
    """a an the of and for to in on at by with its his her their our as whose or which that who include includes including but from
    is was were are before after over against between than then until despite through during without within s"""
)
# Words that may stand further in front of a role than the one right before it.
_QUALIFIERS = word_set(
    """shadow former ex late then acting interim outgoing incoming deputy vice assistant associate senior junior chief general managing
    executive prime lead joint co local central regional national federal state home foreign international public social
    work pensions health human rights civil media sport culture road chief company party press government group security"""
)
# What ministers and commissioners are of, capital in their titles: `Foreign Affairs Minister, Ann Brand`.
PORTFOLIOS = word_set(
    """agriculture immigration education science health defence defense environment transport interior justice finance trade energy
    industry tourism affairs services emergency industrial relations trading housing employment welfare security development
    communications information fisheries forestry water planning police social privacy economy cabinet religious oil petroleum
    territory fair small business infrastructure innovation equality pensions work labour labor culture sports"""
)
_KEEPERS = word_set("minister ministers secretary commissioner spokesman spokeswoman spokesperson ombudsman")
_RANKS = word_set("deputy vice acting assistant associate former")
_OFFICES = PORTFOLIOS | _KEEPERS | _QUALIFIERS
# Small words in front of a role that are no part of it.
_APART = word_set(
    """this that these those each every some any no all both into onto upon amid among amongst via per like yet so now even still too
    not new next last old year-old fellow second third top longtime own other many most more such what how"""
)
# Participles that stand before a role as adjectives; any other -ing or -ed word before one is a verb.
_ADJECTIVES = word_set(
    "managing leading acting outgoing incoming retired disgraced convicted founding "
    "armed united prosecuting marketing banking operating commanding presiding"
)
# Roles that firms and clubs have as well: alone they do not show that a name is a person's.
_OF_FIRMS = word_set(
    "owner operator developer maker producer player agent partner trader distributor leader guard victim manager chair investor forward"
)
_OWNS = word_set("'s ’s - ' ’")
_REPORTS = word_set("reports writes")
_BARE = word_set("prince princess king queen lord lady sir dame baron baroness")
_CAPITALS = word_set("tory labour conservative democrat republican liberal green")
# Short and plural titles, as the role of one person.
_ONE = {
    "gov": "governor", "govs": "governor", "sen": "senator", "sens": "senator", "senators": "senator", "rep": "representative",
    "reps": "representative", "representatives": "representative", "gen": "general", "gens": "general", "col": "colonel",
    "capt": "captain", "maj": "major", "sgt": "sergeant", "lt": "lieutenant", "cmdr": "commander", "adm": "admiral",
    "brig": "brigadier", "rev": "reverend", "ministers": "minister", "justices": "justice",
}  # fmt: skip
_ALWAYS_UPPER = word_set("mp mep msp ceo cfo qc kc")
# How many words an apposition and an office before a comma may take.
_LONGEST = 18
_LONGEST_OFFICE = 12


def is_role(word: str) -> bool:
    """Say whether a word names a role, also joined to another: `vice-chairman`, `co-ordinator`, `ex-minister`."""
    cues = lists().cues["role"]
    low = word.lower()
    if low in cues or "-" not in low:
        return low in cues
    return low.rpartition("-")[2] in cues or low.partition("-")[0] in cues or low.replace("-", "") in cues


def role_at(run: Run, distance: int) -> bool:
    """Say whether a role stands so many words before a name."""
    return is_role(run.before(distance)) and run.line.words[run.first - distance].letters


def role_before(run: Run, *, led: bool) -> str:
    """Give the role before a name: `fire chief Marta Ilves`, `the ministry's spokesman, Emil Quade`, `the mayor of Ardal, Ines Roy,`."""
    distance = 2 if run.before() == "," else 1
    if any(run.before(at) == "assisting" and run.before(at + 1) == "counsel" for at in range(distance, distance + 5)):
        return "counsel"
    if distance == 2 and run.after() not in (",", ".", ""):
        return ""
    if role_at(run, distance):
        return _with_modifiers(run, distance) if not lists().cue("speech", run.before(distance)) else ""
    if run.before() in ("'s", "’s") and run.after() in _REPORTS:
        return "correspondent"
    return _office_before(run, distance, led=led)


def _with_modifiers(run: Run, distance: int) -> str:
    taken, at = [run.before(distance)], distance + 1
    further = _QUALIFIERS | PORTFOLIOS if taken[0] in _KEEPERS else _QUALIFIERS
    while at < distance + 5:
        if body := _body(run, at):
            taken.append(body.said)
            return " ".join(reversed([*taken, run.before(body.at)] if run.before(body.at) in QUALIFYING else taken))
        if len(taken) > 1 and (owner := _owner(run, at)):
            taken, at = [*taken, owner.said], owner.at
            further = frozenset()
        elif not _modifier(run, at) or not (at == distance + 1 or run.before(at) in further or _compounds(run, at)):
            break
        else:
            taken.append(_as_written(run.line.words[run.first - at]))
            at += 1
    while taken[-1] in ("local", "company") and len(taken) > 2:
        taken.pop()
    return " ".join(reversed([*taken, "former"] if _is_former(run, at) else taken))


class _Before(NamedTuple):
    """Words that stand before a role, and how far before the name the next ones stand."""

    said: str
    at: int


def _body(run: Run, distance: int) -> _Before | None:
    """Give the body that ends so many words before a name."""
    words, stop = run.line.words, run.first - distance + 1
    if stop < 1 or not words[stop - 1].capital or run.line.headline:
        return None
    start = body_before(words, stop, opens=lambda index: _opens(run, index))
    if start == stop - 1 and _opens(run, start) and _as_written(words[start]) != words[start].text:
        return None  # a sentence's first word: "Prosecuting attorney"
    return _Before(_spelled(run.line, start, stop), run.first - start + 1) if start < stop else None


def _spelled(line: Line, start: int, stop: int) -> str:
    """Give words as they are written, with a space where there is one: `S&P`."""
    spaces = (" " * (at > start and line.starts[at] > line.ends[at - 1]) for at in range(start, stop))
    return inside("".join(space + word.text for space, word in zip(spaces, line.words[start:stop], strict=True)))


def _owner(run: Run, distance: int) -> _Before | None:
    """Give whose a body is, as in `dock workers' union leader`, if that ends so many words before a name."""
    words, stop = run.line.words, run.first - distance + 1
    start = owners_before(words, stop, opens=lambda index: _opens(run, index))
    return _Before(words[start].low + words[stop - 1].text, run.first - start + 1) if start < stop else None


def _compounds(run: Run, distance: int) -> bool:
    """Say whether a word is a role or part of what one is of, as in `coast guard chief`: no form of a verb, no name."""
    word, low = run.line.words[run.first - distance], run.before(distance)
    if is_role(low):
        return True
    before = run.before(distance + 1)  # "to meet coast guard chief", "workers blame mine rescue chief"
    if low in _APART or low.startswith("now-") or before == "to" or noun(before) != before:
        return False
    if word.capital and (low in _CAPITALS or low in lists().demonyms or not lists().common(low)):
        return False
    return verb(low) == low and noun(low) == low


def _is_former(run: Run, distance: int) -> bool:
    """Say whether `former` stands before the capitals in front of a role: `former PTO director`, `former Liberal candidate`."""
    at = distance
    while at < distance + 3 and run.first - at >= 0 and run.line.words[run.first - at].capital:
        at += 1
    return at > distance and run.before(at) == "former"


def _as_written(word: Form) -> str:
    """Give a word without the capital that a sentence's beginning lends it; names keep theirs."""
    lower = lists().common(word.text) or is_role(word.low) or word.low in _ADJECTIVES or lists().cue("before_title", word.low)
    return word.low if lower and not word.text.isupper() and word.low != "tory" else word.text


def _modifier(run: Run, distance: int) -> bool:
    index = run.first - distance
    if index < 0 or not (word := run.line.words[index]).letters:
        return False
    plain, known = word.low, lists()
    if word.capital and (plain in PORTFOLIOS or plain in _QUALIFIERS) and (plain in _RANKS or run.before(distance - 1) in _OFFICES):
        return True
    if not (word.text[0].islower() or _opens(run, index)):
        return False
    if plain in _QUALIFIERS:
        return True
    if plain in _MINOR or plain.endswith("ly") or known.cue("speech", plain) or known.cue("calendar", plain):
        return False
    verb = known.cue("act", plain) or known.cue("speech", plain + "s") or known.cue("speech", plain + "d")
    return not verb and (plain in _ADJECTIVES or not plain.endswith(("ing", "ed")))


def _opens(run: Run, index: int) -> bool:
    return index == 0 or (not run.line.words[index - 1].letters and run.line.words[index - 1].text not in ("'s", "’s", "-"))


def _office_before(run: Run, distance: int, *, led: bool) -> str:
    """Give an office with what it is of, before a comma or right before a name: `leader of the house`, `head of research`."""
    words, speech = run.line.words, lists().cues["speech"]
    for index in range(run.first - distance - 1, max(-1, run.first - distance - _LONGEST_OFFICE), -1):
        word = words[index]
        if word.low in _STOPS or word.low in speech or (word.low == "," and distance == 2):
            return ""
        if distance == 1 and not (word.capital or word.low in _PREPOSITIONS or word.low in ("the", "and", ",", "&") or is_role(word.low)):
            return ""
        if is_role(word.low) and words[index + 1].low in _PREPOSITIONS and word.letters:
            if (distance == 1 and not led) or _is_another_persons(run, index):
                return ""
            lead = _with_modifiers(run, run.first - index)
            return _joined((*lead.split(), *(word.text for word in words[index + 1 : run.first - distance + 1])))
    return ""


def _is_another_persons(run: Run, index: int) -> bool:
    """Say whether an office stands in apposition to a name before it: `Emil Tarn, the head of a bank, Tarn Central,`."""
    words = run.line.words
    while index > 0 and words[index - 1].letters and not words[index - 1].capital:
        index -= 1
    if index < 2 or words[index - 1].low not in (",", "("):
        return False
    return words[index - 2].capital and not lists().cue("calendar", words[index - 2].text)


def _joined(pieces: tuple[str, ...]) -> str:
    """Join words as they are written, punctuation and possessives without a space before them."""
    return "".join(("" if piece in ("'s", "’s", ",", "-") or at == 0 else " ") + piece for at, piece in enumerate(pieces))


def role_after(run: Run) -> str:
    """Give the role in an apposition: `, the leader of the Greens`, `, 52, a baker`, `(head of the union)`."""
    if run.after() not in (",", "(") or run.possessive:
        return ""
    words, first = run.line.words, run.last + 1
    if first + 1 < len(words) and words[first].text[0].isdigit() and words[first + 1].low == ",":
        first += 2
    phrase = words[first : _phrase_end(words, first)]
    head = _head(phrase)
    if head < 0 or _is_inserted(words, first + len(phrase)):
        return ""
    return _apposed(phrase, head)


def _phrase_end(words: Sequence[Form], first: int) -> int:
    """Give where an apposition ends: at its comma, its verb, or before an `and` that no comma follows."""
    joint = 0
    for index in range(first, min(first + _LONGEST, len(words))):
        low = words[index].low
        if low in _ENDS or (lists().cue("speech", low) and not words[index].capital) or low in ("has", "had", "was", "is", "will", "would"):
            return index if low in (",", ")") or not joint else joint
        if low == "-" and not words[index - 1].text[0].isdigit():
            return index
        if low == "and" and not joint and not (words[index - 1].capital and words[index + 1 : index + 2] and words[index + 1].capital):
            joint = index
    return joint or min(first + _LONGEST, len(words))


def _head(phrase: Sequence[Form]) -> int:
    """Give the index of the role that an apposition turns on; -1 if it has none."""
    found = -1
    for index, word in enumerate(phrase[:9]):
        if index and (word.low in _PREPOSITIONS or word.low == "and"):
            break
        if word.letters and is_role(word.text):
            found = index
    after = phrase[found + 1] if 0 <= found < len(phrase) - 1 else None
    if after is None or not after.letters or after.low in _PREPOSITIONS or after.low in ("and", "or"):
        return found
    return found if after.low.endswith(("ing", "ed")) or after.low in ("the", "now") else -1


def _is_inserted(words: Sequence[Form], index: int) -> bool:
    """Say whether the phrase is the speaker of the sentence before it: `A letter went to Kor, the family's lawyer says.`"""
    return index + 1 < len(words) and lists().cue("speech", words[index].low) and words[index + 1].text == "."


def _apposed(phrase: Sequence[Form], head: int) -> str:
    """Give the role with what it is of, without the article, an age, or whose it is: `leader of the Greens`."""
    owned = (at + 1 for at, word in enumerate(phrase[:head]) if word.low in _OWNS or word.text[0].isdigit())
    start = max(owned, default=0)
    if phrase[start].low == "best":
        return ""  # a prize: `best director for Ann Brand`
    while start < head and (
        phrase[start].low in _DETERMINERS or phrase[start].low in ("year-old", "old", "now") or phrase[start].low.endswith("ly")
    ):
        start += 1
    stop = len(phrase)
    while stop > head + 1 and (phrase[stop - 1].low in _MINOR or not phrase[stop - 1].letters):
        stop -= 1
    return _joined(tuple(word.text for word in phrase[start:stop]))


def shows_a_person(cue: str) -> bool:
    """Say whether only people have the role of an apposition; firms are owners, operators and leaders too."""
    return not any(word in _OF_FIRMS for word in cue.lower().split()[:4])


def keeps(word: str) -> bool:
    """Say whether a title has a portfolio before it: `minister`, `commissioner`."""
    return word in _KEEPERS


def office(words: tuple[Word, ...]) -> str:
    """Give titles before a name as a role: `Deputy Prime Minister` → `deputy prime minister`, `Labour MP` → `Labour MP`."""
    kept = [_ONE.get(word.low.rstrip("."), word.low.rstrip(".")) for word in words]
    while len(kept) > 1 and kept[-1] in _BARE:
        kept.pop()
    if not kept:
        return ""
    upper = kept[-1] in _ALWAYS_UPPER
    return " ".join(_cased(low, upper) for low in kept)


def _cased(low: str, of_party: bool) -> str:
    if low in _ALWAYS_UPPER:
        return low.upper()
    return low.capitalize() if (of_party and low in _CAPITALS) or low == "tory" else low
