"""Whether two reports of one story hold a denial of the very same proposition, or one speaker's change of account on one question."""

from __future__ import annotations

from datetime import timedelta

import pytest
from monitor_plugins import statements
from monitor_plugins.contradiction import Contradiction, ContradictionConfig

from monitor import Placement
from monitor.testing import NOON, Memory, annotated, article, placed
from tests.plugins.disputes import told


@pytest.mark.parametrize(
    ("claim", "denial"),
    [
        ("Corvania's army shelled the town of Brenn, villagers said.", "Corvania denied that its army had shelled the town of Brenn."),
        ("Norvik Lines sold its oldest ferry to a scrapyard.", "Norvik Lines denied having sold its oldest ferry to a scrapyard."),
        ("Mayor Hedda Quist took money from the builders.", "Hedda Quist denied taking money from the builders."),
        ("The ferry was rammed by a Norvik tanker, witnesses said.", "Norvik denied that its tanker had rammed the ferry."),
        ("A Norvik tanker rammed the ferry, witnesses said.", "Norvik denied that the ferry had been rammed by its tanker."),
        ("Tarnwell will shut its Dunmere plant, a union said.", "Tarnwell denied on Friday that it will close its Dunmere plant."),
        ("The minister, Tovik Arrel, met rebels of the league in Ardal.", '"I did not meet the rebels in Ardal," Tovik Arrel said.'),
        ("Halvonian soldiers burned the mill at Osk.", "Halvonian soldiers did not burn the mill at Osk, General Emil Tarn said."),
        ("The Ellerbeck yard has sacked 40 welders.", "Ellerbeck denied reports that it had sacked 40 welders."),
        ("Police in Harl fired at the marchers.", "Police in Harl did not fire at the marchers, chief Ines Roy said."),
        ("The clinic in Marle turned refugees away.", "The clinic in Marle has denied turning refugees away."),
        ("Bank Tarn Central hid its losses, auditors said.", "Tarn Central denied that it had hidden its losses."),
        ("Senator Ruth Kell received a letter from the lobby.", "Ruth Kell never received a letter from the lobby, her lawyer said."),
        ("The Elsa dam burst on Tuesday, residents said.", "The operator said on Wednesday that the Elsa dam had not burst."),
        ("Coach Wim Harsk struck a young player of the club after the game.", "Wim Harsk denied that he had struck a player of the club."),
        ("Kestria has tested a missile over Lake Merrin.", "Kestria has not tested a missile over Lake Merrin, its envoy said."),
    ],
    ids=[
        "army", "having-sold", "taking", "passive-claim", "passive-denial", "synonym", "first-person", "plain-not", "number", "police",
        "turning-away", "hid", "never", "told-another-day", "he", "missile",
    ],
)  # fmt: skip
def test_a_denial_of_what_was_reported_is_told(claim: str, denial: str):
    assert told(claim, denial) == ["denial"]


