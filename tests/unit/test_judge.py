"""Every answer is checked before it counts."""

from __future__ import annotations

import math
import sys
import uuid
from dataclasses import replace

import pytest

from monitor import judge
from monitor.config import load
from monitor.errors import DeliveryError, SourceError, TryLater
from monitor.host import Host
from monitor.model.alert import Evidence, Hit, Notification
from monitor.model.annotation import Match, Mention, Placement, Quantity
from monitor.model.article import Entry, Feed, Payload, Source
from monitor.testing import NOON, Memory, article

TEXT = article("A cat sat on 40 mats", id=7, revision=2, arrival=9)
HERE = {"article": 7, "revision": 2}
CAT = {"start": 2, "end": 5, "quote": "cat"}
MENTION = Mention(**CAT, name="cat", kind="animal")
QUANTITY = Quantity(start=13, end=15, quote="40", value=40, low=40.0, high=None)
HIT = Hit(key="cat", title="a cat", evidence=(Evidence(**HERE, **CAT),))


@pytest.fixture
def host_of(tmp_path):
    """Give a host with one dropped-in plugin whose hooks answer what the test says; the plugins that ship are disabled."""

    def made(text: str = "", code: str = PLUGIN, **answers) -> Host:
        (tmp_path / "plugins").mkdir()
        (tmp_path / "plugins" / "answering.py").write_text(code)
        (tmp_path / "monitor.toml").write_text("")
        shipped = [plugin.name for plugin in Host(load(tmp_path / "monitor.toml")).plugins]
        (tmp_path / "monitor.toml").write_text(f'[plugins]\nfolder = "plugins"\ndisabled = {shipped}\n{text}')
        host = Host(load(tmp_path / "monitor.toml"))
        sys.modules["monitor_dropped_in_answering"].answers = answers
        return host

    return made


PLUGIN = """
from monitor import hookimpl
answers = {}
def answer(hook):
    found = answers.get(hook, ())
    if isinstance(found, BaseException):
        raise found
    return found
@hookimpl
def parse(payload):
    return answer("parse")
@hookimpl
def extract(entry, page):
    found = answer("extract")
    return found(entry) if callable(found) else found
@hookimpl
def annotate(article):
    return answer("annotate")
@hookimpl
def place(article, history):
    return answer("place")
@hookimpl
def detect(article, history):
    return answer("detect")
@hookimpl
def notify(notification):
    return answer("notify")
"""


def test_sound_annotations_are_the_units_results(host_of):
    (verdict,) = judge.annotate(host_of(annotate=[MENTION, QUANTITY]), TEXT)

    assert (verdict.unit, verdict.version, verdict.results, verdict.fault) == ("answering", "1", (MENTION, QUANTITY), None)


@pytest.mark.parametrize(
    ("note", "said"),
    [
        (replace(MENTION, start=-3), "span outside the text: -3:5 of 20"),
        (replace(MENTION, end=99), "span outside the text: 2:99 of 20"),
        (replace(MENTION, start=5, end=2), "span outside the text: 5:2 of 20"),
        (replace(MENTION, quote="dog"), "quotes 'dog', but the text says 'cat' at 2:5"),
        (replace(MENTION, start="2"), "Mention.start is str '2': should be int"),
        (replace(MENTION, start=True), "Mention.start is bool True: should be int"),
        (replace(MENTION, aliases=["a"]), "Mention.aliases is list"),
        (replace(MENTION, confidence=1.5), "Mention.confidence is 1.5: should be in 0..1"),
        (replace(MENTION, name="\ud800"), "Mention.name is str"),
        (replace(QUANTITY, low=math.nan), "Quantity.low is float nan"),
        (replace(QUANTITY, value=math.inf), "Quantity.value is float inf"),
        (replace(QUANTITY, value=10**400), "Quantity.value is int 1000"),
        (replace(QUANTITY, value=(1.0, 2.0, 3.0)), "Quantity.value is tuple"),
        (replace(QUANTITY, details={"x": object()}), "should be a mapping that JSON can hold"),
        (replace(QUANTITY, details={"x": "y" * 200_000}), "should be a mapping that JSON can hold"),
        (replace(QUANTITY, details={"x": math.nan}), "should be a mapping that JSON can hold"),
        (replace(QUANTITY, details={"x": uuid.UUID(int=7)}), "should be a mapping that JSON can hold"),
        (Match(rule="r", spans=((2, 5),)), "answered for rule 'r', which is none of its rules"),
        ("a string", "answered str, not an annotation"),
        (HIT, "answered Hit, not an annotation"),
    ],
)
def test_an_unsound_annotation_costs_the_unit_its_results(host_of, note, said):
    (verdict,) = judge.annotate(host_of(annotate=[MENTION, note]), TEXT)

    assert verdict.results == ()
    assert verdict.fault.kind == "contract"
    assert said in verdict.fault.message


