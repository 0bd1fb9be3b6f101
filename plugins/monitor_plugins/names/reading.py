"""What one run of capitals names: a person, a place, an organisation, a nationality, or nothing; with the reasons weighed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from monitor_plugins.names.gazetteer import fold, lists, word_set
from monitor_plugins.names.scan import Run, Word

_PERSON_FROM = 3.0
_DATELINE = word_set("( - – — , :")
# Words for places that are as often family names.
_PLACE_SURNAMES = word_set(
    """castle hall field fields dale vale brook park forest lane port west north east beach garden gardens hill hills camp town
    bridge lake"""
)
_IN_PLACE = word_set("in at near outside around towards toward across inside throughout off")
_BEFORE_NAME_OF_THING = word_set("aboard")
_MINOR = word_set(
    """a an the of and for to in on at by with its his her their our as whose or which that who include includes including but from
    is was were are"""
)
_DETERMINERS = word_set("a an the its his her their our one")
_APPOSITION_STOPS = word_set(", . ) ; : who which and but because that when while as if where after before since to") | {""}
_SUFFIX = word_set("jr sr ii iii iv")
# How far an apposition may reach: ", the leader of the Greens", ", a 52-year-old baker".
_APPOSITION = 9


@dataclass(frozen=True, slots=True)
class Reading:
    """A run read as one name: `words` are the name's own, titles stripped; `score` weighs how surely it is a person."""

    run: Run
    words: tuple[Word, ...]
    kind: str = ""
    cue: str = ""
    score: float = 0.0
    titled: bool = False
    speaks: bool = False
    acts: bool = False

    @property
    def start(self) -> int:
        return self.words[0].start

    @property
    def end(self) -> int:
        return self.words[-1].end

    @property
    def name(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def last(self) -> str:
        """Give the folded last name: the last word that is no suffix such as Jr."""
        kept = [fold(word.text) for word in self.words if fold(word.text) not in _SUFFIX]
        return kept[-1] if kept else fold(self.words[-1].text)


def read(run: Run, lower: set[str]) -> Reading | None:
    """Read a run; None if its capitals name nothing (a sentence's first word, a month, a headline's word)."""
    reading = _stripped(run, lower)
    if reading is None:
        return None
    kind = _kind_by_form(reading)
    if kind:
        return replace(reading, kind=kind)
    if not 2 <= len(reading.words) <= 5:
        return _single(reading, lower)
    return _person(reading, lower)


def _stripped(run: Run, lower: set[str]) -> Reading | None:
    """Take titles, nationalities and a sentence's first common word off the front of a run."""
    words, cue = run.words, ""
    titles = _title_end(words)
    if titles and not _is_organisation(words):
        cue = " ".join(word.low.rstrip(".") for word in words[:titles] if _in_title(word))
        words = words[titles:]
    while words and _droppable(words, run, lower, titled=bool(cue)):
        words = words[1:]
    while words and lists().cue("calendar", words[-1].text) and len(words) > 1:
        words = words[:-1]
    if not words or (len(words) == 1 and lists().cue("calendar", words[0].text)):
        return None
    return Reading(run, words, cue=cue, titled=bool(cue))


def _in_title(word: Word) -> bool:
    plain = word.text.rstrip(".")
    return lists().cue("title", plain) or lists().cue("before_title", plain)


def _title_end(words: tuple[Word, ...]) -> int:
    """Give how many words at the front are titles of the name behind them: `Deputy Prime Minister` → 3."""
    known = lists()
    if known.given_name(words[0].text) == 1 and not known.cue("title", words[0].text.rstrip(".")):
        return 0
    if len(words) > 2 and known.cue("before_title", words[0].text) and known.given_name(words[1].text) == 1:
        return 1
    ends = [at for at, word in enumerate(words[:-1][:6], 1) if known.cue("title", word.text.rstrip("."))]
    return ends[-1] if ends and not known.cue("thing", words[-1].text) else 0


def _droppable(words: tuple[Word, ...], run: Run, lower: set[str], *, titled: bool) -> bool:
    first, known = words[0], lists()
    if known.cue("calendar", first.text) and len(words) > 1 and not known.given_name(first.text):
        return True
    if first.start == run.words[0].start and run.opens and not titled:
        plain = first.low in lower or _common(first)
        if len(words) == 1:
            return plain and fold(first.text) not in known.places and fold(first.text) not in known.demonyms
        return plain and not _is_place(words) and not _is_organisation(words) and not known.cue("place_first", first.text)
    two = fold(" ".join(word.text for word in words[:2]))
    return len(words) > 2 and two in known.demonyms and lists().given_name(words[2].text) > 0


def _common(word: Word) -> bool:
    known, parts = lists(), word.text.split("-")
    if len(parts) > 1:
        return any(part.islower() and known.common(part) for part in parts)
    return known.common(word.text) and known.given_name(word.text) < 1


def _kind_by_form(reading: Reading) -> str:
    """Name the kind that the words themselves show: a list entry, `… Institute`, `… Street`, `Hurricane …`."""
    known, words, run = lists(), reading.words, reading.run
    whole = fold(reading.name)
    if whole in known.firms:
        return "organisation"
    if reading.titled and known.given_name(words[0].text) and len(words) > 1:
        return ""
    if whole in known.demonyms:
        return "nationality"
    if whole in known.places and not reading.titled:
        return "place"
    if len(words) > 1 and _is_organisation(words):
        return "organisation"
    if len(words) > 1 and _is_place(words) and not (reading.titled and known.given_name(words[0].text)):
        return "place"
    if any(known.cue("thing", word.text) for word in words) or known.cue("thing_before", run.before()):
        return "thing" if not _role_at(run, 1) else ""
    if known.cue("thing_before", words[0].text) or len(words) > 5:
        return "thing"
    return "nationality" if fold(words[0].text) in known.demonyms and len(words) > 1 else ""


def _is_organisation(words: tuple[Word, ...]) -> bool:
    known = lists()
    return any(known.cue("organisation", word.text) for word in words[1:])


def _is_place(words: tuple[Word, ...]) -> bool:
    known = lists()
    first, last = words[0].text, words[-1].text
    if known.cue("place", last) and not (known.given_name(first) == 1 and last.lower() in _PLACE_SURNAMES):
        return True
    return known.cue("place_first", first) or (fold(first) in known.places and known.given_name(first) < 0.5)


def _single(reading: Reading, lower: set[str]) -> Reading | None:
    """Read a name of one word: a titled last name, an acronym, a place by its preposition, or a name to be resolved later."""
    run, word = reading.run, reading.words[0]
    if reading.titled:
        return _with_deeds(replace(reading, kind="person", score=_PERSON_FROM))
    if len(reading.words) > 1:
        return replace(reading, kind="thing")
    if word.text.isupper() and len(word.text) > 1 and run.opens and run.after() in _DATELINE:
        return replace(reading, kind="place")
    if word.text.isupper() and word.text.isalpha() and 2 <= len(word.text) <= 6 and not run.line.headline:
        return None if lists().common(word.text) else replace(reading, kind="organisation")
    if run.line.headline or word.low in lower or (run.opens and lists().common(word.text)):
        return replace(reading, kind="")
    if run.before() in _IN_PLACE and not lists().cue("organisation", run.after()):
        return replace(reading, kind="place")
    return _with_deeds(replace(reading, kind=""))


def _person(reading: Reading, lower: set[str]) -> Reading:
    """Weigh whether two to five capitalised words name a person."""
    before = reading.cue or _role_before(reading.run)
    cue = before or _role_after(reading.run)
    deeds = _deeds(reading)
    # An apposition alone may be a club's or a firm's: "Yangtze Electric, operator of the dam".
    score = _form_score(reading, lower) + _setting_score(reading.run) + 2.0 * deeds.speaks + deeds.acts
    score += 4.0 if before else 2.0 if cue else 0.0
    if reading.run.line.headline and not (cue and lists().given_name(reading.words[0].text) == 1):
        score -= 3.0
    kind = "person" if score >= _PERSON_FROM else ""
    return replace(reading, kind=kind, cue=cue, score=score, speaks=deeds.speaks, acts=deeds.acts)


def _form_score(reading: Reading, lower: set[str]) -> float:
    known = lists()
    first, rest = reading.words[0], reading.words[1:]
    score = 3.0 * known.given_name(first.text) + 1.0 * any(known.given_name(word.text) == 1 for word in rest)
    score += 1.5 * known.cue("family_first", first.text)
    common = [known.common(word.text) and known.given_name(word.text) < 1 for word in reading.words if word.capital]
    score -= 4.0 if all(common) else 1.5 if common[0] and not known.given_name(first.text) else 0.0
    score -= 1.5 * (common[-1] and not known.given_name(first.text))
    if all(word.text.isupper() for word in reading.words):
        score -= 3.0
    if any(_of_a_place(word) for word in reading.words):
        score -= 2.0
    return score - 1.5 * (first.low in lower and known.given_name(first.text) != 1)


def _of_a_place(word: Word) -> bool:
    known, plain = lists(), fold(word.text)
    return plain in known.demonyms or (plain in known.places and not known.given_name(word.text))


def _setting_score(run: Run) -> float:
    known, before, after = lists(), run.before(), run.after()
    score = 0.0
    if before == "the" or before in _BEFORE_NAME_OF_THING:
        score -= 4.0
    if before in _IN_PLACE:
        score -= 3.0
    if run.before(2) in ("called", "named", "brand", "ship", "ferry") or "&" in (before, after):
        score -= 2.0
    if after and (known.cue("place", after) or known.cue("organisation", after)) and not run.possessive:
        score -= 3.0
    if after == "," and run.after(2).isdigit() and run.after(3) in (",", "."):
        score += 3.0
    if after in ("who", "whose") or (after == "," and run.after(2) in ("who", "whose", "aged")):
        score += 3.0
    return score


def _role_at(run: Run, distance: int) -> bool:
    return lists().cue("role", run.before(distance)) and run.line.words[run.first - distance].letters


def _role_before(run: Run) -> str:
    """Give the role written right before a name: `fire chief Marta Ilves`, `the ministry's spokesman, Emil Quade`."""
    distance = 2 if run.before() == "," else 1
    if not _role_at(run, distance):
        return ""
    if distance == 2 and run.after() not in (",", ".", ""):
        return ""
    taken = [run.before(distance)]
    if _modifier(run, distance + 1):
        taken.append(run.before(distance + 1))
    return " ".join(reversed(taken))


def _modifier(run: Run, distance: int) -> bool:
    index = run.first - distance
    if index < 0 or not (word := run.line.words[index]).letters or not word.text[0].islower():
        return False
    verb = lists().cue("speech", word.low) or lists().cue("act", word.low)
    return word.low not in _MINOR and not word.low.endswith("ly") and not verb


def _role_after(run: Run) -> str:
    """Give the role in an apposition: `, the leader of the Greens`, `, a 52-year-old baker`, `(head of the union)`."""
    if run.after() not in (",", "(") or run.possessive:
        return ""
    if not (run.after(2) in _DETERMINERS or any(lists().cue("role", run.after(distance)) for distance in (2, 3, 4))):
        return ""
    for distance in range(2, _APPOSITION):
        word = run.after(distance)
        if word in _APPOSITION_STOPS or lists().cue("speech", word):
            break
        if lists().cue("role", word):
            return _with_object(run, distance)
    return ""


def _with_object(run: Run, distance: int) -> str:
    """Give the role with what it is of: `leader of the Greens`."""
    index = run.last + distance - 1
    words = run.line.words
    stop = index + 1
    if stop < len(words) and words[stop].low in ("of", "at"):
        while stop < len(words) and stop - index < 7 and _goes_on(words[stop]):
            stop += 1
    while words[stop - 1].low in _MINOR and stop > index + 1:
        stop -= 1
    first = index - 1 if _modifier(run, run.first - index + 1) and index - 1 > run.last else index
    phrase = words[first:stop]
    return "".join(("" if word.low in ("'s", "’s") else " ") + word.text for word in phrase).strip()


def _goes_on(word: Word) -> bool:
    plain = word.letters or word.low in ("'s", "’s")
    return plain and not lists().cue("speech", word.text) and word.low not in ("who", "which", "and", "in", "has", "was", "is")


@dataclass(frozen=True, slots=True)
class _Deeds:
    speaks: bool
    acts: bool


def _with_deeds(reading: Reading) -> Reading:
    deeds = _deeds(reading)
    return replace(reading, speaks=deeds.speaks, acts=deeds.acts)


def _deeds(reading: Reading) -> _Deeds:
    """Say whether the name speaks (said Osei Brandt; Vance, who …, told) or acts (resigned, was elected)."""
    run, known = reading.run, lists()
    after = run.after() if not run.possessive else ""
    speaks = known.cue("speech", after) or known.cue("speech", _verb_after_apposition(run))
    inverted = run.before() if not reading.cue or not reading.titled else run.line.words[run.first - 1].low if run.first else ""
    speaks = speaks or known.cue("speech", inverted) or _speech_before_role(run)
    acts = known.cue("act", after) or known.cue("act", _verb_after_apposition(run))
    return _Deeds(speaks, acts)


def _verb_after_apposition(run: Run) -> str:
    """Give the word after a short apposition set off by commas: `Reyle, head of the office, said` → `said`."""
    if run.after() != ",":
        return ""
    for distance in range(3, 16):
        word = run.after(distance)
        if word in ("", ".", ";"):
            return ""
        if word == ",":
            return run.after(distance + 1)
    return ""


def _speech_before_role(run: Run) -> bool:
    """Say whether a speech verb stands before the role before the name: `said fire chief Marta Ilves`."""
    return any(lists().cue("speech", run.before(distance)) for distance in range(2, 5) if _role_at(run, 1))
