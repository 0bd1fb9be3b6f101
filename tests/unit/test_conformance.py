"""The plugin author's kit: what `plugins new` writes passes `plugins test`, and a bad plugin is told what it does wrong."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest

from monitor.conformance import Target, examine
from monitor.errors import UsageError
from monitor.scaffold import SORTS, write

KEYS = {"detector": {"words": ["bridge"]}, "annotator": {}, "channel": {}}
BAD = """
    import random, sys
    from monitor import Mention, hookimpl

    def mention(article, name, end=4, quote=None):
        return Mention(start=0, end=end, quote=quote or article.text[:4], name=name, kind="test")

    @hookimpl
    def annotate(article):
        if "RAISE" in article.text:
            raise ZeroDivisionError("on purpose")
        if "EXIT" in article.text:
            sys.exit(3)
        if "LIE" in article.text:
            yield mention(article, "lie", end=10_000, quote="nowhere")
        while "HANG" in article.text:
            pass
        if "SETS" in article.text:
            for name in {"one", "two", "three", "four", "five", "six", "seven"}:
                yield mention(article, name)
        if "CHANCE" in article.text:
            yield mention(article, str(random.random()))
"""


def failed(findings):
    return {(each.check, each.said) for each in findings if each.verdict == "failed"}


def bad_plugin(folder, code):
    (folder / "bad.py").write_text(textwrap.dedent(code))
    return str(folder / "bad.py")


@pytest.mark.parametrize("sort", SORTS)
def test_a_new_plugin_passes_its_own_test_and_the_kit(tmp_path, sort):
    plugin, test = write(f"my-{sort}", sort, tmp_path).files
    keys = {**KEYS[sort], **({"path": str(tmp_path / "told")} if sort == "channel" else {})}

    own = subprocess.run([sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(test)], capture_output=True, text=True)
    findings = examine(Target(plugin=str(plugin), keys=keys, send=sort == "channel", budget_seconds=60))

    assert own.returncode == 0, own.stdout
    assert {each.verdict for each in findings} == {"passed"}
    assert any("hostile" in each.check for each in findings)


def test_a_new_channel_is_told_each_test_message_once(tmp_path):
    plugin, _ = write("teller", "channel", tmp_path).files

    examine(Target(plugin=str(plugin), keys={"path": str(tmp_path / "told")}, send=True))

    assert len((tmp_path / "told").read_text().splitlines()) == 3


def test_each_kind_of_misconduct_is_named_with_the_text_that_shows_it(tmp_path):
    texts = {word.lower(): f"{word} here" for word in ("RAISE", "EXIT", "LIE", "HANG", "SETS", "CHANCE")}

    findings = examine(Target(plugin=bad_plugin(tmp_path, BAD), texts=texts, deadline_seconds=1, budget_seconds=60))

    said = "\n".join(f"{check}: {said}" for check, said in failed(findings))
    for wanted in (
        "raise: raised: ZeroDivisionError: on purpose",
        "exit: exited: SystemExit: 3",
        "lie: contract: its annotation has a span outside the text: 0:10000 of 8",
        "hang: hung: did not finish within 1 s",
        "determinism: annotate answers otherwise in another process: sets",
        "determinism: annotate answers otherwise in another process: chance",
    ):
        assert wanted in said
    assert len(failed(findings)) == 6


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import nothing_of_that_name", "ModuleNotFoundError"),
        ("import sys; sys.exit(1)", "SystemExit"),
        ("import os; os._exit(7)", "ended the process that loads it, with exit code 7"),
        ("from monitor import hookimpl\n@hookimpl\ndef anotate(article): return []", "'anotate' is no hook (did you mean 'annotate'?)"),
        ("from monitor import hookimpl\n@hookimpl\ndef annotate(article, clock): return []", "asks for 'clock'"),
    ],
    ids=["import", "exit", "vanish", "misspelt", "arguments"],
)
def test_a_plugin_that_cannot_be_loaded_says_why_and_ends_nothing(tmp_path, code, said):
    (finding,) = examine(Target(plugin=bad_plugin(tmp_path, code)))

    assert (finding.check, finding.verdict) == ("loads", "failed")
    assert said in finding.said


def test_a_missing_key_is_told_as_the_configuration_tells_it():
    findings = examine(Target(plugin="topic"))

    assert any(check == "configuration" and "query: field required" in said for check, said in failed(findings))


def test_the_other_plugins_of_its_folder_are_left_alone(tmp_path):
    (tmp_path / "neighbour.py").write_text("import os; os._exit(9)")
    plugin, _ = write("quiet", "annotator", tmp_path).files

    assert failed(examine(Target(plugin=str(plugin), budget_seconds=60))) == set()


@pytest.mark.parametrize("plugin", ["no-such-plugin", "/no/such/plugin.py"])
def test_an_unknown_plugin_is_refused(plugin):
    with pytest.raises(UsageError, match="no such plugin"):
        examine(Target(plugin=plugin))


@pytest.mark.parametrize("name", ["", "9lives", "Shouting", "class", "../up", "a b"])
def test_a_name_that_cannot_be_one_is_refused(tmp_path, name):
    with pytest.raises(UsageError, match="not a name for a plugin"):
        write(name, "detector", tmp_path)


def test_nothing_is_overwritten(tmp_path):
    write("mine", "detector", tmp_path)

    with pytest.raises(UsageError, match=r"mine\.py.* is there already"):
        write("mine", "annotator", tmp_path)


EXPLAINS = """
    from monitor import RuleConfig, hookimpl

    class Explains:
        class Config(RuleConfig):
            pass
        def __init__(self, name, config):
            self.name = name
        @hookimpl
        def detect(self, article):
            return ()
        def explain(self, article, rule, history):
            if PASSES:
                return f"{rule} came after {len(history.neighbours([]))}"
            raise LookupError("on purpose")
"""


@pytest.mark.parametrize(("passes", "verdict"), [("True", "passed"), ("False", "failed")])
def test_an_explanation_is_tried_with_the_history(tmp_path, passes, verdict):
    findings = examine(Target(plugin=bad_plugin(tmp_path, EXPLAINS.replace("PASSES", passes)), budget_seconds=60))

    explained = [each for each in findings if each.check == "explain, ordinary"]
    assert {each.verdict for each in explained} == {verdict}
    assert ("on purpose" in explained[0].said) == (verdict == "failed")
