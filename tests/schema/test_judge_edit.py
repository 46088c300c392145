"""Judging an edit where it reaches: the same as judging the whole document before and after it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from msgspec.structs import replace

from annotator.model.annotation import Annotation, Argument, Entity, Event, Relation
from annotator.model.change import Change, Edit, apply
from annotator.model.document import Document
from annotator.model.edits import slot_of, update
from annotator.schema.attributes.attribute_type import AttributeType
from annotator.schema.judge import Verdict, judge, judge_edit
from annotator.schema.label_schema import Constraint, EntityType, EventType, LabelSchema, RelationType, Role
from annotator.schema.references import References
from annotator.schema.rules.breach import Breach
from annotator.schema.rules.surroundings import Surroundings
from tests.examples import PROFILE, examples
from tests.schemas import schemas
from tests.strategies import documents_under

COREFS = [None, None, "x", "y", "z"]

DENSE = LabelSchema(
    "dense",
    "1.0.0",
    entity_types={
        "A": EntityType("A", attributes=(AttributeType("level", values=("NAM", "NOM")),)),
        "B": EntityType("B", attributes=(AttributeType("level", values=("NAM", "NOM")),)),
    },
    relation_types={
        "ONE": RelationType("ONE", ("A",), ("A", "B"), cardinality="N:1"),
        "SOLE": RelationType("SOLE", ("A",), ("B",), parent="ONE", cardinality="1:1"),
        "PART": RelationType("PART", ("A",), ("A",), acyclic=True),
        "ALLY": RelationType("ALLY", ("A",), ("A",), symmetric=True, irreflexive=True),
    },
    event_types={
        "Hit": EventType(
            "Hit",
            roles=(Role("Who", ("A",), min=1), Role("Why", ("EVENT",), max=1)),
            attributes=(
                AttributeType("source", "reference", ("NOBODY",), to="entity"),
                AttributeType("because", "reference", to="event"),
                AttributeType("sure", values=("y", "n"), required=True),
                AttributeType("when", values=("y", "n")),
            ),
        )
    },
    labels={"about": AttributeType("about", "reference")},
    constraints=(Constraint("sure", ("y",), "when", ("n",)),),
)
"""A schema in which everything depends on everything else."""


@st.composite
def any_annotation(draw: DrawFn, schema: LabelSchema, document: Document) -> Annotation:
    """Any annotation, new or in another's place, that names what there is."""
    kind = draw(st.sampled_from("TTTERRR"))
    ids = sorted([*document.entities, *document.events])
    number = draw(st.integers(1, 6))
    attributes = {
        name: draw(value)
        for name, value in {
            "level": st.sampled_from(["NAM", "NOM"]),
            "sure": st.sampled_from(["y", "n"]),
            "when": st.sampled_from(["y", "n"]),
            "source": st.sampled_from(["NOBODY", "x", "y", "T1", "E1"]),
            "because": st.sampled_from(["x", "T1", "E1", "E2"]),
        }.items()
        if draw(st.booleans())
    }
    coref = draw(st.sampled_from(COREFS))
    if kind == "R" and ids:
        head, tail = draw(st.sampled_from(ids)), draw(st.sampled_from(ids))
        names = [*schema.relation_types, "Nothing"]
        return Relation(f"R{number}", draw(st.sampled_from(names)), head, tail)
    if kind == "E":
        names = [*schema.event_types, "Nothing"]
        roles = sorted({role.name for each in schema.event_types for role in schema.roles_of(each)} | {"Whom"})
        fillers = st.builds(Argument, st.sampled_from(roles), st.sampled_from(ids or ["T1"]))
        arguments = tuple(draw(st.lists(fillers, max_size=3)))
        return Event(f"E{number}", draw(st.sampled_from(names)), None, arguments, attributes, coref)
    place = draw(st.integers(0, 3))
    names = [*schema.entity_types, "Nothing"]
    unconfirmed = draw(st.sampled_from([(), (), ("level",), ("lebel",), ("sure", "type")]))
    return Entity(
        f"T{number}",
        draw(st.sampled_from(names)),
        ((place, place + 1),),
        None,
        attributes,
        coref,
        unconfirmed=unconfirmed,
    )


