"""From the sentences of a text to its quantities: one reader per article."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, NamedTuple

from monitor import Quantity
from monitor_plugins.languages import NumberForms
from monitor_plugins.languages.en_reading import (
    AUXILIARIES,
    CATEGORIES,
    CONFIRMED,
    HEDGES,
    NOMINAL,
    OWNED,
    SUPPLIES,
)
from monitor_plugins.numbers import heads, intervals
from monitor_plugins.numbers.amounts import Amount
from monitor_plugins.numbers.beside import contrasted
from monitor_plugins.numbers.confidence import confidence, doubts, foretold
from monitor_plugins.numbers.context import Context
from monitor_plugins.numbers.contexts import About
from monitor_plugins.numbers.following import BALLOTS, answers, followed
from monitor_plugins.numbers.found import Found, find, gate
from monitor_plugins.numbers.governors import governor
from monitor_plugins.numbers.heads import Head
from monitor_plugins.numbers.phrases import attributive, named_thing, plural_at
from monitor_plugins.numbers.predicates import Families, possible
from monitor_plugins.numbers.roles import Role, role
from monitor_plugins.numbers.shares import went
from monitor_plugins.numbers.tallies import grown, summed
from monitor_plugins.text.lemma import noun
from monitor_plugins.text.sentences import sentences
from monitor_plugins.text.speakers import Speakers
from monitor_plugins.text.tokens import Sentence, tokenise
from monitor_plugins.text.voices import Attribution
from monitor_plugins.text.words import pairs, words

# What a family makes of a figure that names nothing: "killing 17" counts people, "rose to 212 cases" cases.
_CATEGORY_OF = pairs(
    """kill:people wound:people displace:people evacuate:people arrest:people rescue:people infect:case job-cut:job
    hire:job attend:people aboard:people trap:people escape:people strike:people
    deport:people convict:people charge:people vote:vote free:people shelter:people
    missing:people abuse:people quit:people abduct:people
    outage:household dry:household unheated:household reconnect:household"""
)

_RATES = frozenset({"rate", "rates"})
SPEEDS = words("kilometre_per_hour mile_per_hour metre_per_second knot")
_MANNERS = frozenset({"kill", "stab", "shoot", "destroy"})  # how people died, "burned" with them
_LEVELS = (("pay-rise",), ("margin",))  # "a rise of 4.5 percent" is what is offered, and nothing is added to it
_TOLLS = frozenset({"toll", "dead", "deaths"})
_SIDES = frozenset({";", "but", "while", "whereas", "although", "against"})  # between two voices of one sentence
_THINGS = frozenset({"animal", "building", "vehicle", "weapon", "job", "product"})


class Figure(NamedTuple):
    """One quantity with what later figures of the text may take over from it."""

    quantity: Quantity
    head: Head


class Reader:
    """Reads the quantities of one English text, sentence by sentence."""

    def __init__(self, text: str, forms: NumberForms, year: int) -> None:
        self._text, self._forms, self._year = text, forms, year
        self._spans = sentences(text)
        self._speakers = Speakers(text, self._spans)
        self._gate = gate(forms)
        self.about = About(text)
        self._subjects: dict[int, tuple[str, ...]] = {}
        self.happened: set[str] = set()
        self.told: tuple[str, ...] = ()  # what the latest number told of
        self.dead = (0.0, -2)  # how many, and in which sentence

    def quantities(self) -> Iterator[Quantity]:
        """Yield the figures of the text in order."""
        for number, (start, end) in enumerate(self._spans):
            if self._gate(self._text, start, end):
                yield from self._of_sentence(number, tokenise(self._text, start, end))

    def _of_sentence(self, number: int, sentence: Sentence) -> Iterator[Quantity]:
        found = find(sentence, self._forms, plural_follows=lambda at: plural_at(sentence, at))
        if all(one.why_not for one in found):
            return
        voices = self._speakers.of(number, sentence)
        page = _Page(self, number, sentence, voices, frozenset(at for one in found for at in range(one.amount.first, one.amount.last + 1)))
        earlier: Figure | None = None
        last_amount: Amount | None = None
        for one in found:
            if not one.why_not:
                figure = page.figure(one, earlier, last_amount)
                if figure is not None:
                    yield figure.quantity
                    earlier = figure
            last_amount = one.amount
        self._subjects[number] = earlier.quantity.subject if earlier else ()

    def count_dead(self, number: int, part: Role, happened: tuple[tuple[str, ...], bool], value: float) -> None:
        """Keep the latest number of dead, for the sentence behind it."""
        if part.name == "total" and happened == (("kill",), True):
            self.dead = (value, number)

    def carried_subject(self, number: int) -> tuple[str, ...]:
        """Give the subject of the sentence before: of its figures, else of the sentence itself, else of the text's first."""
        if number == 0:
            return ()
        if self._subjects.get(number - 1):
            return self._subjects[number - 1]
        return self._first_name(number - 1) or self._first_name(0)

    def _first_name(self, number: int) -> tuple[str, ...]:
        sentence = tokenise(self._text, *self._spans[number])
        sources = [one.tokens for one in self._speakers.of(number, sentence)]
        names = [name for name in Context(sentence, sources).names if not name.locative]
        return (names[0].nation or names[0].text,) if names else ()


