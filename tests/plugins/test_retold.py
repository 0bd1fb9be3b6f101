"""Whether a denial is known again that another report of the story words otherwise, or tells in several sentences."""

from __future__ import annotations

import pytest

from tests.plugins.disputes import told

FIRE = "Fire crews battled flames near Tolven for a third day. "

DENIED = {
    "place-elsewhere": (
        FIRE + "The fire had been started deliberately, a forestry official said.",
        "Police denied on Friday that the blaze above Tolven was set on purpose.",
    ),
    "body-elsewhere": (
        "The Arvik hospital group is in trouble. It has run out of insulin, nurses told the Post.",
        "Health Minister Jon Reel denied that the Arvik hospital had run out of insulin.",
    ),
    "noun": ("Norvik Foods is in talks with Calder Dairy, two people said.", "Norvik Foods denied any talks with Calder Dairy."),
    "one-noun": ("Officials in Kelm took bribes from the builder, a magazine reported.", "The city of Kelm denied any bribery."),
    "reports-of": (
        "The government has reached a deal with the dockers, radio said.",
        "Lena Borg rejected reports of a deal with the dockers.",
    ),
    "affirmed": (
        "The museum said no paintings were damaged by the water.",
        "At least nine paintings were damaged by the water, the insurer, Alta, said.",
    ),
    "nobody": ("Nobody was hurt in the blast, the refinery said.", "Two people were hurt in the blast, firefighters said."),
    "one-of": (
        "All the lifeboats were launched, the shipping line said.",
        "One of the lifeboats was not launched, coastguard Nils Orm said.",
    ),
    "nine-of": ("Every child had been vaccinated, the school said.", "Nine of the children had not been vaccinated, officer Jo Hale said."),
    "may-have": ("Customer passwords may have been stolen, the firm Hexa said.", "The bank said no customer passwords had been stolen."),
    "supposed-to-have": (
        "The virus is supposed to have escaped from the Torrel laboratory, a magazine reported.",
        "The Torrel laboratory denied that the virus had escaped from it.",
    ),
    "no-truth-in": (
        "The guards were asleep when the prisoners fled, a warder said.",
        'Prison director Hugo Stamm said there was "no truth" in the claim that guards had been asleep.',
    ),
    "no-evidence": (
        "Trains through Dorn stood still. The points had been sabotaged, a union said.",
        "The rail operator said there was no evidence that the points at Dorn had been sabotaged.",
    ),
    "not-aware": ("A second man was seen leaving the house, a neighbour said.", "Police said they were not aware of any second man."),
    "called-false": (
        "The company tested the drug on prisoners, the Herald reported.",
        "The company, Sanova, called reports that it had tested the drug on prisoners false.",
    ),
    "described-as": (
        "The museum sold a forged painting, an art dealer said.",
        "The museum described as fabricated a report that it had sold a forged painting.",
    ),
    "said-of": ("Coach Dina Frey has quit, the Herald reported.", '"That is nonsense," Leo Hart said of reports that Frey had quit.'),
    "did-not-happen": (
        "Officers beat a man outside the station, witnesses said.",
        '"That did not happen," police chief Karl Dorr said of the claim that officers had beaten a man.',
    ),
    "any-suggestion": (
        "The charity spent donations on cars, former staff said.",
        "Any suggestion that the charity had spent donations on cars was wrong, director Mia Lund said.",
    ),
    "disputed-that": ("The crew had been drinking, passengers said.", "The shipping line disputed that the crew had been drinking."),
    "who-denies": (
        "The senator's office shredded papers, a former aide said.",
        "Senator Tess Maur, who denies that papers were shredded, will speak on Friday.",
    ),
    "not-true-that": (
        "The senator's office shredded papers, a former aide said.",
        "It is not true that papers were shredded, senator Tess Maur said.",
    ),
    "other-end": ("A letter bomb was sent to the embassy, police sources said.", "The embassy denied having received a letter bomb."),
    "called-off": (
        "The union UTR has called off the strike, the transport ministry said.",
        "The strike has not been called off, UTR chairwoman Alena Bila told Radio Prahl.",
    ),
    "without": (
        "The operator of the Lessa dam opened its gates without warning the towns downstream, the mayor of Brill, Carlo Denti, said.",
        "Lessa Power said it had warned all towns two hours before it opened the gates of the Lessa dam.",
    ),
    "as-speculation": (
        "The driver had fallen asleep, a railway union official told Delta.",
        "Lineco, which runs the train, on Wednesday rejected as pure speculation reports that its driver had been asleep.",
    ),
    "no-intention": (
        "Brandt & Sons is preparing to file for insolvency, two people said.",
        "Brandt & Sons said on Friday it had no intention of filing for insolvency.",
    ),
    "not-alone": (
        "The captain, Ulf Brekke, was on the bridge alone, a passenger said.",
        "Captain Brekke was not alone on the bridge, Kari Lund said.",
    ),
    "at-no-time": (
        "The senator's office shredded papers, a former aide said.",
        "At no time were papers shredded in her office, senator Tess Maur said.",
    ),
}
SILENT = {
    "fire-elsewhere": (FIRE + "The fire in Marsk had been started deliberately, an official said.", DENIED["place-elsewhere"][1]),
    "another-deed": (FIRE + "Two homes had been destroyed, an official said.", DENIED["place-elsewhere"][1]),
    "another-noun": ("Norvik Foods is in talks with Calder Dairy.", "Norvik Foods denied any wrongdoing in its dealings with farmers."),
    "talks-with-others": ("Norvik Foods held talks with its unions.", "Norvik Foods denied any talks with Calder Dairy."),
    "reports-of-else": ("The government has reached a deal with the dockers.", "Lena Borg rejected reports of a split in the cabinet."),
    "noun-of-a-clause": ("Bishop Anton Kree knew of the abuse, a lawyer said.", "Bishop Kree denied that he had abused anyone."),
    "other-records": ("The clinic said no patient records had been taken.", "Staff records were among the stolen files, a regulator said."),
    "came-later": ("Nobody had been arrested, police said on Monday.", "The prosecutor said on Thursday that two men had been arrested."),
    "reported-so-far": ("No damage had been reported, the mayor said.", "The quake damaged 18 houses, the governor said."),
    "another-time": (
        "No shots were fired when Orm was caught, police said.",
        "Shots were fired at the mill on Friday, a neighbour, Ida Roy, said.",
    ),
    "other-boats": ("All the lifeboats were launched, the line said.", "One of the rafts was not launched, coastguard Nils Orm said."),
    "other-claim": (DENIED["no-truth-in"][0], "There was no truth in the claim that guards had been bribed, director Hugo Stamm said."),
    "no-indication": ("Mayor Ida Roy will leave the race, aides said.", "Ida Roy gave no indication that she was ready to leave the race."),
    "two-objects": ("Ruth Kell is the party's candidate.", "Rivals want to deny Kell the nomination, denying a candidate a place."),
    "other-agent": (
        "The plan was approved by the council, a clerk said.",
        "The plan has not been approved by parliament, the speaker said.",
    ),
    "other-ship": ("The tanker Selma was boarded by pirates, a firm said.", "No pirates had boarded the tanker Ruvo, its owner said."),
    "earlier-statement": (
        "Five people were injured, the company said.",
        "An earlier statement that there were no injuries had come before the night shift was counted, chief Ida Roy said.",
    ),
    "planned": ("The council plans to fell trees on the promenade.", "No trees had been felled on the promenade, the council said."),
    "will-be": ("The bank will cut jobs, a union said.", "The bank said it had not cut jobs last year."),
    "not-yet": (
        "Minister Ida Roy has yet to name the date of the vote.",
        "No date of the vote had yet been set, Ida Roy's aide Max Keel said.",
    ),
    "idea": ("A down payment on the wall could be viable, Ida Roy said.", "Max Keel rejected the idea of a down payment on the wall."),
    "aim": ("The law aims to protect farmers, a lobby said.", "The law does not protect farmers, senator Tess Maur said."),
}


