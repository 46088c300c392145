"""What is proposed for a type that becomes one of several."""

from __future__ import annotations

from annotator.model.annotation import Entity
from annotator.model.document import Document, by_id
from annotator.schema.migration.operations import SplitType
from annotator.schema.migration.proposals import proposed_types

DOCUMENT = Document(id="d", text="a b", entities=by_id([Entity("T1", "A", ((0, 1),)), Entity("T2", "X", ((2, 3),))]))


def test_without_rules_the_first_new_type_is_proposed_or_what_the_step_says() -> None:
    assert proposed_types(SplitType("A", ("B", "C"), "q"), [DOCUMENT]) == {("d", "T1"): "B"}
    assert proposed_types(SplitType("A", ("B", "C"), "q", otherwise="C"), [DOCUMENT]) == {("d", "T1"): "C"}
