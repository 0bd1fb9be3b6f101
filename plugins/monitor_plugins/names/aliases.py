"""Which names mean the same person: in one article by their words, across articles by folded forms and spellings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from monitor_plugins.names.gazetteer import fold, lists, word_set

_SUFFIX = word_set("jr sr ii iii iv")


def _pairs(written: str) -> tuple[tuple[str, str], ...]:
    """Read `old>new` pairs."""
    return tuple((old, new) for old, _, new in (pair.partition(">") for pair in written.split()))


_NICKNAMES = """
joe joseph|bob rob robert bobby|bill will william billy|jim james jimmy jamie|tom thomas|tony anthony antony
|mike michael mick|dick rick richard|chris christopher christine|dave david|ed edward ted eddie|ben benjamin|dan daniel danny
|sam samuel samantha|steve stephen steven|andy andrew|nick nicholas nicolas|alex alexander alexandra aleksandr
|liz elizabeth beth|kate katherine catherine kathy|sue susan|jen jennifer jenny|matt matthew|pat patrick patricia
|greg gregory|jeff jeffrey geoffrey|ken kenneth|ron ronald|don donald|larry lawrence|charlie charles chuck|harry henry harold
|jack john johnny|peggy margaret maggie|debbie deborah|barb barbara|cathy catherine|jon jonathan|josh joshua|zach zachary
|vlad vladimir volodymyr|max maximilian|sasha alexander|vince vincent vinny|bernie bernard|fred freddie frederick frederic
|phil philip phillip|tim timothy|ray raymond|gerry jerry gerald gerard|terry terence|al alan allan allen albert alfred
|abby abigail|art arthur|stan stanley|sid sidney|walt walter|herb herbert|norm norman|len leonard|les leslie|doug douglas
|gord gordon|russ russell|rod rodney|roger rog|hal harold|cliff clifford|clint clinton|cam cameron|brad bradley bradford
|don donny|drew andrew|dom dominic|gene eugene|gabe gabriel|gus augustus angus|hank henry|ike isaac|jake jacob|jess jessica
|jo joanne josephine joanna|judy judith|kim kimberly|kit christopher|lou louis louise|maddie madeleine|manny manuel emmanuel
|marge margaret|mel melvin melanie|meg megan margaret|mick michael|mitch mitchell|nat nathan nathaniel|nate nathan nathaniel
|ollie oliver|pam pamela|penny penelope|pete peter|reg reginald|ricky richard rick|rob robin robert|ross roscoe
|sandy alexander sandra|stu stewart stuart|ted theodore edward|theo theodore|toni antonia|trish patricia|val valerie
|vic victor victoria|wes wesley|will wilfred|yuri yury|alexei aleksey|sergei sergey|dmitry dmitri|nikolai nikolay
|mohammed muhammad mohamed|binyamin benjamin|yulia yuliya julia"""
_SHORT_FORMS = tuple(map(word_set, _NICKNAMES.split("|")))
# Spellings of one sound in names written over from other scripts, each rewritten to one of them.
_SPELLINGS = _pairs(
    """yy>y iy>y ij>y ii>y yi>y ie>e ye>e yo>o ju>yu ja>ya kh>h zh>j tch>ch tsch>ch sch>sh cz>ch dj>j dzh>j ou>u oo>u ee>i oe>o
    ue>u ae>a ph>f ff>f w>v q>k ck>k x>ks aa>a mm>m ss>s ll>l nn>n tt>t dd>d gg>g rr>r pp>p bb>b cc>c zz>z"""
)
# More people of one family name than this in one article are not told apart: hostile text must stay cheap.
_NAMESAKES = 20


@lru_cache(maxsize=20_000)
def family_first(name: str) -> bool:
    """Say whether the name likely begins with the family name: `Kim Jong Un`, `Xi Jinping`."""
    words = name.split()
    return len(words) in (2, 3) and fold(words[0]) in lists().cues["family_first"] and lists().given_name(words[-1]) < 1


@lru_cache(maxsize=20_000)
def last_name(name: str) -> str:
    """Give the folded family name."""
    words = [word for word in fold(name).split() if word not in _SUFFIX]
    if not words:
        return fold(name)
    return words[0] if family_first(name) else words[-1]


@lru_cache(maxsize=20_000)
def sound(name: str) -> str:
    """Give a spelling that transliteration variants share: `Zelenskyy` and `Zelensky`, `Muhammad` and `Mohammed`."""
    plain = " ".join(_without_mac(word) for word in fold(name).replace("'", "").split())
    for written, one in _SPELLINGS:
        plain = plain.replace(written, one)
    if plain.startswith(("muham", "moham", "muhm", "mohm", "mehm")):
        plain = "mohamd"
    return plain.removesuffix("i") + ("y" if plain.endswith("i") else "")


def _without_mac(word: str) -> str:
    return "mc" + word[3:] if word.startswith("mac") and len(word) > 6 else word


def same_person(left: str, right: str) -> bool:
    """Say whether two names can be one person's: same family name, and given names that do not exclude each other."""
    a, b = fold(left).split(), fold(right).split()
    if not a or not b:
        return False
    if sound(left) == sound(right):
        return True
    shorter, longer = sorted((a, b), key=len)
    if 1 < len(shorter) < len(longer) and longer[-len(shorter) :] == shorter:
        return True
    if len(a) == 1 or len(b) == 1:
        one, other = (a, right) if len(a) == 1 else (b, left)
        return sound(one[0]) == sound(last_name(other))
    if family_first(left) or family_first(right):
        return sound("".join(a)) == sound("".join(b))
    if sound(last_name(left)) != sound(last_name(right)):
        return False
    return _given_agree(_given(a), _given(b))


