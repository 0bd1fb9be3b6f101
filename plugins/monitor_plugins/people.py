"""Annotate names: people with their aliases merged, places, organisations and nationalities, each where it is written.

Rules over capitalised words with shipped lists; no model. A run of capitals is a person when its form (a known given name),
its setting (not "in …", not "the …", no ship's or street's word beside it) and a role or a deed add up.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from monitor import Article, Mention, hookimpl
from monitor_plugins.names.aliases import family_first, fullest, last_name, sound
from monitor_plugins.names.gazetteer import fold, lists
from monitor_plugins.names.reading import Reading, read
from monitor_plugins.names.scan import Scan, scan

version = "7"

# A name's last word alone, titled or speaking elsewhere in the article, lifts the full name by so much.
_LIFT = {"titled": 3.0, "speaks": 2.0, "acts": 0.5}
_MOST_LIFT = 4.0
_PERSON_FROM = 3.0
_ROYAL_SHIPS = ("queen", "king", "prince", "duke", "pride", "spirit", "star")
_NAMED = ("person", "place", "organisation", "nationality")


@hookimpl
def annotate(article: Article) -> Iterator[Mention]:
    """Yield a mention for every name, in reading order."""
    yield from mentions(article.text)


def mentions(text: str) -> list[Mention]:
    """Give the mentions of a text, in reading order."""
    seen = scan(text)
    readings = [reading for run in seen.runs if (reading := read(run, seen.lower))]
    readings = [_joined(reading, seen) for reading in _lifted(readings)]
    chiefs = _chiefs(readings)
    people = _people(readings, chiefs)
    others = (_other(reading) for reading in readings if reading.kind in _NAMED and reading.kind != "person")
    return sorted([*people, *others], key=lambda mention: (mention.start, mention.end))


def _lifted(readings: list[Reading]) -> list[Reading]:
    """Count what a last name alone does elsewhere in the article for the full name that it may belong to."""
    lift: defaultdict[str, float] = defaultdict(float)
    for reading in readings:
        if len(reading.words) == 1 and reading.kind in ("", "person") and (by := _weight(reading)):
            lift[reading.last.split()[-1]] += by
    return [_lift(reading, lift) for reading in readings]


def _weight(reading: Reading) -> float:
    return _LIFT["titled"] if reading.titled else _LIFT["speaks"] if reading.speaks else _LIFT["acts"] if reading.acts else 0.0


def _lift(reading: Reading, lift: Mapping[str, float]) -> Reading:
    if len(reading.words) < 2 or reading.kind not in ("", "person"):
        return reading
    by = min(lift.get(reading.last.split()[-1], 0.0), _MOST_LIFT)
    if by <= 0:
        return reading
    if reading.run.line.headline and lists().given_name(reading.words[0].text) < 1:
        return reading
    score = reading.score + by
    return reading._replace(score=score, kind="person" if score >= _PERSON_FROM else "")


def _joined(reading: Reading, seen: Scan) -> Reading:
    """Take `Queen of Ardal` for one name that is no person's: a run before `of` and a capital."""
    run = reading.run
    if reading.kind == "person" and run.before() == "of" and run.before(2) in _ROYAL_SHIPS:
        return reading._replace(kind="thing")
    return reading


def _chiefs(readings: list[Reading]) -> Mapping[str, str]:
    names = [reading.name for reading in readings if reading.kind == "person" and len(reading.words) > 1]
    return fullest(names)


def _people(readings: list[Reading], chiefs: Mapping[str, str]) -> list[Mention]:
    """Give the mentions of people: full names, and single words that a full name or a title explains."""
    owners = Owners.of(readings, chiefs)
    resolved = [(reading, name) for reading in readings if (name := _whose(reading, owners, chiefs))]
    count = Counter(name for _, name in resolved)
    cues = {name: reading.cue for reading, name in reversed(resolved) if reading.cue}
    best: dict[str, float] = {}
    written: dict[str, set[str]] = {}
    for reading, name in resolved:
        best[name] = max(best.get(name, 0.0), reading.score)
        written.setdefault(name, set()).add(reading.name)
    return [_mention(reading, name, cues.get(name, ""), _confidence(best[name], count[name]), written[name]) for reading, name in resolved]


