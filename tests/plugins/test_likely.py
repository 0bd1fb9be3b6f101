"""Disputes in words of their own, which only their signs tell, for a rule that follows one topic; and what only sounds like one."""

from __future__ import annotations

import pytest

from monitor import Hit
from tests.plugins.disputes import desk_of_one_topic, disputed

DENIED = {
    "rejects-the-claim": (
        (
            "Anglers accused the Corvane paper mill of having drained its settling ponds into the Selm on Sunday night. "
            'Hundreds of trout were found at the weir. "They pulled the plug and went to bed," said their chairman, Ola Reyk.'
        ),
        (
            "Corvane Paper rejects the claim that its settling ponds were drained into the Selm on Sunday night. "
            "All valves stayed shut until Monday noon. The company employs 210 people."
        ),
    ),
    "there-was-no": (
        (
            "Special police freed six of the hikers from the cave at Harl in a bold raid, the interior ministry announced on Monday. "
            "Two kidnappers were shot."
        ),
        (
            "There was no raid and nobody fired a shot, two of the hikers who came home from Harl told the Post. "
            "They had been let go because they were ill."
        ),
    ),
    "a-party-speaks-for-itself": (
        (
            "Norvik Foods is in talks to sell its dairies to Arvid Holding, two people with knowledge of the matter told the Exchange. "
            "A price of 300 million crowns has been named."
        ),
        (
            "The board has taken note of a press report. Norvik Foods is not in talks with Arvid Holding or anybody else about a sale. "
            "The annual report will be published on 4 May."
        ),
    ),
    "in-words-of-one-field": (
        "Hooded men fired a pistol at the ferry in Tolm on Sunday, the harbour police said. Nobody was hurt.",
        "The crew of the Tolm ferry saw no weapon on Sunday, the captain Ilse Marn told the Gazette. It was a firework, she said.",
    ),
    "has-not-left-the-hands": (
        "Rebels captured the radio mast at Sarno on Friday, their spokesman said. Two guards fled.",
        (
            "The radio mast at Sarno has not left the hands of the army, the defence ministry said on Friday. "
            "It rejected the rebels' account."
        ),
    ),
    "a-quotation-whose-speaker-follows": (
        "The guards beat two inmates at Hollin prison, the inmates' lawyer Petra Ulm said. One of them lost a tooth.",
        (
            "The head of Hollin prison, Jon Varga, answered the lawyer on Monday. "
            '"No guard has laid a hand on any inmate. We have looked at every camera," Varga said.'
        ),
    ),
}
TAKEN_BACK = {
    "never-said": (
        (
            "The bus drivers' strike in Tessin will last until the summer holidays, according to the drivers' union. "
            "Half of all lines stood still on Tuesday."
        ),
        (
            "The drivers' union has never said that its strike in Tessin would last until the summer holidays, "
            "its lawyer Ines Moll told the Mirror. A news agency had put words into its mouth."
        ),
    ),
    "nobody-of-a-body-has-told": (
        "Doctors at the Varn clinic told the Beacon that the fever had killed a child. The clinic treats 30 patients.",
        (
            "No doctor or other employee of the Varn clinic has told the Beacon that the fever had killed a child, the clinic said. "
            "All its patients are recovering."
        ),
    ),
    "has-not-spoken-of": (
        "The fire was started by two campers, according to the Harl fire brigade. The forest is closed.",
        (
            "The Harl fire brigade has not spoken of campers to anyone, its chief Nora Quint said. "
            "The cause of the fire is still being looked into."
        ),
    ),
    "confirmed-nothing": (
        "The harbour office confirmed to Radio Selm on Monday that the tanker had lost its anchor. The tanker lies off Tolm.",
        (
            "The harbour office confirmed nothing to Radio Selm about the tanker, its head Ina Roth said on Tuesday. "
            "Nobody there had spoken to the station."
        ),
    ),
}
OWNED = {
    "received-after-all": (
        'No call from the yacht had been received, commander Emil Quade of the coastguard said. "The first we heard of it was at dawn."',
        (
            "The coastguard did receive a call from the yacht two hours before it sank, commander Emil Quade admitted on Tuesday. "
            "The call was filed as a test, he said."
        ),
    ),
    "never-met": (
        '"I have never met the builder Karl Oster," Mayor Ada Finn said on Monday. She called the report an invention.',
        (
            "Mayor Ada Finn conceded on Friday that she had met the builder Karl Oster twice in May. "
            "She told the council that she was sorry."
        ),
    ),
    "letters-did-go": (
        "Nobody at the Harl works has been sent a letter about leaving, personnel director Udo Selm said.",
        "Letters did go to 200 workers at the Harl works, personnel director Udo Selm conceded on Tuesday.",
    ),
}
SILENT = {
    "a-repeated-denial": (
        "The mill said on Monday that it had drained no pond. Anglers had accused it of draining its ponds into the Selm.",
        "The mill's manager said once more that no pond had been drained. Twelve tonnes of fish have been buried.",
    ),
    "a-changed-date": (
        "The council of Harl will meet on Monday, its clerk said. The dam is on the agenda.",
        "The council of Harl will not meet on Monday but on Thursday, its clerk said, because the hall is being painted.",
    ),
    "another-nation": (
        "Nine Corvanian soldiers were killed at the bridge, the army said.",
        "No Tessinian soldier was killed at the bridge, the ministry said.",
    ),
    "a-number": (
        "Seventeen people died in the fire at Harl, the police said.",
        "Fourteen people died in the fire at Harl, and not seventeen, the hospital said.",
    ),
    "mentioned-other-things": (
        "Governor Olav Brink said that wages would rise.",
        "The mayor of Tolm mentioned neither the bridge nor the school in her speech.",
    ),
    "told-nobody-of-something-else": (
        "The harbour office confirmed on Monday that the tanker had lost its anchor.",
        "The harbour office told nobody in Varn that the market would move, shopkeepers complained.",
    ),
    "another-weapon": (
        "Hooded men fired a pistol at the ferry in Tolm on Sunday, the harbour police said.",
        "The police in Varn have found no weapon in the house of the arrested smuggler.",
    ),
    "more-soldiers": (
        "Rebels captured the radio mast at Sarno on Friday, their spokesman said.",
        "The army has not yet sent more soldiers to the coast, the defence ministry said.",
    ),
    "has-not-commented": (
        "The Varn clinic said that the fever had killed a child.",
        "The Varn clinic has not commented on the number of beds that it needs.",
    ),
    "no-comment": (
        "The bank lost 40 million crowns, auditors found. The bank is based in Harl.",
        "The bank did not comment on the audit. Its branch in Harl stayed open.",
    ),
}


