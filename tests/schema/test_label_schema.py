from __future__ import annotations

from annotator.model.annotation import Annotation, Entity, Event, Relation
from tests.schema.diff.test_comparison import BASE

ANNOTATIONS: dict[str, Annotation] = {
    "mention": Entity("T1", "PERSON", ((0, 1),)),
    "of a type that is not there": Entity("T1", "ANIMAL", ((0, 1),)),
    "value": Entity("T1", "DATE", ((0, 1),)),
    "event": Event("E1", "Attack"),
    "relation": Relation("R1", "MEMBER_OF", "T1", "T2"),
}


def test_mentions_and_events_take_part_in_coreference_values_and_relations_do_not() -> None:
    taking_part = {name for name, annotation in ANNOTATIONS.items() if BASE.has_coref(annotation)}
    assert taking_part == {"mention", "of a type that is not there", "event"}
