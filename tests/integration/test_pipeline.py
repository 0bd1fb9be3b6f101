"""From an article taken in to what is told: hits join alerts, outcomes add up, what is missed stays on the books."""

from __future__ import annotations

import textwrap

import pytest

from monitor.notify.rows import alert_row

PLUGINS = '[plugins]\nfolders = ["plugins"]\n'
FLOOD = """
    from monitor import Config, Evidence, Hit, RuleConfig, hookimpl

    class Word:
        kind = "word"
        version = "{version}"

        class Config(RuleConfig):
            word: str

        def __init__(self, name, config):
            self.word = config.word

        @hookimpl
        def detect(self, article, history):
            {trouble}
            at = article.text.find(self.word)
            if at >= 0:
                quote = Evidence(article=article.id, revision=article.revision, start=at, end=at + len(self.word), quote=self.word)
                yield Hit(key=self.word, title=f"about {{self.word}}", evidence=(quote,), kind="topic", material="toll" in article.text)
"""
RULE = """
[rules.flood]
use = "word"
word = "flood"
"""


def write_plugin(desk, *, trouble="", version="1"):
    folder = desk.folder / "plugins"
    folder.mkdir(exist_ok=True)
    (folder / "word.py").write_text(textwrap.dedent(FLOOD.format(trouble=trouble or "pass", version=version)))


@pytest.fixture
def flood_desk(desk):
    write_plugin(desk)
    return desk.configure(PLUGINS + RULE)


def test_the_first_hit_opens_an_alert_and_is_told(flood_desk):
    flood_desk.reads("A flood in Port Royal")

    [alert] = flood_desk.alerts()
    assert (alert.rule, alert.key, alert.revision, len(alert.hits)) == ("flood", "flood", 1, 1)
    assert alert.hits[0].hit.evidence[0].quote == "flood"
    assert flood_desk.outbox() == ["opened"]


def test_a_second_hit_joins_the_alert_and_is_folded(flood_desk):
    flood_desk.reads("A flood in Port Royal")

    flood_desk.reads("The flood again")

    [alert] = flood_desk.alerts()
    assert (len(alert.hits), alert.revision) == (2, 1)
    assert flood_desk.outcomes() == ["sent", "folded"]
    assert flood_desk.outbox() == ["opened"]


def test_a_material_hit_is_told_when_the_fold_ends(flood_desk):
    flood_desk.reads("A flood in Port Royal")
    flood_desk.later(minutes=5).reads("The toll of the flood")

    early = flood_desk.house.teller.sweep()
    flood_desk.later(minutes=11)
    late = flood_desk.house.teller.sweep()

    assert (early, late) == (0, 1)
    assert flood_desk.outbox() == ["opened", "changed"]
    assert flood_desk.alerts()[0].revision == 2


def test_a_later_hit_that_changes_nothing_is_repeated(flood_desk):
    flood_desk.reads("A flood in Port Royal")

    flood_desk.later(hours=1).reads("The flood again")

    assert flood_desk.outcomes() == ["sent", "repeated"]


def test_the_baseline_is_judged_and_told_to_nobody_until_a_live_hit_comes(flood_desk):
    flood_desk.reads("A flood in Port Royal", baseline=True)
    silent = flood_desk.outbox()

    flood_desk.reads("The flood again")

    assert silent == []
    assert flood_desk.outcomes() == ["baseline", "sent"]
    assert flood_desk.outbox() == ["opened"]


def test_every_hit_has_one_outcome_per_channel(flood_desk):
    more = '[channels.other]\nuse = "webhook"\nurl = "http://127.0.0.1:9/x"\nkinds = ["figure"]\n'
    flood_desk.configure(PLUGINS + RULE + more)

    for number in range(5):
        flood_desk.reads(f"The flood, report {number}")

    assert len(flood_desk.rows("outcome")) == 2 * len(flood_desk.rows("hit")) == 10


def test_the_cap_holds_back_and_says_how_many(flood_desk):
    flood_desk.configure(PLUGINS + RULE, config=flood_desk.config.split("[plugins]")[0] + 'cap_per_hour = 1\nfold = "1s"\n')
    for number in range(4):
        flood_desk.later(minutes=1).reads(f"The toll of the flood, report {number}")

    flood_desk.house.teller.sweep(settled=True)

    assert flood_desk.outcomes() == ["sent", "capped", "capped", "capped"]
    assert sorted(row.held_back for row in flood_desk.rows("delivery")) == [0, 3]
    assert all(row.delivery_id for row in flood_desk.rows("outcome"))


def test_the_same_article_again_changes_nothing(flood_desk):
    flood_desk.reads("A flood in Port Royal", ref="a")

    flood_desk.reads("A flood in Port Royal", ref="a")

    assert len(flood_desk.rows("revision")) == len(flood_desk.rows("hit")) == 1


def test_an_edit_is_a_revision_of_the_same_article(flood_desk):
    flood_desk.reads("A flood in Port Royal", url="https://wire.example/1")
    flood_desk.reads("A flood in Port Royal and beyond", url="https://wire.example/1")
    flood_desk.reads("A flood in Port Royal", url="https://wire.example/1")

    assert [row.number for row in flood_desk.rows("revision")] == [1, 2, 3]
    assert len(flood_desk.rows("article")) == 1


