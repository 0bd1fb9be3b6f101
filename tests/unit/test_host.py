"""Finds, configures, names and calls plugins; a bad one costs only itself."""

from __future__ import annotations

import pytest

from monitor.check import NoHistory
from monitor.config import load
from monitor.errors import PluginError, SourceError, StorageError
from monitor.host import Fault, Host, HostSpec
from monitor.model.article import Known, Payload, Source
from monitor.testing import NOON, article


@pytest.fixture
def house(tmp_path):
    """Give a host of these plugin files (by name) and this configuration; the plugins that ship are disabled."""
    (tmp_path / "plugins").mkdir()

    def made(text: str = "", *, suspended=(), keep=(), **files: str) -> Host:
        for name, code in files.items():
            (tmp_path / "plugins" / f"{name}.py").write_text(code)
        path = tmp_path / "monitor.toml"
        path.write_text("")
        shipped = [plugin.name for plugin in Host(load(path)).plugins if plugin.name not in keep]
        path.write_text(f'[plugins]\nfolder = "plugins"\ndisabled = {shipped}\n{text}')
        return Host(load(path), suspended=suspended)

    return made


WORDS = """
from monitor import Evidence, Hit, RuleConfig, hookimpl

class Words:
    version = "2"
    class Config(RuleConfig):
        any: list[str]
    def __init__(self, name, config):
        if not config.any:
            raise ValueError("no words")
        self.words = config.any
    @hookimpl
    def detect(self, article):
        for word in self.words:
            at = article.text.find(word)
            if at >= 0:
                quote = Evidence(article=article.id, revision=article.revision, start=at, end=at + len(word), quote=word)
                yield Hit(key=word, title=word, evidence=(quote,))
    def explain(self, article, rule):
        return f"{rule} looks for {self.words}"
"""

ALL = """
from monitor import Match, RuleConfig, hookimpl

class All:
    kind = "all"
    class Config(RuleConfig):
        word: str
    def __init__(self, rules, aliases):
        if any(config.word == "boom" for config in rules.values()):
            raise RuntimeError("boom")
        self.rules = rules
    def faults(self):
        return {name: "a word is one word" for name, config in self.rules.items() if " " in config.word}
    @hookimpl
    def annotate(self, article):
        for name, config in self.rules.items():
            at = article.text.find(config.word)
            if at >= 0 and name not in self.faults():
                yield Match(rule=name, spans=((at, at + len(config.word)),))
"""

PLAIN = """
from monitor import Mention, hookimpl
version = "7"
@hookimpl
def annotate(article):
    yield Mention(start=0, end=1, quote=article.text[0], name="first", kind="letter")
"""


def test_a_file_in_the_folder_is_a_plugin_and_a_kind(house):
    host = house('[rules.cats]\nuse = "words"\nany = ["cat"]', words=WORDS, plain=PLAIN)

    assert [(plugin.name, plugin.state, plugin.version, plugin.hooks) for plugin in host.plugins if plugin.state != "disabled"] == [
        ("plain", "loaded", "7", ("annotate",)),
        ("words", "loaded", "2", ("detect",)),
    ]
    assert host.units("annotate") == {"plain": "7"}
    assert list(host.units("detect")) == ["cats"]


def test_a_shipped_plugin_is_an_entry_point_and_ours(house):
    host = house(keep=["stdout"])

    (plugin,) = [plugin for plugin in host.plugins if plugin.name == "stdout"]
    assert (plugin.state, plugin.ours, plugin.kinds) == ("loaded", True, ("stdout",))


def test_each_rule_is_a_unit_with_its_own_version(house):
    rule = '[rules.{}]\nuse = "words"\nany = ["{}"]\ntitle = "{}"\n'
    host = house(rule.format("a", "cat", "") + rule.format("b", "cat", "B") + rule.format("c", "dog", ""), words=WORDS)

    rules = host.rules()

    assert host.units("detect") == {name: info.version for name, info in rules.items()}
    assert rules["a"].version == rules["b"].version != rules["c"].version


def test_an_alias_that_a_rule_names_is_part_of_its_version(house, tmp_path):
    rules = '[rules.a]\nuse = "words"\nany = ["@pets"]\n[rules.b]\nuse = "words"\nany = ["b"]\n'

    before = house(rules + '[aliases]\npets = ["cat", "@wild"]\nwild = ["lynx"]', words=WORDS).rules()
    after = house(rules + '[aliases]\npets = ["cat", "@wild"]\nwild = ["puma"]').rules()

    assert before["a"].version != after["a"].version
    assert before["b"].version == after["b"].version


