"""The words of a run that are the name's own: without titles, parties, letters after the name and a sentence's first word."""

from __future__ import annotations

from typing import NamedTuple

from monitor_plugins.names.bodies import body_before, inside
from monitor_plugins.names.gazetteer import fold, lists, word_set
from monitor_plugins.names.roles import PORTFOLIOS, is_role, keeps, office
from monitor_plugins.names.scan import Run, Word

_SUFFIX = word_set("jr sr ii iii iv")
# Words for places, institutions and months that are as often family names.
_PLACE_SURNAMES = word_set(
    """castle hall field fields dale vale brook park forest lane port west north east beach garden gardens hill hills camp town
    bridge lake gates heath parish reef mount"""
)
_OTHER_SURNAMES = word_set("church temple mercury star guard post")
_THING_SURNAMES = word_set("law day song battle masters week prince")
_MONTH_SURNAMES = word_set("may march")
# Letters after a name; some tell a role.
_AFTER_NAME = word_set("mp mep msp am td qc kc cbe obe mbe phd md esq")
# A sentence that lost its full stop goes on with one of these.
_FUNCTION = word_set("the a an in on at but and he she it his her they we for with as this that there if when who what")
# What stands before a name without being a title: `Tory Ann Brand`, `Lib Dem Ann Brand`, `Swede Nils Brand`.
_PARTIES = word_set(
    """lib dem dems tory tories labour conservative conservatives liberal democrat democrats republican republicans green greens ukip snp
    plaid cymru blairite thatcherite communist socialist independent backbencher frontbencher mep mps meps welshman scotsman englishman
    irishman frenchman dutchman yorkshireman briton dane swede finn spaniard"""
)
_PARTICIPLES = word_set("owned based led backed born controlled listed run trained")
_QUALIFIERS = word_set("former shadow ex then acting late outgoing incoming deputy interim")
_LONGEST_LEAD = 3


# A tuple, not a dataclass, as are the runs: most are made anew a few times.
class Reading(NamedTuple):
    """A run read as one name: `words` are the name's own, titles stripped; `score` weighs how surely it is a person.

    `led` says that other words than titles were taken off its front.
    """

    run: Run
    words: tuple[Word, ...]
    name: str
    kind: str = ""
    cue: str = ""
    score: float = 0.0
    titled: bool = False
    speaks: bool = False
    acts: bool = False
    led: bool = False

    @property
    def start(self) -> int:
        return self.words[0].start

    @property
    def end(self) -> int:
        return self.words[-1].end

    @property
    def last(self) -> str:
        """Give the folded last name: the last word that is no suffix such as Jr."""
        folded = (fold(word.text) for word in reversed(self.words))
        return next((word for word in folded if word not in _SUFFIX), fold(self.words[-1].text))

    def of_kind(self, kind: str) -> Reading:
        """Give the same reading as one of another kind."""
        return Reading(self[0], self[1], self[2], kind, *self[4:])


def own_words(run: Run, lower: set[str]) -> Reading | None:
    """Take titles, nationalities and a sentence's first common word off the front of a run."""
    words, cue = run.words, ""
    if len(words) == 1 and _droppable(words, run, lower, titled=False):
        return None
    titles = _title_end(words)
    if titles and not is_organisation(words[titles - 1 :]):
        own = _office_words(words[:titles])
        cue = _qualified(run, _of_body(run, words, titles - len(own), office(own)))
        if cue and run.before() == "of" and keeps(run.before(2)):
            cue = f"{run.before(2)} of {cue}"  # `Secretary of State Ann Brand`
        words = _without_rank(words[titles:])
    while words and _droppable(words, run, lower, titled=bool(cue)):
        words = words[1:]
    words = _without_tail(words)
    if not words or (len(words) == 1 and words[0].low in lists().cues["calendar"]):
        return None
    lead, letters = 0 if cue else _lead(words), _letters(words)
    if lead:
        at = run.words.index(words[lead])
        run = run._replace(first=run.first + at, words=run.words[at:])
    words = words[lead : len(words) - bool(letters)]
    name = words[0].text if len(words) == 1 else " ".join([word.text for word in words])
    return Reading(run, words, name, "", cue or letters, 0.0, bool(cue), led=bool(lead))