@dataclass(frozen=True, slots=True)
class Owners:
    """Who may be meant by one word, by last word, family name and given name: (start, fullest name) of each full mention."""

    last: Mapping[str, list[tuple[int, str]]]
    given: Mapping[str, list[tuple[int, str]]]

    @classmethod
    def of(cls, readings: list[Reading], chiefs: Mapping[str, str]) -> Owners:
        last: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        given: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        for reading in readings:
            if full := chiefs.get(reading.name, ""):
                words = fold(full).split()
                for word in {last_name(full), words[-1]}:
                    last[word].append((reading.start, full))
                if not family_first(full):
                    given[words[0]].append((reading.start, full))
        return cls(last, given)


def _whose(reading: Reading, owners: Owners, chiefs: Mapping[str, str]) -> str:
    """Give the fullest name of the person a reading means; "" if it means none."""
    if reading.kind not in ("", "person"):
        return ""
    if reading.name in chiefs or len(reading.words) > 1:
        return chiefs.get(reading.name, "")
    word = reading.last.split()[-1]  # al-Sadr may be written Sadr, and Brand-Lowe is known by Lowe
    named = owners.last.get(word) or (owners.given.get(word) if reading.kind == "" else None)
    if named:
        return _nearest(reading.start, named)
    return reading.name if reading.titled and not _is_known_thing(reading) else ""


def _nearest(start: int, named: list[tuple[int, str]]) -> str:
    """Give the name mentioned most recently before a place in the text; the first one mentioned if none was."""
    before = bisect_left(named, (start, ""))
    return named[max(before - 1, 0)][1]


def _is_known_thing(reading: Reading) -> bool:
    word = fold(reading.name)
    return word in lists().places or word in lists().demonyms or (word in lists().words and not lists().given_name(word))


def _confidence(score: float, times: int) -> float:
    """Give 0.5 for a bare likely name, up to 0.98 with evidence; a second mention counts like a role."""
    return min(0.98, 0.5 + 0.1 * (score - _PERSON_FROM) + 0.12 * (times > 1))


def _mention(reading: Reading, name: str, cue: str, confidence: float, written: set[str]) -> Mention:
    aliases = sorted({*written, last_name(name), fold(name), sound(last_name(name))} - {name, name.lower()})
    role = "speaker" if reading.speaks else "actor"
    return Mention(
        start=reading.start, end=reading.end, quote=_quote(reading), name=name, kind="person", role=role, cue=reading.cue or cue,
        aliases=tuple(aliases), confidence=round(confidence, 2),
    )  # fmt: skip


def _other(reading: Reading) -> Mention:
    role = "place" if reading.kind == "place" else "speaker" if reading.speaks else ""
    return Mention(
        start=reading.start, end=reading.end, quote=_quote(reading), name=_canonical(reading), kind=reading.kind, role=role,
        confidence=0.9 if fold(reading.name) in lists().places or fold(reading.name) in lists().demonyms else 0.7,
    )  # fmt: skip


def _canonical(reading: Reading) -> str:
    """Give one name for a place or nationality, whatever its form: `South Koreans` → `South Korea`."""
    word = fold(reading.name)
    return lists().demonyms.get(word) or lists().places.get(word) or reading.name


def _quote(reading: Reading) -> str:
    if reading.end - reading.start == len(reading.name):
        return reading.name
    pieces = [reading.words[0].text]
    for left, right in zip(reading.words, reading.words[1:], strict=False):
        pieces.append(" " * (right.start - left.end) + right.text)
    return "".join(pieces)
