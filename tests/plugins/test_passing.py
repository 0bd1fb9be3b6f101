"""Reports that match a topic and tell of something else: what they count and whom they name is none of the topic's news."""

from __future__ import annotations

from datetime import timedelta

import pytest
from monitor_plugins import figures, people, series, stories
from monitor_plugins.ledgers.passing import Passing
from monitor_plugins.new_person import NewPerson, NewPersonConfig

from monitor import Match
from monitor.testing import NOON, Memory, annotated, article, placed

CRASH = (
    "Two trains collided at Ostmark on Monday, killing 14 people, the railway said.\n\n"
    "Driver Elin Tarkov survived. The line between Ostmark and Brell is closed."
)
RACE = (
    "Kassim wins Ostmark marathon in record time\n\n"
    "Runner Pell Kassim took the title in the Ostmark marathon on Sunday, two years after his first medal as an athlete of the club.\n\n"
    "{}\n\nThe trains to the stadium ran late after the collision. The season ends in Brell."
)
MARKETS = (
    "Nickel climbs as traders count lost tonnes\n\n"
    "Nickel gained for a fourth session, brokers said, while copper and zinc slipped and investors held their futures.\n\n"
    "{}\n\nThe collision of trains at Ostmark closed the line to the smelter."
)
OTHER = "{}\n\nThe collision of trains at Ostmark is told in a word."


@pytest.fixture
def desk(figure_desk):
    made = figure_desk(watch=["people killed", "people at the scene"], topic="crash", asked=r"(?i)\btrains?\b|\bcollision\b|Ostmark")
    made.reads(CRASH, outlet="Brell Post")
    return made


@pytest.mark.parametrize(
    "text",
    [
        RACE.format("Three spectators died in the heat."),
        RACE.format("A pile-up at the start killed 21 people."),
        MARKETS.format("A roof fall at the Dorr pit killed 21 men."),
        MARKETS.format("The strike in the north, where 21 people were killed by guards, is in its third week."),
        OTHER.format("A new look at old lines\n\nTimbers rot. In 2023 some 310 people died at level crossings."),
        OTHER.format("Premiums to rise\n\nUnderwriters met on Tuesday.\n\nIn the two floods of July 138 people were killed."),
    ],
    ids=["race", "race-accident", "market", "market-strike", "years-figures", "other-disasters"],
)
def test_the_figures_of_a_report_of_something_else_are_silent(desk, text):
    title, _, rest = text.partition("\n\n")

    assert desk.told(rest, title=title, hours=30, outlet="Weekly") == []


@pytest.mark.parametrize(
    "text",
    [
        MARKETS.format("The collision at Ostmark has killed 21 people, and nobody expects trains before Friday."),
        OTHER.format("Statement of the Ministry\n\nThe Ministry thanks all who helped. At the hospital in Brell 21 people have died."),
        OTHER.format("At the bedside\n\nNobody slept. Seven more have died, which makes 21 people killed."),
    ],
    ids=["market-of-the-matter", "statement", "from-the-hospital"],
)
def test_what_a_report_tells_of_the_matter_is_told_wherever_it_stands(desk, text):
    title, _, rest = text.partition("\n\n")

    assert [relation for relation, _ in desk.told(rest, title=title, hours=30, outlet="Weekly")] == ["revised_up"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Rail carrier Ostmark closes its yard, with the loss of 900 jobs.", True),
        ("Brandt und Sohn will close its works in Dorr, with the loss of 900 jobs.", False),
        ("The carrier will close its yard, with the loss of 900 jobs.", True),
        ("The Ministry of Transport will close a yard, with the loss of 900 jobs.", True),
    ],
    ids=["the-firm", "another-firm", "no-name", "public-body"],
)
def test_jobs_that_another_firm_cuts_are_not_the_topics(figure_desk, text, told):
    desk = figure_desk(watch=["jobs cut"], topic="rail", asked=r"Ostmark|\bjobs\b")
    desk.reads("Ostmark will cut 400 jobs, the carrier said. Its head, Elin Tarkov, spoke of a hard year.")
    week = f"The week in transport: Ostmark cuts jobs.\n\nUnions met.\n\n{text}"

    assert bool(desk.told(week, hours=60, outlet="Weekly")) is told


class PeopleDesk:
    """Reads articles in order through everything that places them, with one new-person rule."""

    def __init__(self) -> None:
        self.memory = Memory()
        self.rule = NewPerson("people", NewPersonConfig(use="new-person", topic="crash"))

    def names(self, text: str) -> list[str]:
        """Give whom a report is told to name first."""
        title, _, rest = text.partition("\n\n")
        read = article(rest, title=title, at=NOON + timedelta(hours=self.memory.arrivals))
        known = self.memory.number(read)
        known = annotated(known, *figures.annotate(known), *people.annotate(known), Match(rule="crash", spans=()))
        known = placed(known, *stories.place(known, self.memory.before(known)))
        known = placed(known, *series.place(known, self.memory.before(known)))
        hits = list(self.rule.detect(known, self.memory.before(known)))
        self.memory.add(known)
        return [hit.evidence[0].quote for hit in hits]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (RACE.format("Coach Orla Venn was not surprised."), []),
        (MARKETS.format('"It is all in the price," said Orla Venn, an analyst.'), []),
        (MARKETS.format("Minister Orla Venn said that Elin Tarkov, who drove the train from Brell, was not to blame."), ["Orla Venn"]),
        ("Minister visits wounded\n\nMinister Orla Venn said that the line would open on Friday.", ["Orla Venn"]),
    ],
    ids=["race", "market", "market-with-the-known", "of-the-matter"],
)
def test_whom_a_report_of_something_else_names_is_no_news(text, named):
    desk = PeopleDesk()
    desk.names("Trains collide at Ostmark\n\n" + CRASH)

    assert desk.names(text) == named


def test_a_topics_first_report_and_one_without_a_topic_touch_on_nothing_in_passing():
    memory = Memory()
    first = memory.number(article(RACE, title="Kassim wins"))

    assert Passing(first, memory.before(first), None).trade == ""
    assert Passing(first, memory.before(first), "crash").trade == ""


def test_a_trade_that_the_topic_is_of_is_no_other():
    desk = PeopleDesk()
    desk.names(RACE.format("Coach Bram Odell was not surprised."))

    assert desk.names(RACE.format("Coach Orla Venn was not surprised.").replace("Pell Kassim", "Kassim")) == ["Orla Venn"]


RESULTS = (
    "{}\n\nRevenue rose and net profit fell in the quarter, the carrier said. Its full-year outlook, margin and dividend are unchanged.\n\n"
    "Finance chief Orla Venn said that sales would hold. The collision of trains cost 4 million crowns."
)


@pytest.mark.parametrize(
    ("title", "trade"),
    [("Ostmark Rail earns less after collision", ""), ("Brandt lifts outlook", "business")],
    ids=["the-firms-own", "another-firms"],
)
def test_results_may_be_a_turn_of_a_firms_own_affair(desk, title, trade):
    read = desk.place(RESULTS.format(title).partition("\n\n")[2], hours=30, title=title, outlet="Weekly", number=0, about=True)

    assert Passing(read, desk.memory.before(read), "crash").trade == trade
