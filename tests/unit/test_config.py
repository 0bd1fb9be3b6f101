"""Reads the configuration, and reports every fault at once."""

from __future__ import annotations

import json
import pickle
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some
from pydantic import Field

from monitor.config import (
    ChannelConfig,
    Config,
    Duration,
    RuleConfig,
    Secret,
    SourceConfig,
    defaults,
    load,
    parse_duration,
    schema,
    shown,
    validate,
    write_duration,
)
from monitor.errors import ConfigError, QueryError


class Words(RuleConfig):
    query: str
    topic: str | None = None


class Folder(SourceConfig):
    path: str
    password: Secret | None = None
    settle: Duration = timedelta(seconds=2)


class Webhook(ChannelConfig):
    url: str
    secret: Secret | None = None
    headers: dict[str, Secret] = Field(default={})


KINDS: dict[str, type[Config]] = {"words": Words, "folder": Folder, "webhook": Webhook}


@pytest.fixture
def write(tmp_path):
    def made(text: str, **rules: str):
        (tmp_path / "monitor.toml").write_text(text, encoding="utf-8")
        (tmp_path / "rules").mkdir(exist_ok=True)
        for name, table in rules.items():
            (tmp_path / "rules" / f"{name}.toml").write_text(table, encoding="utf-8")
        return tmp_path / "monitor.toml"

    return made


def faults(path) -> list[str]:
    return [str(fault) for fault in validate(load(path), KINDS).faults]


def test_an_empty_file_is_a_configuration_with_its_store_beside_it(write, tmp_path):
    settings = load(write(""))

    assert settings.store.url == f"sqlite:///{tmp_path}/monitor.db"
    assert settings.workers.faults == 5
    assert settings.net.deadline == timedelta(seconds=30)


@pytest.mark.parametrize(
    ("url", "placed"),
    [
        ("sqlite:///var/a.db", "sqlite:///{base}/var/a.db"),
        ("sqlite:////srv/a.db", "sqlite:////srv/a.db"),
        ("postgresql://user@host/name", "postgresql://user@host/name"),
    ],
    ids=["relative", "absolute", "postgres"],
)
def test_a_relative_store_is_relative_to_the_file(write, tmp_path, url, placed):
    settings = load(write(f'[store]\nurl = "{url}"'))

    assert settings.store.url == placed.format(base=tmp_path)


def test_defaults_need_no_file(tmp_path):
    assert defaults(tmp_path).store.url == f"sqlite:///{tmp_path}/monitor.db"


def test_rules_come_from_the_file_and_from_those_beside_it(write):
    settings = load(write('[rules.one]\nuse = "words"\nquery = "a"', more='[rules.two]\nuse = "words"\nquery = "b"'))

    tables = validate(settings, KINDS)

    assert {name: table.config.query for name, table in tables.rules.items()} == {"one": "a", "two": "b"}
    assert tables.rules["two"].file == "rules/more.toml"


def test_a_missing_file_says_what_to_do(tmp_path):
    with pytest.raises(ConfigError, match=r"monitor.toml: no such file: .*--config"):
        load(tmp_path / "monitor.toml")


def test_a_file_that_is_no_toml_says_on_which_line(write):
    with pytest.raises(ConfigError, match=r"monitor.toml: is no TOML: .*line 2"):
        load(write("[store]\nurl = sqlite"))


def test_a_file_in_another_encoding_is_refused(write):
    path = write("")
    path.write_bytes(b"# caf\xe9\n")

    with pytest.raises(ConfigError, match=r"is not UTF-8: byte 5"):
        load(path)


def test_faults_of_the_core_stop_everything_and_come_all_at_once(write):
    text = """
[stor]
url = "sqlite:///a.db"
[workers]
count = "many"
deadlin = "3s"
[net]
allow = ["10.0.0.0/8", "http://example.org"]
deadline = 30
[log]
level = "loud"
"""
    with pytest.raises(ConfigError) as caught:
        load(write(text))

    assert list(caught.value.faults) == [
        "monitor.toml: stor: unknown table (did you mean 'store'?; line 2)",
        'monitor.toml: net.allow[1]: should be a host:port or a network, such as "127.0.0.1:8900" or "10.0.0.0/8" (line 8)',
        'monitor.toml: net.deadline: should be a duration such as "30s", "15m", "2h" or "1d" (line 9)',
        "monitor.toml: workers.count: should be a valid integer, unable to parse string as an integer (line 5)",
        "monitor.toml: workers.deadlin: unknown key (did you mean 'deadline'?; line 6)",
        "monitor.toml: log.level: should be 'debug', 'info', 'warning' or 'error' (line 11)",
    ]


@pytest.mark.parametrize("opening", ["127.0.0.1:8900", "10.0.0.0/8", "::1", "[::1]:80", "example.org:443", "example.org", "fd00::/8"])
def test_an_opening_of_the_net_is_an_address_a_network_or_a_host(write, opening):
    assert load(write(f'[net]\nallow = ["{opening}"]')).net.allow == [opening]


