"""How the mentions of one document's alignment stand to each other, by types."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from annotator.eval.alignment.alignment import Alignment
from annotator.eval.count_names import EXACT, MISSING, OVERLAPPING, SPURIOUS, CountKey
from annotator.eval.documents.resolved import Mention
from annotator.eval.measures.entities import LAYER


def confusion(gold: Iterable[Mention], predicted: Iterable[Mention], alignment: Alignment) -> Counter[CountKey]:
    """The cells of one document: `(layer, how they stand to each other, gold type, predicted type)`."""
    gold_types = [mention.type for mention in gold]
    predicted_types = [mention.type for mention in predicted]
    cells: Counter[CountKey] = Counter()
    for pair in alignment.pairs:
        kind = EXACT if pair.exact else OVERLAPPING
        cells[CountKey(LAYER, kind, gold_types[pair.gold], predicted_types[pair.predicted])] += 1
    for index in alignment.missing:
        cells[CountKey(LAYER, MISSING, gold_types[index], "")] += 1
    for index in alignment.spurious:
        cells[CountKey(LAYER, SPURIOUS, "", predicted_types[index])] += 1
    return cells
