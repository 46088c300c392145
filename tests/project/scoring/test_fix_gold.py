"""Mending gold: after the edit, gold and prediction no longer differ by the mistake, and the edit can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from annotator.datasets.record import read_documents
from annotator.datasets.write import write_records
from annotator.errors import EditError
from annotator.eval.documents.resolved import resolve
from annotator.eval.mistakes.find import document_mistakes
from annotator.eval.mistakes.mistake import Mistake
from annotator.model.annotation import Argument
from annotator.model.canonical import record_of
from annotator.model.change import apply
from annotator.model.document import Document, by_id
from annotator.model.edits import remove
from annotator.project.bundled_files import bundled_gold
from annotator.project.scoring.fix_gold import fix, fix_gold
from annotator.project.scoring.review import name_of, review_files


def bent(gold: Document) -> Document:
    """A prediction with something wrong of nearly every kind."""
    document = apply(gold, remove(gold, sorted(gold.entities)[4::9]))
    entities = []
    for number, each in enumerate(document.entities.values()):
        start, end = each.spans[0]
        if number % 7 == 1 and end - start > 2 and len(each.spans) == 1:
            each = replace(each, spans=((start, end - 1),), text=(gold.text or "")[start : end - 1])
        elif number % 7 == 3:
            each = replace(each, type="LOCATION" if each.type != "LOCATION" else "GPE")
        entities.append(each)
    relations = [
        replace(each, head=each.tail, tail=each.head) if number % 3 == 0 else each
        for number, each in enumerate(document.relations.values())
    ]
    events = []
    for number, event in enumerate(document.events.values()):
        if number % 3 == 0 and event.arguments:
            event = replace(event, arguments=event.arguments[1:])
        elif number % 3 == 1 and event.arguments:
            first = event.arguments[0]
            event = replace(event, arguments=(Argument("Other", first.target), *event.arguments[1:]))
        elif number % 5 == 2:
            event = replace(event, type="Other.Thing")
        events.append(event)
    return replace(document, entities=by_id(entities), relations=by_id(relations), events=by_id(events))


def mistakes(gold: Document, predicted: Document) -> list[Mistake]:
    return list(document_mistakes(resolve(record_of(gold)), resolve(record_of(predicted))))


@pytest.mark.parametrize("gold", bundled_gold("conflict-news@2.0.0"), ids=lambda gold: gold.id)
@pytest.mark.parametrize("turned", [False, True])
def test_every_mistake_can_be_mended_and_the_edit_taken_back(gold: Document, *, turned: bool) -> None:
    predicted = bent(gold)
    if turned:
        gold, predicted = predicted, gold
    found = mistakes(gold, predicted)
    assert len({(each.layer, each.kind) for each in found}) >= 6
    for each in found:
        edit = fix(gold, predicted, each)
        mended = apply(gold, edit)
        assert name_of(each) not in {name_of(left) for left in mistakes(mended, predicted)}, each
        assert apply(mended, edit.inverse()) == gold


def test_a_loose_file_is_rewritten_and_scored_again(tmp_path: Path) -> None:
    gold = bundled_gold("conflict-news@2.0.0")
    write_records(gold, tmp_path / "gold.jsonl")
    write_records(map(bent, gold), tmp_path / "pred.jsonl")
    review = review_files(tmp_path / "gold.jsonl", tmp_path / "pred.jsonl", layers=["entities"])
    fixed = fix_gold(review, review.mistakes[0])
    assert fixed.measure == "entities.strict"
    assert fixed.before is not None
    assert fixed.after is not None
    assert fixed.after > fixed.before
    assert len(review.again().mistakes) < len(review.mistakes)
    assert len(list(read_documents(tmp_path / "gold.jsonl"))) == len(gold)


def test_a_document_that_gold_does_not_have_is_left_alone(tmp_path: Path) -> None:
    gold = bundled_gold("conflict-news@2.0.0")
    write_records(gold[:1], tmp_path / "gold.jsonl")
    write_records(gold, tmp_path / "pred.jsonl")
    review = review_files(tmp_path / "gold.jsonl", tmp_path / "pred.jsonl")
    before = (tmp_path / "gold.jsonl").read_bytes()
    with pytest.raises(EditError, match="has no document"):
        fix_gold(review, review.mistakes[0])
    assert (tmp_path / "gold.jsonl").read_bytes() == before
