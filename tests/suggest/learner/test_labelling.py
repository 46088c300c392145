"""An article labelled by a model alone: legal, whole, and the same each time; any documents teach something legal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.datasets.record_bytes import document_bytes
from annotator.model.canonical import record_of
from annotator.model.document import Document, new_document
from annotator.model.faults import errors
from annotator.suggest.learner.labelling import labelled
from annotator.suggest.learner.model import fit_model
from annotator.suggest.learner.reading.lesson import lessons_of
from tests.examples import examples
from tests.strategies import documents_under
from tests.suggest.learner import taught
from tests.tui.in_memory import FULL_SCHEMA

TEXT = st.lists(
    st.sampled_from(
        ["Selm", "the port", "attacked", "Marek", "of", "in", "who said", ".", "\n\n", "2031-05-12", "漢字"]
    ),
    min_size=1,
    max_size=25,
).map(" ".join)


@examples(15)
@given(st.lists(documents_under(FULL_SCHEMA, text=TEXT), min_size=1, max_size=3, unique_by=lambda each: each.id), TEXT)
def test_any_documents_teach_what_labels_any_text_legally(documents: list[Document], text: str) -> None:
    model = fit_model(lessons_of(documents, FULL_SCHEMA, None), FULL_SCHEMA)
    found = labelled(new_document("d", text), model)
    assert list(errors(record_of(found), loose=True)) == []
    known = {each.name for each in FULL_SCHEMA.types()}
    assert {each.type for each in found.annotations()} <= known
    assert document_bytes(labelled(new_document("d", text), model)) == document_bytes(found)


@pytest.mark.slow
def test_values_and_chains_come_from_the_rules() -> None:
    document = taught.gold()[0]
    found = labelled(new_document(document.id, document.text or ""), taught.model())
    levels = {each.attributes.get("level") for each in found.entities.values()}
    assert {"NAM", "NOM"} <= levels
    chains = [each.coref for each in found.entities.values() if each.coref]
    assert 0 < len(set(chains)) < len(chains)
    assert all(each.score is not None for each in found.annotations())
    for event in found.events.values():
        needed = {each.name for each in taught.schema().attributes_of(event.type) if each.required}
        assert needed <= set(event.attributes)
