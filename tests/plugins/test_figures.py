"""The annotator of figures, by class of figure; each sentence is our own."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from monitor_plugins import figures

from monitor import Article, Quantity

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def read(text: str, lang: str = "en", at: datetime = NOW) -> list[Quantity]:
    return list(figures.annotate(Article(source="desk", ref="1", text=text, lang=lang, first_seen_at=at, at=at)))


def one(text: str, **where: object) -> Quantity:
    found = [note for note in read(text) if all(getattr(note, name) == value for name, value in where.items())]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "value", "low", "high", "bound"),
    [
        pytest.param("Floods killed 41 people.", 41, 41, 41, "exact", id="plain"),
        pytest.param("Floods killed at least 41 people.", 41, 41, None, "at_least", id="at-least"),
        pytest.param("No fewer than 12 miners are missing.", 12, 12, None, "at_least", id="no-fewer-than"),
        pytest.param("More than 200 people were hurt.", 200, 200, None, "at_least", id="more-than"),
        pytest.param("Deaths topped 1,000 on Sunday.", 1000, 1000, None, "at_least", id="topped"),
        pytest.param("Some 200 or more people were hurt.", 200, 200, None, "at_least", id="or-more"),
        pytest.param("As many as 6,000 soldiers were killed.", 6000, 0, 6000, "at_most", id="as-many-as"),
        pytest.param("Up to 900 houses were destroyed.", 900, 0, 900, "at_most", id="up-to"),
        pytest.param("Fewer than 20 workers returned.", 20, 0, 20, "at_most", id="fewer-than"),
        pytest.param("No more than 2,000 citizens left.", 2000, 0, 2000, "at_most", id="no-more-than"),
        pytest.param("About 200 people were hurt.", 200, 180, 220, "about", id="about"),
        pytest.param("Some 200 people were hurt.", 200, 180, 220, "about", id="some"),
        pytest.param("An estimated 200 people were hurt.", 200, 180, 220, "about", id="estimated"),
        pytest.param("Nearly 200 people were hurt.", 200, 180, 200, "about", id="nearly"),
        pytest.param("Close to 200 people were hurt.", 200, 180, 200, "about", id="close-to"),
        pytest.param("Thousands of people fled.", (1000, 10_000), 1000, 99_999, "vague", id="thousands"),
        pytest.param("Tens of thousands of people fled.", (10_000, 100_000), 10_000, 99_999, "vague", id="tens-of-thousands"),
        pytest.param("Several thousand people fled.", (2000, 10_000), 2000, 9999, "vague", id="several-thousand"),
        pytest.param("A few hundred people fled.", (200, 1000), 200, 999, "vague", id="a-few-hundred"),
        pytest.param("Dozens of people fled.", (24, 99), 24, 99, "vague", id="dozens"),
        pytest.param("Between 300 and 400 people fled.", (300, 400), 300, 400, "range", id="between"),
        pytest.param("Some 5,000 to 6,000 people fled.", (5000, 6000), 4500, 6600, "about", id="about-range"),
        pytest.param("A crowd of 5,000-6,000 people fled.", (5000, 6000), 5000, 6000, "range", id="hyphen"),
        pytest.param("Four to five thousand people fled.", (4000, 5000), 4000, 5000, "range", id="shared-scale"),
        pytest.param("Three or four people fled.", (3, 4), 3, 4, "range", id="or"),
    ],
)
def test_a_bound_grants_its_interval(text, value, low, high, bound):
    note = read(text)[0]

    assert (note.value, note.low, note.high, note.bound) == (value, low, high, bound)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("forty-one", 41),
        ("a dozen", 12),
        ("two dozen", 24),
        ("half a million", 500_000),
        ("a hundred and six", 106),
        ("twenty-one thousand", 21_000),
        ("one and a half million", 1_500_000),
        ("three hundred thousand", 300_000),
        ("4 hundred million", 400_000_000),
        ("1.5 million", 1_500_000),
        ("6k", 6000),
        ("2.7m", 2_700_000),
        ("1 234 567", 1_234_567),
        ("12,34,567", 1_234_567),
        ("13 lakh", 1_300_000),
        ("2½ million", 2_500_000),
    ],
)
def test_numbers_are_read_however_they_are_written(written, value):
    assert read(f"The floods displaced {written} people.")[0].value == value


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("It cost $3.5bn.", 3.5e9, "dollar"),
        ("It cost US$12 million.", 12e6, "dollar"),
        ("It cost HK$5.4m.", 5.4e6, "hong kong dollar"),
        ("It cost 323 million euros.", 323e6, "euro"),
        ("It cost EUR50m.", 50e6, "euro"),
        ("It cost £20,000.", 20_000, "pound sterling"),
        ("It cost 7.5 million Danish crowns.", 7.5e6, "danish krone"),
        ("It cost RM23.50.", 23.5, "malaysian ringgit"),
        ("It cost 120 MEUR.", 120e6, "euro"),
        ("It cost 3 dollars 50 cents.", 3.5, "dollar"),
        ("It cost tens of millions of dollars.", (1e7, 1e8), "dollar"),
        ("It cost $52 a barrel.", 52, "dollar per barrel"),
        ("It cost 80 satoshis.", 80, "satoshi"),
    ],
)
def test_money_has_its_currency(text, value, unit):
    note = one(text)

    assert (note.kind, note.value, note.unit) == ("money", value, unit)


@pytest.mark.parametrize("written", ["60%", "60 percent", "60 per cent", "60pc", "sixty per cent", "60-percent"])
def test_percentages_are_one_kind(written):
    note = read(f"A {written} share was sold.")[0]

    assert (note.kind, note.value, note.unit) == ("percent", 60, "percentage")


@pytest.mark.parametrize(
    ("text", "kind", "unit"),
    [
        ("The dam is 1.8m tall.", "measure", "metre"),
        ("The car does 87 mph.", "measure", "mile per hour"),
        ("They sat for 40 minutes.", "duration", "minute"),
        ("The 18-month-old girl slept.", "age", "month of age"),
        ("It was 30 degrees Celsius.", "measure", "celsius"),
        ("It leaked 4,000 litres of oil.", "measure", "litre"),
        ("Osei Brandt, 52, sold bread.", "age", "year of age"),
    ],
)
def test_measures_durations_and_ages_are_told_from_counts_and_never_confident(text, kind, unit):
    note = one(text)

    assert (note.kind, note.unit) == (kind, unit)
    assert note.confidence < 0.75 or unit == "litre"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("It happened in 1987.", id="year"),
        pytest.param("Growth between 2014 and 2017 was slow.", id="years"),
        pytest.param("They met on 4 May.", id="date"),
        pytest.param("They met on March 12, 2024.", id="american-date"),
        pytest.param("It rang at 4:12 a.m.", id="clock"),
        pytest.param("He came 21st.", id="ordinal"),
        pytest.param("Aske beat Ardal 3-1.", id="score"),
        pytest.param("Route 9 is closed.", id="road"),
        pytest.param("Notice No. 26 was sent.", id="notice"),
        pytest.param("Call 0800 555 014 now.", id="phone"),
        pytest.param("She bought an iPhone 11 Pro.", id="product"),
        pytest.param("The S&P 500 was flat.", id="index"),
        pytest.param("The A320 and the F-150 were sold.", id="model"),
        pytest.param("No one was hurt.", id="pronoun"),
        pytest.param("This one is better.", id="this-one"),
        pytest.param("It works 24/7.", id="24-7"),
        pytest.param("In the 1960s it was quiet.", id="decade"),
        pytest.param("There were no casualties.", id="none"),
        pytest.param("See https://ardal.example/2026/03/11 for more.", id="address"),
    ],
)
def test_numbers_that_count_nothing_are_left_out(text):
    assert read(text) == []


def test_a_bounded_plural_is_a_count_though_it_looks_like_a_year():
    assert one("About 2000 troops arrived.").of == "troop"


@pytest.mark.parametrize(
    ("text", "of", "category", "predicate"),
    [
        ("A blast killed 12 miners.", "miner", "people", ("kill",)),
        ("12 soldiers were killed or wounded.", "soldier", "combatant", ("kill", "wound")),
        ("There were 60 casualties.", "casualty", "people", ("kill", "wound")),
        ("The firm will lay off 3,500 workers.", "worker", "worker", ("job-cut",)),
        ("The firm will cut 8,000 jobs.", "job", "job", ("job-cut",)),
        ("9,400 jobs would disappear.", "job", "job", ("job-cut",)),
        ("Police arrested 45 people.", "people", "people", ("arrest",)),
        ("The quake destroyed 90 houses.", "house", "building", ("destroy",)),
        ("The maker recalled 64,300 strollers.", "stroller", "product", ("recall",)),
        ("Cholera: 212 cases were confirmed.", "case", "case", ("infect",)),
        ("The state deployed 14,000 personnel.", "personnel", "combatant", ("deploy",)),
        ("They marched, 32,000 people in all, against the tax.", "people", "people", ("attend",)),
        ("All 141 passengers were rescued.", "passenger", "people", ("rescue",)),
        ("15,000 residents were evacuated.", "resident", "people", ("evacuate",)),
        ("The vendor sold 39m cases of wine.", "case", "case", ("sell",)),
        ("The rule binds 100 public bodies.", "body", "people", ()),
        ("41,000 households still wait for power after a second storm death.", "household", "household", ()),
        ("The tank lost power, releasing some 400 litres of solvent.", "solvent", "", ("leak",)),
        ("The firm took on 25,000 Community Support Officers.", "officer", "combatant", ()),
        ("Nine overseas embassies will close.", "embassy", "", ()),
    ],
)
def test_what_is_counted_and_what_happened_to_it(text, of, category, predicate):
    note = read(text)[0]

    assert (note.of, note.category, note.predicate) == (of, category, predicate)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("A bomb went off, killing 17 and wounding 40.", {("kill",): 17, ("wound",): 40}),
        ("At least 12 people were killed and 30 were missing.", {("kill",): 12, ("missing",): 30}),
        ("The ministry put the dead at 9 and the injured at 31.", {("kill",): 9, ("wound",): 31}),
    ],
)
def test_elided_heads_take_their_class_from_the_predicate(text, values):
    found = {note.predicate: note for note in read(text)}

    assert {predicate: note.value for predicate, note in found.items()} == values
    assert {note.category for note in found.values()} == {"people"}
    assert all(note.confidence >= 0.75 for note in found.values())


@pytest.mark.parametrize(
    ("text", "of", "value"),
    [
        ("The number of arrests rose to 44.", "arrest", 44),
        ("Deaths reached 11 on Monday.", "death", 11),
        ("Units: 64,300", "unit", 64_300),
        ("The council raised the number of homes to 700.", "home", 700),
    ],
)
def test_a_bare_number_takes_what_it_counts_from_before_it(text, of, value):
    note = read(text)[0]

    assert (note.of, note.value) == (of, value)


@pytest.mark.parametrize(
    ("text", "value", "role"),
    [
        pytest.param("The toll rose to 67 from 41.", 67, "total", id="now"),
        pytest.param("The toll rose to 67 from 41.", 41, "previous", id="before"),
        pytest.param("Unemployment was 7.2%, down from 7.9%.", 7.9, "previous", id="down-from"),
        pytest.param("It will cut 6,200 jobs instead of 8,000.", 8000, "previous", id="instead-of"),
        pytest.param("Another 12 people died.", 12, "delta", id="another"),
        pytest.param("Two hundred more people died.", 200, "delta", id="more"),
        pytest.param("Shares fell 3.4%.", 3.4, "delta", id="fell"),
        pytest.param("Prices rose by 12 percent.", 12, "delta", id="rose-by"),
        pytest.param("Some 600 people a day cross the bridge.", 600, "rate", id="a-day"),
        pytest.param("It costs 44,000 marks a year.", 44_000, "rate", id="a-year"),
        pytest.param("Police arrested 45 people, including 12 minors.", 12, "part", id="including"),
        pytest.param("Sixty people were hurt, seven of them badly.", 7, "part", id="of-them"),
        pytest.param("Of the 60 freed, 14 were women.", 14, "part", id="of-the"),
        pytest.param("They rescued 141 of the 183 passengers.", 141, "part", id="of-all"),
        pytest.param("The toll rose to 67 on Monday.", 67, "total", id="total"),
        pytest.param("It was 12 a year earlier.", 12, "total", id="a-year-earlier"),
    ],
)
def test_the_role_of_a_figure(text, value, role):
    assert one(text, value=value).role == role


def test_a_denominator_and_a_previous_value_are_never_confident():
    whole = one("They rescued 141 of the 183 passengers.", value=183)
    before = one("The death toll rose to 67 from 41.", value=41)

    assert whole.details["denominator"] is True
    assert max(whole.confidence, before.confidence) < 0.5


def test_a_way_from_one_value_to_another_is_one_figure_that_grants_where_it_ended():
    note = one("The toll climbed from 240 to 273 people.")

    assert note.value == (240, 273)
    assert (note.low, note.high) == (273, 273)
    assert note.details["previous"] == 240


def test_a_share_of_a_crowd_is_a_fraction():
    assert one("Three in five households are dry.").value == pytest.approx(0.6)
    assert one("A third of the voters stayed away.").value == pytest.approx(1 / 3)
    assert one("A third of the voters stayed away.").of == "voter"


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("As many as 6,000 Kestrian soldiers died.", "As many as 6,000 Kestrian soldiers"),
        ("The king sent thousands of his soldiers abroad.", "thousands of his soldiers"),
        ("It was about 60 per cent of the workers.", "about 60 per cent of the workers"),
        ("Killing at least 41, the flood passed.", "at least 41"),
    ],
)
def test_the_span_covers_bound_number_and_head(text, quote):
    assert read(text)[0].quote == quote


def test_spans_are_offsets_in_the_whole_text():
    text = "First news.\n\nThe flood killed 41 people. Then 200 people fled."

    assert all(text[note.start : note.end] == note.quote for note in read(text))
    assert all(text[note.sentence[0] : note.sentence[1]].count(note.quote) for note in read(text))


def test_the_nation_in_the_noun_phrase_is_the_subject():
    assert read("As many as 6,000 North Korean soldiers were killed in Ukraine.")[0].subject == ("North Korea",)


def test_the_subject_of_the_clause_is_the_subject_and_a_country_behind_it_the_place():
    note = read("North Korea has sent thousands of troops to support Russia's campaign.")[0]

    assert (note.subject, note.place) == (("North Korea",), ("Russia",))


def test_a_figure_of_soldiers_inherits_the_subject_of_the_sentence_before():
    notes = read("Ministers estimate that Japan has sent thousands of troops. Reports suggest that 14,000 personnel were deployed.")

    assert notes[1].subject == ("Japan",)


def test_each_figure_has_the_place_of_its_own():
    notes = read("By noon 312 people had been confirmed dead in Marlow and 90 in Tessin.")

    assert [note.place for note in notes] == [("Marlow",), ("Tessin",)]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("On Friday 12 people died.", "On Friday"),
        ("It has sent 3,000 troops since 2024.", "since 2024"),
        ("Output fell 3% in the third quarter.", "in the third quarter"),
        ("Some 12 people died last week.", "last week"),
        ("It sold 900 cars in May 2025.", "in May 2025"),
        ("The champion Tuesday sold 40 horses.", "Tuesday"),
        ("Sales began last month with 300 cars.", "last month"),
    ],
)
def test_the_time_is_the_expression_beside_the_figure(text, when):
    assert read(text)[0].time == when


@pytest.mark.parametrize(
    ("text", "speakers", "kind"),
    [
        ("At least 41 people died, the civil protection office said.", ("civil protection office",), "official"),
        ("According to the regional governor, 41 people died.", ("regional governor",), "official"),
        ("The Harbour Workers' Union said 41 people died.", ("Harbour Workers' Union",), "opposition"),
        (
            "Foreign analysts and Halvonian intelligence estimate that 41 people died.",
            ("Foreign analysts", "Halvonian intelligence"),
            "expert",
        ),
        ("Reports suggest that 41 people died.", ("Reports",), "unattributed"),
        ("The deaths of 41 people were confirmed by the interior ministry.", ("interior ministry",), "official"),
        ("Halvonia's National Rescue Service (NRS) has estimated that 41 people died.", ("National Rescue Service",), "official"),
        ("41 people died.", (), ""),
    ],
)
def test_the_speaker_and_the_kind_of_voice(text, speakers, kind):
    note = one(text, value=41)

    assert (note.attribution, note.speaker_class) == (speakers, kind)


def test_a_speaker_who_is_referred_to_is_the_one_named_before():
    notes = read("The civil protection office said 12 people died. More than 200 people were hurt, the office said.")

    assert notes[1].attribution == ("civil protection office",)


@pytest.mark.parametrize("word", ["may have been", "are believed to have been", "were reportedly"])
def test_hedges_show_but_do_not_block(word):
    note = one(f"Some 6,000 soldiers {word} killed.")

    assert note.hedged
    assert note.confidence >= 0.75


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("If the dam breaks, 4,000 people could die.", id="if"),
        pytest.param("A stronger quake could kill 20,000 people.", id="could"),
        pytest.param("In 1987 an earthquake killed 1,100 people.", id="long-ago"),
        pytest.param("It was the worst crash since 2009, when 88 people died.", id="since-when"),
        pytest.param("The camp was planned for 6,000 people who fled.", id="capacity"),
        pytest.param("The target was a deficit of 3.5%.", id="target"),
        pytest.param("It is false that 12 people died.", id="denied"),
        pytest.param("The hall seats 400.", id="bare"),
        pytest.param("Two people died.", id="very-small"),
    ],
)
def test_what_is_no_report_of_fact_is_not_confident(text):
    [note] = read(text)

    assert note.confidence < 0.75


def test_suspected_and_confirmed_cases_are_told_apart():
    notes = read("Clinics counted 640 suspected cholera cases and 45 confirmed cases.")

    assert [note.details["qualifier"] for note in notes] == ["suspected", "confirmed"]


@pytest.mark.parametrize(
    "hostile",
    [
        "1" * 200_000,
        "1 " * 100_000,
        "thousands of " * 15_000,
        "the man said that " * 11_000,
        "12 died, 13 hurt, " * 11_000,
        "1,2." * 50_000,
        "one-" * 50_000,
        "\n1" * 100_000,
    ],
    ids=["digits", "spaced", "thousands-of", "one-sentence", "figures", "marks", "hyphens", "lines"],
)
def test_hostile_text_is_read_in_time_that_grows_with_its_length_only(hostile):
    def seconds(text: str) -> float:
        start = time.process_time()
        read(text)
        return time.process_time() - start

    assert len(read(hostile[: len(hostile) // 10])) <= figures.MOST
    assert seconds(hostile) < 40 * seconds(hostile[: len(hostile) // 10]) + 2


def test_the_same_text_gives_the_same_figures():
    text = "The toll rose to 67 from 41, the office said. Some 200 people fled."

    assert read(text) == read(text)
