"""The rule kind `topic`: its configuration, its matches and hits, and why it did or did not match."""

from __future__ import annotations

from dataclasses import replace

import pytest
from monitor_plugins.topic import Topic, TopicConfig
from pydantic import ValidationError

from monitor import Article, Evidence, Hit, Match, Placement
from monitor.testing import Memory, annotated, article, placed

ALIASES = {"toll": ["killed", "wounded"]}
STORY = (
    "Kestrian soldiers were killed near the river on Monday. Officials said little. The Kestrian army withdrew. "
    "More soldiers followed later. Kestria mourns its soldiers."
)


def topic(**queries: str) -> Topic:
    return Topic({name: TopicConfig(use="topic", query=query) for name, query in queries.items()}, ALIASES)


def judged(kind: Topic, of: Article) -> tuple[Article, list[tuple[str, Hit]]]:
    """Give the article with its matches, and the hits that they make."""
    whole = annotated(of, *kind.annotate(of))
    return whole, list(kind.detect(whole, Memory().before()))


def test_an_article_matches_every_rule_that_it_fits_in_the_order_of_the_rules() -> None:
    of = article(STORY)

    matches = list(topic(second="river", none="zebra", first="Kestr* AND soldier* AND NOT football").annotate(of))

    assert [match.rule for match in matches] == ["second", "first"]
    assert [of.quote(*span) for span in matches[1].spans] == ["Kestrian", "soldiers", "Kestrian", "soldiers", "Kestria", "soldiers"]
    assert matches[1].absent == ("football",)


def test_a_match_stands_at_its_first_span() -> None:
    (match,) = topic(rule="soldiers").annotate(article(STORY))

    assert (match.start, match.end, match.quote) == (9, 17, "soldiers")


def test_a_match_on_metadata_alone_quotes_the_first_sentence() -> None:
    whole, [(_, hit)] = judged(topic(rule="source:afp"), article(STORY, outlet="AFP"))

    assert whole.matches[0].spans == ()
    assert whole.matches[0].quote == "Kestrian soldiers were killed near the river on Monday."
    assert [proof.quote for proof in hit.evidence] == [whole.matches[0].quote]


def test_a_hit_quotes_whole_sentences_and_keeps_the_exact_words() -> None:
    of = replace(article(STORY, title="Kestria: soldiers killed"), id=812, revision=2)

    whole, [(rule, hit)] = judged(topic(rule="soldiers AND river"), of)

    assert (rule, hit.kind, hit.relation, hit.title, hit.key) == ("rule", "topic", "match", "Kestria: soldiers killed", "article:812")
    assert len(hit.evidence) == 3
    assert hit.evidence[1] == Evidence(
        article=812, revision=2, start=25, end=80, quote="Kestrian soldiers were killed near the river on Monday."
    )
    assert all(whole.text[proof.start : proof.end] == proof.quote for proof in hit.evidence)
    assert {span["quote"] for span in hit.details["spans"]} == {"soldiers", "river"}
    assert hit.details["query"] == "soldiers AND river"


def test_the_story_is_the_matter_once_the_article_is_placed() -> None:
    of = placed(article(STORY), Placement(kind="story", key="story-7"))

    _, [(_, hit)] = judged(topic(rule="river"), of)

    assert hit.key == "story-7"


def test_an_article_without_title_is_titled_by_its_first_sentence() -> None:
    _, [(_, hit)] = judged(topic(rule="river"), article(STORY))

    assert hit.title == "Kestrian soldiers were killed near the river on Monday."


def test_a_sentence_too_long_to_quote_is_quoted_around_the_words() -> None:
    of = article("word " * 4_000 + "zebra " + "word " * 4_000)

    _, [(_, hit)] = judged(topic(rule="zebra"), of)

    (proof,) = hit.evidence
    assert "zebra" in proof.quote
    assert len(proof.quote) <= 600
    assert (proof.quote[:5], proof.quote[-5:]) == ("word ", " word")


def test_an_empty_article_matches_everything_and_makes_no_hit() -> None:
    whole, hits = judged(topic(rule="*"), article(""))

    assert len(whole.matches) == 1
    assert hits == []


def test_matches_of_rules_that_are_gone_make_no_hit() -> None:
    of = annotated(article(STORY), Match(rule="gone", spans=((0, 8),), start=0, end=8, quote="Kestrian"))

    assert list(topic(rule="river").detect(of, Memory().before())) == []


def test_a_bad_rule_is_reported_and_the_others_work() -> None:
    bad = TopicConfig(use="topic", query="@nobody AND kim")
    kind = Topic({"bad": bad, "good": TopicConfig(use="topic", query="river")}, ALIASES)

    assert [match.rule for match in kind.annotate(article(STORY))] == ["good"]
    assert list(kind.faults()) == ["bad"]
    assert "unknown alias '@nobody'" in kind.faults()["bad"]
    assert "in error" in kind.explain(article(STORY), "bad")


def test_a_bad_query_is_a_fault_of_the_configuration_with_place_and_hint() -> None:
    with pytest.raises(ValidationError) as caught:
        TopicConfig.model_validate({"use": "topic", "query": "kim AND (lee"}, context={"aliases": {}})

    assert "( without its ) (at character 9): close it" in str(caught.value)


def test_aliases_are_checked_against_the_configuration() -> None:
    good = TopicConfig.model_validate({"use": "topic", "query": "@toll"}, context={"aliases": ALIASES})

    with pytest.raises(ValidationError, match="did you mean @toll"):
        TopicConfig.model_validate({"use": "topic", "query": "@tol"}, context={"aliases": ALIASES})
    assert good.query == "@toll"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("soldiers AND NOT football", 'matches: "soldiers" at 9–17, "soldiers" at 112–120'),
        ("soldiers AND NOT football", "absent: football"),
        ("* NOT football", "matches: by metadata alone; absent: football"),
        ("zebra AND soldiers", "does not match: no zebra"),
        ("(zebra OR lion) AND soldiers", "does not match: no zebra OR lion"),
        ("zebra OR (lion soldiers)", "does not match: no zebra; no lion"),
        ("soldiers NOT river", 'river must not be there, but "river" is, at 39–44'),
        ("soldiers NOT lang:en", "lang:en is there and must not be"),
        ("Officials NEAR/1 soldiers", "Officials and soldiers are there, but with more than 1 word between them"),
        ("zebra NEAR/1 soldiers", "does not match: no zebra"),
        ("2 of (zebra, soldiers, lion)", "only 1 of the 2 needed of zebra, soldiers, lion"),
        ("title:soldiers", "no soldiers in the title"),
        ("source:afp", "no source:afp"),
    ],
)
def test_a_rule_says_why_it_matches_or_what_is_missing(query: str, said: str) -> None:
    assert said in topic(rule=query).explain(article(STORY), "rule")


def test_what_a_not_saw_only_in_a_link_is_said() -> None:
    of = article("The march grew. Read more: handball results.")

    assert "handball stands only in a link to another page" in topic(rule="march NOT handball").explain(of, "rule")


def test_an_unknown_rule_is_named() -> None:
    assert topic(rule="river").explain(article(STORY), "other") == "no topic rule is named 'other'"


def test_the_same_article_gives_the_same_matches_again() -> None:
    kind, of = topic(a="Kestr* OR so*iers", b="soldiers NEAR/9 river", c="2 of (army, river, zebra)"), article(STORY)

    assert list(kind.annotate(of)) == list(
        topic(a="Kestr* OR so*iers", b="soldiers NEAR/9 river", c="2 of (army, river, zebra)").annotate(of)
    )
