"""What the words behind a number make of it: a plural that it counts, a name that it belongs to, a unit of its own (English)."""

from __future__ import annotations

from monitor_plugins.languages.en_reading import AUXILIARIES, PLURALS, STOPS, VERBS
from monitor_plugins.numbers.amounts import Amount
from monitor_plugins.numbers.heads import Head
from monitor_plugins.text.lemma import noun
from monitor_plugins.text.tokens import Sentence


def plural_at(sentence: Sentence, at: int) -> bool:
    """Say whether a plural noun stands at `at` or behind one modifier."""
    for word in sentence.lower[at : at + 3]:
        if word in STOPS or word in AUXILIARIES or not word[0].isalpha():
            return False
        if word in PLURALS or (len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) and word not in VERBS):
            return True
    return False


def named_thing(sentence: Sentence, amount: Amount, head: Head) -> bool:
    """Say whether the number belongs to a name: "11 Pro Max"; no plural, no people and no nation follows, only capitals."""
    if amount.kind or not amount.digits or amount.value < 2 or head.nation or not head.lemma or head.category or amount.scaled:
        return False
    last = sentence.words[head.last]
    return (
        last[0].isupper()
        and not last.isupper()
        and noun(last) == last.lower()
        and last.lower() not in PLURALS
        and "," not in sentence.words[amount.number_first]
    )


def attributive(sentence: Sentence, amount: Amount, head: Head) -> tuple[Amount, Head]:
    """Turn "12 page document" and "four-cylinder engine" into a unit of their own: the first word, not the last, is counted."""
    lower = sentence.lower
    if amount.attributive and head.first > 0 and lower[head.first - 1] in ("strong", "odd", "plus"):
        return amount._replace(attributive=False), head
    if amount.kind or amount.vague is not None or head.last <= head.first or head.part_of:
        if amount.attributive and not amount.kind and head.first >= 0:
            unit = noun(lower[head.first])
            counted = amount._replace(kind="measure", unit=unit, unit_first=head.first, unit_last=head.first)
            return counted, head._replace(lemma="", last=head.first)
        return amount, head
    if amount.attributive:
        return amount._replace(kind="measure", unit=noun(lower[head.first]), unit_first=head.first, unit_last=head.first), head
    plural = lower[head.last] in PLURALS or noun(lower[head.last]) != lower[head.last]
    single = (
        amount.value > 1
        and not plural
        and not head.nation
        and head.category not in ("people", "combatant", "worker", "civilian", "vehicle")
        and not amount.scaled
    )
    if (
        single
        and amount.value == int(amount.value)
        and noun(lower[head.first]) == lower[head.first]
        and len(head.modifiers) == 1
        and sentence.words[head.first][0].islower()
    ):
        return amount._replace(attributive=True, kind="measure", unit=lower[head.first], unit_first=head.first, unit_last=head.first), head
    return amount, head
