"""Which drop a comparison on a data set can see: the power of the paired test, simulated from counts by document.

    python eval/analysis/smallest_drop.py datasets/conflict-wire eval/results/conflict-wire.learner.jsonl

A changed extractor is simulated from the predictions of the one that there is: of what it missed it finds a twentieth,
and of what it found it loses so much that F1 falls by the drop; the share lost differs between documents (a Beta
distribution whose standard deviation is half its mean). The test is that of `annotator compare`: approximate
randomization, in which both systems' documents are exchanged at random. Power is the share of simulations in which it
says p <= 0.05.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

import annotator

MEASURES = ("entities.strict", "relations.triples", "events.trigger-c", "events.argument-coref-c")
DROPS = (0.01, 0.02, 0.03, 0.05, 0.10)
MENDED = 0.05
SIMULATIONS, TRIALS = 200, 500

Counts = NDArray[np.float64]
"""A row for each document: true positives, false positives, false negatives."""


def counts_by_document(gold: str, predictions: str) -> Mapping[str, Counts]:
    """The counts of each measure; documents in the order of their ids."""
    scores = annotator.score(gold, predictions, by=("document",)).scores
    rows: dict[str, list[tuple[float, float, float]]] = {name: [] for name in MEASURES}
    for each in scores:
        name = f"{each.layer}.{each.measure}"
        if name in rows and each.document is not None and each.type is None:
            rows[name].append((each.counts["tp"], each.counts["fp"], each.counts["fn"]))
    return {name: np.array(each) for name, each in rows.items()}


def f1(counts: Counts) -> NDArray[np.float64]:
    """F1 of counts added over documents, the last axis but one."""
    tp, fp, fn = np.moveaxis(counts.sum(axis=-2), -1, 0)
    return 2 * tp / np.maximum(2 * tp + fp + fn, 1)


def power(counts: Counts, drop: float, random: np.random.Generator) -> float:
    """The share of simulated changes with this drop of F1 that the paired test calls significant."""
    lost = share_lost(counts, drop)
    seen = 0
    for _ in range(SIMULATIONS):
        changed = changed_counts(counts, lost, random)
        swap = random.random((TRIALS, len(counts), 1)) < 0.5
        one, other = np.where(swap, changed, counts), np.where(swap, counts, changed)
        observed = abs(f1(counts) - f1(changed))
        seen += (1 + (np.abs(f1(one) - f1(other)) >= observed - 1e-12).sum()) / (1 + TRIALS) <= 0.05
    return seen / SIMULATIONS


def share_lost(counts: Counts, drop: float) -> float:
    """The share of true positives to be lost, so that F1 falls by a drop though some misses are mended."""
    tp, fp, fn = counts.sum(axis=0)
    target = float(f1(counts)) - drop
    # With tp' = tp (1 - b) + fn MENDED, what is predicted stays fp + tp' and what is right stays tp + fn.
    wanted = target * (fp + tp + fn) / (2 - target)
    return float(np.clip((tp + MENDED * fn - wanted) / tp, 1e-6, 0.9))


def changed_counts(counts: Counts, lost: float, random: np.random.Generator) -> Counts:
    """The counts of a changed extractor."""
    tp, fp, fn = counts.astype(int).T
    size = (1 - lost) / (lost / 4) - 1 if lost < 0.8 else 4.0
    shares = random.beta(lost * size, (1 - lost) * size, len(tp))
    gone, mended = random.binomial(tp, shares), random.binomial(fn, MENDED)
    return np.stack([tp - gone + mended, fp, fn + gone - mended], axis=-1).astype(float)


def table(gold: str, predictions: str) -> Sequence[str]:
    """The lines of the table, Markdown."""
    lines = ["| measure | F1 | " + " | ".join(f"{drop:.2f}" for drop in DROPS) + " |"]
    lines.append("| --- | ---: |" + " ---: |" * len(DROPS))
    for name, counts in counts_by_document(gold, predictions).items():
        random = np.random.default_rng(1)
        cells = [f"{power(counts, drop, random):.2f}" for drop in DROPS]
        lines.append(f"| `{name}` | {float(f1(counts)):.3f} | " + " | ".join(cells) + " |")
    return lines


if __name__ == "__main__":
    print("\n".join(table(sys.argv[1], sys.argv[2])))
