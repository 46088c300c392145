"""How far annotators agree on where mentions, relations and events are: F1 of every pair, by the scorer's measures.

F1 does not depend on who of the two is called gold, so it serves where there is no gold and chance is out of reach.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from annotator.eval.documents.records import AnyRecord, as_record
from annotator.eval.options import ScoreOptions
from annotator.eval.score import score
from annotator.eval.scores.result import Result


class PairScore(NamedTuple):
    """Two annotators and the scores of the second against the first."""

    left: str
    right: str
    result: Result


def pairwise_scores(layers: Mapping[str, Sequence[AnyRecord]], options: ScoreOptions | None = None) -> list[PairScore]:
    """The scores of all pairs of annotators on the documents that both have.

    Args:
        layers: the records of each annotator, by name.
        options: as for scoring; `--by document` shows where they part.
    """
    found = []
    records = {name: [as_record(each) for each in given] for name, given in layers.items()}
    for left, right in combinations(sorted(layers), 2):
        common = {record.id for record in records[left]} & {record.id for record in records[right]}
        gold, predicted = ([record for record in records[name] if record.id in common] for name in (left, right))
        found.append(PairScore(left, right, score(gold, predicted, options)))
    return found