@pytest.mark.parametrize(
    ("claim", "denial"),
    [
        ("Halvonian troops attacked Corvania on Monday.", "Halvonia denied that Corvania had attacked its troops."),
        ("Corvania's army shelled the town of Brenn, villagers said.", "Corvania denied that its army had shelled the town of Marle."),
        ("Corvania's army shelled the town of Brenn on Monday.", "Corvania denied that its army had shelled the town of Brenn on Sunday."),
        ("Norvik bought the yard Ellerbeck and builds servers there.", "Norvik was not getting into the yard business, Ellerbeck said."),
        ("Norvik Lines has bought the Ellerbeck yard.", "Norvik Lines denied that it had closed the Ellerbeck yard."),
        ("President Olan Tarn named Judge Ida Brand to the court.", "Senator Ruth Kell said he did not name Ida Brand to the court."),
        ("Police in Harl fired at the marchers.", "Mayor Ines Roy denied that the marchers in Harl had fired at shops."),
        ("Norvik has 40 ferries on Lake Merrin.", "Norvik is not the only line with ferries on Lake Merrin, Hedda Quist said."),
        ("All ferries of Norvik passed the test in Harl.", "Not all ferries of Norvik passed the first test in Harl, Ann Roy said."),
        ("Union leader Dag Ferro may call a strike at Tarnwell.", "Dag Ferro did not call a strike at Tarnwell, Ann Brand said."),
        ("The company could close its Dunmere plant.", "The company has not closed its Dunmere plant, Ann Brand said."),
        ("Harl's council fined the Norvik line 40,000 crowns.", "The Norvik line denied that it had paid the council of Harl a bribe."),
        ("Senator Ruth Kell voted for the dam at Osk.", "Senator Ruth Kell denied that she owned land at the dam at Osk."),
        ("The judge freed Emil Tarn on Monday.", "Emil Tarn denied that he had bribed the judge."),
        ("Democrats announced that Ruth Kell would fight Judge Brand.", "There are no Democratic judges, Judge Brand said to Ruth Kell."),
        ("Dr Ann Brand treated the miners at Marle.", "Ann Brand denied that the miners at Marle had been warned."),
        ("Tarnwell recalled 300 jars from shops in Ardal.", "Tarnwell denied that 20 jars from shops in Ardal held glass."),
        ("Voters in Kestria elected Olan Tarn president.", "Olan Tarn denied that voters in Kestria had been threatened."),
        ("Floods hit the province of Osk in 2004.", "There was no flood warning for the province of Osk, officer Ann Roy said."),
        ("Tovik Arrel met the rebels in Ardal.", "Tovik Arrel denied that the rebels in Ardal had met his ministers."),
        ("Kestria has tested a missile over Lake Merrin.", "Kestria denied that it would test a missile over the town of Brenn."),
        ("Odrin FC sold the striker Wim Harsk.", "Odrin FC denied that Wim Harsk had sold his house."),
        ("Ellerbeck has dismissed 40 welders.", "Ellerbeck denied that it had dismissed 90 apprentices."),
        ("The mill at Osk burned down.", "The miller at Osk denied that he had insured the mill."),
    ],
    ids=[
        "turned-round", "place", "day", "light-verb", "other-verb", "other-subject", "other-doer", "not-the-only", "not-all", "may",
        "could", "other-matter", "same-people", "other-charge", "no-such", "patients", "other-number", "voters", "warning", "roles",
        "would-elsewhere", "same-verb", "others-dismissed", "same-mill",
    ],
)  # fmt: skip
def test_a_denial_of_another_proposition_about_the_same_people_is_silent(claim: str, denial: str):
    assert told(claim, denial) == []


@pytest.mark.parametrize(
    ("earlier", "now"),
    [
        (
            "Olla Brink said there had been no risk to swimmers.",
            "There had been a risk to swimmers after all, Olla Brink said.",
        ),
        ("Olla Brink said the lake was not poisoned.", "Olla Brink said on Friday that the lake was poisoned."),
        ("Tovik Arrel said he had met the rebels in Ardal.", "Tovik Arrel said he had not met the rebels in Ardal."),
        ("Norvik said that its tanker had not rammed the ferry.", "Norvik admitted that its tanker had rammed the ferry."),
        ("Hedda Quist said she had never owned land at Osk.", "Hedda Quist admitted that she had owned land at Osk."),
    ],
    ids=["after-all", "now-poisoned", "now-denied", "admitted", "never"],
)
def test_a_speaker_who_turns_round_on_one_question_is_told(earlier: str, now: str):
    assert told(earlier, now) == ["self"]


@pytest.mark.parametrize(
    ("earlier", "now"),
    [
        (
            '"I trust in God," President Olan Tarn said, "but God wants to see us put people back to work."',
            'The vote on "In God We Trust" is not putting people back to work, President Olan Tarn said.',
        ),
        ("Tovik Arrel said he had met the rebels in Ardal.", "Tovik Arrel said the rebels had not met their promises in Ardal."),
        ("Norvik said the purchase was not meant to sell ferries.", "Norvik said it would sell ferries of the yard until 2030."),
        ("Olla Brink said the lake was not poisoned in May.", "Olla Brink said the lake was poisoned in June by the mill at Osk."),
        ("Ruth Kell said the tax would not rise this year.", "Ruth Kell said the rent would rise this year."),
        ("Ruth Kell said she had not read the report on Osk.", "Ruth Kell said she had read the letter from Brenn."),
        ("Wim Harsk said five players had no contract.", "Wim Harsk said the club of Odrin had lost a contract and five players."),
        ("Wim Harsk regretted the blow and apologised to all.", "Wim Harsk said he had not seen who threw the first blow."),
    ],
    ids=["other-subject", "other-doer", "purpose", "other-month", "other-thing", "other-paper", "without", "other-question"],
)
def test_a_speaker_on_two_questions_is_consistent(earlier: str, now: str):
    assert told(earlier, now) == []


def far(story: str, text: str, memory: Memory, *features: str) -> list[str]:
    rule = Contradiction("disputes", ContradictionConfig(use="contradiction"))
    read = article(text, outlet=story, at=NOON + timedelta(hours=memory.arrivals))
    place = Placement(kind="story", key=story, features=dict.fromkeys(features, 0.5))
    known = memory.number(placed(annotated(read, *statements.annotate(read)), place))
    hits = list(rule.detect(known, memory.before(known)))
    memory.add(known)
    return [hit.relation for hit in hits]


