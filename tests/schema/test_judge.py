"""Every rule of a schema that a document can break, each with its code and what was expected."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.model.annotation import Argument, Entity, Event, Relation, mention
from annotator.model.document import Document, by_id, new_document
from annotator.schema.judge import judge
from annotator.schema.language import parse_schema
from annotator.schema.rules.breach import Breach
from annotator.schema.rules.coverage import coverage_fault
from annotator.schema.rules.surroundings import Things
from tests.examples import examples
from tests.schemas import schemas
from tests.strategies import documents_under

SCHEMA = parse_schema(
    """
name: "mini"
version: "1.0.0"
mention_levels: ["NAM", "NOM"]
entity_types: {PERSON: {}, ORG: {abstract: true}, PARTY: {parent: "ORG"}, ARMY: {parent: "ORG"}, PLACE: {}}
value_types: {DATE: {}}
relation_types:
  LEADS:
    {domain: ["PERSON"], range: ["ORG"], cardinality: "N:1",
     attributes: {status: {values: ["now", "once"], required: true}}}
  PART: {domain: ["ORG"], range: ["ORG"], irreflexive: true, acyclic: true}
  ALLY: {domain: ["ORG"], range: ["ORG"], symmetric: true}
  HAS: {pairs: [{domain: ["PERSON"], range: ["DATE"]}, {domain: ["ORG"], range: ["PLACE"]}]}
event_types:
  Hit: {roles: {Who: {types: ["ENTITY"], min: 1}, When: {types: ["DATE"], max: 1}, Why: {types: ["EVENT"]}}}
attributes:
  near: {kind: "boolean", for: ["EVENT"]}
  source: {kind: "reference", to: "entity", values: ["AUTHOR"], for: ["EVENT"]}
  sure: {values: ["yes", "perhaps"], for: ["EVENT"]}
  when: {values: ["past", "future"], for: ["EVENT"]}
constraints:
  - {when: {attribute: "when", in: ["future"]}, then: {attribute: "sure", in: ["perhaps"]}}