@pytest.mark.parametrize(("claim", "denial"), DENIED.values(), ids=DENIED)
def test_a_claim_is_known_again_in_other_words(claim: str, denial: str):
    assert told(claim, denial) == ["denial"]


@pytest.mark.parametrize(("claim", "denial"), SILENT.values(), ids=SILENT)
def test_another_claim_in_like_words_is_silent(claim: str, denial: str):
    assert told(claim, denial) == []


def test_what_two_reports_dispute_already_is_not_told_again():
    claim, denial = DENIED["affirmed"]

    assert told(denial.replace("nine", "ten"), claim, denial) == []


TURNED = {
    "out-of-order": (
        "The alarm was out of order, the operator said on Tuesday.",
        "The alarm had worked, the operator said on Friday, after engineers looked at its records.",
    ),
    "knew-nothing": (
        "The minister, Otto Lenz, said he knew nothing of the payments.",
        "Otto Lenz was told of the payments in March, he admitted on Thursday.",
    ),
    "ministry-and-minister": (
        "The bridge is on schedule, the transport ministry said in March.",
        "The bridge has been delayed by a year, transport minister Ida Moll admitted.",
    ),
    "pronoun": (
        "No ransom had been demanded, mayor Ruth Falk said on Monday.",
        "Mayor Ruth Falk spoke to reporters. She said a ransom had been demanded on Sunday.",
    ),
    "safe": ("The lake is safe, the water board said.", "The water board said that the lake had been contaminated since Sunday."),
}
CONSISTENT = {
    "open-again": ("The road to Merra is closed, police said.", "The road to Merra is open again, police said."),
    "another-thing": ("The alarm was out of order, the operator said.", "The pumps had worked, the operator said."),
    "another-town": ("Water in Brask is safe, the water board said.", "Water in Talo had been contaminated, the water board said."),
    "both-deny": ("Otto Lenz said he had no knowledge of the plan.", "Otto Lenz said he had not been told of the plan."),
    "another-company": ("The lake is safe, the water company said.", "The lake had been contaminated, the mining company said."),
}


