"""Whether denials in words of their own, and admissions, are held against what an earlier report says; and what only sounds like one."""

from __future__ import annotations

import pytest

from tests.plugins.disputes import disputed, told

DENIED = {
    "no-truth": (
        "Ballot boxes from Sunday's vote in Tessin were found behind a bakery, two clerks said.",
        "The head of the Tessin election office says there is no truth in reports that boxes turned up at a bakery.",
    ),
    "not-one": (
        "Guards threw smoke canisters into the west stand, fans said.",
        '"Not one canister was opened by our guards," club chief Ola Reyk said.',
    ),
    "never": (
        "Corvane Water is preparing to sell its reservoirs to a fund, two managers said.",
        "Corvane Water has never negotiated with any fund about its reservoirs, chief executive Ines Moll said.",
    ),
}
SILENT = {
    "another-place": (
        "Chlorine escaped from a works at Harrow, anglers said.",
        "No chlorine escaped at Selm, works director Ines Moll said.",
    ),
    "only-planned": (
        "The brewery intends to close its bottling hall in Corvane, the union said.",
        "The brewery said its bottling hall had not closed.",
    ),
    "compound": ("Doctors in Tessin have confirmed 12 cases of typhus.", "No typhus deaths have been seen in Tessin, Dr. Kaja Holm said."),
    "another-year": ("The mayor of Tessin sold the town hall in 2019, a councillor said.", "Mayor Holm said he sold nothing in 2023."),
}
ADMITTED = {
    "in-other-words": (
        'Finance chief Ola Reyk said the bank "had never lent a krone" to Dunmore Estates.',
        "Ola Reyk admitted on Friday that the bank had provided a loan to Dunmore through a branch abroad.",
    ),
    "body-for-its-voice": (
        'Arvid Copper runs the mine. "There were no agency miners in the shaft," a company spokeswoman said.',
        "Arvid Copper acknowledged on Monday that 14 miners of an agency had been in the shaft when it fell in.",
    ),
}
NOT_ADMITTED = {
    "another-body": (
        'Arvid Copper runs the mine. "There were no agency miners in the shaft," a company spokeswoman said.',
        "Bellor Coal acknowledged on Monday that agency miners worked in its pits.",
    ),
    "to-hospital": (
        "Finance chief Ola Reyk said the bank had never lent a krone to Dunmore Estates.",
        "Ola Reyk was admitted to a hospital in Dunmore on Friday.",
    ),
}


@pytest.mark.parametrize(("claim", "denial"), DENIED.values(), ids=DENIED)
def test_a_denial_in_words_of_its_own_is_told(claim: str, denial: str):
    hits = disputed(claim, denial)

    assert [hit.relation for hit in hits] == ["denial"]
    assert "what is most likely what" in hits[0].details["why"]


@pytest.mark.parametrize(("claim", "denial"), SILENT.values(), ids=SILENT)
def test_what_only_shares_words_with_a_claim_denies_nothing(claim: str, denial: str):
    assert told(claim, denial) == []


@pytest.mark.parametrize(("denial", "admission"), ADMITTED.values(), ids=ADMITTED)
def test_who_owns_what_they_denied_contradicts_themselves(denial: str, admission: str):
    assert told(denial, admission) == ["self"]


@pytest.mark.parametrize(("denial", "admission"), NOT_ADMITTED.values(), ids=NOT_ADMITTED)
def test_an_admission_by_others_or_of_nothing_is_silent(denial: str, admission: str):
    assert told(denial, admission) == []
