"""Mistakes as a report shows them: how often each kind occurs, a few examples in their sentences, the worst documents.

However many documents there are, only so much is kept of their texts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from annotator.eval.documents.label_set import WHOLE, LabelSet
from annotator.eval.documents.pairing import pair_up
from annotator.eval.documents.records import AnyRecord, as_record, no_record
from annotator.eval.input_options import InputOptions
from annotator.eval.mistakes.find import AS_USUAL, NO_SCHEMA, Duplicates, record_mistakes
from annotator.eval.mistakes.mistake import KINDS, Mistake, Side
from annotator.eval.mistakes.shown import Piece, sentence
from annotator.eval.schema_facts import SchemaFacts

MOST_EXAMPLES = 3
MOST_DOCUMENTS = 10


class Example(NamedTuple):
    """A mistake, and what each side says in the sentence it stands in; no pieces where there is no text."""

    mistake: Mistake
    gold: tuple[Piece, ...]
    predicted: tuple[Piece, ...]


class WorstDocument(NamedTuple):
    """A document with many mistakes: how many, and of which kinds, the commonest first."""

    document: str
    errors: int
    kinds: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found of the mistakes of all documents."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    examples: tuple[Example, ...] = ()
    worst: tuple[WorstDocument, ...] = ()


def examine(
    gold: Iterable[AnyRecord],
    predicted: Iterable[AnyRecord],
    schema_facts: SchemaFacts = NO_SCHEMA,
    duplicates: Duplicates = "set",
    is_wanted: Callable[[str], bool] = lambda _: True,
    options: InputOptions = AS_USUAL,
    labels: LabelSet = WHOLE,
) -> Examined:
    """Look through the mistakes of all documents in the layers that are wanted."""
    counts: Counter[tuple[str, str]] = Counter()
    examples: dict[tuple[str, str], list[Example]] = {}
    documents: list[WorstDocument] = []
    both = (((record.id, record) for record in map(as_record, records)) for records in (gold, predicted))
    for document, one, other in pair_up(*both):
        text = one.known_text if one else None
        sides = one or no_record(document), other or no_record(document)
        mistakes = record_mistakes(*sides, schema_facts, duplicates, options, labels)
        examined = [each for each in mistakes if is_wanted(each.layer)]
        for each in examined:
            kind = each.layer, each.kind
            counts[kind] += 1
            if len(kept := examples.setdefault(kind, [])) < MOST_EXAMPLES:
                kept.append(_example(each, text))
        if examined:
            kinds = Counter(f"{each.layer} {each.kind}" for each in examined)
            documents.append(WorstDocument(document, len(examined), tuple(kinds.most_common())))
            documents = _worst(documents)
    in_turn = [each for layer, kinds in KINDS.items() for kind in kinds for each in examples.get((layer, kind), ())]
    return Examined(counts, tuple(in_turn), tuple(documents))


def _worst(documents: list[WorstDocument]) -> list[WorstDocument]:
    return sorted(documents, key=lambda each: (-each.errors, each.document))[:MOST_DOCUMENTS]


def _example(mistake: Mistake, text: str | None) -> Example:
    return Example(mistake, _pieces(mistake.gold, mistake, text), _pieces(mistake.predicted, mistake, text))


def _pieces(side: Side | None, mistake: Mistake, text: str | None) -> tuple[Piece, ...]:
    """What one side says, in the stretch of the text in which the other side stands too."""
    if side is None or text is None or not side.spans:
        return ()
    both = [span for each in (mistake.gold, mistake.predicted) if each for span in (*each.spans, *each.trigger)]
    return tuple(sentence(text, side.spans, both))
