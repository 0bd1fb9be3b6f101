"""The kit that plugin authors test with: builders, the memory, the clock and the channel."""

from __future__ import annotations

from datetime import timedelta

import pytest

from monitor.errors import TryLater
from monitor.model.alert import Notification, Reason
from monitor.testing import (
    NOON,
    FakeClock,
    Memory,
    RecordingChannel,
    annotated,
    article,
    evidence,
    match,
    mention,
    quantity,
    span,
    statement,
)


def test_an_article_begins_with_its_title_once():
    assert article("Nine were held.", title="Arrests").text == "Arrests\nNine were held."
    assert article("Arrests in Lima: nine held.", title="Arrests in Lima").text == "Arrests in Lima: nine held."


def test_annotations_are_built_from_the_words_that_they_quote():
    made = article("Jane Roe said 40 people died in Lima")

    notes = mention(made, "Jane Roe"), quantity(made, "40", 40, of="people"), statement(made, "40 people died", speaker=("Jane Roe",))

    assert [made.quote(note.start, note.end) for note in notes] == [note.quote for note in notes] == ["Jane Roe", "40", "40 people died"]
    assert (notes[0].name, notes[1].low, notes[1].high, notes[1].of) == ("Jane Roe", 40, 40, "people")
    assert quantity(made, "40", (40, 50)).high == 50


def test_a_topic_match_makes_an_article_about_the_topic():
    made = article("Floods in Lima")

    assert annotated(made, match(made, "floods", "Floods", "Lima")).about("floods")
    assert match(made, "floods", "Floods", "Lima").spans == ((0, 6), (10, 14))


def test_evidence_quotes_its_article():
    made = Memory().add(article("Floods in Lima"))

    proof = evidence(made, "Lima")

    assert (proof.article, proof.revision, proof.quote) == (1, 1, made.text[proof.start : proof.end])


def test_a_quote_that_the_article_does_not_hold_is_refused():
    with pytest.raises(ValueError, match="does not say 'Quito'"):
        span(article("Floods in Lima"), "Quito")


def test_the_memory_numbers_articles_and_their_revisions_as_they_arrive():
    memory = Memory()

    first, second = memory.add(article("One")), memory.add(article("Two"))
    edited = memory.add(article("One, edited", id=first.id))

    assert [(kept.id, kept.revision, kept.arrival) for kept in (first, second, edited)] == [(1, 1, 1), (2, 1, 2), (1, 2, 3)]


def test_the_memory_refuses_an_article_that_arrives_out_of_order():
    memory = Memory()
    memory.add(article("Two", arrival=2))

    with pytest.raises(ValueError, match="too late"):
        memory.add(article("One", arrival=1))


def test_the_clock_stands_still_until_it_is_moved():
    clock = FakeClock()

    assert clock() == clock() == NOON
    assert clock.advance(timedelta(hours=1)) == clock() == NOON + timedelta(hours=1)


def test_the_channel_fails_as_told_and_then_remembers():
    told = Notification(delivery_id="d1", channel="desk", reason=Reason.OPENED, alerts=(), created_at=NOON)
    channel = RecordingChannel(TryLater("busy"))

    with pytest.raises(TryLater):
        channel.notify(told)
    channel.notify(told)

    assert channel.told == [told]
