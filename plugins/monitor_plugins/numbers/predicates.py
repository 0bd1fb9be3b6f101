"""What happened to the counted: the nearest predicate family of the sentence (English)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from monitor_plugins.languages.en_idioms import IDIOMS, LENGTHS, Idiom
from monitor_plugins.languages.en_reading import (
    AUXILIARIES,
    CUSTOMERS,
    DWELLERS,
    FAMILIES,
    FIRES,
    FOUND,
    GERMS,
    GROWING,
    JOB_LOSS,
    LIVING_BODIES,
    MEASURE_FAMILIES,
    MONEY_FAMILIES,
    NEEDS,
    OPEN_FAMILIES,
    OUTAGES,
    OUTCOMES,
    PHRASES,
    RECORDS,
    SERVED,
    STOPS,
    TAKEN,
    THING_FAMILIES,
    VERBS,
)
from monitor_plugins.numbers.contexts import About, in_context, settled
from monitor_plugins.numbers.heads import Head
from monitor_plugins.numbers.links import linked, linked_idiom
from monitor_plugins.numbers.tallies import tally
from monitor_plugins.numbers.wording import constructed, of_a_team
from monitor_plugins.text.tokens import Sentence
from monitor_plugins.text.words import words

# In tokens: what a clause break, a number in between and a verb of its own behind the figure add to the distance.
CLAUSE_BREAK, OTHER_NUMBER, ANOTHER_VERB, REACH = 25, 15, 10, 45
_BREAKS = words("""; : — – " “ ” that which who while but although though as after because since when where before with if""")
# Of "all 24 on board died" the deaths are told, of "18,500 refugees were registered" the flight.
_BESIDES = frozenset([("aboard",), ("register",), ("shelter",)])
_PERSONS = frozenset(["people", "civilian", "combatant", "worker"])
_PHRASE_ENDS = frozenset(phrase[1] for phrase in PHRASES)
_ALIVE = _PERSONS | {"animal", "case"}
# In "the number of people hurt in the strike" the last noun tells of the occasion.
_HAPPENINGS = words("strike strikes attack attacks crash crashes bomb bombs fire shell shells march")
_RELATIVE = frozenset(["who", "which", "that"])
_GROWN = 4  # tokens before "1,200 hectares" within which a fire grows to them
_CARRIED = 14  # tokens before "in 14 people" within which a germ is found
_CLOSE = 4  # tokens behind "killing" within which its own number stands
_VALUED = 10  # tokens before an amount within which a bid values what it is for
_VALUING = words("values value valued valuing")
_BIDS = words("offer offers offered bid bids takeover buyout")
_PROMISING = words("promised promise promises promising committed earmarked")
_LOSING = words("lost lose loses losing")
_DEMANDS = words("demand demands demanded demanding asking asked want wants wanted")
_CAPTORS = words(
    """ransom kidnapper kidnappers captor captors abductor abductors hacker hackers pirates hijackers extortionists extortionist
    blackmailer blackmailers"""
)
_OUT = words("today yesterday on since now again this , .")
_OFFERING = words("offer offers offered offering")
_DESCRIBED = words("the a an their his her its")
_SPREADING = GROWING | words("covers covered covering eaten swallowed through across engulfed over")
_MARGINS = words("margin lead majority advantage")
_BEATING = words(
    """won win wins winning beat beats beating defeated defeats lead leads led leading ahead trail trails trailing behind lost lose loses
    decided edged ousted prevailed"""
)
_CONTAINING = words("contains contain contained holds held measures totals comprises")
_HOLDING = words("hold holds held holding own owns owned owning control controls controlled controlling")
_POSSESSIVE = frozenset(["'s", "’s", "'", "’"])
_CAPITAL = words("shares stock capital company firm equity")
_RAISES = words("rise raise increase hike offer uplift more")
_BARGAINING = words("pay wage wages salary salaries offer offered offers offering accept accepted accepting reject rejected demanding")
_PRICES = words("inflation price prices tax taxes rent rents tuition bid fees sales profit profits")
_GETTING = words("get gets getting got receive receives received earn earns want wants wanted demand demands seek seeks ask asks pay paid")
_SETTLING = words("settle settles settled settling")
_WAGES = words("wage wages pay salary salaries")
_RISING = words("go goes went rise rises rose increase increases increased up raised climb climbs")
_HIT = (["hit"], ["hits"], ["hitting"])
_NO_SHARES = words("affect strand offer ransom reward abuse flood trap")
_SUPPLIED = words("outage dry unheated reconnect")
_COUPLERS = frozenset(["or", "and", "/", "&"])
_AFTER_CLAUSE_COMMA = words("and but with who which while including as according the a it he she they")