def test_who_says_that_it_gives_only_matches_gives_only_matches(host_of):
    code = "from monitor import Mention, hookimpl\nonly_matches = True\n@hookimpl\ndef annotate(article):\n"
    code += "    return [Mention(start=2, end=5, quote='cat', name='cat', kind='x')]"

    (verdict,) = judge.annotate(host_of(code=code), TEXT)

    assert verdict.results == ()
    assert "answered Mention, and says that it gives only matches" in verdict.fault.message


def test_annotators_do_not_see_what_others_said(host_of):
    code = "from monitor import hookimpl\n@hookimpl\ndef annotate(article):\n    assert not article.annotations\n    return []"

    (verdict,) = judge.annotate(host_of(code=code), replace(TEXT, annotations=(MENTION,)))

    assert verdict.fault is None


@pytest.mark.parametrize("features", [{"a": math.nan}, {"a": 0.5, "\ud800": 0.5}, {"a": 0.5, 7: 0.5}, {"a": True}, {"a": 10**400}])
def test_features_are_names_with_finite_numbers(host_of, features):
    (verdict,) = judge.place(host_of(place=[Placement(kind="story", key="s", features=features)]), TEXT, None)

    assert verdict.results == ()
    assert "Placement.features is dict" in verdict.fault.message


def test_a_placement_names_an_annotation_that_is_there(host_of):
    placements = [Placement(kind="story", key="s"), Placement(kind="series", key="n", annotation=0, features={"a": 0.5})]
    host = host_of(place=placements)

    (sound,) = judge.place(host, replace(TEXT, annotations=(QUANTITY,)), Memory().before())
    (unsound,) = judge.place(host, TEXT, Memory().before())

    assert sound.results == tuple(placements)
    assert "Placement.annotation is 0, but the article has 0 annotations" in unsound.fault.message


def test_a_placer_that_asks_to_be_last_sees_what_the_others_placed(host_of):
    code = """
from monitor import Placement, hookimpl
class Early:
    @hookimpl(trylast=True)
    def place(self, article, history):
        yield Placement(kind="series", key=f"in {article.story}")
class Later:
    @hookimpl
    def place(self, article, history):
        yield Placement(kind="story", key=f"after {len(article.placements)}")
from monitor import RuleConfig
Early.Config = Later.Config = RuleConfig
Early.kind, Later.kind = "early", "later"
"""
    rules = '[rules.a]\nuse = "early"\n[rules.b]\nuse = "later"\n'

    verdicts = judge.place(host_of(text=rules, code=code), TEXT, Memory().before())

    assert [place.key for verdict in verdicts for place in verdict.results] == ["after 0", "in after 0"]


def test_a_hit_comes_with_the_name_of_its_rule(host_of):
    (verdict,) = judge.detect(host_of(detect=[HIT]), TEXT, Memory().before())

    assert verdict.results == (("answering", HIT),)