def test_what_a_broken_plugin_missed_is_run_when_it_is_mended(flood_desk):
    write_plugin(flood_desk, trouble="raise ValueError('broken')")
    flood_desk.close()
    flood_desk.reads("A flood in Port Royal")
    missed = [(row.unit, row.state) for row in flood_desk.rows("work")]

    write_plugin(flood_desk, version="2")
    flood_desk.close()
    flood_desk.house.judge()

    assert missed == [("flood", "faulted")]
    assert flood_desk.rows("work") == []
    assert len(flood_desk.alerts()) == 1


def test_a_plugin_that_keeps_failing_is_suspended_and_what_it_misses_is_kept(flood_desk):
    write_plugin(flood_desk, trouble="raise ValueError('broken')")
    flood_desk.close()

    for number in range(7):
        flood_desk.reads(f"The flood, report {number}")

    states = [row.state for row in flood_desk.rows("work")]
    assert states.count("faulted") == 5
    assert states.count("suspended") == 2
    assert ("detect", "flood") in flood_desk.house.pipeline.suspended


def test_a_new_rule_is_run_over_stored_articles_and_tells_nobody(flood_desk):
    flood_desk.reads("A storm in Port Royal")

    flood_desk.configure(PLUGINS + RULE + '[rules.storm]\nuse = "word"\nword = "storm"\n')
    flood_desk.house.judge()

    assert [alert.rule for alert in flood_desk.alerts()] == ["storm"]
    assert flood_desk.outcomes() == ["baseline"]


FLOODS = '[rules.flood]\nuse = "topic"\nquery = "flood"\n'
STORMS = '[rules.storm]\nuse = "topic"\nquery = "storm"\n'
TOLLS = '[rules.tolls]\nuse = "new-figure"\ntopic = "storm"\n'


@pytest.mark.parametrize(
    ("rules", "first"), [(STORMS, ["flood", "storm"]), (STORMS + TOLLS, [])], ids=["a topic", "a topic that another rule asks for"]
)
def test_what_comes_in_waits_for_a_new_topic_only_if_a_rule_asks_for_it(desk, monkeypatch, rules, first):
    monkeypatch.setattr("monitor.pipeline.BATCH", 1)
    desk.configure(FLOODS)
    for port in ("Royal", "Mary", "Ann"):
        desk.reads(f"A storm in Port {port}")
    desk.configure(FLOODS + rules)
    desk.takes_in("A storm and a flood in Port Vell")

    for stage in ("annotate", "place", "detect"):
        getattr(desk.house.pipeline, stage)()
    judged = sorted(alert.rule for alert in desk.alerts())
    desk.house.judge()

    assert judged == first
    assert sorted(desk.outcomes()) == ["baseline", "baseline", "baseline", "sent", "sent"]


def test_an_article_that_a_new_topic_is_still_to_match_is_not_judged_without_it(desk):
    desk.configure(FLOODS)
    desk.takes_in("A storm and a flood in Port Vell")
    desk.house.pipeline.annotate()
    desk.house.pipeline.place()
    desk.configure(FLOODS + STORMS)

    assert desk.house.pipeline.detect() == 0
    desk.house.judge()

    assert sorted(alert.rule for alert in desk.alerts()) == ["flood", "storm"]


TAGGER = """
    from monitor import Mention, RuleConfig, hookimpl

    class Tagger:
        kind = "tagger"

        class Config(RuleConfig):
            tag: str

        def __init__(self, name, config):
            self.tag = config.tag

        @hookimpl
        def annotate(self, article):
            at = article.text.find(self.tag)
            if at >= 0:
                yield Mention(start=at, end=at + len(self.tag), quote=self.tag, name=self.tag, kind="tag")
"""


def test_what_a_configured_rule_annotates_is_stored(desk):
    folder = desk.folder / "plugins"
    folder.mkdir()
    (folder / "tagger.py").write_text(textwrap.dedent(TAGGER))
    desk.configure(PLUGINS + '[rules.floods]\nuse = "tagger"\ntag = "#flood"\n')

    desk.reads("Water everywhere #flood")

    [tag] = [row for row in desk.rows("annotation") if row.kind == "tag"]
    assert (tag.unit, tag.data["quote"]) == ("floods", "#flood")


def test_an_alert_about_a_dispute_rests_on_the_outlets_of_both_sides(desk):
    desk.configure('[rules.disputes]\nuse = "contradiction"\n')
    bridge = "The Elsa bridge closed at noon after the crash. "
    desk.reads(f"Tanker rams bridge\n{bridge}A tanker of the Norvik line rammed the Elsa bridge, witnesses said.", outlet="Coast Radio")
    denial = "The Norvik line denied on Friday that one of its tankers had rammed the Elsa bridge."
    desk.later(hours=2).reads(f"Norvik denies crash\n{bridge}{denial}", outlet="Herald", publisher="herald.example")

    [alert] = desk.alerts()

    assert (alert.relation, alert_row(alert)["outlets"]) == ("denial", ["Coast Radio", "Herald"])
    assert [report.outlet for report in alert.hits[0].reports] == ["Herald", "Coast Radio"]