labels: {genre: {values: ["news", "view"], required: true}}
""",
    "mini.yaml",
)
TEXT = "Ada led Red, Blue and Green in Selm in May."


def words(word: str) -> tuple[tuple[int, int], ...]:
    return ((TEXT.index(word), TEXT.index(word) + len(word)),)


PEOPLE = [
    mention("T1", "PERSON", TEXT, words("Ada")),
    mention("T2", "PARTY", TEXT, words("Red"), coref="e:red"),
    mention("T3", "ARMY", TEXT, words("Blue")),
    mention("T4", "PLACE", TEXT, words("Selm")),
    mention("T5", "DATE", TEXT, words("May")),
]


def document(*more: Any, **fields: Any) -> Document:
    fields = {"labels": {"genre": "news"}, "schema_ref": SCHEMA.ref, **fields}
    entities = {each.id: each for each in [*PEOPLE, *(each for each in more if isinstance(each, Entity))]}
    return new_document(
        "d",
        TEXT,
        entities=by_id(entities.values()),
        events=by_id(each for each in more if isinstance(each, Event)),
        relations=by_id(each for each in more if isinstance(each, Relation)),
        **fields,
    )


def hit(*arguments: tuple[str, str], event_id: str = "E1", **attributes: Any) -> Event:
    return Event(event_id, "Hit", None, tuple(Argument(*each) for each in (("Who", "T1"), *arguments)), attributes)


def coref_of(event_id: str, coref: str) -> Event:
    return replace(hit(event_id=event_id), coref=coref)


def leads(tail: str, relation_id: str = "R1", head: str = "T1", **attributes: Any) -> Relation:
    return Relation(relation_id, "LEADS", head, tail, {"status": "now", **attributes})


BROKEN = [
    (document(mention("T9", "PRESON", TEXT, words("Green"))), "unknown-type", "did you mean PERSON?"),
    (document(mention("T9", "\u0420ERSON", TEXT, words("Green"))), "unknown-type", "U+0420"),
    (document(mention("T9", "ORG", TEXT, words("Green"))), "abstract-type", "one of its children"),
    (document(incomplete_for=("PRESON",)), "unknown-coverage", "did you mean PERSON?"),
    (document(incomplete_for=("Hit/Whom",)), "unknown-coverage", "expected one of"),
    (document(labels={}), "missing-label", "requires"),
    (document(labels={"genre": "novel"}), "label-value", "one of news, view"),
    (document(labels={"genre": "news", "x": "y"}), "unknown-label", "'x'"),
    (document(hit(colour="red")), "unknown-attribute", "it has near, source, sure, when"),
    (document(hit(sure="perhap")), "attribute-value", "did you mean perhaps?"),
    (document(hit(near="yes")), "attribute-value", "true or false"),
    (document(hit(sure=("yes", "perhaps"))), "attribute-value", "a single value"),
    (document(hit(source="T99")), "attribute-value", "names nothing here"),
    (document(Relation("R1", "LEADS", "T1", "T2")), "missing-attribute", "one of now, once"),
    (document(hit(when="future", sure="yes")), "constraint", "expected perhaps"),
    (document(leads("T4")), "range", "PLACE is not in the range"),
    (document(leads("T2", head="T3")), "domain", "ARMY is not in the domain"),
    (document(Relation("R1", "HAS", "T1", "T4")), "range", "does not lead from PERSON to PLACE"),
    (document(Relation("R1", "PART", "T2", "T2")), "irreflexive", "to itself"),
    (document(Relation("R1", "ALLY", "T3", "T2")), "symmetric-order", "stands first, here T2"),
    (document(leads("T2"), leads("T3", "R2")), "cardinality", "N:1"),
    (document(Relation("R1", "PART", "T2", "T3"), Relation("R2", "PART", "T3", "T2")), "circle", "circle"),
    (document(hit(("Whom", "T1"))), "unknown-role", "did you mean Who?"),
    (document(hit(("When", "T4"))), "filler-type", "one of DATE"),
    (document(hit(("Who", "T5"))), "filler-type", "DATE cannot be Who"),
    (document(hit(("When", "T5"), ("When", "T5"))), "role-max", "allows 1"),
    (document(Event("E1", "Hit")), "role-min", "needs 1"),
]


@pytest.mark.parametrize(("broken", "code", "said"), BROKEN, ids=[f"{row[1]}: {row[2]}" for row in BROKEN])
def test_a_broken_rule_is_named(broken: Document, code: str, said: str) -> None:
    found = [breach for breach in judge(broken, SCHEMA) if breach.code == code]
    assert any(said in breach.message for breach in found), list(judge(broken, SCHEMA))


def test_only_what_is_broken_is_named() -> None:
    for broken, code, _ in BROKEN:
        assert {breach.code for breach in judge(broken, SCHEMA)} - {code} <= {
            "circle",
            "missing-attribute",
            "role-min",
        }


WHOLE = document(
    hit(("When", "T5"), ("Why", "E2"), near=True, source="e:red", sure="perhaps", when="future"),
    hit(event_id="E2", source="AUTHOR"),
    leads("T2"),
    Relation("R2", "ALLY", "T2", "T3"),
    Relation("R3", "HAS", "T1", "T5"),
    Relation("R4", "HAS", "T2", "T4"),
    incomplete_for=("*/coref", "Hit/Who", "Hit/near", "PERSON", "PERSON/level"),
)


def test_a_document_that_keeps_to_it_has_no_breach() -> None:
    assert list(judge(WHOLE, SCHEMA)) == []


def test_what_is_not_covered_may_be_missing() -> None:
    assert list(judge(document(Event("E1", "Hit"), incomplete_for=("Hit/Who",)), SCHEMA)) == []
    bare = Relation("R1", "LEADS", "T1", "T2")
    assert list(judge(document(bare, incomplete_for=("LEADS/status",)), SCHEMA)) == []
    assert list(judge(document(bare, incomplete_for=("*/status",)), SCHEMA)) == []


def test_fillers_are_judged_by_their_entity_not_by_the_mention() -> None:
    capital = mention("T6", "PLACE", TEXT, words("Green"), coref="e:red", attributes={"level": "NOM"})
    assert list(judge(document(capital, leads("T6")), SCHEMA)) == [], "its name is a party's"
    registry = Things({"e:red": "PERSON"})
    assert [each.code for each in judge(document(leads("T2")), SCHEMA, registry)] == ["range"]
    assert list(judge(document(leads("T2")), SCHEMA, Things({"e:red": "ORG2"}))) == [], "a type of another version"


def test_a_coref_id_is_of_one_kind_here_and_elsewhere() -> None:
    both = document(coref_of("E1", "e:red"))
    assert [(each.annotation_id, each.code) for each in judge(both, SCHEMA)] == [("E1", "coref-kind")]
    elsewhere = Things(kinds={"e:red": "event", "h:hit": "entity"})
    found = list(judge(document(coref_of("E1", "h:hit")), SCHEMA, elsewhere))
    assert [(each.annotation_id, each.code) for each in found] == [("T2", "coref-kind"), ("E1", "coref-kind")]


FAMILY = parse_schema(
    """