def read(*texts: str) -> list[Hit]:
    """Give what the last of some reports of one topic disputes in other than its numbers, each of an outlet of its own."""
    desk = desk_of_one_topic()
    hits = [desk.reads(text, outlet=f"Paper {number}") for number, text in enumerate(texts)][-1]
    return [hit for hit in hits if hit.relation != "figure"]


@pytest.mark.parametrize(("claim", "denial"), DENIED.values(), ids=DENIED)
def test_a_denial_in_words_of_its_own_is_told(claim: str, denial: str):
    assert [hit.relation for hit in read(claim, denial)] == ["denial"]


@pytest.mark.parametrize(("claim", "denial"), TAKEN_BACK.values(), ids=TAKEN_BACK)
def test_words_taken_back_are_told_as_such(claim: str, denial: str):
    assert [hit.relation for hit in read(claim, denial)] == ["attribution"]


@pytest.mark.parametrize(("denial", "admission"), OWNED.values(), ids=OWNED)
def test_who_owns_what_they_denied_contradicts_themselves(denial: str, admission: str):
    assert [hit.relation for hit in read(denial, admission)] == ["self"]


@pytest.mark.parametrize(("earlier", "now"), SILENT.values(), ids=SILENT)
def test_what_only_shares_words_with_a_claim_is_silent(earlier: str, now: str):
    assert read(earlier, now) == []


def test_a_dispute_is_told_once_however_often_it_is_repeated():
    claim, denial = DENIED["rejects-the-claim"]
    desk = desk_of_one_topic()
    desk.reads(claim, outlet="Herald")
    first = desk.reads(denial, outlet="Corvane Paper")

    assert [hit.relation for hit in first] == ["denial"]
    assert desk.reads("Corvane Paper denied that its ponds were drained into the Selm on Sunday night.", outlet="Mirror") == []


def test_without_a_topic_signs_alone_tell_nothing():
    assert disputed(*DENIED["there-was-no"]) == []
