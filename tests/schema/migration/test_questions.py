"""What a question shows: the words around an annotation, and which of its parts may be answered by an entity."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.annotation import Relation, mention
from annotator.model.document import by_id, new_document
from annotator.schema.attributes.attribute_type import AttributeType
from annotator.schema.label_schema import EntityType, EventType, LabelSchema
from annotator.schema.migration.questions import context, questions
from tests.examples import examples

TEXT = " ".join(f"w{number:03}" for number in range(60))
SPANS = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 20)).map(
    lambda drawn: ((drawn[0], min(len(TEXT), sum(drawn))),)
)


@examples(60)
@given(SPANS, SPANS, st.booleans())
def test_a_relation_is_shown_from_its_first_word_to_its_last_or_by_its_evidence(
    head: tuple[tuple[int, int]], tail: tuple[tuple[int, int]], evident: bool
) -> None:
    ends = (mention("T1", "PER", TEXT, head), mention("T2", "PER", TEXT, tail))
    relation = Relation("R1", "KNOWS", "T1", "T2", evidence=head if evident else ())
    document = new_document("d", TEXT, entities=by_id(ends), relations=by_id([relation]))
    start, end = head[0] if evident else (min(head[0][0], tail[0][0]), max(head[0][1], tail[0][1]))
    before, after = TEXT[:start][-60:], TEXT[end:][:60]
    assert context(document, relation) == " ".join(f"{before}[{TEXT[start:end]}]{after}".split())


def test_an_entity_may_answer_where_a_reference_takes_one() -> None:
    attributes = (
        AttributeType("who", "reference", to="entity"),
        AttributeType("what", "reference", to="event"),
        AttributeType("either", "reference"),
        AttributeType("word", "free"),
    )
    schema = LabelSchema("mini", "1.0.0", {"PER": EntityType("PER", attributes=attributes)}, {}, {})
    open_parts = tuple(each.name for each in attributes)
    asked = mention("T1", "PER", TEXT, ((0, 4),), unconfirmed=open_parts)
    found = questions([new_document("d", TEXT, entities=by_id([asked]))], [], schema)
    assert {part for each in found for part in each.parts} == set(open_parts)
    assert {part for each in found for part in each.entity_parts} == {"who", "either"}


def test_another_type_is_one_of_the_same_layer_that_may_be_used() -> None:
    entities = {"ANY": EntityType("ANY", abstract=True), "PER": EntityType("PER"), "ORG": EntityType("ORG")}
    schema = LabelSchema("mini", "1.0.0", entities, {}, {"Hit": EventType("Hit")})
    asked = mention("T1", "PER", TEXT, ((0, 4),), unconfirmed=("type",))
    [found] = questions([new_document("d", TEXT, entities=by_id([asked]))], [], schema)
    assert found.choices == {"type": ("PER", "ORG")}
    assert found.proposal == {"type": "PER"}
