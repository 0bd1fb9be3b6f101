import json
from dataclasses import replace

from monitor.model.alert import Hit, Reason, StoredHit
from monitor.notify.render import dress, event_of, headline, text_of, view
from monitor.testing import article, evidence


def test_an_alert_reads_as_a_claim_with_its_quotes(ferry):
    assert view(ferry, reason=Reason.CHANGED).lines() == [
        "Figure revised up: Killed: 14; was at least nine",
        "  now: “The toll rose to 14” — Harbour Dispatch (desk), Thu 12 Feb 2026, 08:05 UTC, https://harbour.example/2",
        "  before: “At least nine people died” — Calder Post (desk), Thu 12 Feb 2026, 05:05 UTC, https://calder.example/1",
        "  alert 5; rule toll; new, opened Thu 12 Feb 2026, 05:05 UTC; 2 reports by 2 outlets; told because it changed",
    ]


def test_a_quote_from_another_article_names_its_outlet_if_the_article_is_at_hand(ferry):
    only = replace(ferry, hits=ferry.hits[1:])

    assert "“At least nine people died” — article 3" in view(only).lines()[2]
    assert "Calder Post" in view(only, {3: ferry.hits[0].article}).lines()[2]


def test_both_sides_of_a_dispute_are_counted(ferry):
    quoted = replace(ferry.hits[1], others=(ferry.hits[0].article,))
    sides = {"new": {"reports": 1, "outlets": ["Harbour Dispatch"]}, "prior": {"reports": 3, "outlets": ["Calder Post", "Kestrel\nDaily"]}}

    shown = view(replace(ferry, hits=(replace(quoted, hit=replace(quoted.hit, details=sides)),)))

    assert shown.why == ("said by: now, 1 report (Harbour Dispatch); before, 3 reports (Calder Post, Kestrel Daily)",)
    assert "2 reports by 2 outlets" in shown.note


def test_the_latest_finding_leads_and_an_echo_does_not(ferry):
    echo = StoredHit(id=3, hit=replace(ferry.hits[0].hit, material=False), article=replace(ferry.hits[0].article, id=8))
    alert = replace(ferry, hits=(*ferry.hits, echo))

    assert view(alert).quotes[0].quotes == ("The toll rose to 14",)


def test_words_that_say_little_alone_are_shown_in_their_sentence(ferry):
    report = article("Ferry news\nThe ferry Heron capsized at dusk. Boats came.", id=4, outlet="Calder Post", source="desk")
    words = tuple(evidence(report, word) for word in ("ferry", "capsized", "Boats came"))
    hit = StoredHit(id=1, hit=Hit(key="k", title="t", evidence=words), article=report)

    shown = [quoted.words() for quoted in view(replace(ferry, hits=(hit,))).quotes]

    assert shown == ["“ferry”, “capsized” in “The ferry Heron capsized at dusk.”", "“Boats came”"]


def test_an_article_without_its_text_gives_quotes_without_context(ferry):
    stored = replace(ferry.hits[0], article=replace(ferry.hits[0].article, text=""))
    short = replace(stored.hit.evidence[0], quote="nine", start=9, end=13)

    shown = view(replace(ferry, hits=(replace(stored, hit=replace(stored.hit, evidence=(short,))),)))

    assert [quoted.words() for quoted in shown.quotes] == ["“nine”"]


def test_a_long_alert_says_how_many_quotes_it_leaves_out(ferry):
    hits = tuple(
        StoredHit(id=n, hit=ferry.hits[0].hit, article=replace(ferry.hits[0].article, id=n))
        for n in range(1, 10)
    )  # fmt: skip
    spread = [replace(hit, hit=replace(hit.hit, evidence=(replace(hit.hit.evidence[0], article=hit.article.id),))) for hit in hits]

    shown = view(replace(ferry, hits=tuple(spread))).lines(limit=6)

    assert shown[-2] == "  and 3 more quotes"
    assert len(shown) == 9


def test_hostile_text_stays_on_its_line_and_obeys_nobody(hostile, notification):
    told = dress(notification(alerts=(hostile,)))

    assert not any((ord(character) < 32 and character != "\n") or 127 <= ord(character) < 160 for character in told.text)
    assert "\u202e" not in told.text
    assert len(told.text.splitlines()) == 4
    assert len(headline(told).splitlines()) == 1


def test_several_alerts_of_one_article_are_one_message(ferry, notification):
    other = replace(ferry, id=6, kind="contradiction", relation="denial", title="Operator denies that the ferry was overloaded")
    told = notification(alerts=(ferry, other))

    assert headline(told) == "Figure revised up: Killed: 14; was at least nine (and 1 more)"
    assert text_of(told).count("\n\n") == 1
    assert "Denied: Operator denies that the ferry was overloaded" in text_of(told)


def test_what_was_held_back_is_counted_and_listed(ferry, notification):
    told = notification(reason=Reason.CAPPED, held_back=73, alerts=tuple(replace(ferry, id=n) for n in range(60)))

    written = text_of(told).splitlines()

    assert written[0] == "73 hits held back: more messages than this channel takes in an hour"
    assert written[-2:] == ["and 10 more alerts", "All of them are kept: see `monitor alerts list`"]
    assert event_of(told)["type"] == "media-monitor.alert.held_back"


def test_a_digest_has_a_line_and_a_quote_for_each_alert(notification):
    written = text_of(notification(reason=Reason.DIGEST)).splitlines()

    assert written[0] == "Digest: 1 alert during quiet hours"
    assert written[1] == "- Figure revised up: Killed: 14; was at least nine (alert 5, rule toll)"
    assert written[2].startswith("  now: “The toll rose to 14” — Harbour Dispatch")


def test_a_headline_fits_a_subject(ferry, notification):
    assert len(headline(notification(alerts=(replace(ferry, title="word " * 200), ferry)))) == 160


def test_a_notification_is_a_cloud_event_with_the_delivery_id(notification):
    told = dress(notification())

    event = json.loads(json.dumps(told.body))

    assert {key: event[key] for key in ("specversion", "id", "source", "type", "subject", "time", "datacontenttype")} == {
        "specversion": "1.0",
        "id": "dlv_1",
        "source": "urn:media-monitor",
        "type": "media-monitor.alert.changed",
        "subject": "alerts/5",
        "time": "2026-02-12T08:05:00Z",
        "datacontenttype": "application/json",
    }
    assert event["data"]["alerts"][0]["hits"][1]["evidence"][0]["quote"] == "The toll rose to 14"
    assert dress(replace(told, attempt=2)).body == told.body


def test_a_detector_may_say_why_and_what_would_reconcile(ferry):
    hit = replace(ferry.hits[1].hit, details={"why": "same day, other speaker", "reconcile": ["another date", "another\nport"], "x": 1})

    lines = view(replace(ferry, hits=(replace(ferry.hits[1], hit=hit),))).lines()

    assert lines[-3:-1] == ["  why: same day, other speaker", "  would be reconciled by: another date; another port"]


def test_a_source_alert_needs_no_quotes(ferry):
    silent = replace(ferry, kind="source", relation="silent", title="wire: nothing for 6 hours", hits=())

    assert view(silent).lines()[0] == "Source silent: wire: nothing for 6 hours"
    assert view(silent).quotes == ()
