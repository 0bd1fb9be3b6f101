"""When two reports of one story contradict each other, and when they only seem to."""

from __future__ import annotations

import pytest
from monitor_plugins import statements
from monitor_plugins.contradiction import Contradiction, ContradictionConfig

from monitor import Hit, Placement
from monitor.testing import NOON, annotated, article, placed
from tests.plugins.disputes import Desk


def relations(hits: list[Hit]) -> list[str]:
    return [hit.relation for hit in hits]


def test_a_denial_of_a_reported_claim_quotes_both_sides():
    desk = Desk()
    desk.reads("A tanker of the Norvik line rammed the Elsa bridge, witnesses said.", outlet="Coast Radio")

    hits = desk.reads("The Norvik line denied on Friday that one of its tankers had rammed the Elsa bridge.")

    assert relations(hits) == ["denial"]
    assert [(quote.role, quote.article) for quote in hits[0].evidence] == [("new", 2), ("prior", 1)]
    assert "Coast Radio" in hits[0].title


def test_each_side_of_a_dispute_says_how_many_reports_carry_it_and_whose_they_are():
    desk = Desk()
    desk.reads("A tanker of the Norvik line rammed the Elsa bridge, witnesses said.", outlet="Coast Radio")
    desk.reads("Two witnesses saw how a Norvik tanker rammed the Elsa bridge.", outlet="Evening Post")
    desk.reads("The Elsa bridge was closed for repairs.", outlet="Mirror")

    (hit,) = desk.reads("The Norvik line denied on Friday that one of its tankers had rammed the Elsa bridge.")

    carried = {side: (hit.details[side]["reports"], hit.details[side]["outlets"]) for side in ("new", "prior")}
    assert carried == {"new": (1, ["Herald"]), "prior": (2, ["Coast Radio", "Evening Post"])}


def test_an_edit_has_one_report_on_both_sides_and_counts_none():
    desk = Desk()
    desk.reads("The court fined the Norvik line 40,000 crowns on Monday.")

    (hit,) = desk.reads("The court fined the Norvik line 90,000 crowns on Monday.", again=1)

    assert (hit.relation, "reports" in hit.details["new"]) == ("edit", False)


def test_a_speaker_denies_of_themselves_what_was_reported_of_them():
    desk = Desk()
    desk.reads("Mayor Hedda Quist has offered to sell the town forest, two councillors said.")

    assert relations(desk.reads('"I have not offered to sell anything," Mayor Hedda Quist said on television.')) == ["denial"]


def test_a_denial_is_told_once():
    desk = Desk()
    desk.reads("A tanker of the Norvik line rammed the Elsa bridge, witnesses said.")
    desk.reads("The Norvik line denied that one of its tankers had rammed the Elsa bridge.")

    assert desk.reads("Norvik has denied that its tanker rammed the Elsa bridge.", outlet="Evening Post") == []


@pytest.mark.parametrize(
    "denial",
    [
        "The Norvik line denied that it was in talks to sell its ferries.",
        "The Norvik line rejected a motion to close the Elsa bridge.",
        "The court denied the captain of the Norvik tanker bail.",
        "It was not clear who steered the tanker.",
        "Did a tanker of the Norvik line really ram the Elsa bridge?",
        "The Norvik line will not pay for the Elsa bridge.",
        "No one was hurt at the Elsa lock, the coastguard said.",
    ],
    ids=["something-else", "motion", "bail", "narrative", "question", "intention", "elsewhere"],
)
def test_a_denial_of_something_else_is_silent(denial: str):
    desk = Desk()
    desk.reads("A tanker of the Norvik line rammed the Elsa bridge, witnesses said.")

    assert desk.reads(denial) == []


def test_a_denial_in_another_story_is_silent():
    desk = Desk()
    desk.reads("A tanker of the Norvik line rammed the Elsa bridge, witnesses said.", story="other")

    assert desk.reads("The Norvik line denied that one of its tankers had rammed the Elsa bridge.") == []


def test_a_withheld_link_disputes_what_the_same_source_is_said_to_have_said():
    desk = Desk()
    desk.reads("Rebels from Tamland blew up the Corsa pipeline, according to the state news agency.", outlet="Coast Radio")

    hits = desk.reads("In its bulletins the state news agency did not link the damage at the Corsa pipeline to Tamland.")

    assert relations(hits) == ["attribution"]


def test_a_withheld_link_of_another_source_is_silent():
    desk = Desk()
    desk.reads("Rebels from Tamland blew up the Corsa pipeline, according to the farmers' union.")

    assert desk.reads("In its bulletins the state news agency did not link the damage at the Corsa pipeline to Tamland.") == []


def test_a_speaker_who_takes_back_a_denial_contradicts_themselves():
    desk = Desk()
    desk.reads("Works manager Olla Brink said there had been no risk to swimmers.")

    hits = desk.reads("There had been a risk to swimmers after all, Olla Brink told the council.")

    assert relations(hits) == ["self"]


def test_a_speaker_quoted_at_more_or_less_length_is_consistent():
    desk = Desk()
    desk.reads("Olla Brink said the leak at the lake was small, was not dangerous and had been closed within the hour on Sunday.")

    assert desk.reads("Olla Brink said the leak at the lake was small and had been closed within the hour on Sunday.") == []


