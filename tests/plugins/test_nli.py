"""The NLI slot: a tiny model, built here, vetoes and re-ranks what the contradiction rule found."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import onnx
import pytest
from monitor_plugins.contradiction import Contradiction, ContradictionConfig
from monitor_plugins.nli import MOST, Nli, NliConfig
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing

from monitor import Evidence, Hit, PluginError
from monitor.testing import article

WORDS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "not", "denied", "perhaps", "mill", "closed")
LABELS = {"0": "contradiction", "1": "entailment", "2": "neutral"}
# What each word adds to the three labels: "not" and "denied" speak for contradiction, "perhaps" against it.
WEIGHTS = {"not": (6.0, 0.0, 0.0), "denied": (6.0, 0.0, 0.0), "perhaps": (-12.0, 0.0, 6.0), "[CLS]": (-3.0, 0.0, 0.0)}


def bag_of_words(inputs: Sequence[str] = ("input_ids", "attention_mask", "token_type_ids")) -> onnx.ModelProto:
    """Build a model that adds up the weights of the words that it attends to."""
    table = np.array([WEIGHTS.get(word, (0.0, 0.0, 0.0)) for word in WORDS], dtype=np.float32)
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["embedded"]),
        helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["mask", "last"], ["wide"]),
        helper.make_node("Mul", ["embedded", "wide"], ["kept"]),
        helper.make_node("ReduceSum", ["kept", "tokens"], ["logits"], keepdims=0),
    ]
    graph = helper.make_graph(
        nodes,
        "bag",
        [helper.make_tensor_value_info(name, TensorProto.INT64, ["pair", "token"]) for name in inputs],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["pair", 3])],
        [
            numpy_helper.from_array(table, "table"),
            numpy_helper.from_array(np.array([2], dtype=np.int64), "last"),
            numpy_helper.from_array(np.array([1], dtype=np.int64), "tokens"),
        ],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)


def word_tokenizer() -> Tokenizer:
    tokenizer = Tokenizer(WordLevel({word: at for at, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    return tokenizer


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("nli")
    onnx.save(bag_of_words(), str(made / "model.onnx"))
    word_tokenizer().save(str(made / "tokenizer.json"))
    (made / "config.json").write_text(json.dumps({"id2label": LABELS, "pad_token_id": 0}))
    return made


@pytest.fixture
def copied(folder: Path, tmp_path: Path) -> Path:
    for name in ("model.onnx", "tokenizer.json", "config.json"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    return tmp_path


def quote(text: str, role: str) -> Evidence:
    return Evidence(article=1, revision=1, start=0, end=len(text), quote=text, role=role)


def candidate(new: str, *, relation: str = "denial", score: float = 0.7) -> Hit:
    return Hit(key=new, title="", evidence=(quote(new, "new"), quote("The mill closed", "prior")), relation=relation, score=score)


def test_pairs_get_the_likelihood_of_a_contradiction_in_order(folder: Path):
    nli = Nli(NliConfig(folder=folder))

    likely = nli.likelihoods([("the mill closed", "the mill not closed"), ("the mill closed", "perhaps the mill closed")])

    assert [round(share, 2) for share in likely] == [0.91, 0.0]


def test_a_pair_gets_the_same_answer_alone_in_a_batch_and_again(folder: Path):
    pairs = [("mill", "not closed"), ("mill closed mill closed mill closed", "perhaps"), ("not", "denied"), ("a", "b")] * 3

    alone = [Nli(NliConfig(folder=folder, batch=1)).likelihoods([pair])[0] for pair in pairs]

    for batch in (2, 5, 64):
        assert Nli(NliConfig(folder=folder, batch=batch)).likelihoods(pairs) == pytest.approx(alone, abs=1e-9)


def test_no_pairs_ask_nothing_of_the_model(folder: Path):
    assert Nli(NliConfig(folder=folder)).likelihoods([]) == []


def test_a_candidate_that_the_model_does_not_believe_is_vetoed(folder: Path):
    hits = [candidate("The mill not closed"), candidate("perhaps The mill closed")]

    passed = list(Nli(NliConfig(folder=folder, veto=0.5)).weigh(hits))

    assert [hit.key for hit in passed] == ["The mill not closed"]
    assert passed[0].details["nli"] == pytest.approx(0.909, abs=0.001)
    assert passed[0].score == 0.7


def test_reranking_gives_the_mean_of_both_scores(folder: Path):
    passed = list(Nli(NliConfig(folder=folder, veto=0, rerank=True)).weigh([candidate("not"), candidate("perhaps")]))

    assert [hit.score for hit in passed] == [0.8, 0.35]


def test_kinds_that_the_model_does_not_read_pass_in_their_place(folder: Path):
    hits = [candidate("perhaps", relation="figure"), candidate("not"), candidate("perhaps", relation="edit")]

    passed = list(Nli(NliConfig(folder=folder, kinds=["denial", "edit"])).weigh(hits))

    assert [hit.relation for hit in passed] == ["figure", "denial"]


def test_candidates_beyond_the_most_are_the_least_sure_and_are_not_told(folder: Path):
    hits = [candidate(f"not {number}", score=number / 1000) for number in range(MOST + 10)]

    passed = list(Nli(NliConfig(folder=folder)).weigh(hits))

    assert [hit.score for hit in passed] == [number / 1000 for number in range(10, MOST + 10)]


def test_a_pair_that_is_too_long_is_cut(folder: Path):
    nli = Nli(NliConfig(folder=folder, longest=16))

    assert nli.likelihoods([("mill " * 10_000 + "not", "mill")]) == nli.likelihoods([("mill " * 50, "mill")])


def test_a_model_that_takes_no_token_types_is_fed_none(copied: Path):
    onnx.save(bag_of_words(("input_ids", "attention_mask")), str(copied / "model.onnx"))

    assert Nli(NliConfig(folder=copied)).likelihoods([("mill", "not")])[0] > 0.5


@pytest.mark.parametrize("missing", ["model.onnx", "tokenizer.json", "config.json"], ids=str)
def test_a_missing_file_is_named_at_once(copied: Path, missing: str):
    (copied / missing).unlink()

    with pytest.raises(PluginError, match=missing):
        Nli(NliConfig(folder=copied))


@pytest.mark.parametrize(
    "settings", ["{}", '{"id2label": {"0": "LABEL_0", "1": "LABEL_1"}}', "no JSON", "[1]"], ids=["none", "unnamed", "broken", "list"]
)
def test_labels_that_name_no_contradiction_are_a_fault_that_says_what_to_do(copied: Path, settings: str):
    (copied / "config.json").write_text(settings)

    with pytest.raises(PluginError, match=r"config\.json"):
        Nli(NliConfig(folder=copied))


def test_a_label_may_be_named_in_the_configuration(copied: Path):
    (copied / "config.json").write_text("{}")

    assert Nli(NliConfig(folder=copied, label=0)).likelihoods([("mill", "not")])[0] > 0.5


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (lambda folder: (folder / "model.onnx").write_bytes(b"no model"), "model.onnx"),
        (lambda folder: (folder / "tokenizer.json").write_text("{}"), "tokenizer.json"),
        (lambda folder: (folder / "config.json").write_text('{"id2label": {"7": "contradiction"}}'), "one row of labels"),
    ],
    ids=["model", "tokenizer", "label"],
)
def test_a_file_that_cannot_be_used_is_named_when_first_asked(copied: Path, spoil: Callable[[Path], object], named: str):
    spoil(copied)

    with pytest.raises(PluginError, match=named):
        Nli(NliConfig(folder=copied)).likelihoods([("a", "b")])


def test_a_missing_library_is_named_with_how_to_install_it(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("monitor_plugins.nli.find_spec", lambda name: None)

    with pytest.raises(PluginError, match=r"onnxruntime and tokenizers not installed: pip install 'media-monitor\[nli\]'"):
        Nli(NliConfig(folder=folder))


def test_a_rule_without_a_model_imports_neither_library():
    code = "import monitor_plugins.contradiction, sys; print({'onnxruntime', 'tokenizers', 'numpy'} & set(sys.modules))"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "set()"


def test_compared_texts_are_vetoed_too(folder: Path):
    plain = Contradiction("c", ContradictionConfig(use="contradiction"))
    vetoed = Contradiction("c", ContradictionConfig.model_validate({"use": "contradiction", "nli": str(folder)}))
    doubted = article("perhaps The mill is not closed .")

    assert plain.compare(doubted, article("The mill is closed ."))["label"] == "contradiction"
    assert vetoed.compare(doubted, article("The mill is closed ."))["label"] != "contradiction"
    assert vetoed.compare(article("The mill is not closed ."), article("The mill is closed ."))["label"] == "contradiction"


def test_compare_uses_the_model_of_the_configured_rule(folder: Path, tmp_path: Path):
    (tmp_path / "model").symlink_to(folder)
    (tmp_path / "monitor.toml").write_text('[rules.disputes]\nuse = "contradiction"\nnli = {folder = "model", rerank = true}\n')
    row = json.dumps({"id": 1, "a": "The mill is not closed .", "b": "The mill is closed ."})

    done = subprocess.run(
        [sys.executable, "-m", "monitor", "--config", str(tmp_path / "monitor.toml"), "compare", "-"],
        input=row, capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert "NLI" in json.loads(done.stdout)["why"]


def test_compare_says_what_the_configured_rule_lacks(tmp_path: Path):
    (tmp_path / "monitor.toml").write_text('[rules.disputes]\nuse = "contradiction"\nnli = "nowhere"\n')

    done = subprocess.run(
        [sys.executable, "-m", "monitor", "--config", str(tmp_path / "monitor.toml"), "compare", "-"],
        input='{"id": 1, "a": "x", "b": "y"}', capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 2
    assert "nowhere" in done.stderr
    assert "Traceback" not in done.stderr