def test_a_kind_may_take_all_its_rules_and_is_one_unit(house):
    host = house('[rules.a]\nuse = "all"\nword = "cat"\n[rules.b]\nuse = "all"\nword = "dog"', everything=ALL)

    assert list(host.units("annotate")) == ["all"]
    assert {name: (info.unit, info.state) for name, info in host.rules().items()} == {"a": ("all", "ok"), "b": ("all", "ok")}


def test_a_rule_that_its_kind_refuses_is_in_error_and_the_others_run(house):
    rules = "".join(f'[rules.{name}]\nuse = "all"\nword = "{word}"\n' for name, word in [("a", "cat"), ("b", "two words"), ("c", "boom")])

    host = house(rules + '[rules.d]\nuse = "words"\nany = []', everything=ALL, words=WORDS)

    states = {name: (info.state, info.error) for name, info in host.rules().items()}
    assert states == {
        "a": ("ok", ""),
        "b": ("error", "monitor.toml: rules.b: a word is one word"),
        "c": ("error", "monitor.toml: rules.c: RuntimeError: boom"),
        "d": ("error", "monitor.toml: rules.d: ValueError: no words"),
    }
    assert set(host.faults) >= {error for state, error in states.values() if error}
    ((_, found),) = host.call_each("annotate", article=article("cat boom two words"))
    assert [match.rule for match in found] == ["a"]


def test_the_rules_of_a_disabled_or_suspended_unit_do_not_run(house):
    text = '[rules.a]\nuse = "words"\nany = ["cat"]\nenabled = false\n[rules.b]\nuse = "words"\nany = ["cat"]\n'

    host = house(text, words=WORDS, suspended=["b"])

    assert {name: info.state for name, info in host.rules().items()} == {"a": "disabled", "b": "suspended"}
    assert not list(host.call_each("detect", article=article("cat"), history=None))


def test_a_rule_and_a_plugin_of_one_name_stay_apart(house):
    host = house('[rules.plain]\nuse = "words"\nany = ["cat"]', plain=PLAIN, words=WORDS)

    assert list(host.units("annotate")) == ["plain"]
    assert list(host.units("detect")) == ["rules.plain"]


def test_a_config_that_is_a_plain_model_gets_the_shared_keys(house):
    code = WORDS.replace("class Config(RuleConfig)", 'class Config(BaseModel, extra="forbid")').replace("RuleConfig, ", "")
    code = f"from pydantic import BaseModel\n{code}"

    host = house('[rules.a]\nuse = "words"\nany = ["x"]\ntitle = "A"\n[rules.b]\nuse = "words"\nanny = ["x"]', words=code)

    assert host.rules()["a"].title == "A"
    assert "unknown key (did you mean 'any'?" in host.rules()["b"].error


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import no_such_module", "ModuleNotFoundError: No module named 'no_such_module'"),
        ("import sys\nsys.exit(3)", "SystemExit: 3"),
        ("raise BaseException('no')", "BaseException: no"),
        ("def", "SyntaxError: "),
        ("x = 1", "it implements no hook"),
        ("from monitor import hookimpl\n@hookimpl\ndef detekt(article): ...", "'detekt' is no hook (did you mean 'detect'?)"),
        ("def detect(article): ...\ndef annotate(article): ...", "'annotate' is not marked with @hookimpl; 'detect' is not marked"),
        (
            "from monitor import hookimpl\n@hookimpl\ndef detect(article, past): ...",
            "'detect' asks for 'past', but gets only article, history",
        ),
        ("from monitor import hookimpl\n@hookimpl(wrapper=True)\ndef detect(article): yield", "wraps the other plugins"),
        ("from monitor import hookimpl\nclass A:\n  Config = 3\n  @hookimpl\n  def detect(self, article): ...", "Config should be a class"),
    ],
    ids=["import", "exit", "base-exception", "syntax", "no-hook", "misspelt", "unmarked", "arguments", "wrapper", "config"],
)
def test_a_plugin_that_cannot_be_loaded_says_why_and_stops_nobody(house, code, said):
    host = house(bad=code, plain=PLAIN)

    (bad,) = [plugin for plugin in host.plugins if plugin.name == "bad"]
    assert bad.state == "failed"
    assert said in bad.error
    assert list(host.units("annotate")) == ["plain"]
    assert [fault for fault in host.faults if "bad" in fault]


@pytest.mark.parametrize("where", ["module", "constructor"])
def test_a_plugin_that_never_finishes_to_load_does_not_keep_the_rest_from_starting(house, monkeypatch, where):
    for module in ("discover", "build"):
        monkeypatch.setattr(f"monitor.host.{module}.LOAD_SECONDS", 0.2)
    endless = WORDS.replace("if not config.any:", "while True:")
    code = endless.replace('raise ValueError("no words")', "pass") if where == "constructor" else "while True: pass"

    host = house('[rules.a]\nuse = "slow"\nany = ["x"]', slow=code, plain=PLAIN)

    assert [fault for fault in host.faults if "did not load within 0.2 s" in fault]
    assert list(host.units("annotate")) == ["plain"]


