"""What the schema forbids of scored relations and events is warned of, in the words of `check`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.datasets.write import write_records
from annotator.eval.options import ScoreOptions
from annotator.model.annotation import Argument, Event, Relation, mention
from annotator.model.canonical import record_of
from annotator.model.document import Document, by_id, new_document
from annotator.model.edits import fresh_id
from annotator.project.scoring.schema_warnings import TOLD, SchemaWarnings
from annotator.project.scoring.score_files import score_files
from annotator.schema.judge import judge
from annotator.schema.language import parse_schema
from tests.examples import examples
from tests.project.projects import SCHEMA_YAML
from tests.schemas import schemas
from tests.strategies import documents_under

SCHEMA = parse_schema(SCHEMA_YAML, "mini.yaml")
TEXT = "Ada hit Oskell."


def document(*more: Event | Relation) -> Document:
    people = [mention("T1", "PERSON", TEXT, ((0, 3),)), mention("T2", "GPE", TEXT, ((8, 14),))]
    return new_document(
        "d",
        TEXT,
        schema_ref=SCHEMA.ref,
        entities=by_id(people),
        events=by_id(each for each in more if isinstance(each, Event)),
        relations=by_id(each for each in more if isinstance(each, Relation)),
    )


@pytest.mark.parametrize(
    ("broken", "code", "said"),
    [
        (Relation("R1", "MEMBER_OF", "T1", "T2"), "range", "GPE is not in the range of MEMBER_OF (ORG)"),
        (Event("E1", "Attack", None, (Argument("Attacker", "T2"),)), "filler-type", "GPE cannot be Attacker of Attack"),
        (Event("E1", "Attack", None, (Argument("Victim", "T1"),)), "unknown-role", "Attack has no role 'Victim'"),
    ],
)
def test_eval_warns_of_what_the_schema_forbids(broken: Event | Relation, code: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "mini.yaml").write_text(SCHEMA_YAML, "utf-8")
    write_records([document()], tmp_path / "gold.jsonl")
    write_records([document(broken)], tmp_path / "pred.jsonl")
    files = tmp_path / "gold.jsonl", tmp_path / "pred.jsonl"
    result = score_files(*files, ScoreOptions(), schema=tmp_path / "mini.yaml")
    (found,) = (each for each in result.warnings if each.code == code)
    assert found.message.startswith(f"prediction: {said}")
    assert found.message.endswith("it counts as it is")
    assert found.count == 1
    assert not [each for each in score_files(*files, ScoreOptions()).warnings if each.code == code], (
        "no schema is known"
    )


def test_a_mention_used_for_something_else_is_judged_by_its_thing() -> None:
    capital = replace(document(Relation("R1", "MEMBER_OF", "T1", "T2")))
    named = mention("T0", "ORG", TEXT, ((4, 7),), coref="e:x")
    entities = capital.entities.set("T2", replace(capital.entities["T2"], coref="e:x")).set("T0", named)
    watched = SchemaWarnings(SCHEMA)
    list(watched.passing([record_of(replace(capital, entities=entities))], "gold"))
    assert watched.notices() == ()


@examples(60)
@given(st.data())
def test_what_looks_right_is_right_and_what_is_wrong_is_told(data: st.DataObject) -> None:
    """Without coreference the types of mentions decide: exactly what the judge finds is told."""
    schema = data.draw(schemas())
    made = data.draw(documents_under(schema))
    entities = by_id(replace(each, coref=None) for each in made.entities.values())
    made = replace(made, entities=entities)
    ends = sorted([*made.entities, *made.events])
    for _ in range(data.draw(st.integers(0, 3))):
        if ends and schema.relation_types:
            kind, head, tail = (
                data.draw(st.sampled_from(each)) for each in (sorted(schema.relation_types), ends, ends)
            )
            relation = Relation(fresh_id(made, "R"), kind, head, tail)
            made = replace(made, relations=made.relations.set(relation.id, relation))
        if ends and schema.event_types:
            roles = sorted({role.name for each in schema.event_types for role in schema.roles_of(each)} | {"Whom"})
            filled = Argument(data.draw(st.sampled_from(roles)), data.draw(st.sampled_from(ends)))
            event = Event(fresh_id(made, "E"), data.draw(st.sampled_from(sorted(schema.event_types))), None, (filled,))
            made = replace(made, events=made.events.set(event.id, event))
    watched = SchemaWarnings(schema)
    assert list(watched.passing([record_of(made)], "gold")) == [record_of(made)]
    expected = Counter(f"gold: {each.message}; it counts as it is" for each in judge(made, schema) if each.code in TOLD)
    assert {each.message: each.count for each in watched.notices()} == expected
