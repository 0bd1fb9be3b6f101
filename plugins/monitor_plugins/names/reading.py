"""What one run of capitals names: a person, a place, an organisation, a nationality, or nothing; with the reasons weighed."""

from __future__ import annotations

from monitor_plugins.names.gazetteer import fold, lists, word_set
from monitor_plugins.names.own import Reading, is_family_name, is_organisation, is_place, is_thing, own_words
from monitor_plugins.names.roles import role_at
from monitor_plugins.names.scan import Run
from monitor_plugins.names.weigh import IN_PLACE, PERSON_FROM, deserves_a_role, weigh_person, with_deeds

__all__ = ["Reading", "read"]

_DATELINE = word_set("( - – — , :")
# Words that open the names of places in other tongues; some are given names as well: "of Isla Bonita".
_FOREIGN_PLACE = word_set("isla ilha isola ile puerto punta cerro costa monte mont villa ville rio playa sierra lago bahia cabo valle cala")
_OF = IN_PLACE | {"of", "on", "from"}
# Trades that firms have oftener than people where they are somebody's: "of the broker Harl Ost", "our auditor, Harl Ost, confirmed".
_FIRMS = word_set("auditor auditors broker brokers insurer insurers underwriter underwriters publisher publishers builder builders")
_SOMEBODYS = word_set("our its their")


def read(run: Run, lower: set[str]) -> Reading | None:
    """Read a run; None if its capitals name nothing (a sentence's first word, a month, a headline's word)."""
    reading = own_words(run, lower)
    if reading is None:
        return None
    kind = _kind_by_form(reading)
    if kind:
        return reading.of_kind(kind)
    if not 2 <= len(reading.words) <= 5:
        return _single(reading, lower)
    return weigh_person(reading, lower)


def _kind_by_form(reading: Reading) -> str:
    """Name the kind that the words themselves show: a list entry, `… Institute`, `… Street`, `Hurricane …`."""
    known, words, run = lists(), reading.words, reading.run
    whole = fold(reading.name)
    if whole in known.firms or (len(words) > 2 and fold(f"{words[0].text} {words[1].text}") in known.firms):
        return "organisation"
    if reading.titled and known.given_name(words[0].text) and len(words) > 1:
        return ""
    if not reading.titled and len(words) > 1 and (form := _kind_by_setting(reading)):
        return form
    if whole in known.demonyms:
        return "nationality"
    if whole in known.places and not reading.titled:
        return "place"
    if len(words) == 2 and known.given_name(words[0].text) and is_family_name(words[1]) and deserves_a_role(reading):
        return ""
    if len(words) > 1 and is_organisation(words):
        return "organisation"
    if len(words) > 1 and is_place(words) and not (reading.titled and known.given_name(words[0].text)):
        return "place"
    if is_thing(words) or run.before() in known.cues["thing_before"] or run.before().endswith("maker"):
        return "thing" if not role_at(run, 1) else ""
    if words[0].low in known.cues["thing_before"] or len(words) > 5:
        return "thing"
    return "nationality" if fold(words[0].text) in known.demonyms and len(words) > 1 else ""


def _kind_by_setting(reading: Reading) -> str:
    """Name the kind that the words before a name show: a foreign place's after "of", a firm's after its trade."""
    run, first = reading.run, reading.words[0]
    if fold(first.text) in _FOREIGN_PLACE and run.before() in _OF:
        return "place"
    if lists().given_name(first.text):
        return ""
    of_the = run.before() in _FIRMS and run.before(2) == "the" and run.before(3) in ("of", "at", "from", "with", "for", "by")
    somebodys = run.before() == "," and run.before(2) in _FIRMS and run.before(3) in _SOMEBODYS
    return "organisation" if of_the or somebodys else ""


def _single(reading: Reading, lower: set[str]) -> Reading | None:
    """Read a name of one word: a titled last name, an acronym, a place by its preposition, or a name to be resolved later."""
    run, word = reading.run, reading.words[0]
    if reading.titled:
        return with_deeds(reading._replace(kind="person", score=PERSON_FROM))
    if len(reading.words) > 1:
        return reading.of_kind("thing")
    if word.text.isupper() and len(word.text) > 1 and run.opens and run.after() in _DATELINE:
        return reading.of_kind("place")
    if word.text.isupper() and word.text.isalpha() and 2 <= len(word.text) <= 6 and not run.line.headline:
        return None if lists().common(word.text) else reading.of_kind("organisation")
    if run.line.headline or word.low in lower or (run.opens and lists().common(word.text)):
        return reading
    if run.before() in IN_PLACE and run.after() not in lists().cues["organisation"]:
        return reading.of_kind("place")
    return with_deeds(reading)
