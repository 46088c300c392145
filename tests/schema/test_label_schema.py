from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.annotation import Annotation, Entity, Event, Relation
from annotator.schema.label_schema import ANY_ENTITY, ANY_EVENT, LabelSchema
from tests.examples import examples
from tests.schema.diff.test_comparison import BASE
from tests.schemas import schemas

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


@examples(40)
@given(schemas(), st.data())
def test_a_type_list_admits_what_it_names_with_descendants_entities_and_events(
    schema: LabelSchema, data: st.DataObject
) -> None:
    names = [each.name for each in schema.types()]
    types = tuple(data.draw(st.lists(st.sampled_from([*names, ANY_ENTITY, ANY_EVENT]), max_size=3)))
    for name in names:
        is_event = name in schema.event_types
        is_thing = name in schema.entity_types and not schema.entity_types[name].is_value
        expected = (is_event and ANY_EVENT in types) or (is_thing and ANY_ENTITY in types)
        assert schema.admits(types, name) == (expected or bool({*schema.ancestors(name)} & {*types}))
    admitted = {each for each in (*schema.entity_types, *schema.event_types) if schema.admits(types, each)}
    assert schema.concrete(types) == {
        each for each in admitted if not getattr(schema.type_named(each), "abstract", False)
    }


def test_a_role_is_found_by_its_name_and_no_other() -> None:
    roles = BASE.roles_of("Attack")
    assert len(roles) > 1
    assert [BASE.role_of("Attack", each.name) for each in roles] == list(roles)
    assert BASE.role_of("Attack", "no role of this name") is None
    assert BASE.role_of("no event of this name", roles[0].name) is None
