"""What people said goes from one store to another, whatever its ids, its database or its version; twice is as once."""

from __future__ import annotations

import json

import pytest

from monitor.cli import main
from monitor.notify.states import Action, Standing, transition
from monitor.notify.tell import keep
from monitor.store import groups
from monitor.store import tables as t
from monitor.store.history import correct
from tests.integration.conftest import Desk

RULES = """
[rules.flood]
use = "topic"
query = "flood OR storm"
"""
REPORTS = [
    ("flood", "Flood kills 12 in Port Royal\nThe flood killed 12 people in Port Royal, officials said."),
    ("storm", "Storm off Cape Verity\nA storm wrecked boats off Cape Verity on Tuesday."),
    ("quake", "Earthquake near Mount Orrin\nAn earthquake of magnitude 6 shook villages near Mount Orrin."),
]


def read_all(desk, reports=REPORTS, more=RULES):
    desk.configure(more)
    for name, text in reports:
        desk.reads(text, url=f"https://wire.example/{name}")
    return desk


@pytest.fixture
def here(desk):
    """Give a desk where somebody marked, muted, noted and merged."""
    read_all(desk)
    for id_, acts in {1: ("useful", "acknowledge"), 2: ("noise", "mute")}.items():
        for number, verb in enumerate(acts):
            desk.later(minutes=1 + number)
            with desk.house.store.write() as connection:
                row = connection.execute(t.alert.select().where(t.alert.c.id == id_)).one()
                before = Standing(state=row.state, verdict=row.verdict)
                keep(connection, id_, *transition(before, Action(verb=verb, who="jo", note="why not"), desk.now))
    with desk.house.store.write() as connection:
        correct(connection, "merge", "story:2", {"into": "story:1"}, now=desk.now, who="jo")
        correct(connection, "split", "story:1", {"article": "3"}, now=desk.now, who="jo")
    desk.house.judge()
    return desk


@pytest.fixture
def there(tmp_path, url_on):
    """Give other desks, on the database of that name."""
    made = []

    def there(database):
        (folder := tmp_path / f"there{len(made)}").mkdir()
        url = f"sqlite:///{folder}/there.db" if database == "sqlite" else url_on(database)
        made.append(Desk(folder, store=url))
        return made[-1]

    yield there
    for desk in made:
        desk.close()


def run(desk, *words):
    desk.close()
    return main(["--config", str(desk.folder / "monitor.toml"), *words])


def standing(desk):
    with desk.house.store.read() as connection:
        rows = connection.execute(t.alert.select().order_by(t.alert.c.title)).all()
    return [(row.title, row.state, row.verdict, row.mute_reason) for row in rows]


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_marks_and_corrections_find_their_alerts_in_a_store_with_other_ids(here, there, database, capsys):
    file = here.folder / "said.ndjson"
    assert run(here, "export", str(file)) == 0
    other = read_all(there(database), [("calm", "A calm day\nNothing happened."), *reversed(REPORTS)])
    assert standing(other) != standing(here)

    codes = [run(other, "import", str(file)) for _ in range(2)]

    said = capsys.readouterr().out.splitlines()
    assert codes == [0, 0]
    assert said[-2:] == [
        "brought: 2 marks new, 0 known; 2 corrections new, 0 known; 0 rules new, 1 known",
        "brought: 0 marks new, 2 known; 0 corrections new, 2 known; 0 rules new, 1 known",
    ]
    assert standing(other) == standing(here)
    assert [(row.who, row.action, row.note) for row in other.rows("audit")] == [
        (row.who, row.action, row.note) for row in here.rows("audit")
    ]
    with other.house.store.read() as connection:
        flood = groups.members(connection, groups.STORIES, ["story:4"])["story:4"]
    assert sorted(member.article.title for member in flood) == ["Flood kills 12 in Port Royal", "Storm off Cape Verity"]


def test_what_somebody_did_here_later_is_not_undone(here, there):
    file = here.folder / "said.ndjson"
    run(here, "export", str(file))
    other = read_all(there("sqlite"))
    with other.house.store.write() as connection:
        keep(connection, 1, *transition(Standing(), Action(verb="resolve", who="al"), here.now.replace(year=2027)))

    run(other, "import", str(file), "--only", "marks")

    assert [state for _, state, _, _ in standing(other)] == ["resolved", "muted"]
    assert sum(row.alert_id == 1 for row in other.rows("audit")) == 3


def test_a_dry_run_changes_nothing(here, there, capsys):
    file = here.folder / "said.ndjson"
    run(here, "export", str(file))
    other = read_all(there("sqlite"), more="")
    before = (standing(other), other.rows("correction"))

    assert run(other, "import", str(file), "--dry-run", "--only", "corrections", "--only", "rules") == 0

    assert capsys.readouterr().out.splitlines()[-1] == "would bring: 2 corrections new, 0 known; 1 rule new, 0 known"
    assert (standing(other), other.rows("correction")) == before
    assert not (other.folder / "rules").exists()


def test_rules_come_into_a_file_of_their_own_and_a_rule_of_the_same_name_stays(here, there, capsys):
    file = here.folder / "said.ndjson"
    run(here, "export", str(file), "--only", "rules")
    other = read_all(there("sqlite"), more="")
    third = read_all(there("sqlite"), more=RULES.replace("flood OR storm", "fire"))

    codes = (run(other, "import", str(file)), run(other, "import", str(file)), run(third, "import", str(file)))

    assert codes == (0, 0, 1)
    assert "[rules.flood]" in (other.folder / "rules" / "imported.toml").read_text()
    assert other.house.host.rules()["flood"].state == "ok"
    assert "rule 'flood' is in monitor.toml already, and says something else" in capsys.readouterr().err


def test_what_is_not_stored_here_is_said_and_the_rest_is_brought(here, there, capsys):
    file = here.folder / "said.ndjson"
    run(here, "export", str(file))
    other = read_all(there("sqlite"), REPORTS[:1])

    assert run(other, "import", str(file)) == 1

    said = capsys.readouterr()
    assert "not brought: no alert of rule 'flood' here is " in said.err
    assert "(merge story:2) is not stored here" in said.err
    assert said.out.splitlines()[-1].startswith("brought: 1 mark new")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "its first line does not say"),
        ('{"type": "mark"}\n', "lacks 'rule'"),
        ("no json\n", ":1: is no JSON"),
        ("[1]\n", ":1: lacks 'type'"),
        (json.dumps({"type": "media-monitor-export", "version": 9}) + "\n", "a newer monitor wrote it (version 9, this one reads 1)"),
    ],
    ids=["empty", "another file", "no JSON", "no object", "newer"],
)
def test_a_file_that_cannot_be_read_changes_nothing_and_says_why(here, capsys, text, said):
    file = here.folder / "said.ndjson"
    file.write_text(text)

    assert run(here, "import", str(file)) == 2
    assert said in capsys.readouterr().err