@pytest.mark.parametrize("opening", ["*", "host:0", "host:99999", "a b", "[::1", "https://a.org", ""])
def test_anything_else_opens_nothing(write, opening):
    with pytest.raises(ConfigError, match="should be a host:port or a network"):
        load(write(f'[net]\nallow = ["{opening}"]'))


def test_all_faults_of_tables_come_at_once_and_leave_the_rest_usable(write):
    text = """
[rules.good]
use = "words"
query = "a"
[rules.typo]
use = "words"
queri = '''
a
'''
[rules.kind]
use = "wrods"
[rules.none]
query = "a"
[rules.section]
use = "folder"
path = "."
[sources.types]
use = "folder"
path = 3
every = "soon"
"""
    tables = validate(load(write(text)), KINDS)

    assert [str(fault) for fault in tables.faults] == [
        'monitor.toml: sources.types.every: should be a duration such as "30s", "15m", "2h" or "1d" (line 20)',
        "monitor.toml: sources.types.path: should be a valid string (line 19)",
        "monitor.toml: rules.typo.query: field required (line 5)",
        "monitor.toml: rules.typo.queri: unknown key (did you mean 'query'?; line 7)",
        "monitor.toml: rules.kind.use: no kind is named 'wrods' (did you mean 'words'?; line 11)",
        "monitor.toml: rules.none.use: field required (one of: words; line 12)",
        "monitor.toml: rules.section.use: 'folder' is a kind of sources, not of rules (one of: words; line 15)",
    ]
    assert tables.rules["good"].config.query == "a"
    assert [name for name, table in tables.rules.items() if table.error] == ["typo", "kind", "none", "section"]


def test_a_rule_that_is_in_two_files_is_in_error(write):
    path = write('[rules.a]\nuse = "words"\nquery = "x"', more='[rules.a]\nuse = "words"\nquery = "y"')

    assert faults(path) == ["rules/more.toml: rules.a: is also in monitor.toml (rename one of them; line 1)"]
    assert validate(load(path), KINDS).rules["a"].config is None


def test_a_broken_rule_file_puts_its_rules_in_error_and_leaves_the_others(write):
    path = write('[rules.a]\nuse = "words"\nquery = "x"', broken='[rules.b]\nuse = words"\n[rules."c d"]\n')

    tables = validate(load(path), KINDS)

    assert list(map(str, tables.faults)) == ["rules/broken.toml: is no TOML: Invalid value (line 2)"]
    assert {name: bool(table.error) for name, table in tables.rules.items()} == {"a": False, "b": True, "c d": True}


def test_a_rule_file_holds_rules_and_nothing_else(write):
    assert faults(write("", more='[rule.a]\nuse = "words"')) == [
        "rules/more.toml: rule: a rule file holds nothing but [rules.NAME] tables (did you mean 'rules'?; line 1)"
    ]


@pytest.mark.parametrize(
    ("topic", "said"),
    [
        ("dprk-toll", "no rule is named 'dprk-toll' (did you mean 'dprk-tolls'?; line 7)"),
        ("off", "its topic 'off' is not enabled (line 7)"),
        ("bad", "its topic 'bad' has faults (mend that rule first; line 7)"),
        ("scoped", "'scoped' is not a topic rule (one of: bad, dprk-tolls, off; line 7)"),
    ],
    ids=["unknown", "disabled", "faulty", "itself"],
)
def test_a_rule_scoped_to_a_topic_that_cannot_match_is_in_error(write, topic, said):
    rules = '[rules.dprk-tolls]\nuse = "words"\nquery = "a"\n[rules.scoped]\nuse = "words"\nquery = "b"'
    more = '[rules.off]\nuse = "words"\nquery = "c"\nenabled = false\n[rules.bad]\nuse = "words"'

    found = faults(write(f'{rules}\ntopic = "{topic}"\n{more}'))

    assert f"monitor.toml: rules.scoped.topic: {said}" in found


def test_whatever_a_kinds_validator_raises_is_a_fault_of_its_table_alone(write):
    class Odd(RuleConfig):
        @classmethod
        def model_validate(cls, *given, **more):
            raise QueryError("bracket is never closed", position=4, hint="add )")

    text = '[rules.odd]\nuse = "odd"\n[rules.fine]\nuse = "words"\nquery = "a"'

    tables = validate(load(write(text)), {**KINDS, "odd": Odd})

    assert list(map(str, tables.faults)) == ["monitor.toml: rules.odd: bracket is never closed (at character 5): add ) (line 1)"]
    assert tables.rules["fine"].config is not None


def test_a_field_that_is_missing_says_what_it_is_for(write):
    assert "monitor.toml: sources.a.path: field required (line 1)" in faults(write('[sources.a]\nuse = "folder"'))


