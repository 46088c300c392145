"""Counting many documents at once gives the counts of counting them one by one with the reference alignment."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from annotator.eval.count_names import CountKey
from annotator.eval.documents.records import as_record
from annotator.eval.documents.resolved import resolve
from annotator.eval.options import ScoreOptions
from annotator.eval.score import count
from tests.eval.reference.document_pair import DocumentPair
from tests.eval.reference.layers import count_entities
from tests.examples import examples
from tests.reaching import reached, reaching

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
    layers=st.just(("entities",)),
    duplicates=st.sampled_from(["set", "multiset"]),
    min_overlap=st.sampled_from([0.0, 1.0, 50.0, 75.0]),
    min_overlap_of=st.sampled_from(["gold", "predicted", "iou"]),
)


def counted(documents: list[tuple[Entities, Entities]], options: ScoreOptions) -> dict[str, dict[CountKey, float]]:
    """What counting all documents at once gives, by document."""
    sides = [[{"id": f"d{n}", "entities": pair[side]} for n, pair in enumerate(documents)] for side in range(2)]
    return count(sides[0], sides[1], options).counts.by_document()


@reaching(0.8)
@examples(200)
@given(st.lists(st.tuples(entities(), entities()), min_size=1, max_size=4), OPTIONS)
def test_same_counts_as_the_reference(documents: list[tuple[Entities, Entities]], options: ScoreOptions) -> None:
    expected = {}
    for number, pair in enumerate(documents):
        gold, predicted = (resolve(as_record({"id": f"d{number}", "entities": side})) for side in pair)
        expected[f"d{number}"] = count_entities(DocumentPair(gold, predicted, options))
    reached(any(expected.values()))
    assert counted(documents, options) == expected


def test_very_large_offsets_and_many_documents_do_not_overflow() -> None:
    far = [{"id": f"T{number}", "type": f"TYPE{number}", "spans": [[2**40, 2**40 + 5]]} for number in range(300)]
    found = counted([(far, far[:1])] * 200, ScoreOptions(layers=("entities",)))
    exact = [value for counts in found.values() for key, value in counts.items() if key.counter == "exact"]
    assert sum(exact) == 200
