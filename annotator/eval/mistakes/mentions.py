"""What is wrong with mentions, entities or triggers alike, told from the alignment that all entity measures share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from annotator.eval.alignment.alignment import Alignment, align
from annotator.eval.documents.resolved import Mention
from annotator.eval.mistakes.mistake import Mistake, Side
from annotator.model.spans import shared_chars

Named = Callable[[Mention], Side]
"""How a mention is shown."""


def mention_mistakes(
    document: str, layer: str, gold: Sequence[Mention], predicted: Sequence[Mention], side: Named
) -> Iterator[Mistake]:
    """Every mistake of one document's mentions; both sides in canonical order.

    An aligned pair is wrong in type, boundary or both. A prediction without partner is a duplicate of a right one, a
    split of a gold mention of which another prediction has other words, or spurious; a gold mention without partner is
    merged into a prediction that has other words than its own gold mention, or missing. What is nested in, or around,
    a mention that was found exactly is thus neither split nor merged.
    """
    alignment = align(gold, predicted)
    for pair in alignment.pairs:
        gold_mention, predicted_mention = gold[pair.gold], predicted[pair.predicted]
        wrong = [] if pair.exact else ["boundary"]
        wrong += [] if gold_mention.type == predicted_mention.type else ["type"]
        if wrong:
            yield Mistake(document, layer, "+".join(wrong), side(gold_mention), side(predicted_mention))
    for index in alignment.missing:
        yield Mistake(document, layer, _lost(gold[index], predicted, alignment), side(gold[index]), None)
    for index in alignment.spurious:
        yield Mistake(document, layer, _extra(predicted[index], gold, alignment), None, side(predicted[index]))


def _lost(mention: Mention, predicted: Sequence[Mention], alignment: Alignment) -> str:
    taken = (predicted[pair.predicted] for pair in alignment.pairs if not pair.exact)
    return "merge" if any(shared_chars(mention.spans, each.spans) for each in taken) else "missing"


def _extra(mention: Mention, gold: Sequence[Mention], alignment: Alignment) -> str:
    if any(mention[:2] == gold[pair.gold][:2] for pair in alignment.pairs):
        return "duplicate"
    taken = (gold[pair.gold] for pair in alignment.pairs if not pair.exact)
    return "split" if any(shared_chars(mention.spans, each.spans) for each in taken) else "spurious"
