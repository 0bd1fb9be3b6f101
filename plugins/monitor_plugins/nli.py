"""The NLI slot: a user's own cross-encoder, run by onnxruntime, reads what the rules found and vetoes or re-ranks it.

Nothing is downloaded: the folder holds `model.onnx`, `tokenizer.json` and `config.json` (with `id2label`), as exporters write them.
The model says how likely one quote contradicts the other; it finds nothing by itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationInfo, field_validator

from monitor import Config, Hit, PluginError

_FILES = ("model.onnx", "tokenizer.json", "config.json")
_LIBRARIES = ("onnxruntime", "tokenizers")
_INPUTS = frozenset(("input_ids", "attention_mask", "token_type_ids"))
# So many candidates of one article are read, the surest first; those beyond are not told, so that a hostile text stays cheap.
MOST = 64

Judged = Literal["figure", "denial", "attribution", "self", "edit", "propositional", "numeric"]
_JUDGED: list[Judged] = ["denial", "attribution", "self", "edit", "propositional"]


class NliConfig(Config):
    """Where the model is and what its word counts for."""

    folder: Path = Field(description="the folder of model.onnx, tokenizer.json and config.json, relative to the configuration")
    veto: float = Field(default=0.5, ge=0, le=1, description="a candidate that the model gives less than this is not told; 0 for no veto")
    rerank: bool = Field(default=False, description="whether the mean of the rule's score and the model's becomes the score")
    kinds: list[Judged] = Field(default=_JUDGED, description="which kinds of contradiction the model reads; the others pass")
    label: int | None = Field(default=None, ge=0, description="which output means contradiction, if config.json names none")
    longest: int = Field(default=256, ge=8, le=4096, description="tokens of a pair; what is longer is cut")
    batch: int = Field(default=8, ge=1, le=256, description="pairs read at once")

    @field_validator("folder")
    @classmethod
    def _beside_the_configuration(cls, folder: Path, info: ValidationInfo) -> Path:
        return Path((info.context or {}).get("base", ".")) / folder


class Nli:
    """Reads pairs of sentences with the model of a folder, on one CPU thread, so that equal pairs get equal answers.

    Raises: PluginError naming what is missing: a library, a file, or the label. The model itself is loaded when first asked.
    """

    def __init__(self, config: NliConfig) -> None:
        self.config = config
        missing = [name for name in _LIBRARIES if find_spec(name) is None]
        if missing:
            raise PluginError(f"nli: {' and '.join(missing)} not installed: pip install 'media-monitor[nli]'")
        absent = [name for name in _FILES if not (config.folder / name).is_file()]
        if absent:
            raise PluginError(f"nli: no {', '.join(absent)} in {str(config.folder)!r}: export the model as ONNX, with its tokenizer")
        self._label = _contradiction(config)

    def weigh(self, hits: Iterable[Hit]) -> Iterator[Hit]:
        """Yield the hits that the model lets pass, each with what it says in `details`; kinds that it does not read pass as they are."""
        found = list(hits)
        judged = {at for at, hit in enumerate(found) if hit.relation in self.config.kinds and len(hit.evidence) > 1}
        read = sorted(judged, key=lambda at: -found[at].score)[:MOST]
        likely = dict(zip(read, self.likelihoods([_quotes(found[at]) for at in read]), strict=True))
        for at, hit in enumerate(found):
            if at not in judged:
                yield hit
            elif likely.get(at, -1.0) >= self.config.veto:
                yield replace(hit, score=self.score(hit.score, likely[at]), details={**hit.details, "nli": round(likely[at], 3)})

    def score(self, own: float, likely: float) -> float:
        """Give the score of a candidate that passed: its own, or the mean of both when re-ranking."""
        return round((own + likely) / 2, 2) if self.config.rerank else own

    def likelihoods(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Give for each pair how likely its sentences contradict each other, 0..1, in order: the greater of both directions."""
        both = [*pairs, *((b, a) for a, b in pairs)]
        size = self.config.batch
        given = [likely for start in range(0, len(both), size) for likely in self._read(both[start : start + size])]
        return [max(one, other) for one, other in zip(given[: len(pairs)], given[len(pairs) :], strict=True)]

    def _read(self, pairs: list[tuple[str, str]]) -> list[float]:
        import numpy as np  # heavy: paid only where the slot is filled

        encoded = self._tokenizer.encode_batch(pairs)
        columns = {
            "input_ids": [one.ids for one in encoded],
            "attention_mask": [one.attention_mask for one in encoded],
            "token_type_ids": [one.type_ids for one in encoded],
        }
        feed = {name: np.asarray(columns[name], dtype=np.int64) for name in self._inputs}
        logits = np.asarray(self._session.run(None, feed)[0], dtype=np.float64)
        if logits.ndim != 2 or logits.shape[0] != len(pairs) or logits.shape[1] <= max(1, self._label):
            raise PluginError(f"nli: {self.config.folder / 'model.onnx'} answers {list(logits.shape)}, not one row of labels a pair")
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        return [float(share) for share in odds[:, self._label] / odds.sum(axis=1)]

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        path = self.config.folder / "model.onnx"
        try:
            return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except Exception as error:
            raise PluginError(f"nli: {path} is no model that onnxruntime can run: {error}") from error

    @cached_property
    def _inputs(self) -> list[str]:
        names = [given.name for given in self._session.get_inputs()]
        strange = sorted(set(names) - _INPUTS)
        if strange or "input_ids" not in names:
            raise PluginError(
                f"nli: {self.config.folder / 'model.onnx'} asks for {', '.join(names)}; known are {', '.join(sorted(_INPUTS))}"
            )
        return names

    @cached_property
    def _tokenizer(self) -> Any:
        import tokenizers

        path = self.config.folder / "tokenizer.json"
        try:
            tokenizer = tokenizers.Tokenizer.from_file(str(path))
        except Exception as error:
            raise PluginError(f"nli: {path} is no tokenizer: {error}") from error
        tokenizer.enable_truncation(self.config.longest)
        padding = tokenizer.padding or {}
        pad = padding.get("pad_id", _settings(self.config.folder).get("pad_token_id") or 0)
        tokenizer.enable_padding(pad_id=pad, pad_token=padding.get("pad_token", "[PAD]"))
        return tokenizer


def _quotes(hit: Hit) -> tuple[str, str]:
    return hit.evidence[0].quote, hit.evidence[1].quote


def _contradiction(config: NliConfig) -> int:
    """Give the index of the label that says contradiction.

    Raises: PluginError if config.json names none and the configuration neither.
    """
    if config.label is not None:
        return config.label
    labels = _settings(config.folder).get("id2label")
    named = labels if isinstance(labels, Mapping) else {}
    found = [int(index) for index, name in named.items() if str(name).lower().startswith("contradict") and str(index).isdecimal()]
    if len(found) != 1:
        said = ", ".join(map(str, named.values())) or "nothing"
        raise PluginError(f"nli: {config.folder / 'config.json'}: id2label names {said}: say which output means contradiction with `label`")
    return found[0]


def _settings(folder: Path) -> Mapping[str, Any]:
    path = folder / "config.json"
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise PluginError(f"nli: {path} cannot be read: {error}") from error
    return read if isinstance(read, dict) else {}
