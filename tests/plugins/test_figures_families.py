"""Figures in the many words of a family: buried, on strike, ill, robbed of data, taken hostage; and the same words of other things."""

from __future__ import annotations

import pytest
from monitor_plugins import figures
from monitor_plugins.ledgers.wishes import watched

from monitor import Quantity
from monitor.testing import article

SURE = 0.75
STRIKE = "The strike at Havel docks began on Monday, the union said. "
FLU = "A flu outbreak has hit Havel. "
RANSOM = "The hackers want a ransom from Havel hospital. "
SPILL = "Oil spilled from the tanker Corvin off Havel. "
PAY = "Talks over a pay deal for Havel's nurses resumed. "


def one(text: str, written: str) -> Quantity:
    return next(note for note in figures.annotate(article(text)) if written in note.quote)


@pytest.mark.parametrize(
    ("text", "written", "family"),
    [
        ("Some 26 climbers are still under the snow, a guide said.", "26", "trap"),
        ("At least 34 quarrymen were buried beneath a rockfall near Havel.", "34", "trap"),
        ("The harbour office says 17 sailors have not been seen since Sunday.", "17", "missing"),
        ("Nine hikers have yet to be found.", "Nine", "missing"),
        (STRIKE + "Some 700 crane drivers stayed away from work.", "700", "strike"),
        (STRIKE + "By noon 940 clerks had been listed as absent.", "940", "strike"),
        (FLU + "So far 58 pupils have come down with the virus.", "58", "infect"),
        (FLU + "Another clinic said 26 guests complained of stomach cramps.", "26", "infect"),
        ("The number of flu cases in Havel has climbed to 46.", "46", "infect"),
        ("Thieves downloaded the records of 52,000 people, Corvin said.", "52,000", "affect"),
        ("Bandits took 31 drivers hostage near Havel.", "31", "abduct"),
        ("Around 1,400 villagers were taken by bus to the coast.", "1,400", "evacuate"),
        ("Firefighters pulled 14 weavers out alive.", "14", "rescue"),
        ("Seven deputies have handed in their party cards.", "Seven", "quit"),
        ("Eight senators walked out of the coalition.", "Eight", "quit"),
        ("Vets culled 5,400 ducks on Friday.", "5,400", "kill"),
        ("Keepers shot 340 deer.", "340", "kill"),
        ("The mudslide left 260 cabins wiped out.", "260", "destroy"),
        ("The plan will cost 870 jobs.", "870", "job-cut"),
        (SPILL + "Around 500 tonnes have been lost so far.", "500", "leak"),
        (SPILL + "The slick contains some 900 tonnes.", "900", "leak"),
        ("The fire hit the port silo, and 3,000 tonnes of barley were lost.", "3,000", "destroy"),
        ("Some 8,000 hectares are under water.", "8,000", "flood"),
        ("The convoy leader said 52 lorries were let into Havel.", "52", "enter"),
        (RANSOM + "They have demanded 4 million crowns from its board.", "4 million", "ransom"),
        (PAY + "The state has offered a rise of 3.5 percent.", "3.5", "pay-rise"),
        ("Holders of 41 percent of the shares have accepted.", "41", "accept"),
        ("Corvin already owns 6.4 percent of Tessin Mills.", "6.4", "stake"),
        ("He was elected by a margin of 870 votes.", "870", "margin"),
    ],
)
def test_each_of_a_familys_words_is_tied_to_the_counted(text, written, family):
    note = one(text, written)

    assert note.predicate == (family,)
    assert note.role != "delta"
    assert note.confidence >= SURE


@pytest.mark.parametrize(
    ("text", "written", "family"),
    [
        ("The 26 climbers were buried side by side in Havel.", "26", "trap"),
        ("Two thousand guests slept under the roof of the hall.", "thousand", "trap"),
        ("Some 700 fans stayed away from the match.", "700", "strike"),
        (STRIKE + "Some 700 crane drivers earn more.", "700", "attack"),
        ("The firm caught 40 cheats.", "40", "infect"),
        ("Some 58 firms contracted out their cleaning.", "58", "infect"),
        ("A hostage said 31 drivers were killed.", "31", "abduct"),
        ("Around 1,400 fans were taken by bus to the match.", "1,400", "evacuate"),
        ("Some 8,000 welders walked out of the plant.", "8,000", "quit"),
        ("The firm lost 500 tonnes of weight from its fleet.", "500", "leak"),
        ("Prices saw a rise of 3.5 percent.", "3.5", "pay-rise"),
        ("The town accepted 400 families.", "400", "accept"),
        ("They demanded 4 million crowns in damages.", "4 million", "ransom"),
    ],
)
def test_the_same_words_of_other_things_tell_nothing_of_the_kind(text, written, family):
    assert family not in one(text, written).predicate


