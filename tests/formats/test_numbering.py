"""Annotations numbered in canonical order, and everything that names them with them."""

from __future__ import annotations

from hypothesis import given

from annotator.formats.numbering import new_ids, renumbered
from annotator.model.annotation import mention
from annotator.model.canonical import record_of
from annotator.model.document import Document, by_id, new_document
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


def test_numbers_stay_of_what_says_the_same() -> None:
    entities = [mention(f"T{number}", "X", "Selm", ((0, 4),)) for number in range(1, 12)]
    document = new_document("d", "Selm", entities=by_id(entities))
    assert renumbered(document) == document