def _given(words: list[str]) -> list[str]:
    return [word for word in words if word not in _SUFFIX][:-1]


def _given_agree(a: list[str], b: list[str]) -> bool:
    """Say whether given names agree: equal, an initial, a nickname or another spelling of the first; middle names are optional."""
    if not a or not b:
        return True
    first, other = a[0], b[0]
    if len(first) == 1 or len(other) == 1:
        return first[0] == other[0]
    return sound(first) == sound(other) or any({first, other} <= names for names in _SHORT_FORMS)


def fullest(names: Iterable[str]) -> dict[str, str]:
    """Map every name of two words or more to the fullest of the names that mean the same person."""
    full = sorted(dict.fromkeys(names), key=lambda name: (-len(name.split()), -len(name), name))
    chief: dict[str, str] = {}
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for name in full:
        keys = {sound(fold(name).split()[-1]), sound(last_name(name)), sound(name)}
        peers = [peer for key in sorted(keys) for peer in alike[key]]
        chief[name] = next((peer for peer in peers if same_person(peer, name)), name)
        for key in keys:
            if chief[name] == name and len(alike[key]) < _NAMESAKES:
                alike[key].append(name)
    return chief


def forms(name: str) -> tuple[str, ...]:
    """Give the forms under which history may know the person: the name, its last name, and what its other spellings share."""
    last = last_name(name)
    return tuple(dict.fromkeys([fold(name), last, sound(last)]))


class Namesakes:
    """Names to be searched for one that means the same person, found by what such names share."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_key: defaultdict[str, list[str]] = defaultdict(list)
        for name in names:
            for key in _shared(name):
                self._by_key[key].append(name)

    def of(self, name: str) -> set[str]:
        """Give the names among which all are that `same_person` takes for this one's bearer, and few others."""
        return {known for key in _shared(name) for known in self._by_key.get(key, ())}


def _shared(name: str) -> set[str]:
    """Give keys of which two names that mean the same person share one: see what `same_person` compares."""
    words = fold(name).split()
    return {sound(name), sound(last_name(name)), sound("".join(words)), *words[-1:]}