class _Page:
    """One sentence while its figures are read."""

    def __init__(self, reader: Reader, number: int, sentence: Sentence, voices: list[Attribution], numbered: frozenset[int]) -> None:
        self._reader, self._number, self._sentence, self._voices, self._numbered = reader, number, sentence, voices, numbered
        self._context = Context(sentence, [one.tokens for one in voices], numbered)
        self._families = Families(sentence, numbered, reader.about)
        self._hedges = [at for at, word in enumerate(sentence.lower) if word in HEDGES and (at == 0 or sentence.words[at] != "May")]

    def figure(self, found: Found, earlier: Figure | None, last_amount: Amount | None) -> Figure | None:
        amount, sentence = found.amount, self._sentence
        head = heads.head(sentence, amount)
        if amount.value == 1 and not amount.kind and sentence.lower[amount.number_first] == "one" and not (head.lemma or head.part_of):
            return None
        if named_thing(sentence, amount, head) or _one_in(sentence.lower, amount, head, self._numbered):
            return None
        amount, head = attributive(sentence, amount, head)
        head = self._contrasted(amount, head)
        part = role(sentence, amount, head, found.bound.first, last_amount)
        first, last = found.bound.first, max(amount.last, amount.unit_last, found.bound.last, head.last)
        head = self._governed(amount, head, first, last)
        kind = _kind(amount)
        if kind == "percent" and not head.lemma and earlier is None and first > 1:
            head = heads.fronted(sentence, first, amount) or head
        if kind == "count" and not (head.lemma or head.category or head.part_of) and earlier is None and self._subject_alone(last):
            head = heads.fronted_things(sentence, first, amount) or head
        head = _of_amount(sentence.lower, first, amount, head, kind)
        head, happened = self._happened(first, last, head, kind, earlier)
        happened = followed(sentence, (first, last), head, kind, happened, earlier.quantity if earlier else None)
        if kind == "percent" and head.lemma in BALLOTS and not happened[0]:
            part = part._replace(name="part")
        asked = self._reader.told
        if kind == "count" and not happened[0] and answers(sentence.lower, first, asked) and possible(asked, head, kind):
            happened = asked, True
        if kind == "percent" and (family := went(sentence.lower, first, max(amount.last, amount.unit_last))):
            happened, part = ((family,), True), Role() if part.name == "delta" else part
        if happened[0] in _LEVELS and part.name == "delta":
            part = Role(change=part.change.replace("delta", ""))
        head = self._elided(head, happened[0], kind, earlier)
        part = self._told_first(part, happened, head, earlier)
        if amount.vague is None:  # "scores missing" in a title leaves it open how many the text adds them to
            part = self._counted_anew(part, happened[0], kind, _qualifier(sentence, amount, head))
        part = self._added(self._moved(part, happened[0], first, last), happened[0], last)
        if kind == "count":
            part = self._manner(part, happened[0], head, first, amount.value)
            self._reader.count_dead(self._number, part, happened, amount.value)
        self._reader.told = happened[0] if happened[1] else self._reader.told
        return Figure(self._quantity(found, amount, head, part, happened, kind, first, last), head)

    def _happened(self, first: int, last: int, head: Head, kind: str, earlier: Figure | None) -> tuple[Head, tuple[tuple[str, ...], bool]]:
        """Give what happened; of "40 homes were destroyed and 12 were damaged" to the same things, if it can happen to them."""
        bare = kind == "count" and earlier is not None and not (head.lemma or head.category or head.part_of)
        gapped = bare and any(one.cue == self._before(first) for one in self._voices)
        if bare and earlier is not None and (gapped or _sums_up(earlier, self._sentence, first)):
            return head._replace(lemma=earlier.head.lemma, category=earlier.quantity.category), (earlier.quantity.predicate, True)
        if earlier is None or not bare or earlier.head.category not in _THINGS or not (head.more or self._subject_alone(last)):
            return head, self._families.of(first, last, head, kind)
        same = head._replace(lemma=earlier.head.lemma, category=earlier.head.category)  # "3,400 others" too
        found = self._families.of(first, last, same, kind)
        if found[1]:
            return same, found
        families, tied = self._families.of(first, last, head, kind)
        return head, (families, tied and families != ("evacuate",))

    def _counted_anew(self, part: Role, families: tuple[str, ...], kind: str, qualifier: str) -> Role:
        """Read "another 19 are missing" behind the dead as all who are missing; of "another 12 died" only an addition is known."""
        suspected = qualifier == "suspected"
        seen, new = self._reader.happened, {f"suspected {family}" if suspected else family for family in families}
        anew = part.name == "delta" and not part.change and kind == "count" and bool(new and seen) and seen.isdisjoint(new)
        seen |= new
        if anew and any(grown(self._sentence.lower, at, at) or summed(self._sentence.lower, at - 3) for at in self._numbered):
            return part  # "another 6 were hurt, for a total of 31"
        return part._replace(name="total") if anew else part

    def _moved(self, part: Role, families: tuple[str, ...], first: int, last: int) -> Role:
        """Read "bringing the total to 40" as a rise; "the hack hit 40,000 customers" tells of none."""
        lower = self._sentence.lower
        if part.name == "total" and not part.change and grown(lower, first, last):
            return part._replace(change="up")
        hit = families == ("affect",) and lower[max(0, first - 1) : first] == ["hit"]
        supplied = not SUPPLIES.isdisjoint(lower[max(0, first - 2) : max(0, first - 1)])  # "cut power to 40,000 homes"
        return part._replace(change="") if hit or supplied else part

    def _told_first(self, part: Role, happened: tuple[tuple[str, ...], bool], head: Head, earlier: Figure | None) -> Role:
        """Read "1,870 children, 46 of whom have died" as all the dead, where nothing was said of any before."""
        families, tied = happened
        fresh = bool(families) and tied and self._reader.happened.isdisjoint(families)
        told = earlier is not None and earlier.quantity.predicate != ("kill",)
        leads = (
            head.part_of
            or self._sentence.lower[0] == "of"
            or self._sentence.lower[max(0, head.first - 3) : max(0, head.first - 1)] == ["of", "whom"]
        )
        return part._replace(name="total") if part.name == "part" and leads and fresh and told else part

    def _contrasted(self, amount: Amount, head: Head) -> Head:
        """Read "41,000, not 37,000, customers": both numbers have one noun."""
        lower = self._sentence.lower
        if not head.lemma and not amount.kind and "many" in lower[amount.first : amount.last]:
            counted = noun(lower[lower.index("many", amount.first) + 1])
            return head._replace(lemma=counted, category=CATEGORIES[counted]) if counted in CATEGORIES else head
        if head.lemma or head.part_of or amount.kind or (end := contrasted(lower, amount.last, self._numbered)) < 0:
            return head
        closed = lower[amount.last + 1] == "," and lower[end + 1 : end + 2] == [","]
        return heads.head(self._sentence, amount._replace(last=end + closed))

    def _manner(self, part: Role, families: tuple[str, ...], head: Head, first: int, value: float) -> Role:
        """Read "Two had been stabbed" behind "Five inmates died" as a part of the five."""
        dead, number = self._reader.dead
        bare = part.name == "total" and not (head.lemma or part.change) and self._number == number + 1
        opens = first == 0 or self._sentence.lower[first - 1] in ("and", ",", ";", "while")
        return part._replace(name="part") if bare and opens and value < dead and _MANNERS.issuperset(families) else part

    def _added(self, part: Role, families: tuple[str, ...], last: int) -> Role:
        """Read "four bodies were found, taking the toll to 12" as an addition to the twelve."""
        lower = self._sentence.lower
        if part.name != "total" or part.change or families != ("kill",) or _TOLLS.isdisjoint(lower[last + 1 :]):
            return part
        return part._replace(name="delta") if any(at > last and grown(lower, at, at) for at in self._numbered) else part

    def _subject_alone(self, last: int) -> bool:
        return self._sentence.lower[last + 1 : last + 2] != [] and self._sentence.lower[last + 1] in AUXILIARIES

    def _governed(self, amount: Amount, head: Head, first: int, last: int) -> Head:
        """Take what is counted from before the number: "the number of arrests rose to 44", "Deaths reached 11"."""
        if head.lemma or head.nominal or head.part_of or amount.kind in ("measure", "duration", "age"):
            return head
        noun_before = governor(self._sentence, first, last)
        if noun_before and noun_before[0] in NOMINAL:
            return head._replace(category="people", nominal=noun_before[0])  # "the number of sick has gone up to 142"
        return head._replace(lemma=noun_before[0], category=noun_before[1]) if noun_before else head

    def _elided(self, head: Head, predicate: tuple[str, ...], kind: str, earlier: Figure | None) -> Head:
        """Give a headless count the class of what happened, and the noun of an earlier figure of the sentence that fits."""
        if head.lemma or kind != "count" or not predicate:
            return head
        category = head.category or _CATEGORY_OF.get(predicate[0], "")
        if (
            earlier
            and earlier.head.lemma
            and (category == "people" or head.part_of)
            and earlier.quantity.category in ("people", "combatant", "civilian", "worker")
        ):
            return head._replace(lemma=earlier.head.lemma, category=earlier.quantity.category, nation=head.nation or earlier.head.nation)
        return head._replace(category=category)

    def _quantity(
        self, found: Found, amount: Amount, head: Head, part: Role, happened: tuple[tuple[str, ...], bool], kind: str, first: int, last: int
    ) -> Quantity:
        sentence, context = self._sentence, self._context
        predicate, tied = happened
        value, low, high = _values(amount, found.bound.name)
        subject = self._subject(head, first, predicate)
        doubt = foretold(doubts(sentence, context.clause(first, last), first, last, context.years(last), self._reader._year), predicate)
        start, end = sentence.starts[first], sentence.ends[last]
        voices = self._said_by(first)
        return Quantity(
            start=start,
            end=end,
            quote=sentence.text[start:end],
            value=value,
            low=low,
            high=high,
            bound=_bound(amount, found.bound.name),
            kind=kind,
            unit=_unit(amount, head),
            unit_text=_unit_text(sentence, amount, head),
            of=head.lemma,
            category=head.category,
            predicate=predicate,
            subject=subject,
            place=context.places(first, last, subject),
            time=context.time(first, last),
            role=part.name,
            attribution=tuple(one.speaker for one in voices),
            speaker_class=voices[0].speaker_class if voices else "",
            hedged=self._hedged(first, last),
            confidence=confidence(amount, head, predicate, part, doubt, kind, tied=tied),
            terms=context.terms,
            sentence=(sentence.start, sentence.end),
            details=_details(sentence, amount, head, part, doubt, found),
        )

    def _subject(self, head: Head, first: int, predicate: tuple[str, ...]) -> tuple[str, ...]:
        if head.nation:
            return (head.nation,)
        if predicate == ("vote",):
            return self._context.candidate(first) or self._reader.carried_subject(self._number)
        own = self._context.subject(first, first)
        if own or head.category not in OWNED:
            return own
        return self._reader.carried_subject(self._number)

    def _said_by(self, first: int) -> list[Attribution]:
        """Give the speakers whose words the figure stands in, those of its own side of a "but" or a "while" first."""
        gapped = [one for one in self._voices if one.cue == self._before(first)]
        if gapped:
            return [*gapped, *(one for one in self._voices if one not in gapped)]
        if len(self._voices) < 2 or _SIDES.isdisjoint(self._sentence.lower):
            return self._voices
        lower, starts = self._sentence.lower, self._sentence.starts
        sides = [starts[at] for at, word in enumerate(lower) if word in _SIDES and lower[:at].count("(") == lower[:at].count(")")]
        mine = bisect_right(sides, starts[first])
        return sorted(self._voices, key=lambda one: bisect_right(sides, one.cue[0]) != mine)

    def _before(self, first: int) -> tuple[int, int]:
        """Give the span of the word before a figure."""
        return (self._sentence.starts[first - 1], self._sentence.ends[first - 1]) if first else (-1, -1)

    def _hedged(self, first: int, last: int) -> bool:
        left, right = self._context.clause(first, last, soft=False)
        return (
            any(left <= at <= right for at in self._hedges)
            or any(one.speaker_class == "unattributed" for one in self._voices)
            or self._estimated()
        )

    def _estimated(self) -> bool:
        sentence = self._sentence
        return any(sentence.text[one.cue[0] : one.cue[1]].lower() in HEDGES for one in self._voices)