def test_a_misspelt_hook_beside_a_right_one_is_reported_and_the_right_one_runs(house):
    host = house(plain=PLAIN + "\n@hookimpl\ndef detct(article): ...\n")

    (plugin,) = [plugin for plugin in host.plugins if plugin.name == "plain"]
    assert plugin.state == "loaded"
    assert plugin.problems == ("'detct' is no hook (did you mean 'detect'?)",)
    assert list(host.units("annotate")) == ["plain"]


def test_a_constructor_that_asks_for_what_nobody_gives_is_an_error_of_its_rule(house):
    host = house('[rules.a]\nuse = "words"\nany = ["x"]', words=WORDS.replace("self, name, config", "self, name, config, database"))

    assert "its constructor asks for 'database'; it may ask for name, config, net, aliases" in host.rules()["a"].error


def test_a_folder_that_is_not_there_is_reported(tmp_path):
    (tmp_path / "monitor.toml").write_text('[plugins]\nfolders = ["gone"]')

    host = Host(load(tmp_path / "monitor.toml"))

    assert [fault for fault in host.faults if "no such folder of plugins" in fault]


def test_an_edited_file_is_read_anew(house):
    assert house(plain=PLAIN).units("annotate") == {"plain": "7"}
    assert house(plain=PLAIN.replace('"7"', '"8"')).units("annotate") == {"plain": "8"}


def test_units_are_called_by_name_and_each_fault_is_its_own(house):
    raising = "from monitor import hookimpl\n@hookimpl\ndef annotate(article):\n    yield 1\n    raise KeyError('late')"
    leaving = "import sys\nfrom monitor import hookimpl\n@hookimpl\ndef annotate(article):\n    sys.exit(2)"
    endless = "from itertools import count\nfrom monitor import hookimpl\n@hookimpl\ndef annotate(article):\n    return count()"
    single = "from monitor import hookimpl\n@hookimpl\ndef annotate(article):\n    return 7"

    host = house(b=raising, c=leaving, d=endless, e=single, a=PLAIN)
    found = {unit.name: answer for unit, answer in host.call_each("annotate", article=article("text"))}

    assert list(found) == ["a", "b", "c", "d", "e"]
    assert len(found["a"]) == 1
    assert {name: (fault.kind, fault.message) for name, fault in found.items() if isinstance(fault, Fault)} == {
        "b": ("raised", "KeyError: 'late'"),
        "c": ("exited", "SystemExit: 2"),
        "d": ("contract", "answered more than 10,000 findings"),
        "e": ("contract", "answered int, not an iterable"),
    }


def test_an_exception_that_cannot_be_printed_is_still_one_short_line(house):
    code = """
from monitor import hookimpl
class Nasty(Exception):
    def __str__(self):
        raise RuntimeError
class Long(Exception): ...
@hookimpl
def annotate(article):
    raise Nasty if article.text == "nasty" else Long("a\\n\\x1b[31m" + "b" * 10_000)
"""
    host = house(bad=code)

    ((_, nasty),) = host.call_each("annotate", article=article("nasty"))
    ((_, long),) = host.call_each("annotate", article=article("long"))

    assert nasty.message == "Nasty"
    assert len(long.message) <= 300
    assert long.message.isprintable()


def test_ctrl_c_is_not_a_fault(house):
    host = house(bad="from monitor import hookimpl\n@hookimpl\ndef annotate(article):\n    raise KeyboardInterrupt")

    with pytest.raises(KeyboardInterrupt):
        list(host.call_each("annotate", article=article("text")))


def test_trouble_of_the_store_under_a_detector_is_not_the_detectors(house):
    class Locked:
        def mentions(self, name):
            raise StorageError("store is locked")

    host = house(bad="from monitor import hookimpl\n@hookimpl\ndef detect(article, history):\n    return history.mentions('x')")

    with pytest.raises(StorageError):
        list(host.call_each("detect", article=article("text"), history=Locked()))


PARSER = """
from monitor import Entry, SourceError, hookimpl
@hookimpl
def parse(payload):
    {body}
"""


def payload(body: bytes = b"x", source: str = "s") -> Payload:
    return Payload(source=source, url="http://example.org", body=body, fetched_at=NOON)


