"""Ridge logistic regression on standardised signs, as the weights of disputes are fitted.

Hastie, Tibshirani, Friedman: The Elements of Statistical Learning, 4.4; scikit-learn comes with the extra `bench`.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler

OWN, FREE = 1.0, 3.0  # how freely a kind may weigh a sign, and all its pairs, apart from the others


class Labelled(NamedTuple):
    """The signs of a pair, whether it is a dispute, its kind, what it counts for, and the group that is left out of a fit as one."""

    signs: Mapping[str, float]
    disputed: bool
    group: str
    kind: str = ""
    counts: float = 1.0


@dataclass(frozen=True)
class Fitted:
    """Weights of one kind of dispute: what is added to each pair, and what each sign weighs."""

    base: float
    weights: Mapping[str, float]

    def weigh(self, signs: Mapping[str, float]) -> float:
        """Give how likely signs mean a dispute, 0..1."""
        return 1 / (1 + exp(-self.base - sum(weight * signs.get(name, 0.0) for name, weight in self.weights.items())))

    def row(self) -> dict[str, float]:
        """Give the weights as they ship; a sign that is the same everywhere weighs nothing, and is left out."""
        return {"": round(self.base, 3), **{name: round(weight, 3) for name, weight in self.weights.items() if weight}}


def arguments(said: str | None, ships: Path) -> argparse.Namespace:
    """Read the command line of a script that fits weights: `news`, a file or None, and where to `write` them, if anywhere."""
    parser = argparse.ArgumentParser(description=said, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--news", type=Path, metavar="FILE", help="unlabelled news: NDJSON rows with title and text")
    parser.add_argument("--write", type=Path, nargs="?", const=ships, metavar="FILE", help="write the weights (default: those that ship)")
    return parser.parse_args()


def fit(pairs: Sequence[Labelled], shrink: float) -> Mapping[str, Fitted]:
    """Fit the weights of all kinds together: a sign weighs what it does in every kind, and what it does in its own beside that.

    `shrink` is the inverse of how strongly weights are drawn to 0.
    Of few pairs of a kind the others tell the most (Daumé: Frustratingly Easy Domain Adaptation, 2007).
    """
    names = list(dict.fromkeys(name for pair in pairs for name in pair.signs))
    measured = np.array([[pair.signs.get(name, 0.0) for name in names] for pair in pairs])
    kinds = {kind: np.array([pair.kind == kind for pair in pairs]) for kind in dict.fromkeys(pair.kind for pair in pairs)}
    shared, own = StandardScaler().fit(measured), {kind: StandardScaler().fit(measured[mine]) for kind, mine in kinds.items()}
    columns = [shared.transform(measured)]
    if len(kinds) > 1:
        columns += [OWN * own[kind].transform(measured) * mine[:, None] for kind, mine in kinds.items()]
        columns += [FREE * mine[:, None] for mine in kinds.values()]
    model = LogisticRegression(C=shrink, max_iter=5000)
    model.fit(np.hstack(columns), [pair.disputed for pair in pairs], sample_weight=[pair.counts for pair in pairs])
    long, parts = len(names), np.zeros(len(names) * (len(kinds) + 1) + len(kinds))
    parts[: len(model.coef_[0])] = model.coef_[0]
    fitted = dict[str, Fitted]()
    for at, (kind, mine) in enumerate(kinds.items()):
        alone = OWN * parts[(at + 1) * long : (at + 2) * long] / own[kind].scale_
        weights = parts[:long] / shared.scale_ + alone  # of a sign that is the same everywhere, the scale is 1
        base = model.intercept_[0] + FREE * parts[long * (len(kinds) + 1) + at]
        base -= parts[:long] / shared.scale_ @ shared.mean_ + alone @ own[kind].mean_
        weighs = np.where(measured[mine].any(axis=0), weights, 0.0)
        fitted[kind] = Fitted(float(base), dict(zip(names, map(float, weighs), strict=True)))
    return fitted


def cross_validated(pairs: Sequence[Labelled], shrink: float, folds: int) -> Iterator[tuple[int, float]]:
    """Give the number of each pair, with how likely it is a dispute by weights that were fitted without its group."""
    for train, test in GroupKFold(folds).split(pairs, groups=[pair.group for pair in pairs]):
        fitted = fit([pairs[at] for at in train], shrink)
        yield from ((int(at), fitted[pairs[at].kind].weigh(pairs[at].signs)) for at in test)
