"""Counting many documents at once gives the cells of counting them one by one with the reference alignment."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from annotator.eval.counting.entity_batch import EntityBatch
from annotator.eval.counting.layers import count_entities
from annotator.eval.documents.document_pair import DocumentPair
from annotator.eval.documents.resolved import resolve
from annotator.eval.options import ScoreOptions
from tests.examples import examples

Entities = list[dict[str, Any]]


@st.composite
def entities(draw: st.DrawFn) -> Entities:
    found = []
    for number in range(draw(st.integers(0, 8))):
        start = draw(st.integers(0, 10))
        end = start + draw(st.integers(0, 6))
        spans = [[start, end]]
        if end > start + 2 and draw(st.booleans()):
            spans = [[start, start + 1], [end - 1, end]]
        found.append({"id": f"T{number}", "type": draw(st.sampled_from("ABC")), "spans": spans})
    return found


OPTIONS = st.builds(
    ScoreOptions,
    duplicates=st.sampled_from(["set", "multiset"]),
    min_overlap=st.sampled_from([0.0, 1.0, 50.0, 75.0]),
    min_overlap_of=st.sampled_from(["gold", "predicted", "iou"]),
)


@examples(200)
@given(st.lists(st.tuples(entities(), entities()), min_size=1, max_size=4), OPTIONS)
def test_same_cells_as_the_reference(documents: list[tuple[Entities, Entities]], options: ScoreOptions) -> None:
    batch = EntityBatch(options)
    expected: dict[Any, float] = {}
    for number, (gold, predicted) in enumerate(documents):
        batch.add(f"d{number}", gold, predicted)
        gold_facts, predicted_facts = (resolve({"id": f"d{number}", "entities": side}) for side in (gold, predicted))
        cells = count_entities(DocumentPair(gold_facts, predicted_facts, options))
        expected |= {(f"d{number}", cell): count for cell, count in cells.items()}
    counted = next(batch.counted(whole=True))
    entries = zip(counted.document_of.tolist(), counted.cell_of.tolist(), counted.values.tolist(), strict=True)
    assert {(counted.documents[d], counted.cells[c]): value for d, c, value in entries} == expected


def test_very_large_offsets_and_many_documents_do_not_overflow() -> None:
    batch = EntityBatch(ScoreOptions())
    far = [{"id": "T", "type": f"TYPE{number}", "spans": [[2**40, 2**40 + 5]]} for number in range(300)]
    for number in range(200):
        batch.add(f"d{number}", far, far[:1])
    counted = next(batch.counted(whole=True))
    exact = [
        value
        for cell, value in zip(counted.cell_of.tolist(), counted.values.tolist(), strict=True)
        if counted.cells[cell][1] == "exact"
    ]
    assert sum(exact) == 200