name: "family"
version: "1.0.0"
entity_types: {PERSON: {}, PLACE: {}}
relation_types:
  KNOWS: {domain: ["PERSON"], range: ["PERSON"]}
  LOVES: {parent: "KNOWS"}
event_types:
  Conflict: {abstract: true, roles: {Place: {types: ["PLACE"], min: 1}, Who: {types: ["PERSON"]}},
             attributes: {sure: {values: ["yes", "no"]}, when: {values: ["past", "future"]}}}
  Attack: {parent: "Conflict", roles: {Who: {types: ["PLACE"]}}}
  Siege: {parent: "Attack"}
constraints:
  - {when: {attribute: "when", in: ["future"]}, then: {attribute: "sure", in: ["no"]}, for: ["Conflict"]}
""",
    "family.yaml",
)


def of_family(*more: Any, **fields: Any) -> Document:
    return replace(document(*more, **fields), labels={}, schema_ref=FAMILY.ref, entities=by_id(LIVING))


LIVING = [each for each in PEOPLE if each.type in ("PERSON", "PLACE")]
SIEGE = Event("E1", "Siege", None, (Argument("Place", "T4"), Argument("Who", "T4")), {"when": "past", "sure": "yes"})


def test_roles_ends_and_attributes_are_inherited_and_a_childs_own_count_first() -> None:
    assert list(judge(of_family(SIEGE, Relation("R1", "LOVES", "T1", "T1")), FAMILY)) == []


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        (replace(SIEGE, arguments=(Argument("Place", "T1"),)), "filler-type"),
        (replace(SIEGE, arguments=(Argument("Place", "T4"), Argument("Who", "T1"))), "filler-type"),
        (replace(SIEGE, arguments=(Argument("Who", "T4"),)), "role-min"),
        (replace(SIEGE, attributes={"when": "future", "sure": "yes"}), "constraint"),
        (replace(SIEGE, attributes={"sure": "perhaps"}), "attribute-value"),
        (Relation("R1", "LOVES", "T1", "T4"), "range"),
    ],
)
def test_what_holds_for_a_type_holds_for_its_descendants(broken: Event | Relation, code: str) -> None:
    assert [each.code for each in judge(of_family(broken), FAMILY)] == [code]


@pytest.mark.parametrize(
    ("entry", "legal"),
    [
        ("PERSON", True),
        ("*/coref", True),
        ("*", False),
        ("*/nothing", False),
        ("LEADS/coref", False),
        ("LEADS/status", True),
    ],
)
def test_coverage_names_types_and_their_parts(entry: str, legal: bool) -> None:
    assert (coverage_fault(entry, SCHEMA) is None) == legal


@examples(25)
@given(st.data())
def test_documents_made_under_a_schema_keep_to_it_whatever_the_order(data: st.DataObject) -> None:
    schema = data.draw(schemas())
    made = data.draw(documents_under(schema))
    turned = replace(made, entities=by_id(reversed(list(made.entities.values()))))
    assert list(judge(made, schema)) == list(judge(turned, schema)) == []


def test_a_breach_says_where() -> None:
    (found,) = judge(document(hit(sure="no")), SCHEMA)
    assert found == Breach("E1", "attributes.sure", found.message, "attribute-value")
