"""Roles with numbers: a counter or a name, by the schema, and without one by the line; doubt and loss are told."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.brat.reading import Told, read_document
from annotator.formats.brat.writing import standoff_text
from annotator.model.annotation import Argument, Event, Trigger, mention
from annotator.model.document import Document, by_id, new_document
from annotator.model.order import with_ordered_arguments
from annotator.schema.label_schema import EntityType, EventType, LabelSchema, Role
from tests.examples import examples

TEXT = "Acme struck Selm.\n"
ROLES = ("Theme", "Theme2", "Site2", "Site", "2", "Theme22", "Cause")


def document_with(roles: list[str]) -> Document:
    entities = [mention("T1", "ORG", TEXT, ((0, 4),)), mention("T2", "GPE", TEXT, ((12, 16),))]
    targets = [f"T{1 + index % 2}" for index in range(len(roles))]
    pairs = dict.fromkeys(zip(roles, targets, strict=True))
    arguments = tuple(Argument(role, target) for role, target in pairs)
    event = Event("E1", "Attack", Trigger(((5, 11),), "struck"), arguments)
    return with_ordered_arguments(new_document("d", TEXT, entities=by_id(entities), events=by_id([event])))


def schema_with(roles: set[str]) -> LabelSchema:
    types = {"ORG": EntityType("ORG"), "GPE": EntityType("GPE")}
    declared = tuple(Role(name, ("ORG", "GPE"), 0, None) for name in sorted(roles))
    return LabelSchema("s", "1.0.0", types, {}, {"Attack": EventType("Attack", roles=declared)})


@examples(80)
@given(roles=st.lists(st.sampled_from(ROLES), max_size=4), has_schema=st.booleans())
def test_roles_come_back_or_are_reported(roles: list[str], has_schema: bool) -> None:
    document = document_with(roles)
    schema = schema_with(set(roles)) if has_schema else None
    ann, losses = standoff_text(document, schema)
    again = read_document("d", TEXT, ann, "d.ann", schema)
    back = Counter((each.role, each.target) for each in again.events["E1"].arguments)
    assert losses or back == Counter((each.role, each.target) for each in document.events["E1"].arguments)
    assert not losses or not has_schema or "2" in roles, "with a schema only a role that is a number is lost"
    assert standoff_text(again, schema) == (ann, [])


def test_a_role_that_would_be_read_as_another_is_reported() -> None:
    losses = standoff_text(document_with(["Theme", "Theme2"]))[1]
    assert losses == [("role Theme2", "Theme2 is read as Theme with a number")]


def test_a_number_that_nothing_explains_is_told() -> None:
    ann = "T1\tORG 0 4\tAcme\nT3\tAttack 5 11\tstruck\nE1\tAttack:T3 Site2:T1\n"
    told: Told = Told()
    assert read_document("d", TEXT, ann, "d.ann", told=told).events["E1"].arguments[0].role == "Site2"
    assert [what.split(":")[0] for what in +told] == ["role such as Site2 without a Site beside it"]
    told = Told()
    known = read_document("d", TEXT, ann, "d.ann", schema_with({"Site"}), told=told)
    assert (known.events["E1"].arguments[0].role, +told) == ("Site", Counter())