@pytest.mark.parametrize(
    ("text", "written", "bound", "low"),
    [
        ("Its stake in Corvin has crept up to 12.6 percent.", "12.6", "exact", 12.6),
        ("The lists add up to 74,000 evacuated.", "74,000", "exact", 74_000),
        ("The plant will add up to 300 jobs.", "300", "at_most", 0),
        ("The stake may be up to 12.6 percent.", "12.6", "at_most", 0),
    ],
)
def test_what_has_climbed_up_to_a_number_has_reached_it(text, written, bound, low):
    note = one(text, written)

    assert (note.bound, note.low) == (bound, low)


@pytest.mark.parametrize(
    ("text", "written", "of", "category"),
    [
        ("It is 37 who are missing, he said.", "37", "", "people"),
        ("Some 260 of us were evacuated.", "260", "", "people"),
        ("Of the town's nurses, 61 percent were absent.", "61", "nurse", "worker"),
        ("Of the 60 nurses, 61 percent were absent.", "61", "", ""),
    ],
)
def test_who_and_us_are_people_and_a_share_is_of_what_opens_its_sentence(text, written, of, category):
    note = one(text, written)

    assert (note.of, note.category) in ((of, category), (of, "people"))


@pytest.mark.parametrize(
    ("text", "written", "speaker"),
    [
        ("A committee of the crews has the names of 46 sailors who were not seen again.", "46", "committee of the crews"),
        ("The regional labour office attributes 51 deaths to the dust.", "51", "regional labour office"),
        ("In nine weeks 290 people died of the dust, the Corvin Institute estimates from the registers.", "290", "Corvin Institute"),
        ('"There are 63 cases in Havel," said Dr. Ilse Brandt, who leads the clinic.', "63", "Dr. Ilse Brandt"),
        ("Police inspector T. B. Osei put the dead at 14.", "14", "Police inspector T. B. Osei"),
        ("The hostel said 26 guests had complained of cramps.", "26", "hostel"),
    ],
)
def test_whoever_counts_is_the_voice_of_the_number(text, written, speaker):
    assert one(text, written).attribution[0] == speaker


@pytest.mark.parametrize(
    ("text", "written", "speakers"),
    [
        ("According to the report 61 boys were abused.", "61", ("report",)),
        ("The trophy has the names of 46 sailors on it.", "46", ("trophy",)),
        ("He found the ring in two days.", "two", ("he",)),
    ],
)
def test_what_is_counted_is_no_voice(text, written, speakers):
    assert set(one(text, written).attribution) <= set(speakers)


@pytest.mark.parametrize(
    ("text", "written", "family"),
    [
        (STRIKE + "Of the port's welders, 61 percent were out on Friday.", "61", "strike"),
        (STRIKE + '"We have 870 people out today," a delegate said.', "870", "strike"),
        (STRIKE + "The firm put the number of welders who failed to report for work at 260.", "260", "strike"),
        ("Thieves broke in at Havel, and the chapel is missing 19 candlesticks.", "19", "steal"),
        ("Corvin put acceptances of its bid at 36 percent.", "36", "accept"),
        ("Four miners died of burns, raising to 17 the death toll from the blast.", "17", "kill"),
    ],
)
def test_what_is_put_and_who_is_out_is_tied_too(text, written, family):
    note = one(text, written)

    assert note.predicate == (family,)
    assert note.confidence >= SURE


@pytest.mark.parametrize(
    ("text", "written", "family"),
    [
        ("Some 870 people were out on Friday in the sun.", "870", "strike"),
        ("The book is missing 19 pages.", "19", "steal"),
        ("Havel's farms exported 8% of Corvin's total output.", "8", "stake"),
    ],
)
def test_outside_its_matter_the_word_means_nothing(text, written, family):
    assert family not in one(text, written).predicate


def test_police_who_find_the_dead_are_not_counted_with_them():
    note = one("Police recovered another five bodies on Friday, which brings the dead to 33.", "33")

    assert note.predicate == ("kill",)
    assert note.category == "people"


@pytest.mark.parametrize("asked", ["jobs lost", "posts lost", "homes lost", "cattle shot"])
def test_what_is_asked_for_is_read_by_whom_it_happened_to(asked):
    wanted = watched(asked)

    assert wanted.families in (("job-cut",), ("destroy",), ("kill",))
    assert wanted.context == ()


@pytest.mark.parametrize("asked", ["matches lost", "goals scored"])
def test_what_is_lost_otherwise_is_only_lost(asked):
    assert watched(asked).families not in (("job-cut",), ("destroy",), ("kill",))
