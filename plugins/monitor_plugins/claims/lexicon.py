"""Words that negate, deny, hedge, attribute or oppose, and the classes of words that mean the same; loaded once."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from monitor_plugins.text.lemma import lemma
from monitor_plugins.text.words import words

_HERE = Path(__file__).resolve().parent

NEGATIONS = words(
    """not no never none nobody nothing neither nor without cannot nowhere hardly barely scarcely n't
    cant dont wont didnt isnt wasnt arent werent hasnt havent doesnt couldnt wouldnt shouldnt"""
)
# Verbs and adjectives that turn what follows them into its opposite.
REVERSALS = words(
    "fail refuse decline unable lack difficult cease stop unlikely impossible untrue prevent avoid absence forget unwilling neglect"
)
# "not only", "no doubt", "no fewer than": no negation of the clause.
PSEUDO = words(
    """confidence - only just merely simply necessarily doubt matter fewer less more sooner longer later than least surprisingly yet
    far small"""
)
# Verbs that deny what somebody said; those of REJECTING only with a word for something said behind them.
DENYING = words(
    "deny denial refute rebut debunk dispel disprove reject dismiss contradict disavow repudiate retract quash discredit slam blast"
)
REJECTING = words("reject dismiss slam blast quash contradict retract")
CLAIM_NOUNS = words(
    """claim report allegation accusation suggestion speculation rumour rumor assertion story that criticism account news article
    statement theory notion idea figure narrative hint talk whisper gossip"""
)
# Words that judge a report false, over their whole clause.
VERDICTS = words(
    """rubbish unfounded untrue false fake hoax bogus fabricate fabricated fabrication fictitious fiction invention baseless groundless
    forgery misinformation disinformation satire satirical prank myth doctored mistaken incorrect erroneous inaccurate nonsense
    misreport debunked"""
)
CONFIRMS = words("confirm acknowledge admit verify corroborate concede")
LINKS = words("link tie connect attribute mention acknowledge confirm specify associate blame name identify relate credit refer cite")
# What a source of a known class says when it does it: "State media linked the street to the war".
DRAWS = words("link tie connect attribute ascribe credit portray")
GENUINE = words("true real genuine authentic correct")
HEDGES = words("reportedly allegedly apparently rumoured rumored believed unconfirmed")
HYPOTHETICAL = words(
    "if would could might may should suppose unless whether perhaps possibly maybe hypothetically forecast expect predict threaten fear"
)
SPEECH = words(
    """say tell announce state claim insist argue warn admit confirm deny explain reply urge write declare acknowledge note stress
    suggest testify recall report estimate believe maintain add reveal assert contend allege accuse reject dismiss concede reiterate
    repeat describe call promise vow predict"""
)
FUNCTION = words(
    """a an the of in on at to for from by with about into over after before between during under against through as and or but nor so
    yet if then than that this these those it its he she they them his her their we us our you your i me my who whom whose which what
    when where why how there here is are was were be been being am do does did done have has had having will would shall should can
    could may might must ought not no never s t d ll m re ve also just very too more most much many some any each every all both few
    several such own same other another up down out off again further once only even still now ever yes ok oh well really quite rather
    while because until since although though unless whether per via upon among within without toward towards across around along away
    get got let make go come one ones thing things anything something everything anyone someone everyone
    way lot kind sort mr mrs ms dr new"""
)


# The base form of a content word in lower case.
base = lemma


@cache
def _groups() -> dict[str, frozenset[str]]:
    """Map every listed word to the names of the groups of like words that it stands in."""
    found: dict[str, set[str]] = {}
    for name in ("synonyms.txt", "wordnet-groups.txt"):
        for number, line in enumerate(_lines(name)):
            for word in line.split():
                found.setdefault(word, set()).add(f"{name[0]}{number}")
    return {word: frozenset(names) for word, names in found.items()}


@cache
def _opposites() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in _lines("antonyms.txt") + _lines("wordnet-opposites.txt"):
        left, right = (side.split() for side in line.split("|"))
        for word in left:
            found.setdefault(word, set()).update(right)
        for word in right:
            found.setdefault(word, set()).update(left)
    return {word: frozenset(others) for word, others in found.items()}


def _lines(name: str) -> list[str]:
    text = (_HERE / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


_SUFFIX_LIST = """ization isation ational fulness ousness iveness ations ation ments ment ness ingly ility ities ically able ible ance ence
ions ion ally ity ing ive ous ful ist ism ers ors er or al ly ed y e"""
_SUFFIXES = tuple(_SUFFIX_LIST.split())


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Give what a word shares with its relatives: `expansion`, `expansions` → `expans`; at least four letters stay."""
    return _stem(base(word))


def _stem(low: str) -> str:
    if not low.endswith(_SUFFIXES):
        return low
    return next((low[: -len(suffix)] for suffix in _SUFFIXES if low.endswith(suffix) and len(low) - len(suffix) >= 4), low)


@lru_cache(maxsize=50_000)
def senses(word: str) -> frozenset[str]:
    """Give keys that the word shares with every word that can stand for it: its stem and its groups of like words."""
    return senses_of(word, base(word))


def senses_of(word: str, low: str) -> frozenset[str]:
    """Give the `senses` of a word whose base form is known."""
    groups = _groups()
    return frozenset((_stem(low), low, *groups.get(low, ()), *(groups.get(word, ()) if word != low else ())))


# Two ways to tell one deal: when one side buys, the other sells.
_CONVERSES = words(
    "buy sell purchase sale lend borrow give take receive import export win lose lead follow precede husband wife teach learn send"
)
_NEGATIVE_PREFIXES = ("un", "in", "im", "ir", "il", "dis", "non", "mis")


@lru_cache(maxsize=50_000)
def opposite(left: str, right: str) -> bool:
    """Say whether two lemmas are opposites: listed, or one is the other with a negative prefix."""
    if {left, right} <= _CONVERSES:
        return False
    if right in _opposites().get(left, ()):
        return True
    shorter, longer = sorted((left, right), key=len)
    return len(shorter) > 3 and any(longer == prefix + shorter for prefix in _NEGATIVE_PREFIXES)