@pytest.mark.parametrize(
    ("denial", "relations"),
    [
        ('"The figure of 7,300 is false," a spokeswoman of Selmark said.', ["denial"]),
        ('"The figure of 8,400 is false," a spokeswoman of Selmark said.', []),
        ('"The figure of 7,300 is false," a spokeswoman of Bellor said.', []),
        ("Selmark denied that jobs in Harl would go.", []),
    ],
    ids=["that-number", "another-number", "another-firm", "no-number"],
)
def test_of_a_near_report_outside_the_story_only_a_telling_number_is_denied_without_a_topic(denial: str, relations: list[str]):
    memory = Memory()
    far("a", "The union accused Selmark of hiding its plan, saying that 7,300 jobs in Harl would go.", memory, "selmark", "job")

    assert far("b", denial, memory, "selmark", "figure") == relations


LOCK = "Norvik Lines brought the lock gates of Osk to ruin, so the council of Osk says. "


@pytest.mark.parametrize(
    ("claim", "denial"),
    [
        (
            "The pumps were supplied by Tarn Hydraulics, the board said.",
            "Tarn Hydraulics has never delivered pumps. So says its head, Ida Roy.",
        ),
        (
            "Fire rages in Osk. A shepherd has confessed to lighting the fire, a radio station reported, without naming a source.",
            "Nobody has confessed to lighting the fire in Osk, prosecutor Ida Roy told reporters.",
        ),
        (
            "The strike in Marle goes on. Union leader Dag Ferro accepted a pay cut of a tenth, the owners said.",
            '"I have accepted nothing," Dag Ferro told the Herald.',
        ),
        ("Tovik Arrel signed the lease in March, the landlord said.", '"We signed nothing, and nobody called us," Tovik Arrel said.'),
        ("Governor Ruth Kell agreed to a toll on the bridge, drivers said.", '"I have agreed to nothing," Ruth Kell said.'),
        (LOCK + "The lock gates were repaired in May.", "The lock gates in Osk were never repaired in May, Emil Tarn said."),
    ],
    ids=["so-says", "nobody", "nothing", "nothing-and-nobody", "to-nothing", "place-named-elsewhere"],
)
def test_a_denial_in_other_words_is_told(claim: str, denial: str):
    assert told(claim, denial) == ["denial"]


@pytest.mark.parametrize(
    ("claim", "denial"),
    [
        ("The pumps were supplied by Ellerbeck, the board said.", "Tarn Hydraulics has never delivered pumps. So says its head, Ida Roy."),
        ("The pumps were supplied by Tarn Hydraulics, the board said.", "Tarn Hydraulics has never delivered pumps. The head is Ida Roy."),
        ("Rival Emil Tarn accepted a pay cut, the owners said.", '"I have accepted nothing," Dag Ferro told the Herald.'),
        ("Dag Ferro's rival accepted a pay cut, the owners said.", '"I have accepted nothing," Dag Ferro told the Herald.'),
        ("Dag Ferro may accept a pay cut, the owners said.", '"I have accepted nothing," Dag Ferro told the Herald.'),
        ("Dag Ferro saw the fire, a neighbour said.", '"I saw nothing," Dag Ferro told the Herald.'),
        ("Tovik Arrel accepted the prize, the mayor said.", '"I have accepted nothing but the prize," Tovik Arrel said.'),
        (
            "The fire reached Osk at dawn. A shepherd has confessed to lighting a fire in Brenn, a radio station reported.",
            "Nobody has confessed to lighting the fire in Osk, prosecutor Ida Roy told reporters.",
        ),
        (
            "The fire reached Osk at dawn. A shepherd was questioned over the fire, a radio station reported.",
            "Nobody has confessed to lighting the fire in Osk, prosecutor Ida Roy told reporters.",
        ),
        (
            "The fire reached Osk at dawn. No shepherd has confessed to lighting the fire, a radio station reported.",
            "Nobody has confessed to lighting the fire in Osk, prosecutor Ida Roy told reporters.",
        ),
        (LOCK + "The lock gates of Marle were repaired in May.", "The lock gates in Osk were never repaired in May, Emil Tarn said."),
    ],
    ids=[
        "another-maker", "nobody-says-so", "another-doer", "a-rival", "may", "no-deed", "nothing-but", "another-place", "another-deed",
        "both-negate", "gates-elsewhere",
    ],
)  # fmt: skip
def test_like_words_about_another_deed_are_silent(claim: str, denial: str):
    assert told(claim, denial) == []
