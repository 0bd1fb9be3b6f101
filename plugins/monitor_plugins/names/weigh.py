"""How surely two or more capitalised words name a person: their form, what stands around them, a role, a deed."""

from __future__ import annotations

from typing import NamedTuple

from monitor_plugins.names.gazetteer import fold, lists, word_set
from monitor_plugins.names.own import Reading
from monitor_plugins.names.roles import role_after, role_at, role_before, shows_a_person
from monitor_plugins.names.scan import Run, Word

PERSON_FROM = 3.0
IN_PLACE = word_set("in at near outside around towards toward across inside throughout off")
_BEFORE_NAME_OF_THING = word_set("aboard")
_QUOTES = word_set("\" ” ’ '")
_AFTER_SPEAKER = word_set(", . ( who of from at for") | {""}
_SOURCE_OF = word_set("from of for at with")


def weigh_person(reading: Reading, lower: set[str]) -> Reading:
    """Weigh whether two to five capitalised words name a person."""
    before = (reading.cue if reading.titled else "") or role_before(reading.run, led=reading.led) or reading.cue
    after = "" if reading.titled else role_after(reading.run)
    cue, deeds = before or after, _deeds(reading)
    if reading.cue and not reading.titled and after:
        cue = after
    score = _form_score(reading, lower, certain=bool(before)) + _setting_score(reading.run) + 2.0 * deeds.speaks + deeds.acts
    # An apposition alone may be a club's or a firm's: "Yangtze Electric, operator of the dam".
    score += 4.0 if before or (after and shows_a_person(after)) else 2.0 if after else 0.0
    score += 2.0 * (deeds.speaks and _like_a_speaker(reading))
    if reading.run.line.headline and not (cue and lists().given_name(reading.words[0].text) == 1):
        score -= 3.0
    kind = "person" if score >= PERSON_FROM else ""
    return reading._replace(kind=kind, cue=cue, score=score, speaks=deeds.speaks, acts=deeds.acts)


def deserves_a_role(reading: Reading) -> bool:
    """Say whether a role or a deed stands by a name: what tells `Bill Gates, the founder,` from `Penny Lane`."""
    run = reading.run
    return bool(reading.titled or role_before(run, led=reading.led) or role_after(run)) or _deeds(reading).speaks


def _form_score(reading: Reading, lower: set[str], *, certain: bool) -> float:
    known = lists()
    first, rest = reading.words[0], reading.words[1:]
    score = 3.0 * known.given_name(first.text) + 1.0 * any(known.given_name(word.text) == 1 for word in rest)
    score += 1.5 * (first.low in known.cues["family_first"])
    common = [known.common(word.text) and known.given_name(word.text) < 1 for word in reading.words if word.capital]
    weak = known.given_name(first.text) > 0
    score -= (2.5 if weak else 4.0) if all(common) else 1.5 if common[0] and not certain and not weak else 0.0
    score -= 1.5 * (common[-1] and not certain and not known.given_name(first.text))
    if all(word.text.isupper() for word in reading.words):
        score -= 3.0
    if any(_of_a_place(word) for word in reading.words):
        score -= 2.0
    return score - 1.5 * (first.low in lower and known.given_name(first.text) != 1)


def _of_a_place(word: Word) -> bool:
    known, plain = lists(), fold(word.text)
    return plain in known.demonyms or (plain in known.places and not known.given_name(word.text))


def _setting_score(run: Run) -> float:
    cues, before, after = lists().cues, run.before(), run.after()
    score = 0.0
    if before == "the" or before in _BEFORE_NAME_OF_THING:
        score -= 4.0
    if before in IN_PLACE:
        score -= 3.0
    if run.before(2) in ("called", "named", "brand", "ship", "ferry") or "&" in (before, after):
        score -= 2.0
    if after and (after in cues["place"] or after in cues["organisation"]) and not run.possessive:
        score -= 3.0
    if after == "," and run.after(2).isdigit() and run.after(3) in (",", "."):
        score += 3.0
    if after in ("who", "whose") or (after == "," and run.after(2) in ("who", "whose", "aged")):
        score += 3.0
    return score


class Deeds(NamedTuple):
    speaks: bool
    acts: bool


def with_deeds(reading: Reading) -> Reading:
    deeds = _deeds(reading)
    return reading._replace(speaks=deeds.speaks, acts=deeds.acts) if deeds.speaks or deeds.acts else reading


def _deeds(reading: Reading) -> Deeds:
    """Say whether the name speaks (said Osei Brandt; Vance, who …, told) or acts (resigned, was elected)."""
    run, cues = reading.run, lists().cues
    after, behind = "" if run.possessive else run.after(), _verb_after_apposition(run)
    speech, act = cues["speech"], cues["act"]
    inverted = run.before() if not reading.cue or not reading.titled else run.line.words[run.first - 1].low if run.first else ""
    speaks = after in speech or behind in speech or inverted in speech or _speech_before_role(run)
    return Deeds(speaks, after in act or behind in act)


def _verb_after_apposition(run: Run) -> str:
    """Give the verb after an apposition set off by commas: `Reyle, 34, from Ard, Mernshire, said` → `said`; else the first word."""
    if run.after() != ",":
        return ""
    found, speech = "", lists().cues["speech"]
    for distance in range(2, 22):
        word = run.after(distance)
        if word in ("", ".", ";"):
            return found
        if word == ",":
            after = run.after(distance + 1)
            if after in speech:
                return after
            found = found or after
    return found


def _like_a_speaker(reading: Reading) -> bool:
    """Say whether a name speaks as people are quoted: `," said Osei Brandt`, `Osei Brandt, from the union, said`."""
    run, known = reading.run, lists()
    if any(_of_a_place(word) or word.text.isupper() or word.low in known.cues["organisation"] for word in reading.words):
        return False
    quoted = run.before() in known.cues["speech"] and run.before(2) in _QUOTES and run.after() in _AFTER_SPEAKER
    return quoted or (run.after() == "," and run.after(2) in _SOURCE_OF)


def _speech_before_role(run: Run) -> bool:
    """Say whether a speech verb stands before the role before the name: `said fire chief Marta Ilves`."""
    speech = lists().cues["speech"]
    return any(run.before(distance) in speech for distance in range(2, 5)) and role_at(run, 1)