@st.composite
def edits(draw: DrawFn, schema: LabelSchema, document: Document) -> Edit:
    """One to three changes: annotations put in, changed or taken out, whatever hangs on them; labels; coverage."""
    changes: list[Change] = []
    for _ in range(draw(st.integers(1, 3))):
        now = apply(document, Edit("so far", tuple(changes)))
        what = draw(st.sampled_from(["put", "put", "put", "remove", "coref", "labels", "coverage"]))
        there = sorted(each.id for each in now.annotations())
        if what == "put":
            made = draw(any_annotation(schema, now))
            changes.append(Change(slot_of(made), made.id, getattr(now, slot_of(made)).get(made.id), made))
        elif what == "labels":
            after = draw(
                st.dictionaries(st.sampled_from(["about", "b"]), st.sampled_from(["x", "T1", "a"]), max_size=2)
            )
            changes.append(Change("labels", "", now.labels, after))
        elif what == "coverage":
            names = [*(each.name for each in schema.types()), "*/sure", "Nothing"]
            covered = tuple(sorted(draw(st.lists(st.sampled_from(names), max_size=2, unique=True))))
            changes.append(Change("incomplete_for", "", now.incomplete_for, covered))
        elif there:
            found: Any = now.find(draw(st.sampled_from(there)))
            if what == "remove":
                changes.append(Change(slot_of(found), found.id, found, None))
            elif not isinstance(found, Relation):
                changes += update(now, replace(found, coref=draw(st.sampled_from(COREFS)))).changes
    return Edit("random", tuple(changes))


def whole(document: Document, schema: LabelSchema) -> Counter[Breach]:
    return Counter(judge(replace(document, incomplete_for=()), schema)) + Counter(
        each
        for each in judge(replace(document, entities=EMPTY, relations=EMPTY, events=EMPTY), schema)
        if each.code == "unknown-coverage"
    )


EMPTY: Any = Document("").entities


def follow(document: Document, schema: LabelSchema, references: References, edit: Edit) -> tuple[Document, Verdict]:
    """Judge an edit and do it, and hold what was said against the whole truth."""
    before, after = whole(document, schema), whole(apply(document, edit), schema)
    verdict = judge_edit(Surroundings(document, schema, references, asks_all=True), edit)
    assert Counter(verdict.breaks) == after - before
    assert Counter(verdict.mends) == before - after
    for each, breaches in verdict.after.items():
        assert Counter(breaches) == Counter(breach for breach in after.elements() if breach.annotation_id == each)
    same_references(references, References(document.annotations(), schema.pointers), document)
    references.update(edit)
    return apply(document, edit), verdict


def same_references(one: References, other: References, document: Document) -> None:
    assert set(one.chains()) == set(other.chains())
    for coref in one.chains():
        assert set(one.chain(coref)) == set(other.chain(coref))
        assert one.first(coref, document) == other.first(coref, document)
        assert (one.has_entities(coref), one.has_events(coref)) == (other.has_entities(coref), other.has_events(coref))
    for each in [*document.annotations(), *(Entity(word, "", ()) for word in ("x", "y", "NOBODY"))]:
        assert set(one.naming(each.id)) == set(other.naming(each.id))
        assert set(one.pointing(each.id)) == set(other.pointing(each.id))


@examples(150)
@given(st.data())
def test_an_edit_is_judged_as_the_whole_document_is(data: st.DataObject) -> None:
    schema = data.draw(st.sampled_from([DENSE, DENSE]) | schemas())
    document = Document("d", "abcd") if schema is DENSE else data.draw(documents_under(schema))
    references = References(document.annotations(), schema.pointers)
    for _ in range(data.draw(st.integers(1, 8))):
        document, _ = follow(document, schema, references, data.draw(edits(schema, document)))


def test_random_edits_meet_every_rule_between_annotations() -> None:
    """What the property above is worth: the codes that its edits break and mend."""
    broken: set[str] = set()
    mended: set[str] = set()

    @examples(500, derandomize=True)
    @given(st.data())
    def look(data: st.DataObject) -> None:
        document = Document("d", "abcd")
        references = References(document.annotations(), DENSE.pointers)
        for _ in range(20):
            document, verdict = follow(document, DENSE, references, data.draw(edits(DENSE, document)))
            broken.update(each.code for each in verdict.breaks)
            mended.update(each.code for each in verdict.mends)

    look()
    assert broken
    assert mended
    if PROFILE == "quick":
        return
    rules = {"domain", "range", "filler-type", "cardinality", "circle", "irreflexive", "symmetric-order"}
    assert rules | {"coref-kind", "attribute-value"} <= broken & mended