def _of_amount(lower: list[str], first: int, amount: Amount, head: Head, kind: str) -> Head:
    """Name what a bare amount is: kilometres per hour a speed, "the key rate stays at 5.25 percent" a rate."""
    if head.lemma or (kind == "measure") != (amount.unit in SPEEDS) or kind not in ("measure", "percent"):
        return head
    if kind == "measure":
        return head._replace(lemma="speed")
    before = lower[max(0, first - 6) : first]
    return head._replace(lemma="rate") if before[-1:] in (["at"], ["to"], ["of"]) and not _RATES.isdisjoint(before) else head


def _sums_up(earlier: Figure, sentence: Sentence, first: int) -> bool:
    """Say whether a number is the total of what an earlier one adds to: "another 6 were hurt, for a total of 31"."""
    added = earlier.quantity
    return added.role == "delta" and bool(added.predicate or added.of) and summed(sentence.lower, first)


def _one_in(lower: list[str], amount: Amount, head: Head, numbered: frozenset[int]) -> bool:
    """Say whether a one is only a share of any number of things: "one infection in four"."""
    return amount.value == 1 and not amount.kind and lower[head.last + 1 : head.last + 2] == ["in"] and head.last + 2 in numbered


def _kind(amount: Amount) -> str:
    if amount.fraction and not amount.kind:
        return "percent"
    return amount.kind or "count"


