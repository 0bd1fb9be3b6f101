"""What a desk reads of a report's numbers without asking for any: title by title, from sentences of many kinds of news."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("At least four people, including two guards, have been killed in Haresund.", ["Killed: at least four (Wire)"]),
        ("Twelve rebels and two soldiers were killed near Haresund, the army said.", ["Killed · rebels: twelve (army)"]),
        ("Six people died and nine others were injured when a ferry burned.", ["Killed: six (Wire)", "Injured: nine (Wire)"]),
        (
            "The flood killed 27 people. Another 19 are missing.",
            ["Killed: 27 (Wire)", "Missing: 19 (Wire)"],
        ),
        ("The death toll from cholera in Haresund has passed 2,000.", ["Killed: more than 2,000 (Wire)"]),
        ("The toll from Monday's collapse of an apartment block has climbed to 21.", ["Killed: 21 (Wire)"]),
        ("Doctors have confirmed 22 measles cases in Haresund.", ["Infected: 22 (Doctors)"]),
        ("The eruption sent ash into the sky, forcing 12,500 villagers to flee.", ["Displaced · villagers: 12,500 (Wire)"]),
        ("The army said it shot down 34 of 41 drones.", ["Drones shot down: 34 (army)"]),
        ("Customs officers seized 2.5 tonnes of cocaine in Haresund.", ["Cocaine seized: 2.5 tonnes (Wire)"]),
        ("About 90,000 teachers walked out on Thursday.", ["On strike · teachers: about 90,000 (Wire)"]),
        ("Twenty-two buildings have been destroyed or damaged.", ["Buildings damaged or destroyed: twenty-two (Wire)"]),
        ("The bank laid off 250 employees on Thursday.", ["Dismissed · employees: 250 (Wire)"]),
        ("Eight prisoners escaped on Monday.", ["Escaped · prisoners: eight (Wire)"]),
        ("Five members of the Vellian opposition were killed.", ["Killed · members of the Vellian opposition: five (Wire)"]),
        ("Corvin Steel is to cut 1,200 jobs.", ["Jobs cut: 1,200 planned (Wire)"]),
        ("Norland will send 450 troops to Haresund.", ["Deployed · troops: 450 planned (Wire)"]),
        ("Corvin Steel said annual profit rose 14% to £212m.", ["Profit · Corvin Steel: £212m (Corvin Steel)"]),
        (
            "Corvin reported a net loss of $88 million, compared with a profit of $4 million a year earlier.",
            ["Loss · Corvin: $88 million (Corvin)"],
        ),
        ("Vellian public debt has climbed. Corvin's debt has climbed to 94% of GDP.", ["Debt · Corvin: 94% of GDP (Wire)"]),
        ("Australian unemployment rose to 6.1 percent.", ["Unemployment · Australia: 6.1 percent (Wire)"]),
        ("A court found the six staff guilty over the fire, which killed 21 people.", ["Killed: 21 (Wire)"]),
        ("Corvin spent $212,000 on lessons.", ["Spending · Corvin: $212,000 (Wire)"]),
        ("The union said that 9,400 jobs would disappear at Corvin.", ["Jobs cut: 9,400 planned (union)"]),
        ("The Australian economy grew by 0.6% in the second quarter.", ["Growth · Australia: 0.6% (Wire)"]),
        ("US consumer prices rose 8.6 percent in the year to May.", ["Inflation · United States: 8.6 percent (Wire)"]),
        ("Anna Harker won 58.5% of the vote.", ["Votes · Anna Harker: 58.5% of the vote (Wire)"]),
        ("Vellia Now won 135 of the 199 seats in parliament.", ["Seats · Vellia Now: 135 (Wire)"]),
        ("The number of walkers who died in the storm has risen to 31.", ["Killed: 31 (Wire)"]),
        ("One more man has died, bringing the number of deaths to 12.", ["Killed: 12 (Wire)"]),
        ("Vellian debt is high. Kestria's public debt rose to a record 2.4 trillion euros.", ["Debt · Kestria: 2.4 trillion euros (Wire)"]),
        ("A court sentenced 337 people to life in prison over the attempted coup of the summer of 2016.", ["Convicted: 337 (Wire)"]),
        ("The shop is recalling 29,000 chests of drawers.", ["Chests of drawers recalled: 29,000 (Wire)"]),
        ("The dairy is recalling 31,000 jars of honey.", ["Jars of honey recalled: 31,000 (Wire)"]),
        (
            "Corvin is recalling 19,924 coupes, jeeps and Tessin sedans.",
            ["Coupes and others recalled: 19,924 (Wire)"],
        ),
        ("The storm destroyed 80 barns, soldiers and villagers said.", ["Barns destroyed: 80 (villagers)"]),
        ("Corvin sold 39m cases in 2025.", ["Cases sold: 39m (Wire)"]),
        ("Six workers are presumed dead after the bridge fell.", ["Killed · workers: six feared (Wire)"]),
        ("Airlines cancelled 2,600 flights on Monday.", ["Flights cancelled: 2,600 (Wire)"]),
        ("Gold miners found the bodies of 78 men in the shaft.", ["Killed · men: 78 (Wire)"]),
        ("A bomb injured six U.S. soldiers near Haresund.", ["Injured · U.S. soldiers: six (Wire)"]),
        ("Three US troops were killed near Haresund.", ["Killed · US troops: three (Wire)"]),
        ("The death toll of a fire that roared through a packed hall climbed on Friday to at least 175.", ["Killed: at least 175 (Wire)"]),
        ("Doctors treated three injured surfers on Sunday.", ["Injured · surfers: three (Wire)"]),
        ("A man stabbed eight people at the market.", ["Stabbed: eight (Wire)"]),
        ("Violence in the last week has claimed at least eight lives.", ["Killed: at least eight (Wire)"]),
    ],
    ids=lambda part: part[:30] if isinstance(part, str) else "",
)
def test_a_number_is_told_as_a_person_would_say_it(figure_desk, text, titles):
    told = [hit.title for hit in figure_desk().reads(text, outlet="Wire")]

    assert told == titles


@pytest.mark.parametrize(
    "text",
    [
        "Five of nine members voted for the move.",
        "The minister survived a confidence vote by only three votes.",
        "The bill passed by 15 votes to eight.",
        "Thieves took paintings worth a total of 24 million francs.",
        "Donors have pledged $1.2 billion in aid.",
        "The solar farm will produce 320 megawatts.",
        "They were planning to attack a concert attended by 9,000 people.",
        "Call the police on 1-800-577-8477 if you see the missing man.",
        "Police questioned nine of the 13 men arrested in raids on Tuesday.",
        "The lives of ten of the 19 persons on board were in danger.",
        "The man has been arrested three times.",
        "Her music touched the lives of millions of people.",
        "The minister rejected claims that 950 detainees are being evacuated.",
        "Experts say the famine will kill 4,000 people.",
        "The toll could rise, doctors said: 70 of the 115 injured have severe burns.",
        "About 2,200 people die from lung cancer in the southern provinces each year.",
    ],
    ids=lambda text: text[:30],
)
def test_a_number_that_no_title_could_explain_is_kept_and_not_told(figure_desk, text):
    assert [hit.title for hit in figure_desk().reads(text, outlet="Wire")] == []


def test_a_lower_count_that_nobody_calls_a_correction_revises_nothing(figure_desk):
    desk = figure_desk(topic="flood")
    desk.reads("The flood injured 18 people in Vellmark.", outlet="Wire")

    told = desk.told("The flood injured three people in Vellmark.", hours=3, outlet="Wire")

    assert told == []
