"""The learner beside a hand says what the one beside the screen says: through the real program, answer by answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from annotator.datasets.record import read_documents
from annotator.model.document import Document, by_id, new_document
from annotator.suggest.learner_process.messages import Figures
from tests.tui.editor.key_table import PASSES, schema_of
from tests.tui.editor.offered_hand import OfferedHand
from tests.tui.editor.taught_learner import Finished, TaughtLearner
from tests.tui.through_terminal import Pressed, content, label

REPLAYED, FINISHED, CHARS = "exchange-02", 5, 700
"""An article that nothing was fitted to, so much of it, after so many finished ones."""
KNOWN = Figures(sure=("PERSON", "GPE"))
"""What may be sure; to compute it takes longer than a test may."""


def beginning(gold: Document, end_char: int) -> Document:
    """The paragraphs before a place, with all that is labelled in them."""
    end = (gold.text or "").rindex("\n\n", 0, end_char) + 2
    entities = by_id(each for each in gold.entities.values() if each.spans[-1][1] <= end)
    events = {each.id: each for each in gold.events.values() if each.spans and each.spans[-1][1] <= end}
    there = {*entities, *events}
    return new_document(
        gold.id,
        (gold.text or "")[:end],
        schema_ref=gold.schema_ref,
        meta=gold.meta,
        entities=entities,
        relations=by_id(each for each in gold.relations.values() if {each.head, each.tail} <= there),
        events=by_id(
            replace(each, arguments=tuple(one for one in each.arguments if one.target in there))
            for each in events.values()
        ),
    )


@pytest.mark.terminal
@pytest.mark.slow
def test_keys_found_with_offers_make_gold_in_the_real_program_whose_learner_says_the_same(tmp_path: Path) -> None:
    documents = list(read_documents(PASSES.parent / "train.jsonl"))
    gold = beginning(next(each for each in documents if each.id == REPLAYED), CHARS)
    schema = schema_of(gold)
    known = Finished([each for each in documents if each.id != REPLAYED][:FINISHED], schema, KNOWN)
    learner = TaughtLearner(known)
    hand = OfferedHand(gold, schema, learner)
    hand.annotate()
    assert hand.taken
    assert len(learner.heard) > 2
    pressed = Pressed(gold, schema, hand.pressed, learner.heard, known.documents, known.figures)
    assert content(label(tmp_path, pressed, pause_s=0)) == content(gold)
