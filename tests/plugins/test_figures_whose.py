"""The title of an amount or a share names an owner only where the words beside the number make it one."""

from __future__ import annotations

import pytest
from monitor_plugins import figures
from monitor_plugins.ledgers.reading import read
from monitor_plugins.ledgers.titles import plain, title

from monitor import Quantity
from monitor.testing import annotated, article


def titles(text: str) -> dict[str, str]:
    """Give the title of each amount or share of a text, by its number; "" where it would not be told without a watch."""
    told = article(text)
    told = annotated(told, *figures.annotate(told))
    found = [read(told, number, note) for number, note in enumerate(told.annotations) if isinstance(note, Quantity)]
    return {figure.shown: title(figure) if plain(figure) else "" for figure in found}


@pytest.mark.parametrize(
    ("text", "shown", "called"),
    [
        ("Corvin shares dropped 5.9% to 20.7 kronor in early trading in Ardal.", "20.7 kronor", "Price · Corvin"),
        ("Shares in Corvin Foods were down more than 4% at 325.5p in Tessin.", "325.5p", "Price · Corvin Foods"),
        ("By noon in Ardal, Corvin shares were down 16.2% at 235 pence.", "235 pence", "Price · Corvin"),
        ("Quarterly profits at US media giant Corvin jumped 76% to $1.13bn.", "$1.13bn", "Profit · Corvin"),
        ("Corvin's net revenue for the quarter rose to $935m.", "$935m", "Revenue · Corvin"),
        ("The chemicals giant Corvin has agreed to pay a $1.5m fine.", "$1.5m", "Fine · Corvin"),
        ("The bridge will cost Kestria $1.3bn.", "$1.3bn", "Cost · Kestria"),
        ("Kestria's proposed £1bn investment in Ardal is waiting.", "£1bn", "Investment · Kestria"),
        ("Unemployment in Kestria fell to 4.2%.", "4.2%", "Unemployment · Kestria"),
        ("Corvin has agreed to pay $14m in compensation.", "$14m", "Amount paid · Corvin"),
        ("Kestria imports about 70% of its total oil consumption.", "about 70%", "Consumption imported · Kestria"),
        ("Corvin is in talks with Brandt to take a 20% stake in Ardal Motors.", "20%", "Stake · Ardal Motors"),
    ],
)
def test_the_owner_is_the_one_that_the_words_tie_to_the_amount(text, shown, called):
    assert titles(text)[shown] == called


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Shares in the retailer were up 19.6% at $17.04 in Tuesday trading in Ardal.", "$17.04"),
        ("In trade in Ardal the company share price was down 1% at 1218 pence.", "1218 pence"),
        ("The eight states which joined the Ardal Pact last year will see 4.6% growth.", "4.6%"),
        ("Pledged 102bn crowns for victims of the flood in Kestria.", "102bn crowns"),
        ("Corvin is in talks with Brandt to take a 20% stake in the venture.", "20%"),
        ("We've called for the loan to be raised to £105.", "£105"),
        ("The chancellor began a visit to Kestria by signing a deal worth 1bn euros.", "1bn euros"),
        ("Mr Hale said £2bn savings had been made.", "£2bn"),
        ("Corvin is in trouble. The US giant earned $630m in the last quarter.", "$630m"),
    ],
    ids=["an exchange", "a place", "members of it", "a verb", "a venture", "a pronoun", "a host", "who says it", "where it is from"],
)
def test_a_name_that_is_merely_near_owns_nothing(text, shown):
    assert titles(text)[shown] == ""


def test_a_bare_thing_has_no_title_to_tell():
    assert titles("The firm is to sell 10 of its forthcoming A350 to an airline.").get("10", "") == ""
    assert titles("The court heard of five shields.")["five"] == ""
