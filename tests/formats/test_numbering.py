"""Annotations numbered in canonical order, and everything that names them with them."""

from __future__ import annotations

from hypothesis import given

from annotator.formats.numbering import new_ids, renumbered
from annotator.model.canonical import record_of
from annotator.model.document import Document
from annotator.model.faults import errors
from tests.examples import examples
from tests.reaching import reached, reaching
from tests.strategies import documents


@reaching(0.3)
@examples(60)
@given(documents())
def test_numbers_replace_ids_and_are_found_again(document: Document) -> None:
    numbered = renumbered(document)
    reached(numbered.relations or numbered.events)
    assert not list(errors(record_of(numbered), loose=True))
    assert {each.id[0] for each in numbered.annotations()} <= set("TRE")
    back = {new: old for old, new in new_ids(document).items()}
    assert renumbered(numbered, back) == document