def _values(amount: Amount, bound: str) -> tuple[float | tuple[float, float] | None, float | None, float | None]:
    """Give the value as written, and the ends of the interval it grants."""
    if amount.moved and amount.high is not None:
        interval = intervals.granted(amount.high, bound)
        return (amount.value, amount.high), interval.low, interval.high
    interval = intervals.granted(amount.value, bound, high=amount.high, vague=amount.vague)
    if amount.vague is not None:
        return _magnitude(*amount.vague), interval.low, interval.high
    return (amount.value if amount.high is None else (amount.value, amount.high)), interval.low, interval.high


def _magnitude(low: float, high: float) -> tuple[float, float]:
    """Give a vague magnitude as written: thousands are 1,000 to 10,000, several thousand 2,000 to 10,000, dozens 24 to 99."""
    if str(int(low)).rstrip("0") == "1":
        return low, 10 * low
    return low, high + 1 if high >= 999 else high


def _bound(amount: Amount, bound: str) -> str:
    if amount.vague is not None and bound == "exact":
        return intervals.VAGUE
    if amount.high is not None and not amount.moved and bound == "exact":
        return intervals.RANGE
    return intervals.NEAR if bound == "nearly" else bound


def _unit(amount: Amount, head: Head) -> str:
    return amount.unit if amount.kind else head.lemma


