"""What the pages say is so: every key, command, snippet and link in them exists, and every key is told of."""

from __future__ import annotations

import json
import re
import shlex
from argparse import ArgumentParser
from importlib import import_module
from pathlib import Path

import pytest
from monitor_plugins.channels import signature, signing_key

from monitor.check import check
from monitor.cli import VERBS
from monitor.config import defaults, schema
from monitor.host import Host
from monitor.model.alert import Evidence, Hit, Notification, Outcome, Reason, State, StoredHit
from monitor.notify.render import event_of
from monitor.testing import NOON, article

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", "CHANGELOG.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")))
TEXTS = {page: (ROOT / page).read_text(encoding="utf-8") for page in PAGES}
CONFIGURATION = TEXTS["docs/configuration.md"]
SECTIONS = ("sources", "rules", "channels")
NAMED = ("sources", "rules", "channels", "aliases")
SCHEMA = schema(Host(defaults()).kinds)


def blocks(language: str) -> list[tuple[str, str]]:
    block = re.compile(rf"^```{language}\n(.*?)^```", re.DOTALL | re.MULTILINE)
    return [(page, code) for page, text in TEXTS.items() for code in block.findall(text)]


def labelled(found: list[tuple[str, str]]) -> list:
    return [pytest.param(page, text, id=f"{page}: {text.strip().splitlines()[0]}"[:100]) for page, text in found]


# Keys ---------------------------------------------------------------------------------------------------------------------


def model(reference: dict) -> dict:
    return SCHEMA["$defs"][reference["$ref"].rpartition("/")[2]]


def models() -> dict[str, dict]:
    """Give the schema of every heading of the page: core tables, what a section's kinds share, each kind's own, and what they hold."""
    found = {f"`[{name}]`": model(SCHEMA["properties"][name]) for name in SCHEMA["properties"] if name not in NAMED}
    for section in SECTIONS:
        kinds = {}
        for one in SCHEMA["properties"][section]["additionalProperties"]["oneOf"]:
            reference, use = one["allOf"]
            kinds[use["properties"]["use"]["const"]] = model(reference)
        shared = set.intersection(*(set(kind["properties"]) for kind in kinds.values())) - {"version"}
        some = next(iter(kinds.values()))
        found[f"Every {section[:-1]}"] = {**some, "properties": {key: some["properties"][key] for key in shared}}
        for use, kind in kinds.items():
            own = {key: value for key, value in kind["properties"].items() if key not in shared or value != some["properties"][key]}
            found[f'`use = "{use}"`'] = {**kind, "properties": own}
    found["`auth`"] = SCHEMA["$defs"]["Auth"]
    found["`nli`"] = SCHEMA["$defs"]["NliConfig"]
    return found


def told() -> dict[str, dict[str, str]]:
    """Give the default that the page tells of each key, by heading."""
    parts = re.split(r"^##+ (.*)$", CONFIGURATION, flags=re.MULTILINE)
    rows = re.compile(r"^\| `(\w+)` \| [^|]+ \| ([^|]+) \| [^|]+ \|$", re.MULTILINE)
    return {heading: dict(rows.findall(text)) for heading, text in zip(parts[1::2], parts[2::2], strict=True)}


def written(key: str, of: dict) -> str:
    """Write a key's default as the page does."""
    if key in of.get("required", ()):
        return "*required*"
    default = of["properties"][key].get("default")
    return "–" if default is None else f"`{json.dumps(default)}`"


@pytest.mark.parametrize("heading", models())
def test_every_key_of_the_configuration_is_told_of_with_its_default(heading):
    of = models()[heading]

    assert told().get(heading, {}) == {key: written(key, of) for key in of["properties"]}


def test_no_table_is_told_of_that_does_not_exist():
    known = {*models(), *(f"`[{name}.NAME]`" for name in SECTIONS), "`[aliases]`", "Types"}

    assert set(told()) <= known
    assert all(f"[{name}" in CONFIGURATION for name in SCHEMA["properties"])


def test_the_shipped_schema_is_current():
    shipped = json.loads((ROOT / "config" / "monitor.schema.json").read_text(encoding="utf-8"))

    assert shipped == SCHEMA, "run `make schema`"


# Commands -----------------------------------------------------------------------------------------------------------------


def commands() -> list[tuple[str, str]]:
    """Give every command line of the monitor: in blocks of shell code, and between backticks in prose."""
    lines = [(page, line) for page, code in blocks("sh") for line in code.splitlines()]
    inline = [(page, code) for page, text in TEXTS.items() for code in re.findall(r"`(monitor [^`\n]+)`", text)]
    found = [(page, re.sub(r"\s+#.*", "", line).strip()) for page, line in [*lines, *inline]]
    return list(dict.fromkeys((page, line) for page, line in found if line.startswith("monitor ")))


@pytest.mark.parametrize(("page", "line"), labelled(commands()))
def test_every_command_can_be_given(page, line, capsys):
    words = shlex.split(line)[1:]
    words = words[2:] if words[0] == "--config" else words
    if words[0] in ("--help", "--version"):
        return
    assert words[0] in VERBS, line
    parser = ArgumentParser(prog=f"monitor {words[0]}")
    import_module(f"monitor.cli.{VERBS[words[0]][0]}").add_arguments(parser, words[0])

    try:
        parser.parse_args(words[1:])
    except SystemExit:
        # Prose may name a command without saying on what.
        assert "the following arguments are required" in capsys.readouterr().err, line


def test_every_verb_is_told_of():
    pages = "\n".join(TEXTS.values())

    assert [verb for verb in VERBS if not re.search(rf"monitor (--config \S+ )?{verb}\b", pages)] == []