@pytest.mark.parametrize(("earlier", "now"), TURNED.values(), ids=TURNED)
def test_a_speaker_who_tells_the_opposite_is_told(earlier: str, now: str):
    assert told(earlier, now) == ["self"]


@pytest.mark.parametrize(("earlier", "now"), CONSISTENT.values(), ids=CONSISTENT)
def test_what_has_changed_or_is_something_else_is_no_change_of_account(earlier: str, now: str):
    assert told(earlier, now) == []


CREDITED = {
    "did-not-call": (
        "Police described the letter as blackmail in a statement.",
        "The police statement did not call the letter blackmail, a spokeswoman said.",
    ),
    "not-allow": (
        "Economy minister Pia Holt said she would not allow the sale of the port.",
        "Ms Holt has not said that she would block the sale of the port, her office said.",
    ),
    "two-voices": (
        "The coroner called the death a homicide, the Herald reported.",
        "Coroner Edda Moyle has not called it a homicide, her office told the Post.",
    ),
}


@pytest.mark.parametrize(("claim", "denial"), CREDITED.values(), ids=CREDITED)
def test_words_that_were_never_said_are_told(claim: str, denial: str):
    assert told(claim, denial) == ["attribution"]


@pytest.mark.parametrize(
    ("claim", "denial"),
    [
        ("Police described the letter as blackmail.", "The prosecutor, Ida Roy, did not call the letter a threat."),
        ("Police called for calm, the Herald reported.", "Police did not call for calm on Monday, a spokeswoman said."),
    ],
    ids=["another-source", "called-for"],
)
def test_what_somebody_else_said_is_not_taken_back(claim: str, denial: str):
    assert told(claim, denial) == []