class Families:
    """The predicate families of one sentence, found once and asked for each of its figures."""

    def __init__(self, sentence: Sentence, number_tokens: frozenset[int], about: About) -> None:
        self._lower, self._about, self._words = sentence.lower, about, sentence.words
        self._numbers, self._numbered = sorted(number_tokens), number_tokens
        self._found = {at: FAMILIES[word] for at, word in enumerate(sentence.lower) if word in FAMILIES}
        if "March" in sentence.words[1:]:  # the month, not the demonstration
            self._found = {at: family for at, family in self._found.items() if at == 0 or sentence.words[at] != "March"}
        for at in [at for at, word in enumerate(sentence.lower) if word in _PHRASE_ENDS and at]:
            if told := PHRASES.get((sentence.lower[at - 1], sentence.lower[at])):
                self._found[at - 1] = self._found[at] = (told,)
        self._idioms = idioms_in(sentence.lower)
        self._found |= {at: (idiom.family,) for at, (idiom, _, _) in self._idioms.items()}
        self._found = {at: family for at, found in self._found.items() if (family := in_context(found, sentence.lower, at, about))}
        if "-" in sentence.lower:
            self._found = {at: family for at, family in self._found.items() if not _compound(sentence, at)}
        if any(sentence.words[at][0].isupper() for at in self._found):
            self._found = {at: family for at, family in self._found.items() if not _in_a_name(sentence, at)}
        self._found = {at: family for at, family in self._found.items() if not of_a_team(sentence.lower, at)}
        self._places = sorted(self._found)
        self._breaks = [at for at, word in enumerate(sentence.lower) if word in _BREAKS or (word == "," and self._clausal(at))]

    def _clausal(self, at: int) -> bool:
        after = self._lower[at + 1] if at + 1 < len(self._lower) else ""
        return after in _AFTER_CLAUSE_COMMA

    def of(self, first: int, last: int, head: Head, kind: str) -> tuple[tuple[str, ...], bool]:
        """Give the families for a figure in the tokens `first`..`last`, combined ones together, and whether the grammar ties them to it.

        The nearest tied word wins; where none is tied, the nearest of all is a guess.
        """
        if outright := self._said_outright(first, last, head, kind):
            return outright, True
        near = self._places[bisect_left(self._places, first - REACH) : bisect_right(self._places, last + REACH)]
        near = [at for at in near if not (at == head.last and self._found[at] == ("attack",))]  # "9,000 shells" attack nobody
        ranked = sorted((self._distance(at, first, last), at) for at in near if possible(self._found[at], head, kind))
        tied = [at for _, at in ranked if self._linked(at, first, last, head, kind)]
        if tied:
            told = next((at for at in tied if self._found[at] not in _BESIDES), tied[0])
            told = self._outcome(told, tied, last)
            if self._found[told] != ("register",) or self._found[ranked[0][1]] == ("register",):
                return self._settled(told, head, kind, last), True
        lost = head.category == "job" and not JOB_LOSS.isdisjoint(self._lower)
        if lost and self._jobs_lost(first, last, head):
            return ("job-cut",), True
        if ranked and ranked[0][0] < REACH and not self._anothers(ranked[0][1], first, last):
            return self._settled(ranked[0][1], head, kind, last), False
        return (("job-cut",) if lost else ()), False

    def _anothers(self, at: int, first: int, last: int) -> bool:
        """Say whether a word stands so close to another number that it tells of that one: "carrying 52 pilgrims, killing at least 19"."""
        reach = _CLOSE if self._lower[at].endswith("ing") else 2
        beside = next((here for here in range(at + 1, at + reach) if here in self._numbered), -1)
        return beside >= 0 and not first <= beside <= last

    def _said_outright(self, first: int, last: int, head: Head, kind: str) -> tuple[str, ...]:
        """Read "put the number of those hurt at 31", "the bodies of nine miners", "found the virus in 14 people", "the fire has
        grown to 1,200 hectares"."""
        lower = self._lower
        for at in tally(lower, first, last, self._numbered):
            if at in self._found and lower[at] not in _HAPPENINGS and possible(self._found[at], head, kind):
                return self._settled(at, head, kind, last)
        if kind == "measure" and not _SPREADING.isdisjoint(lower[max(0, first - _GROWN) : first]) and not FIRES.isdisjoint(lower[:first]):
            return ("destroy",)
        if told := constructed(lower, self._words, (first, last), head, kind, self._about):
            return told
        if kind in ("measure", "percent") and (held := self._held(first, last, kind)):
            return held
        if head.category in (*_PERSONS, "") and self._stopped_work(last):
            return ("strike",)
        if head.category == "vote" and (not _MARGINS.isdisjoint(lower[max(0, first - _GROWN) : first]) or _ahead_by(lower, first, last)):
            return ("margin",)
        if head.category == "job" and lower[last + 1 : last + 2] in (["fewer"], ["less"]):
            return ("job-cut",)
        if kind == "money":
            return self._asked_or_valued(first)
        if kind == "count" and head.lemma in SERVED and lower[max(0, first - 1) : first] in _HIT and not OUTAGES.isdisjoint(lower):
            return ("outage",)
        return self._of_living(first, last, head) if kind == "count" and head.category in _ALIVE else ()

    def _of_living(self, first: int, last: int, head: Head) -> tuple[str, ...]:
        """Read "the bodies of nine miners", "found the virus in 14 people", and who was robbed of what is theirs."""
        lower = self._lower
        if lower[max(0, first - 2) : first] in (["bodies", "of"], ["corpses", "of"]):
            return ("kill",)
        if (head.category in _PERSONS and self._robbed(first, last, head)) or (head.lemma == "case" and self._case_by_case(first, last)):
            return ("affect",)
        before = lower[max(0, first - _CARRIED) : first]
        carried = before[-1:] == ["in"] and not GERMS.isdisjoint(before) and not FOUND.isdisjoint(before)
        return ("infect",) if carried and self._about.tells_of("disease") else ()

    def _stopped_work(self, last: int) -> bool:
        """Read "1,150 people out today", "67 percent were out on Tuesday" where the text has a walkout."""
        lower = self._lower
        at = last + 1 + (lower[last + 1 : last + 2] != [] and lower[last + 1] in ("were", "are", "stayed", "came"))
        return lower[at : at + 1] == ["out"] and not _OUT.isdisjoint(lower[at + 1 : at + 2]) and self._about.tells_of("walkout")

    def _held(self, first: int, last: int, kind: str) -> tuple[str, ...]:
        """Read "the slick contains 1,800 tonnes", "holds 8.7 percent of Corvin", "a rise of 4.5 percent" in a dispute over pay."""
        lower = self._lower
        if kind == "measure":
            spilt = "slick" in lower[:first] and not _CONTAINING.isdisjoint(lower[max(0, first - _GROWN) : first])
            return ("leak",) if spilt else ()
        named = lower[last + 1 : last + 2] == ["of"] and self._words[last + 2 : last + 3] != [] and self._words[last + 2][0].isupper()
        named = named and _POSSESSIVE.isdisjoint(lower[last + 2 : last + 6])  # "control of 8% of Ardal's oil output"
        owned = named or not _CAPITAL.isdisjoint(lower[first : last + 5])
        if owned and not _HOLDING.isdisjoint(lower[max(0, first - 3) : first]):
            return ("stake",)
        if not _HOLDING.isdisjoint(lower[max(0, first - 2) : first]) and lower[last + 1 : last + 2] in ([], ["."], [","], [";"]):
            return ("stake",)
        before = lower[max(0, first - _VALUED) : first]
        raised = before[-1:] in (["of"], ["to"], ["at"]) and not _RAISES.isdisjoint(before[:-1])
        if not raised and not _OFFERING.isdisjoint(before[-5:]) and _CAPITAL.isdisjoint(lower):
            raised = True  # "is offering the doctors 7.5 percent"
        if not raised:
            raised = not _RAISES.isdisjoint(lower[last + 1 : last + 4])  # "a 7 percent pay rise"
        if self._more_pay(first, last) and (self._about.tells_of("pay") or self._about.tells_of("walkout")):
            return ("pay-rise",)
        dispute = not _BARGAINING.isdisjoint(lower) and (self._about.tells_of("pay") or self._about.tells_of("walkout"))
        return ("pay-rise",) if raised and dispute and _PRICES.isdisjoint(before) else ()

    def _more_pay(self, first: int, last: int) -> bool:
        """Read "will get 5.6 percent more", "wages go up by 4.8 percent", "settled for 3.9 percent"."""
        lower, before = self._lower, self._lower[max(0, first - _VALUED) : first]
        if not _PRICES.isdisjoint(before):
            return False
        if lower[last + 1 : last + 2] == ["more"]:
            return not _GETTING.isdisjoint(before[-4:])
        if before[-1:] == ["for"] and not _SETTLING.isdisjoint(before[-3:]):
            return True
        return before[-1:] in (["by"], ["up"]) and not _WAGES.isdisjoint(before) and not _RISING.isdisjoint(before)

    def _asked_or_valued(self, first: int) -> tuple[str, ...]:
        """Read "the bid values Corvin at 4m crowns", "the captors are asking for 4m crowns"."""
        lower = self._lower
        if lower[first - 1 : first] == ["at"] and not _VALUING.isdisjoint(lower[max(0, first - _VALUED) : first]):
            return ("offer",) if not _BIDS.isdisjoint(lower) or self._about.tells_of("takeover") else ("worth",)
        if lower[max(0, first - 3) : first] in (["a", "value", "of"], ["price", "tag", "of"]) and self._about.tells_of("takeover"):
            return ("offer",)
        if not _PROMISING.isdisjoint(lower[max(0, first - 2) : first]) and lower[first - 1] != "to":
            return ("give",)
        if not _LOSING.isdisjoint(lower[max(0, first - 3) : first]):
            return ("loss",)
        if _DEMANDS.isdisjoint(lower[max(0, first - 3) : first]):
            return ()
        return ("ransom",) if not _CAPTORS.isdisjoint(lower) or self._about.tells_of("ransom") else ()

    def _robbed(self, first: int, last: int, head: Head) -> bool:
        """Read "the hack hit 40,000 customers", "stole the data of 40,000 users" and "the number of users whose data it holds"."""
        lower = self._lower
        if head.lemma in CUSTOMERS and (lower[max(0, first - 1) : first] in _HIT or lower[last + 1 : last + 3] == ["hit", "by"]):
            return True
        before = lower[max(0, first - _CARRIED) : first]
        if "whose" in before and (head.lemma in CUSTOMERS or not RECORDS.isdisjoint(before)) and tally(lower, first, last, self._numbered):
            return True
        kept = first > 1 and lower[first - 1] in ("of", "on", "from") and lower[first - 2] in RECORDS
        return kept and not TAKEN.isdisjoint(lower[max(0, first - _CARRIED) : last + _CARRIED])

    def _case_by_case(self, first: int, last: int) -> bool:
        """Read "in 4,000 cases bank details were stolen" as so many who were robbed of them."""
        lower = self._lower
        behind = lower[last + 1 : last + _CARRIED]
        return lower[max(0, first - 1) : first] == ["in"] and not RECORDS.isdisjoint(behind) and not TAKEN.isdisjoint(behind)

    def _outcome(self, told: int, tied: list[int], last: int) -> int:
        """Give what became of those who are only described by what happened first: "three guards wounded on Monday have died"."""
        if told > last and not AUXILIARIES.isdisjoint(self._lower[last + 1 : told]) and self._lower[last + 1] not in _RELATIVE:
            return told
        ends = OUTCOMES.get(self._found[told][0], frozenset())
        return next((at for at in tied if at > max(told, last) and self._found[at][0] in ends and self._main_verb(at)), told)

    def _main_verb(self, at: int) -> bool:
        return self._lower[at] in ("died", "perished") or not AUXILIARIES.isdisjoint(self._lower[max(0, at - 4) : at])

    def _linked(self, at: int, first: int, last: int, head: Head, kind: str) -> bool:
        if at in self._idioms:
            idiom, start, end = self._idioms[at]
            return linked_idiom(self._lower, (start, end), (first, last), kind, self._numbered, own=idiom.own)
        return linked(self._lower, at, first, last, head, kind, self._numbered)

    def _jobs_lost(self, first: int, last: int, head: Head) -> bool:
        """Read "300 jobs would go", "the loss of 300 jobs": the grammar ties what jobs do when they are cut to this figure."""
        lower = self._lower
        at_risk = [at for at in range(max(0, first - 6), min(len(lower), last + 10)) if lower[at] in JOB_LOSS or lower[at] == "loss"]
        return any(linked(lower, at, first, last, head, "count", self._numbered) for at in at_risk)

    def _distance(self, at: int, first: int, last: int) -> int:
        if first <= at <= last:
            return 0
        low, high = (last, at) if at > last else (at, first)
        steps = high - low + CLAUSE_BREAK * _between(self._breaks, low, high) + OTHER_NUMBER * _between(self._numbers, low, high)
        return steps + ANOTHER_VERB if at < first and self._lower[last + 1 : last + 2] and self._lower[last + 1] in AUXILIARIES else steps

    def _combined(self, at: int, head: Head, kind: str) -> tuple[str, ...]:
        """Give the family at a token, with those coupled to it that can happen to it too: "killed or wounded", "dead and injured"."""
        families = list(self._found[at])
        for step in (1, -1):
            coupled = self._coupled(at, step)
            families += coupled if coupled and possible(coupled, head, kind) else ()
        plain = [family for family in families if family not in ("shoot", "stab")]  # "shot and wounded"
        return tuple(sorted(dict.fromkeys(plain or families)))

    def _settled(self, at: int, head: Head, kind: str, last: int) -> tuple[str, ...]:
        return settled(self._combined(at, head, kind), kind, (head.lemma, head.category), self._lower, last, self._about)

    def _coupled(self, at: int, step: int) -> tuple[str, ...]:
        link, other = at + step, at + 2 * step
        if not 0 <= other < len(self._lower) or self._lower[link] not in _COUPLERS or other in self._numbered:
            return ()
        if self._lower[other] in ("seriously", "badly", "severely", "otherwise", "been", "then"):
            other += step
        return self._found.get(other, ())