def test_a_silent_edit_of_a_figure_and_of_a_not_is_told_each():
    desk = Desk()
    desk.reads("A tank burst in Port Elsa and spilled 300 litres of acid. No one was hurt, the works said.", title="Leak")

    hits = desk.reads(
        "A tank burst in Port Elsa and spilled 3,000 litres of acid. Four people were hurt, the works said.", title="Leak", again=1
    )

    assert relations(hits) == ["edit", "edit"]
    assert [hit.details["changed"] for hit in hits] == ["figure", "negation"]


def test_a_number_edited_in_two_sentences_and_the_headline_is_told_once_and_quoted_from_the_text():
    desk = Desk()
    was = '{0} barrels lost at Osk\n\nThe mill lost {0} barrels in the fire. "{0} barrels is a year of work," the miller said.'
    desk.reads(was.format(310), title="310 barrels lost at Osk")

    hits = desk.reads(was.format(130), title="130 barrels lost at Osk", again=1)

    assert [hit.evidence[0].quote for hit in hits] == ["The mill lost 130 barrels in the fire."]


def test_two_numbers_edited_are_told_each():
    desk = Desk()
    desk.reads("The mill at Osk lost 310 barrels in the fire. The brewery nearby lost 50 kegs of ale.")

    assert len(desk.reads("The mill at Osk lost 130 barrels in the fire. The brewery nearby lost 90 kegs of ale.", again=1)) == 2


@pytest.mark.parametrize(
    "revised",
    [
        "A tank burst in Port Elsa and spilled 300 litres of acid. No one was hurt, the works said. Schools stay closed.",
        "A tank burst at Port Elsa and spilled 300 litres of acid. No one was hurt, said the works.",
        "A tank burst in Port Elsa and spilled 3,000 litres of acid. No one was hurt. Correction: we first wrote 300 litres.",
    ],
    ids=["longer", "reworded", "owned"],
)
def test_a_revision_that_changes_no_fact_or_owns_to_it_is_silent(revised: str):
    desk = Desk()
    desk.reads("A tank burst in Port Elsa and spilled 300 litres of acid. No one was hurt, the works said.", title="Leak")

    assert desk.reads(revised, title="Leak", again=1) == []


def test_kinds_that_are_switched_off_are_not_told():
    desk = Desk()
    desk.rule = Contradiction("disputes", ContradictionConfig(use="contradiction", kinds=["edit"]))
    desk.reads("A tanker of the Norvik line rammed the Elsa bridge, witnesses said.")

    assert desk.reads("The Norvik line denied that one of its tankers had rammed the Elsa bridge.") == []


@pytest.mark.parametrize(
    "piece", ["He said no dam broke. ", "Norvik denied that dam {n} broke. ", "It did not link dam {n} to mill {n}. "], ids=repr
)
def test_hostile_stories_are_judged_within_bounds(piece: str):
    desk = Desk()
    text = "".join(piece.format(n=number) for number in range(200_000 // len(piece)))
    desk.reads(text)

    assert desk.reads(text, outlet="Evening Post") == []


def test_a_plain_negation_of_an_earlier_sentence_is_told_only_if_asked_for():
    told, asked = Desk(), Desk()
    asked.rule = Contradiction("all", ContradictionConfig(use="contradiction", kinds=["propositional"]))
    for desk in (told, asked):
        desk.reads("The Elsa bridge has been inspected since the spring floods.", outlet="Coast Radio")

    hits = [desk.reads("The Elsa bridge has not been inspected since the spring floods.") for desk in (told, asked)]

    assert [relations(some) for some in hits] == [[], ["propositional"]]


def test_a_plain_negation_about_something_else_is_no_contradiction():
    desk = Desk()
    desk.rule = Contradiction("all", ContradictionConfig(use="contradiction", kinds=["propositional"]))
    desk.reads("The Elsa bridge has been inspected since the spring floods.")

    assert desk.reads("The Marn tunnel has not been inspected since the spring floods.", outlet="Coast Radio") == []


def test_a_trace_says_for_each_kind_what_the_article_holds():
    text = "The Norvik line denied on Friday that one of its tankers had rammed the Elsa bridge."
    read = article(text, at=NOON)
    rule = Contradiction("disputes", ContradictionConfig(use="contradiction"))
    noted = annotated(read, *statements.annotate(read))

    alone = rule.explain(noted, "disputes")
    in_story = rule.explain(placed(noted, Placement(kind="story", key="s")), "disputes")

    assert "figure: no figure belongs to a series" in alone
    assert "denial: statements that deny something: 1" in alone
    assert "edit: the article was not edited" in alone
    assert "belongs to no story" in alone
    assert "reports of its story of the last 30 days" in in_story


def test_a_trace_says_that_the_topic_or_the_language_stopped_it():
    rule = Contradiction("disputes", ContradictionConfig(use="contradiction", topic="bridge"))
    german = Contradiction("disputes", ContradictionConfig(use="contradiction"))

    assert rule.explain(article("No.", at=NOON), "disputes") == "the article is not about 'bridge'"
    assert "English only" in german.explain(article("Nein.", at=NOON, lang="de"), "disputes")
