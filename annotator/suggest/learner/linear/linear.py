"""Multinomial logistic regression: fitted by scikit-learn, and what it says computed in plain Python.

A thing is a set of feature names; each has the weight 1. Classes and features are sorted, so that the same data give
the same weights.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp

Features = Iterable[str]


@dataclass(frozen=True)
class Linear:
    """A classifier: for each feature the weights of some classes, by the number of the class."""

    classes: tuple[str, ...]
    intercepts: tuple[float, ...]
    weights: Mapping[str, tuple[tuple[int, float], ...]]

    def probabilities(self, features: Features) -> list[float]:
        """How likely each class is, in their order; all of it where there is one class, nothing without any."""
        scores = self.scores(features)
        if not scores:
            return []
        largest = max(scores)
        powers = [exp(score - largest) for score in scores]
        total = sum(powers)
        return [power / total for power in powers]

    def scores(self, features: Features) -> list[float]:
        """What speaks for each class, in their order: the logarithm of how likely it is, up to what all share."""
        scores = list(self.intercepts)
        for each in features:
            for number, weight in self.weights.get(each, ()):
                scores[number] += weight
        return scores

    def shares(self, features: Features) -> dict[str, float]:
        """The same by the classes' names."""
        return dict(zip(self.classes, self.probabilities(features), strict=True))


EMPTY = Linear((), (), {})
"""Knows nothing."""


def fit(things: Sequence[Features], classes: Sequence[str], start: Linear = EMPTY) -> Linear:
    """The classifier for things of known classes.

    `start` is one that was fitted to nearly the same things: from there it is near, but the weights hang on the way.
    """
    names = tuple(sorted(set(classes)))
    if len(names) < 2:
        return Linear(names, (0.0,) * len(names), {})
    from annotator.suggest.learner.linear.fitting import fitted  # noqa: PLC0415 - numpy, and only to train

    known = (start.weights, start.intercepts) if start.classes == names else None
    return Linear(names, *fitted(things, classes, names, known))
