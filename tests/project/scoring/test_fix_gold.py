"""Mending gold: after the edit, gold and prediction no longer differ by the mistake, and the edit can be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

import pytest
from msgspec.structs import replace

from annotator.datasets.record import read_documents
from annotator.datasets.write import write_records
from annotator.errors import EditError
from annotator.eval.documents.resolved import resolve
from annotator.eval.mistakes.find import document_mistakes
from annotator.eval.mistakes.mistake import Mistake
from annotator.model.annotation import Argument, Entity, Event, Trigger
from annotator.model.canonical import record_of
from annotator.model.change import apply
from annotator.model.document import Document, by_id, new_document
from annotator.model.edits import remove
from annotator.project.bundled_files import bundled_gold
from annotator.project.scoring.fix_gold import fix, fix_gold
from annotator.project.scoring.review import name_of, review_files
from tests.slow import first_quick

Identified = TypeVar("Identified")


def in_order(annotations: Mapping[str, Identified]) -> list[Identified]:
    """The annotations by their ids; a document keeps them in no order."""
    return [annotations[key] for key in sorted(annotations)]


def bent(gold: Document, offset: int = 1) -> Document:
    """A prediction with something wrong of nearly every kind."""
    document = apply(gold, remove(gold, sorted(gold.entities)[4::9]))
    entities = []
    for number, each in enumerate(in_order(document.entities)):
        start, end = each.spans[0]
        if number % 7 == offset and end - start > 2 and len(each.spans) == 1:
            each = replace(each, spans=((start, end - 1),), text=(gold.text or "")[start : end - 1])
        elif number % 7 == (offset + 2) % 7:
            each = replace(each, type="LOCATION" if each.type != "LOCATION" else "GPE")
        entities.append(each)
    relations = [
        replace(each, head=each.tail, tail=each.head) if number % 3 == 0 else each
        for number, each in enumerate(in_order(document.relations))
    ]
    events = []
    for number, event in enumerate(in_order(document.events)):
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
    sides = resolve(record_of(gold)), resolve(record_of(predicted))
    return list(document_mistakes(*sides, duplicates="multiset"))


@pytest.mark.parametrize("gold", bundled_gold("conflict-news@2.0.0"), ids=lambda gold: gold.id)
@pytest.mark.parametrize("offset", first_quick(range(7), 3))
@pytest.mark.parametrize("turned", [False, True])
def test_every_mistake_can_be_mended_and_the_edit_taken_back(gold: Document, offset: int, *, turned: bool) -> None:
    predicted = bent(gold, offset)
    if turned:
        gold, predicted = predicted, gold
    found = mistakes(gold, predicted)
    assert len({(each.layer, each.kind) for each in found}) >= 6
    for each in found:
        edit = fix(gold, predicted, each)
        mended = apply(gold, edit)
        assert name_of(each) not in {name_of(left) for left in mistakes(mended, predicted)}, each
        assert apply(mended, edit.inverse()) == gold


def test_a_loose_file_is_rewritten_and_scored_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
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


def test_one_filler_off_in_two_events_is_two_mistakes_of_two_names() -> None:
    text = "Selm was shot; they killed Selm's heir."
    victim = Entity("T1", "PERSON", ((0, 4),), "Selm")
    deaths = [
        Event(name, "Life.Die", Trigger(spans, text[slice(*spans[0])]), (Argument("Victim", "T1"),))
        for name, spans in (("E1", ((9, 13),)), ("E2", ((20, 26),)))
    ]
    gold = new_document("d", text, entities=by_id([victim]), events=by_id(deaths))
    predicted = replace(gold, entities=by_id([replace(victim, spans=((0, 3),), text="Sel")]))
    found = [each for each in mistakes(gold, predicted) if each.layer == "arguments"]
    assert len({name_of(each) for each in found}) == len(found) == 2
    for each in found:
        mended = apply(gold, fix(gold, predicted, each))
        assert name_of(each) not in {name_of(left) for left in mistakes(mended, predicted)}
