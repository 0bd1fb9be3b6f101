"""Ridge logistic regression on standardised signs, as the weights of disputes are fitted.

Hastie, Tibshirani, Friedman: The Elements of Statistical Learning, 4.4; scikit-learn comes with the extra `bench`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler


class Labelled(NamedTuple):
    """The signs of a pair, whether it is a dispute, what it counts for, and the group that is left out of a fit as one."""

    signs: Mapping[str, float]
    disputed: bool
    group: str
    counts: float = 1.0


@dataclass(frozen=True)
class Fitted:
    """What is added to each pair, and what each sign weighs."""

    base: float
    weights: Mapping[str, float]

    def weigh(self, signs: Mapping[str, float]) -> float:
        """Give how likely signs mean a dispute, 0..1."""
        return 1 / (1 + exp(-self.base - sum(weight * signs[name] for name, weight in self.weights.items())))

    def row(self) -> dict[str, float]:
        """Give the weights as they ship; a sign that is the same everywhere weighs nothing, and is left out."""
        return {"": round(self.base, 3), **{name: round(weight, 3) for name, weight in self.weights.items() if weight}}


def fit(pairs: Sequence[Labelled], shrink: float) -> Fitted:
    """Fit weights; `shrink` is the inverse of how strongly they are drawn to 0."""
    names = list(pairs[0].signs)
    measured = np.array([[pair.signs[name] for name in names] for pair in pairs])
    scale = StandardScaler().fit(measured)
    model = LogisticRegression(C=shrink, max_iter=5000)
    model.fit(scale.transform(measured), [pair.disputed for pair in pairs], sample_weight=[pair.counts for pair in pairs])
    weights = model.coef_[0] / scale.scale_  # of a sign that is the same everywhere, the scale is 1
    return Fitted(float(model.intercept_[0] - weights @ scale.mean_), dict(zip(names, map(float, weights), strict=True)))


def cross_validated(pairs: Sequence[Labelled], shrink: float, folds: int) -> Iterator[tuple[int, float]]:
    """Give the number of each pair, with how likely it is a dispute by weights that were fitted without its group."""
    for train, test in GroupKFold(folds).split(pairs, groups=[pair.group for pair in pairs]):
        fitted = fit([pairs[at] for at in train], shrink)
        yield from ((int(at), fitted.weigh(pairs[at].signs)) for at in test)
