"""`monitor rules add`: a rule is checked, tried, written down beside the others, or refused with nothing changed."""

from __future__ import annotations

import json
import tomllib

import pytest

from monitor.check import check
from monitor.cli import main
from monitor.testing import NOON, article

CONFIG = """# What we watch.
[rules.quake]  # the first one
use = "topic"
query = "quake"
"""


@pytest.fixture
def desk(tmp_path, store_world, capsys):
    """A configuration with one rule and a store with two reports; gives the files after a command."""
    world = store_world("sqlite")
    world.add(article("A quake hit Dunmere.", at=NOON))
    world.add(article("A flood came.", at=NOON))
    config = tmp_path / "monitor.toml"
    config.write_text(f"{CONFIG}[store]\nurl = {json.dumps(world.store.url.render_as_string())}\n")

    def run(*arguments: str, code: int = 0) -> dict[str, str]:
        assert main(["--config", str(config), "rules", "add", *arguments]) == code
        said = capsys.readouterr()
        run.said, run.complaint = said.out, said.err
        return {path.relative_to(tmp_path).as_posix(): path.read_text() for path in tmp_path.rglob("*.toml")}

    run.config = config
    return run


def test_a_rule_is_written_in_a_file_of_its_own_and_the_others_stay_as_they_are(desk):
    before = desk.config.read_text()

    files = desk(
        "flood", "--query", "flood* AND NOT plain", "--title", "Floods", "--status", "experimental", "--should-match", "Floods came."
    )

    table = {"use": "topic", "query": "flood* AND NOT plain", "title": "Floods", "status": "experimental", "should_match": ["Floods came."]}
    assert tomllib.loads(files["rules/flood.toml"]) == {"rules": {"flood": table}}
    assert files["monitor.toml"] == before
    assert check(desk.config) == []


def test_what_it_would_have_found_is_shown_first_and_what_happens_next_last(desk):
    desk("flood", "--query", "flood*")

    assert "1 hit in 1 day of stored text (2 articles), about 1.0 a day" in desk.said
    assert "It first judges what is\nstored, which tells nobody about the past" in desk.complaint


def test_a_file_of_that_name_keeps_its_comments_and_gets_the_rule(desk):
    (desk.config.parent / "rules").mkdir()
    kept = '# Floods, by the river desk.\n[rules.river]\nuse = "topic"\nquery = "river"  # any\n'
    (desk.config.parent / "rules" / "flood.toml").write_text(kept)

    files = desk("flood", "--query", "flood*")

    assert files["rules/flood.toml"] == kept + '\n[rules.flood]\nuse = "topic"\nquery = "flood*"\n'


def test_other_kinds_are_added_by_their_keys(desk):
    files = desk("toll", "--use", "new-figure", "--set", "topic=quake", "--set", "watch=people killed", "--set", "confidence=0.9")

    table = {"use": "new-figure", "topic": "quake", "watch": ["people killed"], "confidence": 0.9}
    assert tomllib.loads(files["rules/toll.toml"])["rules"]["toll"] == table


def test_a_name_that_no_file_can_have_is_written_all_the_same(desk):
    files = desk("../storms & floods", "--query", "flood*")

    assert tomllib.loads(files["rules/storms-floods.toml"])["rules"]["../storms & floods"]["query"] == "flood*"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["quake", "--query", "quake"], "rule 'quake' is there already, in monitor.toml"),
        (["flood", "--query", "(flood"], "rules.flood.query"),
        (["flood", "--query", "flood", "--should-match", "A fire."], "does not match 'A fire.'"),
        (["flood", "--query", "flood", "--should-not-match", "A flood."], "matches 'A flood.'"),
        (["flood", "--use", "new-figure", "--set", "confidence=high"], "rules.flood.confidence"),
        (["flood", "--use", "new-figure", "--set", "topic=floods"], "no rule is named 'floods'"),
        (["flood"], "no query is given"),
        ([" ", "--query", "flood"], "should have a name that can be printed"),
    ],
    ids=["name in use", "query", "inline test", "inline counter-test", "number", "topic", "nothing", "no name"],
)
def test_a_faulty_rule_is_refused_and_nothing_is_written(desk, arguments, said):
    before = desk.config.read_text()

    assert desk(*arguments, code=2) == {"monitor.toml": before}
    assert said in desk.complaint


def test_a_rule_can_be_added_before_anything_is_stored(tmp_path, capsys):
    config = tmp_path / "monitor.toml"
    config.write_text('[store]\nurl = "sqlite:///none.db"\n')

    assert main(["--config", str(config), "rules", "add", "flood", "--query", "flood"]) == 0

    assert (tmp_path / "rules" / "flood.toml").exists()
    assert "not tried on stored articles" in capsys.readouterr().err


def test_rules_list_counts_a_rule_s_own_tests_and_runs_them_when_asked(desk, capsys):
    desk("flood", "--query", "flood*", "--should-match", "Floods came.", "--should-not-match", "A fire.")
    (desk.config.parent / "rules" / "bad.toml").write_text('[rules.bad]\nuse = "topic"\nquery = "fire"\nshould_match = ["A flood."]\n')

    assert main(["--config", str(desk.config), "rules", "list", "--format", "ndjson"]) == 0
    counted = {row["name"]: row["tests"] for row in map(json.loads, capsys.readouterr().out.splitlines())}
    assert main(["--config", str(desk.config), "rules", "list", "--tests", "--format", "ndjson"]) == 1
    failing = {row["name"]: row["failing"] for row in map(json.loads, capsys.readouterr().out.splitlines())}

    assert counted == {"bad": 1, "flood": 2, "quake": 0}
    assert failing == {"bad": 1, "flood": 0, "quake": 0}