def _unit_text(sentence: Sentence, amount: Amount, head: Head) -> str:
    if amount.unit_first >= 0:
        return sentence.quote(amount.unit_first, amount.unit_last)
    if head.last >= 0 and head.lemma and head.first <= head.last < len(sentence) and sentence.lower[head.last] not in ("whom", "them"):
        return sentence.quote(head.first, head.last)
    return ""


def _qualifier(sentence: Sentence, amount: Amount, head: Head) -> str:
    near = (*head.modifiers, *sentence.lower[amount.last + 1 : amount.last + 6])
    return next((CONFIRMED[word] for word in near if word in CONFIRMED), "")


def _details(sentence: Sentence, amount: Amount, head: Head, part: Role, doubt: Any, found: Found) -> dict[str, Any]:
    """Give what the fields have no place for; only what is there."""
    details: dict[str, Any] = {"number": (sentence.starts[amount.number_first], sentence.ends[amount.number_last])}
    if amount.moved:
        details["previous"] = amount.value
    if amount.reckoned:
        details["reckoned"] = True
    if part.denominator:
        details["denominator"] = True
    if part.per:
        details["per"] = part.per
    if part.change in ("up", "down"):
        details["change"] = part.change
    if head.modifiers:
        details["modifiers"] = head.modifiers
    if found.bound.words:
        details["bound_words"] = found.bound.words
    if qualifier := _qualifier(sentence, amount, head):
        details["qualifier"] = qualifier
    details |= {name: True for name in ("supposed", "planned", "ahead", "past", "negated") if getattr(doubt, name)}
    return details