@pytest.mark.parametrize(
    ("hit", "said"),
    [
        (replace(HIT, evidence=()), "hit 'cat' has no evidence"),
        (replace(HIT, key=""), "Hit.key is empty"),
        (replace(HIT, key="x" * 3000), "Hit.key is longer than 2000 characters"),
        (replace(HIT, score=-0.1), "Hit.score is -0.1: should be in 0..1"),
        (replace(HIT, score=math.nan), "Hit.score is float nan"),
        (replace(HIT, evidence=(Evidence(**HERE, start=2, end=5, quote="dog"),)), "evidence quotes 'dog', but the text says 'cat'"),
        (replace(HIT, evidence=(Evidence(**HERE, start=2, end=2, quote=""),)), "evidence has a span outside the text: 2:2"),
        (replace(HIT, evidence=(Evidence(article=7, revision=1, **CAT),)), "quotes article 7 revision 1, which was not there before"),
        (replace(HIT, evidence=(Evidence(article=99, revision=1, **CAT),)), "quotes article 99 revision 1, which was not there before"),
        (replace(HIT, details={"when": NOON}), "should be a mapping that JSON can hold"),
        (("rule", HIT), "answered tuple, not a Hit"),
    ],
)
def test_a_hit_that_cannot_quote_its_evidence_is_a_fault(host_of, hit, said):
    (verdict,) = judge.detect(host_of(detect=[HIT, hit]), TEXT, Memory().before())

    assert verdict.results == ()
    assert verdict.fault.kind == "contract"
    assert said in verdict.fault.message


def test_earlier_articles_are_quoted_in_the_revision_that_is_named(host_of):
    memory = Memory()
    memory.add(article("a dog barks", id=3, revision=1, arrival=1))
    memory.add(article("a cat barks", id=3, revision=2, arrival=2))
    old = Evidence(article=3, revision=1, start=2, end=5, quote="dog", role="prior")
    host = host_of(detect=[replace(HIT, evidence=(*HIT.evidence, old))])

    (sound,) = judge.detect(host, TEXT, memory.before(TEXT))
    (unsound,) = judge.detect(host, replace(TEXT, arrival=1), memory.before(replace(TEXT, arrival=1)))

    assert sound.fault is None
    assert "which was not there before this one" in unsound.fault.message


MANY = """
from monitor import Evidence, Hit, Match, RuleConfig, hookimpl
class Many:
    class Config(RuleConfig):
        start: int = 2
    def __init__(self, rules):
        self.rules = rules
    @hookimpl
    def annotate(self, article):
        for name, config in self.rules.items():
            yield Match(rule=name, spans=((config.start, config.start + 3),))
    @hookimpl
    def detect(self, article, history):
        for name, config in self.rules.items():
            quote = Evidence(article=7, revision=2, start=config.start, end=config.start + 3, quote="cat")
            yield name, Hit(key=name, title=name, evidence=(quote,))
"""
RULES = '[rules.good]\nuse = "answering"\n[rules.bad]\nuse = "answering"\nstart = 900\n[rules.also]\nuse = "answering"\n'


def test_where_a_unit_holds_many_rules_a_fault_costs_only_its_rule(host_of):
    host = host_of(RULES, code=MANY)

    (matched,) = judge.annotate(host, TEXT)
    (found,) = judge.detect(host, TEXT, Memory().before())

    assert [match.rule for match in matched.results] == ["good", "also"]
    assert matched.fault.rule == "bad"
    assert [rule for rule, _ in found.results] == ["good", "also"]
    assert found.fault.rule == "bad"


def test_a_match_is_signed_with_the_version_of_its_rule(host_of):
    host = host_of(RULES, code=MANY)

    (verdict,) = judge.annotate(host, TEXT)

    assert {match.rule: match.version for match in verdict.results}["good"] == host.rules()["good"].version


def test_only_the_rules_that_are_named_answer(host_of):
    host = host_of(RULES, code=MANY)

    (verdict,) = judge.detect(host, TEXT, Memory().before(), only=["also"])

    assert [rule for rule, _ in verdict.results] == ["also"]
    assert judge.detect(host, TEXT, Memory().before(), only=["nobody"]) == ()


PAYLOAD = Payload(source="s", url="http://example.org", fetched_at=NOON)
ENTRY = Entry(source="s", ref="1", keys=("k",), fetched_at=NOON)


def extracted(entry):
    return article("text", source=entry.source, ref=entry.ref)


def test_a_payload_becomes_a_feed_and_articles(host_of):
    host = host_of(parse=Feed(entries=(ENTRY,), title="News"), extract=extracted)

    reading = judge.read(host, PAYLOAD)

    assert reading.feed.title == "News"
    assert [one.ref for one in reading.articles] == ["1"]
    assert (reading.error, reading.faults) == (None, ())