def _ahead_by(lower: list[str], first: int, last: int) -> bool:
    """Read "beat her by 312 votes", "leads by just 97 votes", "97 votes ahead" as margins."""
    before = lower[max(0, first - _GROWN) : first]
    if lower[last + 1 : last + 2] in (["ahead"], ["behind"]) or lower[last + 1 : last + 3] == ["more", "than"]:
        return True
    return "by" in before[-2:] and not _BEATING.isdisjoint(lower[max(0, first - _CARRIED) : first])


def _compound(sentence: Sentence, at: int) -> bool:
    """Say whether a word only begins a compound: "ill-prepared", "cost-cutting"."""
    return at + 2 < len(sentence) and sentence.lower[at + 1] == "-" and sentence.glued(at + 1) and sentence.glued(at + 2)


def _in_a_name(sentence: Sentence, at: int) -> bool:
    """Say whether a word is part of a name, "Community Support Officers"; in a headline all in capitals it may not be."""
    words = sentence.words
    if at == 0 or not words[at][0].isupper():
        return False
    beside = words[at - 1][0].isupper() or (at + 1 < len(words) and words[at + 1][0].isupper())
    return beside and any(word.islower() and len(word) > 3 and word not in STOPS for word in words)


def _between(tokens: list[int], low: int, high: int) -> int:
    return max(0, bisect_left(tokens, high) - bisect_right(tokens, low))