def test_the_first_answer_counts_and_earlier_faults_are_told(house):
    bodies = {"a": "return None", "b": "raise ValueError('b')", "c": "return []", "d": "1/0"}
    host = house(**{name: PARSER.format(body=body) for name, body in bodies.items()})

    answer, faults = host.call_first("parse", payload=payload())

    assert answer == ()
    assert [fault.unit for fault in faults] == ["b"]


def test_an_error_of_the_source_is_not_a_fault_of_the_plugin(house):
    host = house(a=PARSER.format(body="raise SourceError('a web page', outcome='web_page')"))

    with pytest.raises(SourceError, match="a web page"):
        host.call_first("parse", payload=payload())


SOURCE = """
from monitor import Payload, hookimpl
from monitor.config import SourceConfig
class Kind:
    class Config(SourceConfig):
        url: str
    def __init__(self, name, config, net):
        self.name = name
    @hookimpl
    def fetch(self, source, known):
        return [self.name]
    @hookimpl
    def parse(self, payload):
        raise ValueError(self.name)
"""


def test_a_sources_own_plugin_hears_only_of_its_own_source(house):
    tables = "".join(f'[sources.{name}]\nuse = "kind"\nurl = "x"\n' for name in ("one", "two"))
    host = house(tables, kind=SOURCE)

    answer, _ = host.call_first("fetch", source=Source(name="two", use="kind", url="x"), known=Known())
    _, faults = host.call_first("parse", payload=payload(source="one"))

    assert answer == ("two",)
    assert [fault.unit for fault in faults] == ["sources.one"]
    assert host.call_first("fetch", source=Source(name="three", use="kind", url="x"), known=Known()) == (None, ())
    assert not host.runs_in_house("fetch", source=Source(name="two", use="kind", url="x"), known=Known())


def test_a_rule_explains_itself(house):
    host = house('[rules.a]\nuse = "words"\nany = ["x"]', words=WORDS)

    assert host.explain(article("text"), "a", NoHistory()) == "a looks for ['x']"
    assert host.explain(article("text"), "unknown", NoHistory()) == ""


def test_a_rule_that_asks_for_history_explains_itself_with_it(house):
    asking = WORDS.replace("def explain(self, article, rule):", "def explain(self, article, rule, history):")
    host = house('[rules.a]\nuse = "words"\nany = ["x"]', words=asking.replace("looks for", "after {len(history.story())} looks for"))

    assert host.explain(article("text"), "a", NoHistory()) == "a after 0 looks for ['x']"


def test_an_explanation_that_asks_for_what_it_will_not_get_is_a_problem(house):
    host = house(words=WORDS.replace("def explain(self, article, rule):", "def explain(self, article, rule, memory):"))

    (words,) = (plugin for plugin in host.plugins if plugin.name == "words")
    assert words.problems == ("'explain' gets article, rule and, if it asks for that, history",)


def test_a_kind_can_be_made_outside_the_configuration(house):
    host = house(words=WORDS)

    assert host.make("words", any=["x"]).words == ["x"]
    with pytest.raises(PluginError, match="no kind is named 'wrods'"):
        host.make("wrods")


def test_a_spec_rebuilds_the_same_host(house):
    host = house('[rules.a]\nuse = "words"\nany = ["x"]', words=WORDS, plain=PLAIN)

    again = HostSpec(settings=host.settings).open()

    assert again.rules() == host.rules()
    assert again.units("annotate") == host.units("annotate")


def test_nothing_goes_out_where_no_net_was_given(house):
    code = SOURCE.replace("self.name = name", "net.send('GET', config.url)")

    host = house('[sources.a]\nuse = "kind"\nurl = "http://example.org"', kind=code)

    assert [fault for fault in host.faults if "nothing may be sent from here" in fault]


SLOW = """
from monitor import RuleConfig, hookimpl

class Slow:
    class Config(RuleConfig):
        fails: bool = False
    def __init__(self, name, config):
        self.fails, self.ready = config.fails, False
    def prepare(self):
        if self.fails:
            raise RuntimeError("no such model")
        self.ready = True
    @hookimpl
    def detect(self, article):
        return ()
"""


def test_a_host_of_a_worker_is_prepared_before_the_first_article(house):
    spec = HostSpec(settings=house('[rules.one]\nuse = "slow"', slow=SLOW).settings)

    assert spec.open().instance("rules", "one").ready


def test_a_plugin_that_cannot_get_ready_says_so_and_costs_nobody_else(house):
    spec = HostSpec(settings=house('[rules.one]\nuse = "slow"\nfails = true\n[rules.two]\nuse = "slow"', slow=SLOW).settings)

    host = spec.open()

    assert host.instance("rules", "two").ready
    assert not host.instance("rules", "one").ready
