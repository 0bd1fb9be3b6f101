"""Stories: which reports tell of one event."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from monitor_plugins import stories
from monitor_plugins.story.likeness import kept, ordinary, signs

from monitor import Placed
from monitor.testing import NOON, Memory, article

FERRY = (
    "A ferry carrying 230 passengers sank off Port Merrow on Tuesday night, and the Kestrel Islands coastguard said 18 people had drowned."
)
FERRY_LATER = (
    "Divers searched the wreck of the ferry off Port Merrow on Wednesday. The Kestrel Islands coastguard raised the number of "
    "drowned to 24 and said that most of the 230 passengers had been asleep."
)
FERRY_INQUIRY = (
    "The captain of the ferry that sank off Port Merrow was arrested, prosecutors in the Kestrel Islands said. "
    "The coastguard is still looking for 9 of its 230 passengers."
)
OTHER_FERRY = (
    "A ferry ran aground near Lindholm on Tuesday, the Vardic coastguard said. All 64 passengers were taken off by helicopter and nobody "
    "was hurt when the Queen Astrid struck rocks in fog."
)
BUDGET = (
    "Finance minister Odile Brandt presented a budget that cuts income tax for 3 million households and raises the levy on banks. "
    "Corvania's parliament votes in June."
)


class Desk:
    """Reads texts in order through the story plugin."""

    def __init__(self):
        self.memory = Memory()

    def reads(self, text, **more):
        taken = self.memory.number(article(text, **more))
        placements = tuple(stories.place(taken, self.memory.before(taken)))
        return self.memory.add(replace(taken, placements=placements))


@pytest.fixture
def desk():
    return Desk()


def details(kept):
    return kept.placements[0].details


def test_the_first_report_begins_a_story_that_is_named_after_it(desk):
    first = desk.reads(FERRY, title="Ferry sinks off Port Merrow")

    assert first.story == f"story:{first.id}"
    assert (first.placements[0].kind, first.placements[0].title) == ("story", "Ferry sinks off Port Merrow")


def test_later_reports_of_one_event_join_its_story_in_any_order(desk):
    told = [desk.reads(text).story for text in (FERRY, BUDGET, FERRY_INQUIRY, FERRY_LATER)]

    assert told[0] == told[2] == told[3] != told[1]


def test_two_events_of_one_kind_are_told_apart_by_names_and_places(desk):
    first = desk.reads(FERRY)

    second = desk.reads(OTHER_FERRY)

    assert second.story != first.story


def test_a_name_counts_less_the_more_clearly_different_stories_hold_it(desk):
    kept_bags = [kept(Placed(article=read, placement=read.placements[0])) for read in (desk.reads(FERRY), desk.reads(FERRY_LATER))]
    new, member = kept_bags
    elsewhere = {f"story:{number}": [(0.02, {"merrow": 0.3})] for number in range(90, 93)}

    common = ordinary(new, {"story:1": [(0.5, member.words)], **elsewhere})

    assert common == {"merrow": 3}
    assert signs(new, [member], common)["names"] < signs(new, [member])["names"]


def test_short_reports_alike_in_all_but_their_names_are_two_stories(desk):
    first = desk.reads("Eleven miners were killed when a tunnel collapsed at Marle on Sunday, rescuers in Kestria said.")

    second = desk.reads("Eleven miners were killed when a tunnel collapsed at Odrin on Sunday, rescuers in Halvonia said.")

    assert second.story != first.story


TAKEOVER = (
    "Norvik Lines agreed on Tuesday to buy the shipyard Ellerbeck for 90 million crowns. Norvik, the largest carrier of the strait, said "
    "Ellerbeck would keep its name. Shares of Norvik Lines fell. Ellerbeck builds ferries and employs 600 people."
)
TAKEOVER_LATER = (
    "Ellerbeck, the shipyard, will belong to Norvik Lines, which pays 90 million crowns for it. Norvik Lines wants Ellerbeck to build its "
    "next ferries. Unions at Ellerbeck welcomed the deal, and shares of Norvik fell."
)
OTHER_TAKEOVER = (
    "Norvik Lines agreed on Tuesday to buy the pilot service Tarnholm for 35 million crowns. Norvik, the largest carrier of the strait, "
    "said Tarnholm would keep its boats. Shares of Norvik Lines rose. Tarnholm guides tankers and employs 40 people."
)


def test_reports_that_open_with_rival_names_and_other_numbers_are_less_alike(desk):
    member, same, other = (
        kept(Placed(article=read, placement=read.placements[0])) for read in map(desk.reads, (TAKEOVER, TAKEOVER_LATER, OTHER_TAKEOVER))
    )

    again, rival = signs(same, [member]), signs(other, [member])

    assert (again["opening_rivals"], again["opening_numbers_new"]) == (0, 0)
    assert rival["opening_rivals"] > 0.3
    assert rival["opening_numbers_new"] == 1


@pytest.mark.parametrize("gap", [timedelta(days=15), timedelta(days=-15)], ids=["later", "earlier"])
def test_beyond_the_window_a_like_report_begins_a_new_story(desk, gap):
    first = desk.reads(FERRY, at=NOON)

    assert desk.reads(FERRY_LATER, at=NOON + gap).story != first.story


def test_full_dates_in_the_texts_tell_two_elections_apart(desk):
    first = desk.reads(
        "Voters in Corvania chose a parliament on March 3, 2019. Turnout was 61 percent, the electoral commission said in Brenn. The "
        "Harbour Alliance of Tomas Ilves won 54 of 120 seats, ahead of the Farmers' League, which lost a third of its deputies."
    )

    again = desk.reads(
        "The electoral commission of Corvania has counted the votes of 3 March 2019: Tomas Ilves and his Harbour Alliance hold 54 of 120 "
        "seats. Parliament will sit in Brenn within a month, and the Farmers' League has asked for a recount in two districts."
    )
    other = desk.reads(
        "Corvania votes for a parliament on May 12, 2024, the electoral commission announced in Brenn. Eleven parties have registered, "
        "among them Green Shore under Lena Markov, a former judge, whom opinion polls see in front after a scandal over contracts."
    )

    assert again.story == first.story != other.story


def test_a_wire_copy_folds_into_the_story_and_says_whose_it_is(desk):
    first = desk.reads(f"PORT MERROW (Reuters) - {FERRY} {FERRY_LATER}", outlet="Reuters", title="Ferry sinks")
    copy = desk.reads(f"{FERRY} {FERRY_LATER}", outlet="Daily Gull", title="Horror at sea: ferry goes down in the night")
    copy_of_copy = desk.reads(f"{FERRY} {FERRY_LATER} The Gull will have more.", outlet="Evening Tern")

    assert copy.story == copy_of_copy.story == first.story
    assert (details(copy)["copy_of"], details(copy)["wire"]) == (first.id, "Reuters")
    assert details(copy_of_copy)["copy_of"] == first.id


def test_a_shortened_copy_still_counts_as_a_copy(desk):
    first = desk.reads(f"{FERRY} {FERRY_LATER} {FERRY_INQUIRY}")

    assert details(desk.reads(f"{FERRY} {FERRY_LATER}"))["copy_of"] == first.id


def test_a_report_in_its_own_words_is_no_copy(desk):
    desk.reads(FERRY)

    assert "copy_of" not in details(desk.reads(FERRY_LATER))


def test_a_revision_stays_in_the_story_of_its_article_whatever_it_says_now(desk):
    first = desk.reads(FERRY)
    desk.reads(BUDGET)

    assert desk.reads(BUDGET, id=first.id).story == first.story


def test_a_merge_by_hand_is_remembered(desk):
    first, second = desk.reads(FERRY), desk.reads(OTHER_FERRY)

    desk.memory.correct("merge", second.story, into=first.story)

    assert desk.reads(f"{OTHER_FERRY} Rocks in fog, said the Vardic coastguard.").story == first.story


def test_a_split_by_hand_is_remembered_and_later_reports_follow_their_likest_member(desk):
    first = desk.reads(FERRY)
    other = desk.reads(f"{FERRY} {BUDGET} Odile Brandt said that Corvania would help with the search.")
    assert other.story == first.story

    desk.memory.correct("split", first.story, article=str(other.id))

    assert desk.reads(f"{BUDGET} Odile Brandt said Corvania had no choice.").story == f"story:{other.id}"
    assert desk.reads(FERRY_LATER).story == first.story


def test_a_later_correction_wins_over_an_earlier_one(desk):
    first, second = desk.reads(FERRY), desk.reads(OTHER_FERRY)
    desk.memory.correct("merge", second.story, into=first.story)

    desk.memory.correct("split", first.story, article=str(second.id), into="story:99")

    assert desk.reads(f"{OTHER_FERRY} Rocks in fog, said the Vardic coastguard.").story == "story:99"


def test_the_same_reports_give_the_same_placements(desk):
    again = Desk()
    texts = (FERRY, BUDGET, FERRY_LATER, OTHER_FERRY, FERRY_INQUIRY)

    assert [desk.reads(text).placements for text in texts] == [again.reads(text).placements for text in texts]


@pytest.mark.parametrize(
    "text",
    ["", "   \n", "1 " * 100_000, "thousands of " * 15_000, "a" * 200_000, "Ab " * 66_000, "北京" * 5_000, "January 99, 2020 " * 1_000],
    ids=["empty", "blank", "digits", "thousands-of", "one-word", "capitals", "no-spaces", "impossible-dates"],
)
def test_hostile_text_is_placed_like_any_other(desk, text):
    first, second = desk.reads(text), desk.reads(text)

    assert first.story
    assert second.story
    assert len(second.placements[0].features) <= 120


def test_what_is_kept_of_a_report_is_plain_and_small(desk):
    kept = desk.reads(" ".join((FERRY, FERRY_LATER, FERRY_INQUIRY, OTHER_FERRY, BUDGET)))

    plain = {name: type(value) for name, value in details(kept).items()}

    assert set(plain.values()) <= {list, int, str}
    assert all(0 < weight <= 1 for weight in kept.placements[0].features.values())