def idioms_in(lower: list[str]) -> dict[int, tuple[Idiom, int, int]]:
    """Give the idioms of a sentence with their first and last tokens, by each of their tokens."""
    found: dict[int, tuple[Idiom, int, int]] = {}
    for end, word in enumerate(lower):
        for length in LENGTHS.get(word, ()):
            start = end - length + 1
            if start >= 0 and (idiom := IDIOMS.get(tuple(lower[start : end + 1])) or _stretched(lower, start, end)):
                start -= idiom is not IDIOMS.get(tuple(lower[start : end + 1]))
                found |= dict.fromkeys(range(start, end + 1), (idiom, start, end))
                break
    return found


def _stretched(lower: list[str], start: int, end: int) -> Idiom | None:
    """Find an idiom with one word before its last that only describes it: "left the ruling party", "had their first jab"."""
    between, before = lower[end - 1], lower[end - 2] if end > 1 else ""
    if start < 1 or before not in _DESCRIBED or not between.isalpha() or between in STOPS or between in VERBS:
        return None
    return IDIOMS.get((*lower[start - 1 : end - 1], lower[end]))


def possible(family: tuple[str, ...], head: Head, kind: str) -> bool:
    """Say whether that can happen to what is counted; a headless count may be anything."""
    if kind == "money":
        return family[0] in MONEY_FAMILIES
    if family == ("kill",) and (head.lemma == "household" or (head.lemma == "body" and not LIVING_BODIES.isdisjoint(head.modifiers))):
        return False
    if kind in ("measure", "duration", "age"):
        return family[0] in MEASURE_FAMILIES
    if kind == "count" and family[0] in THING_FAMILIES and head.category in _PERSONS:
        return False
    if family == ("accept",):
        return kind == "percent"
    needs = NEEDS.get(family[0])
    if (kind == "percent" and family[0] in _NO_SHARES) or (
        family[0] in _SUPPLIED and head.category == "people" and head.lemma and head.lemma not in DWELLERS
    ):
        return False
    if needs is None or kind == "percent":
        return True
    if head.category:
        return head.category in needs
    return family[0] in OPEN_FAMILIES if head.lemma else "" in needs