def test_every_make_target_that_is_told_of_exists():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = {target for text in TEXTS.values() for target in re.findall(r"\bmake ([a-z]+)\b(?=[` ]*(?:$|#|`))", text, re.MULTILINE)}

    assert targets >= {"run", "test", "setup", "lint", "schema"}
    assert [target for target in targets if not re.search(rf"^{target}:", makefile, re.MULTILINE)] == []


# Snippets -----------------------------------------------------------------------------------------------------------------


def lay_out_a_model(folder: Path) -> None:
    """Lay out the files that a model's folder holds: looked for when a rule is made, run only when one has found something."""
    folder.mkdir(parents=True)
    for name in ("model.onnx", "tokenizer.json"):
        (folder / name).touch()
    (folder / "config.json").write_text('{"id2label": {"0": "contradiction", "1": "entailment"}}', encoding="utf-8")


@pytest.mark.parametrize(("page", "code"), labelled(blocks("toml")))
def test_every_configuration_holds(page, code, tmp_path, monkeypatch):
    for name in ("WIRE_TOKEN", "DESK_SECRET"):
        monkeypatch.setenv(name, "a secret")
    monkeypatch.setenv("MAIL_URL", "mailtos://user:password@mail.example")
    lay_out_a_model(tmp_path / "models" / "my-nli")
    (tmp_path / "monitor.toml").write_text(code, encoding="utf-8")

    assert [fault for fault in check(tmp_path / "monitor.toml") if "is not installed" not in fault] == []


def test_the_shipped_configuration_has_no_fault():
    assert check(ROOT / "config" / "monitor.toml") == []


def test_the_receiver_of_the_readme_tells_ours_from_others():
    ((_, code),) = blocks("python")
    room: dict = {}
    exec(compile(code, "README.md", "exec"), room)
    body, key, now = b'{"specversion":"1.0"}', signing_key("a secret"), 1_771_000_000
    headers = {"webhook-id": "one", "webhook-timestamp": str(now), "webhook-signature": signature(key, "one", str(now), body)}

    def is_ours(headers=headers, body=body, at=now):
        return room["is_ours"](headers, body, b"a secret", now=lambda: at)

    assert is_ours()
    assert not is_ours(body=body + b" ")
    assert not is_ours(headers=headers | {"webhook-id": "two"})
    assert not is_ours(headers=headers | {"webhook-signature": "v1,AAAA"})
    assert not is_ours(at=now + 3600)


def test_the_message_of_the_page_has_the_shape_of_a_real_one(alert):
    ((_, code),) = blocks("json")
    shown = json.loads(code)
    real = event_of(Notification(delivery_id="d", channel="desk", reason="opened", alerts=(alert,), created_at=NOON))

    (found,) = shown["data"]["alerts"][0]["hits"]
    assert found.pop("details").keys() == {"name", "role", "aliases", "mentions"}
    real["data"]["alerts"][0]["hits"][0].pop("details")
    assert shape(shown) == shape(real)
    assert all(quote["end"] - quote["start"] == len(quote["quote"]) for quote in found["evidence"])


@pytest.fixture
def alert():
    from monitor.model.alert import Alert

    quote = Evidence(article=1, revision=1, start=0, end=9, quote="Kim Ju Ae")
    hit = Hit(key="k", title="t", kind="person", relation="new", evidence=(quote,))
    return Alert(
        id=1, rule="r", kind="person", relation="new", key="k", title="t", state=State.NEW, score=1.0, opened_at=NOON, updated_at=NOON,
        hits=(StoredHit(id=1, hit=hit, article=article("Kim Ju Ae spoke.")),),
    )  # fmt: skip


def shape(value):
    """Give the names of an object, all the way down, without its values."""
    if isinstance(value, dict):
        return {name: shape(inner) for name, inner in value.items()}
    return [shape(value[0])] if isinstance(value, list) and value and isinstance(value[0], dict) else None


def test_what_the_readme_quotes_stands_in_the_shipped_reports():
    (excerpt,) = [code for page, code in blocks("text") if page == "README.md"]
    reports = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "config" / "samples").iterdir()))
    quotes = re.findall("“([^”]*)” — ", excerpt)

    assert len(quotes) >= 4
    assert [quote for quote in quotes if quote not in reports] == []


@pytest.mark.parametrize("word", [*State, *Outcome, *Reason], ids=str)
def test_every_state_outcome_and_reason_is_told_of(word):
    assert f"`{word}`" in TEXTS["docs/alerts.md"]


# Links and lines ----------------------------------------------------------------------------------------------------------


def links() -> list[tuple[str, str]]:
    return [(page, link) for page, text in TEXTS.items() for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]


@pytest.mark.parametrize(("page", "link"), labelled(links()))
def test_every_link_leads_somewhere(page, link):
    assert ((ROOT / page).parent / link.partition("#")[0]).exists()


@pytest.mark.parametrize("page", PAGES)
def test_every_sentence_has_its_own_line(page):
    prose = re.sub(r"^```.*?^```", "", TEXTS[page], flags=re.DOTALL | re.MULTILINE)
    lines = [line for line in prose.splitlines() if line and line[0] not in "|#-"]

    assert [line for line in lines if re.search(r"[a-z`)]\. [A-Z]", line)] == []


@pytest.mark.parametrize("page", ["README.md", *(page for page in PAGES if page.startswith("docs/"))])
def test_every_page_can_be_found(page):
    others = "\n".join(text for other, text in TEXTS.items() if other != page)

    assert page == "README.md" or Path(page).name in others
