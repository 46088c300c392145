"""Every rule by property: a document that keeps to a random schema, broken in just one way, gets just that finding.

What a case needs is put beside the random schema, declared by a type or by an ancestor of it; every example reaches
its assertion.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from msgspec import structs

from annotator.model.annotation import Annotation, Argument, Entity, Event, Relation, Value
from annotator.model.document import Document
from annotator.schema.attributes.attribute_type import AttributeType
from annotator.schema.judge import judge
from annotator.schema.label_schema import (
    Cardinality,
    Constraint,
    EntityType,
    EventType,
    LabelSchema,
    LabelType,
    RelationType,
    Role,
)
from annotator.schema.rules.breach import ADVICE, UNFINISHED, UNKNOWN
from tests.examples import examples
from tests.schemas import schemas
from tests.shared import ROOT
from tests.strategies import documents_under

THING, OTHER = "X.Thing", "X.Other"
ENDS = ((THING,), (THING,))
Drawn = TypeVar("Drawn")


class Draw(Protocol):
    """How a case draws what it may choose."""

    def __call__(self, strategy: SearchStrategy[Drawn]) -> Drawn:
        """One example."""


@dataclass(frozen=True)
class Case:
    """Types and rules to put beside a schema, annotations that keep to them, and the same with one rule broken."""

    broken: tuple[Annotation, ...]
    expected: tuple[tuple[str, str], ...]
    types: tuple[EntityType | RelationType | EventType, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    whole: tuple[Annotation, ...] = ()
    schema_labels: dict[str, AttributeType] = field(default_factory=dict)
    labels: dict[str, Value] = field(default_factory=dict)
    broken_labels: dict[str, Value] | None = None
    coverage: tuple[str, ...] = ()


def entity(entity_id: str, type_name: str = THING, **more: Any) -> Entity:
    number = int(entity_id[1:]) % 3
    return Entity(entity_id, type_name, ((0, number),), **more)


def lineage(draw: Draw, declaring: LabelType) -> tuple[list[LabelType], str]:
    """A type and drawn descendants that declare nothing, and the name of the last."""
    line = [declaring]
    bare: dict[str, Any] = {"attributes": ()}
    if isinstance(declaring, EventType):
        bare["roles"] = ()
    if isinstance(declaring, RelationType):
        bare |= {"domain": (), "range": (), "pairs": (), "cardinality": "N:N", "irreflexive": False, "acyclic": False}
    for number in range(draw(st.integers(0, 2))):
        name = f"{declaring.name}.{number}"
        line.append(replace(declaring, name=name, parent=line[-1].name, abstract=False, **bare))
    return line, line[-1].name


def unknown_type(draw: Draw) -> Case:
    nobody: list[Annotation] = [entity("T901", "Nobody"), Event("E901", "No"), Relation("R901", "No", "T902", "T902")]
    broken = draw(st.sampled_from(nobody))
    return Case((broken, entity("T902")), ((broken.id, "unknown-type"),))


def abstract_type(draw: Draw) -> Case:
    return Case((entity("T901", "X.Idea"),), (("T901", "abstract-type"),), (EntityType("X.Idea", abstract=True),))


def attributed(
    draw: Draw, attribute: AttributeType, whole: dict[str, Value], broken: dict[str, Value], code: str
) -> Case:
    """A mention, an event or a relation whose type has an attribute, by itself or by inheritance."""
    carriers: list[LabelType] = [
        EntityType("X.Carrier", attributes=(attribute,)),
        EventType("X.Carrier", attributes=(attribute,)),
        RelationType("X.Carrier", *ENDS, attributes=(attribute,)),
    ]
    declaring = draw(st.sampled_from(carriers))
    line, name = lineage(draw, declaring)
    made: Annotation = Relation("A901", name, "T902", "T903")
    if isinstance(declaring, EntityType):
        made = entity("A901", name)
    elif isinstance(declaring, EventType):
        made = Event("A901", name)
    more = (entity("T902", coref="e:x"), entity("T903"))
    return Case(
        (structs.replace(made, attributes=broken), *more),
        (("A901", code),),
        tuple(line),
        whole=(structs.replace(made, attributes=whole), *more),
    )


def unknown_attribute(draw: Draw) -> Case:
    return attributed(draw, AttributeType("a", values=("x",)), {"a": "x"}, {"a": "x", "b": "x"}, "unknown-attribute")


def attribute_value(draw: Draw) -> Case:
    attribute, whole, broken = draw(st.sampled_from(WRONG_VALUES))
    return attributed(draw, attribute, {"a": whole}, {"a": broken}, "attribute-value")


WRONG_VALUES: list[tuple[AttributeType, Value, Value]] = [
    (AttributeType("a", values=("x", "y")), "x", "z"),
    (AttributeType("a", values=("x", "y")), "x", ("x", "y")),
    (AttributeType("a", values=("x", "y"), multiple=True), ("x", "y"), ("x", "z")),
    (AttributeType("a", "boolean"), False, "false"),
    (AttributeType("a", "boolean"), True, 1),
    (AttributeType("a", "reference", values=("NOBODY",)), "NOBODY", "T999"),
    (AttributeType("a", "reference", to="entity"), "T902", "T999"),
    (AttributeType("a", "reference", to="event"), "h:elsewhere", "T902"),
    (AttributeType("a", "reference", to="event"), "h:elsewhere", "e:x"),
]


WRONG_FORMS: list[tuple[AttributeType, Value, Value]] = [
    (AttributeType("a", "free", format="date"), "2031-05-12", "2031-05-32"),
    (AttributeType("a", "free", format="date"), "2031-24", "2031-25"),
    (AttributeType("a", "free", format="date"), "2031", "last year"),
    (AttributeType("a", "free", format="date"), "HARVEST_REF", "harvest_ref"),
    (AttributeType("a", "free", format="date"), "2031-05-12", 2031),
    (AttributeType("a", "free", format="number"), "40 kilometres", "forty"),
    (AttributeType("a", "free", format="number"), 40, True),
    (AttributeType("a", "free", format="number"), "1500", "1,500"),
    (AttributeType("a", "free", format="money"), "1500 USD", "1500"),
]


@pytest.mark.parametrize(("attribute", "right", "wrong"), WRONG_FORMS)
def test_a_format_is_for_those_who_give_a_value(attribute: AttributeType, right: Value, wrong: Value) -> None:
    assert attribute.input_fault(right) is None
    assert "expected" in str(attribute.input_fault(wrong))
    assert attribute.fault(wrong) is None, "it is legal all the same"


def value_form(draw: Draw) -> Case:
    attribute, whole, broken = draw(st.sampled_from(WRONG_FORMS))
    if draw(st.booleans()):
        label = {"x": replace(attribute, name="x")}
        return Case((), (("", "value-form"),), schema_labels=label, labels={"x": whole}, broken_labels={"x": broken})
    return attributed(draw, attribute, {"a": whole}, {"a": broken}, "value-form")


def test_a_record_of_an_earlier_patch_is_not_judged_by_forms() -> None:
    attribute = AttributeType("a", "free", format="date")
    schema = LabelSchema("mini", "1.0.1", {"D": EntityType("D", attributes=(attribute,))})
    made = put_in(Document("d", "ab", schema_ref="mini@1.0.1"), [entity("T1", "D", attributes={"a": "last year"})], {})
    assert [each.code for each in judge(made, schema)] == ["value-form"]
    assert list(judge(structs.replace(made, schema_ref="mini@1.0.0"), schema)) == []


def missing_attribute(draw: Draw) -> Case:
    return attributed(draw, AttributeType("a", values=("x",), required=True), {"a": "x"}, {}, "missing-attribute")


def constraint(draw: Draw) -> Case:
    attributes = (AttributeType("a", values=("x", "y")), AttributeType("b", values=("x", "y"), multiple=True))
    line, name = lineage(draw, EntityType("X.Carrier", attributes=attributes))
    rule = Constraint("a", ("x",), "b", ("y",), draw(st.sampled_from([(), ("X.Carrier",), (name,)])))
    whole: list[dict[str, Value]] = [{"a": "x", "b": "y"}, {"a": "y", "b": "x"}, {"a": "x"}, {"b": "x"}]
    broken: list[dict[str, Value]] = [{"a": "x", "b": "x"}, {"a": "x", "b": ("x", "y")}]
    return Case(
        (entity("T901", name, attributes=draw(st.sampled_from(broken))),),
        (("T901", "constraint"),),
        tuple(line),
        (rule,),
        whole=(entity("T901", name, attributes=draw(st.sampled_from(whole))),),
    )


def related(draw: Draw, declaring: RelationType, broken: Iterable[tuple[str, str]], *codes: tuple[str, str]) -> Case:
    """Relations R901, R902, ... of a type or of what descends from it, between these ends; the first ones are whole."""
    line, _ = lineage(draw, declaring)
    names = st.sampled_from([each.name for each in line])
    made = [Relation(f"R{901 + n}", draw(names), *ends) for n, ends in enumerate(broken)]
    things = (
        entity("T901", coref="e:x"),
        entity("T902"),
        entity("T903"),
        entity("T904", OTHER),
        entity("T905", coref="e:x"),
    )
    bad = {each for each, _ in codes}
    whole = tuple(each for each in made if each.id not in bad)
    return Case((*things, *made), codes, tuple(line), whole=(*things, *whole))


def domain(draw: Draw) -> Case:
    return related(draw, RelationType("X.R", *ENDS), [("T901", "T902"), ("T904", "T902")], ("R902", "domain"))


def range_(draw: Draw) -> Case:
    ends = draw(
        st.sampled_from([RelationType("X.R", *ENDS), RelationType("X.R", pairs=PAIRS, domain=BOTH, range=BOTH)])
    )
    return related(draw, ends, [("T901", "T902"), ("T901", "T904")], ("R902", "range"))


BOTH = (THING, OTHER)
PAIRS = (((THING,), (THING,)), ((OTHER,), (OTHER,)))


def irreflexive(draw: Draw) -> Case:
    ends = draw(st.sampled_from([("T901", "T901"), ("T901", "T905")]))
    return related(
        draw, RelationType("X.R", *ENDS, irreflexive=True), [("T901", "T902"), ends], ("R902", "irreflexive")
    )


def symmetric_order(draw: Draw) -> Case:
    declaring = RelationType("X.R", *ENDS, symmetric=True)
    made = (entity("T901"), entity("T902"), Relation("R901", "X.R", "T902", "T901"))
    whole = (*made[:2], Relation("R901", "X.R", "T901", "T902"))
    return Case(made, (("R901", "symmetric-order"),), (declaring,), whole=whole)


def cardinality(draw: Draw) -> Case:
    sides: list[Cardinality] = ["N:1", "1:N", "1:1"]
    side = draw(st.sampled_from(sides))
    two_tails, two_heads = [("T901", "T902"), ("T905", "T903")], [("T902", "T901"), ("T903", "T905")]
    ends = draw(st.sampled_from([*([two_tails] if side != "1:N" else []), *([two_heads] if side != "N:1" else [])]))
    return related(draw, RelationType("X.R", *ENDS, cardinality=side), ends, ("R902", "cardinality"))


def circle(draw: Draw) -> Case:
    ends = draw(
        st.sampled_from([[("T901", "T902"), ("T902", "T905")], [("T901", "T902"), ("T902", "T903"), ("T903", "T905")]])
    )
    codes = [(f"R{901 + n}", "circle") for n in range(len(ends))]
    return related(draw, RelationType("X.R", *ENDS, acyclic=True), ends, *codes)


def happening(draw: Draw, fillers: list[tuple[str, str]], broken: list[tuple[str, str]], code: str) -> Case:
    """An event that has two roles, by itself or by inheritance."""
    roles = (Role("Who", (THING,), min=1), Role("When", (OTHER,), max=1))
    line, name = lineage(draw, EventType("X.Happening", roles=roles))
    things = (entity("T901"), entity("T902", OTHER), entity("T903", OTHER))
    whole, made = (
        Event("E901", name, None, tuple(Argument(*each) for each in arguments)) for arguments in (fillers, broken)
    )
    return Case((*things, made), (("E901", code),), tuple(line), whole=(*things, whole))


def unknown_role(draw: Draw) -> Case:
    return happening(draw, [("Who", "T901")], [("Who", "T901"), ("Whom", "T901")], "unknown-role")


def filler_type(draw: Draw) -> Case:
    return happening(draw, [("Who", "T901")], [("Who", "T902")], "filler-type")


def role_max(draw: Draw) -> Case:
    whole = [("Who", "T901"), ("When", "T902")]
    return happening(draw, whole, [*whole, ("When", "T903")], "role-max")


def role_min(draw: Draw) -> Case:
    return happening(draw, [("Who", "T901")], [("When", "T902")], "role-min")


def coref_kind(draw: Draw) -> Case:
    happens = EventType("X.Happening")
    made = (entity("T901", coref="x"), Event("E901", "X.Happening", coref="x"))
    return Case(made, (("E901", "coref-kind"),), (happens,), whole=(made[0], structs.replace(made[1], coref="y")))


def unknown_label(draw: Draw) -> Case:
    return Case((), (("", "unknown-label"),), broken_labels={"x": "y"})


def label_value(draw: Draw) -> Case:
    attribute, whole, broken = draw(
        st.sampled_from([each for each in WRONG_VALUES if "T902" not in (each[1], each[2])])
    )
    label = replace(attribute, name="x")
    case = Case(
        (), (("", "label-value"),), schema_labels={"x": label}, labels={"x": whole}, broken_labels={"x": broken}
    )
    return replace(case, broken=(entity("T902", coref="e:x"),), whole=(entity("T902", coref="e:x"),))


def missing_label(draw: Draw) -> Case:
    label = AttributeType("x", values=("y",), required=True)
    return Case((), (("", "missing-label"),), schema_labels={"x": label}, labels={"x": "y"}, broken_labels={})


def unknown_coverage(draw: Draw) -> Case:
    entry = draw(st.sampled_from(["Nobody", "X.Thing/Nothing", "*", "*/Nothing"]))
    return Case((), (("", "unknown-coverage"),), coverage=(entry,))


def unknown_part(draw: Draw) -> Case:
    carrier = EntityType("X.Carrier", attributes=(AttributeType("level", values=("NAM",)),))
    legal, wrong = draw(st.sampled_from([("level", "lebel"), ("type", "Type"), ("coref", "entity")]))
    whole, broken = (entity("T901", "X.Carrier", unconfirmed=(name,)) for name in (legal, wrong))
    of_relation = Relation("R901", "X.Tie", "T902", "T902", unconfirmed=("coref",))
    if draw(st.booleans()):
        tie = RelationType("X.Tie", *ENDS)
        whole_tie = structs.replace(of_relation, unconfirmed=("type",))
        return Case(
            (of_relation, entity("T902")), (("R901", "unknown-part"),), (tie,), whole=(whole_tie, entity("T902"))
        )
    return Case((broken,), (("T901", "unknown-part"),), (carrier,), whole=(whole,))


RULES: dict[str, Callable[[Draw], Case]] = {
    name.rstrip("_").replace("_", "-"): made
    for name, made in sorted(globals().items())
    if name.rstrip("_").replace("_", "-") in ADVICE
}


def test_every_rule_there_is_has_a_case_and_an_advice() -> None:
    assert RULES.keys() == ADVICE.keys()
    assert ADVICE.keys() >= UNKNOWN | UNFINISHED
    assert not UNKNOWN & UNFINISHED


def test_the_documentation_lists_every_rule() -> None:
    text = (ROOT / "docs" / "schemas.md").read_text("utf-8")
    table = text.split("### What it forbids")[1].split("### ")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    assert sorted(re.findall(r"`([a-z-]+)`", " ".join(rows))) == sorted(ADVICE)


def extended(schema: LabelSchema, case: Case) -> LabelSchema:
    types = (EntityType(THING), EntityType(OTHER), *case.types)
    layers: dict[str, Any] = {
        layer: {
            **getattr(schema, layer),
            **{each.name: each for each in types if type(each).__name__ == kind},
        }
        for layer, kind in (
            ("entity_types", "EntityType"),
            ("relation_types", "RelationType"),
            ("event_types", "EventType"),
        )
    }
    labels = {**schema.labels, **case.schema_labels}
    return replace(schema, **layers, labels=labels, constraints=(*schema.constraints, *case.constraints))


def put_in(document: Document, annotations: Iterable[Annotation], labels: dict[str, Value]) -> Document:
    for each in annotations:
        if isinstance(each, Entity):
            document = structs.replace(document, entities=document.entities.set(each.id, each))
        elif isinstance(each, Relation):
            document = structs.replace(document, relations=document.relations.set(each.id, each))
        else:
            document = structs.replace(document, events=document.events.set(each.id, each))
    return structs.replace(document, labels={**document.labels, **labels})


@pytest.mark.parametrize("code", sorted(ADVICE))
@examples(25)
@given(data=st.data())
def test_a_document_broken_in_one_way_gets_just_this_finding(code: str, data: st.DataObject) -> None:
    # A constraint without types would hold for what the case puts in.
    drawn = data.draw(schemas())
    schema = replace(drawn, constraints=tuple(each for each in drawn.constraints if each.types))
    document = data.draw(documents_under(schema, max_mentions=3))
    case = RULES[code](data.draw)
    schema = extended(schema, case)
    whole = put_in(document, case.whole, case.labels)
    assert list(judge(whole, schema)) == []
    labels = case.labels if case.broken_labels is None else case.broken_labels
    coverage = tuple(sorted({*document.incomplete_for, *case.coverage}))
    broken = structs.replace(put_in(document, case.broken, labels), incomplete_for=coverage)
    found = list(judge(broken, schema))
    assert sorted((each.annotation_id, each.code) for each in found) == sorted(case.expected), found
    assert all(each.message and each.advice for each in found)