def test_secrets_come_from_files_the_environment_and_systemd(write, tmp_path, monkeypatch):
    monkeypatch.setenv("HOOK_SECRET", "from env")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path / "credentials"))
    (tmp_path / "credentials").mkdir()
    (tmp_path / "credentials" / "hook").write_text("from systemd\n")
    (tmp_path / "hook.secret").write_text("from file\n")
    text = "".join(
        f'[channels.{place}]\nuse = "webhook"\nurl = "x"\nsecret = {{{place} = "{name}"}}\n'
        for place, name in [("file", "hook.secret"), ("env", "HOOK_SECRET"), ("credential", "hook")]
    )

    tables = validate(load(write(text)), KINDS)

    assert not tables.faults
    assert {name: table.config.secret.reveal() for name, table in tables.channels.items()} == {
        "file": "from file",
        "env": "from env",
        "credential": "from systemd",
    }


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('{file = "nowhere"}', "secret is not there: file"),
        ('{env = "NO_SUCH_VARIABLE"}', "secret is not there: env 'NO_SUCH_VARIABLE' is missing"),
        ('{credential = "hook"}', "needs $CREDENTIALS_DIRECTORY"),
        ('{credential = "../hook"}', "should name a credential without a folder"),
        ('{vault = "x"}', 'should be {file = "…"}'),
        ("7", 'should be {file = "…"}'),
    ],
    ids=["no-file", "no-variable", "no-credentials", "climbing", "unknown-place", "number"],
)
def test_a_secret_that_is_not_there_is_a_fault(write, monkeypatch, written, said):
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)

    (fault,) = faults(write(f'[channels.a]\nuse = "webhook"\nurl = "x"\nsecret = {written}'))

    assert "channels.a.secret: " in fault
    assert said in fault


def test_no_secret_is_ever_shown(write):
    text = """
[store]
url = "postgresql://me:hunter2@host/db"
[net]
proxy = "http://me:hunter2@proxy:3128"
[channels.good]
use = "webhook"
url = "x"
secret = "hunter2"
headers = {Authorization = "Bearer hunter2"}
[channels.bad]
use = "webhook"
secret = "hunter2"
secrte = "hunter2"
"""
    settings = load(write(text))
    tables = validate(settings, KINDS)

    everything = [repr(settings), repr(tables), json.dumps(shown(settings, tables)), *map(str, tables.faults)]

    assert tables.channels["good"].config.secret.reveal() == "hunter2"
    assert not [text for text in everything if "hunter2" in text]
    assert shown(settings, tables)["store"]["url"] == "postgresql://me:********@host/db"


def test_settings_travel_to_other_processes(write):
    settings = load(write('[rules.a]\nuse = "words"\nquery = "x"\n[aliases]\nb = ["c*"]'))

    assert pickle.loads(pickle.dumps(settings)) == settings


def test_the_schema_covers_the_core_and_every_kind(write):
    made = schema(KINDS)

    assert set(made["properties"]) >= {"store", "net", "workers", "plugins", "log", "aliases", "sources", "rules", "channels"}
    rules = made["properties"]["rules"]["additionalProperties"]["oneOf"]
    assert [kind["allOf"][1]["properties"]["use"]["const"] for kind in rules] == ["words"]
    for reference in find_references(made):
        assert reference.removeprefix("#/$defs/") in made["$defs"]
    assert "hunter2" not in json.dumps(made)


def find_references(value):
    if isinstance(value, dict):
        yield from ([value["$ref"]] if "$ref" in value else [])
        value = list(value.values())
    for each in value if isinstance(value, list) else []:
        yield from find_references(each)


@pytest.mark.parametrize(("written", "seconds"), [("30s", 30), ("15m", 900), ("2h", 7200), ("1d", 86400), ("1h30m", 5400), ("0.5s", 0.5)])
def test_durations_are_read_as_people_write_them(written, seconds):
    assert parse_duration(written) == timedelta(seconds=seconds)


@pytest.mark.parametrize("written", ["", "30", 30, "s", "-5s", "5 s", "1y", "99999999d"])
def test_other_durations_are_refused(written):
    with pytest.raises(ValueError, match="should be"):
        parse_duration(written)


@given(some.integers(min_value=0, max_value=10**8))
def test_a_duration_is_read_back_as_it_was_written(seconds):
    assert parse_duration(write_duration(timedelta(seconds=seconds))) == timedelta(seconds=seconds)


@pytest.mark.parametrize("written", ["22:00-07:00", "22:00-07:00 Europe/Berlin"])
def test_quiet_hours_are_two_times_and_perhaps_a_zone(write, written):
    assert not faults(write(f'[channels.a]\nuse = "webhook"\nurl = "x"\nquiet_hours = "{written}"'))


@pytest.mark.parametrize("written", ["22-7", "22:00-22:00", "25:00-07:00", "22:00-07:00 Mars/Olympus"])
def test_other_quiet_hours_are_a_fault(write, written):
    (fault,) = faults(write(f'[channels.a]\nuse = "webhook"\nurl = "x"\nquiet_hours = "{written}"'))

    assert "channels.a.quiet_hours: should be two times of day" in fault