def _of_body(run: Run, words: tuple[Word, ...], stop: int, cue: str) -> str:
    """Put the body before a title that belongs to it: `Coast Guard Chief Ann Brand`."""
    if not cue or not stop or run.line.headline:
        return cue
    start = body_before(words, stop, opens=lambda index: run.opens and index == 0)
    return inside(" ".join([*(word.text for word in words[start:stop]), cue]))


def _without_rank(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Take off what follows a title and belongs to it: `President Pro Tem Ann Brand`, `Sergeant First Class Ann Brand`."""
    belongs = len(words) > 3 and (words[0].low, words[1].low) in (("pro", "tem"), ("pro", "tempore"), ("first", "class"))
    return words[2:] if belongs else words


def _without_tail(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Take a month or a next sentence's first word off the end: `Ann Brand Monday`, `Ann Brand The`."""
    while len(words) > 1 and _is_tail(words):
        words = words[:-1]
    return words


def _is_tail(words: tuple[Word, ...]) -> bool:
    last = words[-1].low
    if last in lists().cues["calendar"]:
        return not (len(words) == 2 and last in _MONTH_SURNAMES and lists().given_name(words[0].text) > 0)
    return len(words) > 2 and last in _FUNCTION and lists().given_name(words[0].text) > 0


def _letters(words: tuple[Word, ...]) -> str:
    """Give the letters after a name that end a run: `Ann Brand MP` → `MP`; "" if there are none."""
    last = words[-1].text
    if len(words) < 3 or last.lower() not in _AFTER_NAME or words[-2].text.isupper() or words[0].low in _PARTIES:
        return ""
    return last


def _lead(words: tuple[Word, ...]) -> int:
    """Give how many words before a given name are none of the name's: `Tories Ann Brand`, `Lib Dem Ann Brand`, `Arl-owned Brand`."""
    known = lists()
    if _is_participle(words[0]) and len(words) > 1:
        return 1
    if at := _behind_a_body(words):
        return at
    for at in range(1, min(_LONGEST_LEAD, len(words) - 2) + 1):
        role, given = is_role(words[at - 1].low), known.given_name(words[at].text)
        named = given == 1 or (role and given > 0)
        if not _is_leading(words[at - 1], named):
            return 0
        if named:
            return 0 if _is_no_person(words[at:] if role else words) else at
    return 0


def _behind_a_body(words: tuple[Word, ...]) -> int:
    """Give where a name begins behind a body or a place: `Harel International Airport Ann Brand`; 0 if it does not."""
    known = lists()
    for at in range(2, len(words) - 1):
        body = words[at - 1]
        if known.given_name(words[at].text) == 1 and (
            is_role(body.low) or body.low in known.cues["organisation"] or body.low in known.cues["place"]
        ):
            return at
    return 0


def _is_no_person(words: tuple[Word, ...]) -> bool:
    family = len(words) == 2 and is_family_name(words[1])
    return not family and (is_organisation(words) or is_place(words) or is_thing(words))


def is_thing(words: tuple[Word, ...]) -> bool:
    """Say whether a word of a name is a thing's: `… Prize`; not in `Mark Brand` or `Jude Law`."""
    things = lists().cues["thing"]
    named = lists().given_name(words[0].text)
    if len(words) == 2 and named == 1 and words[1].low in _THING_SURNAMES:
        return False
    return any(word.low in things for word in words[1:]) or (not named and words[0].low in things)


def is_family_name(word: Word) -> bool:
    """Say whether a word for a place or a thing is as often a family name: `Gates`, `Church`."""
    return word.low in _PLACE_SURNAMES or word.low in _OTHER_SURNAMES or word.low in _THING_SURNAMES


def _is_leading(word: Word, named: bool) -> bool:
    known = lists()
    if known.given_name(word.text) or word.low in known.cues["thing_before"]:
        return False
    if word.low in _PARTIES or (word.text.isupper() and 3 <= len(word.text) <= 5) or _is_participle(word):
        return True
    return named and (fold(word.text) in known.demonyms or known.common(word.text) or is_role(word.low))


def _is_participle(word: Word) -> bool:
    return "-" in word.text and word.low.rpartition("-")[2] in _PARTICIPLES


def _qualified(run: Run, cue: str) -> str:
    """Put `former` and `shadow` before a title that they qualify."""
    before = run.before()
    return f"{before} {cue}" if before in _QUALIFIERS and cue else cue


def _office_words(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Give the title words right before a name: of `State Senate President` only the last, of `Former Ardal Gov.` the first too."""
    kept = keeps(words[-1].low)
    before = next(
        (at for at in range(len(words), 0, -1) if not (_in_title(words[at - 1]) or (kept and words[at - 1].low in PORTFOLIOS))), 0
    )
    return (words[:1] if before and words[0].low in _QUALIFIERS else ()) + words[before:]


def _in_title(word: Word) -> bool:
    plain, cues = word.low.rstrip("."), lists().cues
    return plain in cues["title"] or plain in cues["before_title"]


def _title_end(words: tuple[Word, ...]) -> int:
    """Give how many words at the front are titles of the name behind them: `Deputy Prime Minister` → 3."""
    known = lists()
    if len(words) == 1:
        return 0
    titles, front = known.cues["title"], words[:-1][:6]
    short = [at for at, word in enumerate(front, 1) if word.text[-1] == "." and len(word.text) > 2 and word.low != "st."]
    if short and "." not in words[short[-1] - 1].text[:-1]:
        return short[-1]
    if known.given_name(words[0].text) == 1 and words[0].low.rstrip(".") not in titles:
        return 0
    if len(words) > 2 and words[0].low in known.cues["before_title"] and known.given_name(words[1].text) == 1:
        return 1
    ends = [at for at, word in enumerate(front, 1) if word.low.rstrip(".") in titles]
    return ends[-1] if ends and words[-1].low not in known.cues["thing"] else 0


def _droppable(words: tuple[Word, ...], run: Run, lower: set[str], *, titled: bool) -> bool:
    first, known = words[0], lists()
    if first.low in known.cues["calendar"] and len(words) > 1 and not known.given_name(first.text):
        return True
    if first.start == run.words[0].start and run.opens and not titled:
        if len(words) > 1 and known.given_name(first.text) and (is_family_name(words[1]) or not _is_plain(words[1])):
            return False
        plain = first.low in lower or common(first)
        if len(words) == 1:
            return plain and fold(first.text) not in known.places and fold(first.text) not in known.demonyms
        return plain and not is_place(words) and not is_organisation(words) and first.low not in known.cues["place_first"]
    return len(words) > 2 and fold(f"{first.text} {words[1].text}") in known.demonyms and known.given_name(words[2].text) > 0


def _is_plain(word: Word) -> bool:
    """Say whether a word is common, a place or a nation: what follows `Will …` when that is no name."""
    return common(word) or fold(word.text) in lists().places or fold(word.text) in lists().demonyms


def common(word: Word) -> bool:
    known, parts = lists(), word.text.split("-")
    if len(parts) > 1:
        return any(part.islower() and known.common(part) for part in parts)
    return known.common(word.text) and known.given_name(word.text) < 1


def is_organisation(words: tuple[Word, ...]) -> bool:
    if len(words) == 2 and words[1].low in _OTHER_SURNAMES and lists().given_name(words[0].text) == 1:
        return False
    bodies = lists().cues["organisation"]
    return any(word.low in bodies for word in words[1:])


def is_place(words: tuple[Word, ...]) -> bool:
    known = lists()
    first, last = words[0].text, words[-1].low
    if last in known.cues["place"] and not (known.given_name(first) == 1 and last in _PLACE_SURNAMES):
        return True
    return words[0].low in known.cues["place_first"] or (fold(first) in known.places and known.given_name(first) < 0.5)
