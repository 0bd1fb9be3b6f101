"""The body that a role belongs to, written right before it: `Coast Guard chief`, `Bank of Ardal governor`, `dock workers' union leader`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from monitor_plugins.names.gazetteer import fold, lists, word_set

# Bodies whose last word is no word for a body elsewhere.
_NAMED = frozenset(
    ("red cross", "red crescent", "white house", "downing street", "scotland yard", "secret service", "supreme court", "lib dem")
)
# Last words of bodies that name things and places as well, and so are no organisation's in `cues.txt`.
_LAST = word_set(
    """guard office house cabinet treasury senate crown sheriff patrol command corps staff studies railway railways airport zoo lab labs
    labour conservative democrat democrats republican liberal tory green socialist communist party"""
)
_JOINS = word_set("of for and &")
_ARTICLES = word_set("the")
_JOINED_BY = word_set(
    """bank house department ministry office institute university college school society association federation union board council
    committee court chamber centre center campaign confederation league church bureau"""
)
# Words that open a sentence and no body.
_APART = word_set(
    """the a an this that these those in on at by for from with of to as but and or so yet if when while after before since until because
    although though however meanwhile then now today yesterday tomorrow last next earlier later both many most some several all other
    another he she it they we you his her its their our my one two three new old former ex only even also still just once no not"""
)
# Words before a body that qualify the role: `former Coast Guard chief`.
QUALIFYING = word_set("former ex then acting interim outgoing incoming retired shadow")
_CLASSES = word_set("women men children people worker")  # "the women's union leader": with 's, whose it is; any other is one owner
_NO_NAMES = word_set("mr mrs ms dr sir lord lady a an the")
_POSSESSIVE = ("'", "’", "'s", "’s")
_ONES_OWN = word_set("sons daughters parents brothers sisters wives husbands friends relatives")
_LONGEST = 7
_ACRONYM = range(2, 7)


class _Token(Protocol):
    """A word of a line or of a run."""

    @property
    def text(self) -> str: ...
    @property
    def low(self) -> str: ...
    @property
    def capital(self) -> bool: ...


def body_before(words: Sequence[_Token], stop: int, *, opens: Callable[[int], bool]) -> int:
    """Give where the body begins that ends right before the word number `stop`; `stop` itself if there is none.

    `opens` says of a word's number whether its capital is owed to the beginning of a sentence.
    """
    start = stop
    while start > max(0, stop - _LONGEST):
        if _names(words[start - 1]):
            start -= 1
            continue
        join = _join(words, start, stop, max(0, stop - _LONGEST))
        if start == stop or join == start:
            break
        start = join
    if _is_place(words[start:stop]):
        return stop
    while start < stop and _leads(words, start, stop, opens=opens(start)):
        start += 1
    return start if start < stop and _is_body(words[start:stop], opens=opens(start)) else stop


def _names(word: _Token) -> bool:
    if not word.capital or word.low in _NO_NAMES or word.low in lists().cues["calendar"]:
        return False
    return "-" not in word.text or not word.low.endswith(("based", "born", "led", "backed", "owned", "trained", "year-old"))


def _is_place(words: Sequence[_Token]) -> bool:
    return fold(" ".join(word.text for word in words)) in lists().places


def _join(words: Sequence[_Token], start: int, stop: int, least: int) -> int:
    """Give where a body goes on over `of`, `for the`, `&` or a possessive of many; `start` itself if it does not."""
    at = start - 1
    if at > least and words[at].text in _POSSESSIVE and words[at - 1].capital and _of_many(words[at - 1].low, words[at].text):
        return at - 1
    if at > least and words[at].low in _ARTICLES:
        at -= 1
    if at <= least or words[at].low not in _JOINS or not _names(words[at - 1]):
        return start
    if words[at].low == "and":
        return at - 1 if stop - start > 1 and _says_body(words[stop - 1]) else start  # "Oil and Natural Gas Corporation"
    return at - 1 if words[at].low == "&" or words[at - 1].low in _JOINED_BY else start


def _leads(words: Sequence[_Token], start: int, stop: int, *, opens: bool) -> bool:
    """Say whether a word at the front is none of the body's: a sentence's first word, or a `join` left over."""
    word, known = words[start], lists()
    if not word.capital or word.low in QUALIFYING:
        return True
    if not opens:
        return False
    whole = " ".join(one.low for one in words[start:stop])
    plain = known.common(word.text) or known.cue("speech", word.low)
    return whole not in _NAMED and plain and not _kept_at_the_beginning(words[start:stop])


def _kept_at_the_beginning(words: Sequence[_Token]) -> bool:
    """Say whether a common word that opens a sentence belongs to a body: `Coast Guard`, `Justice Department`; not `But Treasury`."""
    low = words[0].low
    return len(words) > 1 and low not in _APART and not lists().cue("speech", low) and _says_body(words[-1])


def _says_body(word: _Token) -> bool:
    return word.low in lists().cues["organisation"] or word.low in _LAST


def _is_body(words: Sequence[_Token], *, opens: bool) -> bool:
    known = lists()
    if " ".join(word.low for word in words[-2:]) in _NAMED:
        return True
    if any(known.given_name(word.text) == 1 for word in words[:-1]):
        return False
    last = words[-1]
    if _says_body(last):
        return len(words) > 1 or not opens
    if last.text.isupper() and len(last.text) in _ACRONYM:
        return True
    strange = not (known.common(last.text) or known.given_name(last.text) or fold(last.text) in known.demonyms)
    joined = any(not word.capital for word in words)
    return (strange and not _is_place(words) and not _is_place(words[-1:])) or joined


def inside(said: str) -> str:
    """Write a body as inside a sentence: `ex-Labour`."""
    return "ex-" + said[3:] if said.startswith("Ex-") else said


def owners_before(words: Sequence[_Token], stop: int, *, opens: Callable[[int], bool]) -> int:
    """Give the number of the word whose possessive ends right before `stop`: of `dock workers' union`; `stop` itself if there is none."""
    if stop < 2 or words[stop - 1].text not in _POSSESSIVE:
        return stop
    owner = words[stop - 2]
    if owner.capital and not (opens(stop - 2) and lists().common(owner.text)):
        return stop
    return stop - 2 if owner.low not in _ONES_OWN and _of_many(owner.low, words[stop - 1].text) else stop


def _of_many(owner: str, mark: str) -> bool:
    """Say whether a possessive is of many, and so may begin a body's name: `workers'`, `women's`; any other is one owner's."""
    return owner in _CLASSES if mark in ("'s", "’s") else owner.endswith("s")
