"""A test for every row of the change table, and the least version that each demands."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from annotator.schema.attributes.attribute_type import AttributeType
from annotator.schema.carried import Carried
from annotator.schema.diff.change import Kind
from annotator.schema.diff.comparison import differences, least_version
from annotator.schema.diff.lineage import Lineage
from annotator.schema.diff.version import Bump
from annotator.schema.label_schema import Constraint, EntityType, EventType, Guidelines, LabelSchema, RelationType, Role
from tests.examples import examples
from tests.schemas import schemas

STATUS = AttributeType("status", "enumerated", ("current", "former"))
BASE = LabelSchema(
    "mini",
    "1.2.3",
    {name: EntityType(name, f"a {name}") for name in ("PERSON", "ORG", "GPE")}
    | {"DATE": EntityType("DATE", is_value=True)},
    {
        "MEMBER_OF": RelationType("MEMBER_OF", ("PERSON",), ("ORG",), attributes=(STATUS,), cardinality="N:1"),
        "LEADER_OF": RelationType("LEADER_OF", ("PERSON",), ("ORG", "GPE"), attributes=(STATUS,)),
    },
    {"Attack": EventType("Attack", roles=(Role("Agent", ("PERSON", "ORG")), Role("Time", ("DATE",), 0, 1)))},
    {"genre": AttributeType("genre", "enumerated", ("news", "analysis"))},
    span_rules=("names without titles",),
    guidelines=Guidelines("guidelines.md", "0" * 64),
)


def entity(name: str, **fields: Any) -> LabelSchema:
    return replace(BASE, entity_types={**BASE.entity_types, name: EntityType(name, **fields)})


def relation(**fields: Any) -> LabelSchema:
    changed = replace(BASE.relation_types["MEMBER_OF"], **fields)
    return replace(BASE, relation_types={**BASE.relation_types, "MEMBER_OF": changed})


def event(*roles: Role, **fields: Any) -> LabelSchema:
    given: dict[str, Any] = {"roles": roles, **fields} if roles else fields
    changed = replace(BASE.event_types["Attack"], **given)
    return replace(BASE, event_types={"Attack": changed})


def without(name: str) -> LabelSchema:
    return replace(BASE, entity_types={key: each for key, each in BASE.entity_types.items() if key != name})


def only(old: LabelSchema, new: LabelSchema, lineage: Lineage | None = None) -> tuple[Kind, str]:
    changes = differences(old, new, lineage)
    gravest = changes[0]
    return gravest.kind, least_version(old, changes)


AGENT, TIME = BASE.event_types["Attack"].roles
REQUIRED = replace(STATUS, name="kind", required=True)

ROWS = [
    ("description", entity("ORG", definition="other words"), Kind.DESCRIPTION, "1.2.4"),
    ("colour", entity("ORG", definition="a ORG", color="red"), Kind.DESCRIPTION, "1.2.4"),
    ("key", entity("ORG", definition="a ORG", key="o"), Kind.DESCRIPTION, "1.2.4"),
    ("letters", relation(attributes=(replace(STATUS, letters=(("current", "c"),)),)), Kind.DESCRIPTION, "1.2.4"),
    ("first default", relation(attributes=(replace(STATUS, default="current"),)), Kind.DESCRIPTION, "1.2.4"),
    ("carries", event(replace(AGENT, carries=(Carried("mood", "bad"),)), TIME), Kind.DESCRIPTION, "1.2.4"),
    ("triggers", event(triggers=("attack*",)), Kind.DESCRIPTION, "1.2.4"),
    ("guidelines", replace(BASE, guidelines=Guidelines("guidelines.md", "1" * 64)), Kind.GUIDELINES, "1.3.0"),
    ("add type", entity("WEAPON"), Kind.ADD_TYPE, "1.3.0"),
    ("add optional role", event(AGENT, TIME, Role("Place", ("GPE",))), Kind.ADD_ROLE, "1.3.0"),
    (
        "add optional attribute with default",
        event(attributes=(replace(STATUS, default="current"),)),
        Kind.ADD_ATTRIBUTE,
        "1.3.0",
    ),
    ("loosen cardinality of a relation", relation(cardinality="N:N"), Kind.LOOSEN, "1.3.0"),
    ("loosen cardinality of a role", event(AGENT, replace(TIME, max=None)), Kind.LOOSEN, "1.3.0"),
    ("loosen domain", relation(domain=("PERSON", "GPE")), Kind.LOOSEN, "1.3.0"),
    ("loosen filler types", event(replace(AGENT, types=("PERSON", "ORG", "GPE")), TIME), Kind.LOOSEN, "1.3.0"),
    (
        "loosen values",
        relation(attributes=(replace(STATUS, values=("current", "former", "past")),)),
        Kind.LOOSEN,
        "1.3.0",
    ),
    ("add required attribute", relation(attributes=(STATUS, REQUIRED)), Kind.ADD_REQUIRED, "2.0.0"),
    ("attribute becomes required", relation(attributes=(replace(STATUS, required=True),)), Kind.TIGHTEN, "2.0.0"),
    ("tighten cardinality of a relation", relation(cardinality="1:1"), Kind.TIGHTEN, "2.0.0"),
    ("tighten cardinality of a role", event(replace(AGENT, min=1), TIME), Kind.TIGHTEN, "2.0.0"),
    ("tighten filler types", event(replace(AGENT, types=("PERSON",)), TIME), Kind.TIGHTEN, "2.0.0"),
    ("tighten range", relation(range=("GPE",)), Kind.TIGHTEN, "2.0.0"),
    ("tighten values", relation(attributes=(replace(STATUS, values=("current",)),)), Kind.TIGHTEN, "2.0.0"),
    (
        "new constraint",
        replace(BASE, constraints=(Constraint("status", ("x",), "status", ("y",)),)),
        Kind.TIGHTEN,
        "2.0.0",
    ),
    ("remove a type", replace(without("GPE"), relation_types={}), Kind.REMOVE, "2.0.0"),
    ("remove a role", event(AGENT), Kind.REMOVE, "2.0.0"),
    ("remove an attribute", relation(attributes=()), Kind.REMOVE, "2.0.0"),
    ("remove a label", replace(BASE, labels={}), Kind.REMOVE, "2.0.0"),
    ("offset unit", replace(BASE, offset_unit="utf16"), Kind.SPAN_RULES, "2.0.0"),
    ("span rule", replace(BASE, span_rules=("names with titles",)), Kind.SPAN_RULES, "2.0.0"),
    ("symmetric", relation(symmetric=True), Kind.TIGHTEN, "2.0.0"),
]


@pytest.mark.parametrize(("new", "kind", "version"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_a_change_has_its_class(new: LabelSchema, kind: Kind, version: str) -> None:
    assert only(BASE, new) == (kind, version)


def test_a_format_is_a_patch_and_another_default_is_not() -> None:
    free = AttributeType("when", "free")
    with_form, with_default, with_other = (
        relation(attributes=(each,))
        for each in (replace(free, format="date"), replace(free, default="2031"), replace(free, default="2032"))
    )
    assert only(relation(attributes=(free,)), with_form) == (Kind.DESCRIPTION, "1.2.4")
    assert only(with_form, relation(attributes=(free,))) == (Kind.DESCRIPTION, "1.2.4")
    assert only(with_default, with_other) == (Kind.GUIDELINES, "1.3.0")
    assert only(with_default, relation(attributes=(free,))) == (Kind.GUIDELINES, "1.3.0")


def identity() -> dict[str, tuple[str, ...]]:
    return {each.name: (each.name,) for each in BASE.types()}


def test_rename_type() -> None:
    new = replace(
        BASE,
        relation_types={
            "LEADS": replace(BASE.relation_types["LEADER_OF"], name="LEADS"),
            "MEMBER_OF": BASE.relation_types["MEMBER_OF"],
        },
    )
    lineage = Lineage({**identity(), "LEADER_OF": ("LEADS",)})
    assert only(BASE, new, lineage) == (Kind.RENAME, "2.0.0")
    assert only(BASE, new) == (Kind.RENAME, "2.0.0"), "one type went and one that is built alike came"


def test_rename_role_attribute_and_value() -> None:
    new = event(replace(AGENT, name="Attacker"), TIME)
    lineage = Lineage(identity(), roles={("Attack", "Attack"): {"Agent": "Attacker"}})
    assert only(BASE, new, lineage) == (Kind.RENAME, "2.0.0")
    lineage = Lineage(identity(), attributes={("MEMBER_OF", "MEMBER_OF"): {"status": "state"}})
    assert only(BASE, relation(attributes=(replace(STATUS, name="state"),)), lineage) == (Kind.RENAME, "2.0.0")
    lineage = Lineage(identity(), values={("MEMBER_OF", "MEMBER_OF", "status"): {"former": "past"}})
    assert only(BASE, relation(attributes=(replace(STATUS, values=("current", "past")),)), lineage) == (
        Kind.RENAME,
        "2.0.0",
    )


def merged(*attributes: AttributeType) -> LabelSchema:
    both = RelationType(
        "POSITION", ("PERSON",), ("ORG", "GPE"), attributes=attributes, merged_from=("LEADER_OF", "MEMBER_OF")
    )
    return replace(BASE, relation_types={"POSITION": both})


def test_merge() -> None:
    assert only(BASE, merged(STATUS)) == (Kind.MERGE, "2.0.0")


def test_merge_with_a_required_attribute() -> None:
    assert Kind.MERGE_ASKING in {each.kind for each in differences(BASE, merged(STATUS, REQUIRED))}


def test_split() -> None:
    types = {name: each for name, each in BASE.entity_types.items() if name != "ORG"}
    types |= {name: EntityType(name, merged_from=("ORG",)) for name in ("GROUP", "FORCE")}

    def renamed(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(one for each in names for one in (("GROUP", "FORCE") if each == "ORG" else (each,)))

    new = replace(
        BASE,
        entity_types=types,
        relation_types={name: replace(each, range=renamed(each.range)) for name, each in BASE.relation_types.items()},
        event_types={
            "Attack": replace(BASE.event_types["Attack"], roles=(replace(AGENT, types=renamed(AGENT.types)), TIME))
        },
    )
    changes = differences(BASE, new)
    assert changes[0].kind is Kind.SPLIT
    assert {each.kind for each in changes} == {Kind.SPLIT, Kind.DESCRIPTION}, (
        "what admitted ORG admits both: not tightened"
    )


@pytest.mark.slow
@examples(15)
@given(schemas())
def test_a_schema_does_not_differ_from_itself(schema: LabelSchema) -> None:
    assert differences(schema, schema) == ()
    assert least_version(schema, ()) == schema.version


@pytest.mark.slow
@examples(15)
@given(schemas(), schemas())
def test_any_two_schemas_can_be_compared_and_a_loosening_turns_into_a_tightening(
    old: LabelSchema, new: LabelSchema
) -> None:
    there = differences(old, new)
    assert (least_version(old, there) == old.version) == (not there)
    added = {name for each in there if each.kind is Kind.ADD_TYPE for name in each.types}
    removed = {
        name for each in differences(new, old) if each.kind is Kind.REMOVE and not each.part for name in each.types
    }
    assert {name for name in added if new.layer_of(name) and old.type_named(name) is None} - removed <= {
        name for each in there if each.kind is Kind.RENAME for name in each.types
    } | added
    assert all(each.bump in Bump for each in there)