def test_entries_alone_are_a_feed_too(host_of):
    reading = judge.read(host_of(parse=[ENTRY, ENTRY], extract=extracted), PAYLOAD)

    assert reading.feed.entries == (ENTRY, ENTRY)


def test_an_article_says_its_sources_outlet_and_language_where_it_has_none(host_of):
    class Options:
        outlet, lang = "The Paper", "de"

    source = Source(name="s", use="feed", url="x", options=Options())
    host = host_of(parse=[ENTRY], extract=lambda entry: replace(extracted(entry), lang="fr"))

    (one,) = judge.read(host, PAYLOAD, source).articles

    assert (one.outlet, one.lang) == ("The Paper", "fr")


def test_a_text_is_made_storable_and_normal(host_of):
    host = host_of(parse=[ENTRY], extract=lambda entry: replace(extracted(entry), text="cafe\u0301 \0 \ud800 \U0001f600"))

    (one,) = judge.read(host, PAYLOAD).articles

    assert one.text == "café \ufffd \ufffd \U0001f600"


def test_a_document_that_is_none_is_the_sources_error(host_of):
    reading = judge.read(host_of(parse=SourceError("a web page", outcome="web_page")), PAYLOAD)

    assert reading.error.outcome == "web_page"
    assert (reading.feed, reading.articles, reading.faults) == (None, (), ())


def test_a_document_that_nobody_reads_is_an_error(host_of):
    reading = judge.read(host_of(parse=None), PAYLOAD)

    assert str(reading.error) == "no plugin can read this document"


def test_an_entry_that_fails_costs_only_itself(host_of):
    def picky(entry):
        if entry.ref == "bad":
            raise ValueError("bad")
        if entry.ref == "page":
            raise SourceError("page is empty", outcome="empty")
        return extracted(entry) if entry.ref != "none" else None

    entries = [replace(ENTRY, ref=ref) for ref in ("one", "bad", "page", "none", "two")]

    reading = judge.read(host_of(parse=entries, extract=picky), PAYLOAD)

    assert [one.ref for one in reading.articles] == ["one", "two"]
    assert [(fault.unit, fault.stage, fault.message) for fault in reading.faults] == [("answering", "extract", "ValueError: bad")]
    assert reading.warnings == ("page is empty",)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"parse": ["entry"]}, "Feed.entries is tuple"),
        ({"parse": [replace(ENTRY, title=None)]}, "Entry.title is NoneType None: should be str"),
        ({"parse": [ENTRY], "extract": "article"}, "answered str, not an Article"),
        ({"parse": [ENTRY], "extract": replace(TEXT, at=NOON.replace(tzinfo=None))}, "Article.at is datetime"),
        ({"parse": [ENTRY], "extract": replace(TEXT, annotations=(MENTION,))}, "carries annotations"),
    ],
    ids=["no-entry", "entry-field", "no-article", "naive-time", "annotated"],
)
def test_a_reading_is_checked_and_its_plugin_named(host_of, answers, said):
    reading = judge.read(host_of(**answers), PAYLOAD)

    assert reading.articles == ()
    assert [(fault.unit, fault.kind) for fault in reading.faults] == [("answering", "contract")]
    assert said in reading.faults[0].message


NOTE = Notification(delivery_id="d", channel="c", reason="opened", alerts=(), created_at=NOON)


def test_telling_gives_the_channels_own_errors_as_they_are(host_of):
    telling = judge.tell(host_of(notify=TryLater("busy")), NOTE)

    assert isinstance(telling.error, TryLater)
    assert telling.faults == ()


def test_telling_gives_other_errors_as_faults(host_of):
    telling = judge.tell(host_of(notify=ValueError("oops")), NOTE)

    assert [fault.message for fault in telling.faults] == ["ValueError: oops"]


def test_a_channel_without_a_plugin_is_an_error(host_of):
    telling = judge.tell(host_of("[rules.a]\nuse = 'answering'", code=MANY), NOTE)

    assert isinstance(telling.error, DeliveryError)
    assert "no plugin serves channel 'c'" in str(telling.error)
