"""`annotator check` as a use case: records against their schema, a registry beside them, and what cannot be judged."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from annotator.datasets.record import read_documents
from annotator.datasets.registry import Registered, write_registry
from annotator.datasets.write import write_records
from annotator.errors import InputError, SchemaError
from annotator.project.records.check_records import check_files
from annotator.schema.judge import judge
from annotator.schema.language import read_schema
from tests.examples import examples
from tests.shared import ROOT
from tests.strategies import documents_under

SCHEMA = ROOT / "schema" / "conflict-news" / "2.0.0.yaml"
REPEATED = examples(25, suppress_health_check=[HealthCheck.function_scoped_fixture])
ODD = {"duplicate", "whitespace", "splits-grapheme"}

Gold = Callable[..., Path]


@pytest.fixture
def gold(tmp_path: Path) -> Gold:
    """A file with one record over a text, with what is given changed."""

    def make(**changes: object) -> Path:
        text = "Ilan Marek leads the Dawn Column."
        record = {
            "id": "d",
            "text": text,
            "text_sha256": "e6db846b194a5a9ad7801cb7c9e3ebbfb37a4cdec81e3e186cab5290c3b7d726",
            "schema": "conflict-news@1.0.0",
            "entities": [
                {"id": "T2", "type": "ORG", "spans": [[21, 32]], "text": "Dawn Column", "attributes": {"level": "NAM"}},
                {
                    "id": "T1",
                    "type": "PERSON",
                    "spans": [[0, 10]],
                    "text": "Ilan Marek",
                    "attributes": {"level": "NAM"},
                },
            ],
            "relations": [{"id": "R1", "type": "LEADER_OF", "head": "T1", "tail": "T2"}],
        }
        path = tmp_path / "gold.jsonl"
        path.write_bytes(orjson.dumps(record | changes))
        return path

    return make


def said(path: Path, version: str = "1.0.0") -> list[str]:
    report = check_files([path], schema=SCHEMA.with_name(f"{version}.yaml"))
    return [f"{finding.path} {finding.code}" for finding in report.findings]


@pytest.mark.slow
@REPEATED
@given(data=st.data())
def test_documents_under_a_schema_pass_the_check(data: st.DataObject, tmp_path: Path) -> None:
    schema = read_schema(SCHEMA)
    document = data.draw(documents_under(schema))
    assert not list(judge(document, schema))
    path = tmp_path / "gold.jsonl"
    write_records([document], path)
    assert list(read_documents(path)) == [document]
    report = check_files([path], schema=SCHEMA)
    assert report.documents == 1
    assert {finding.code for finding in report.findings} <= ODD


def test_a_sound_record_has_no_finding(gold: Gold) -> None:
    assert said(gold()) == []


def test_paths_name_the_position_in_the_file(gold: Gold) -> None:
    relations = [{"id": "R1", "type": "LEADER_OF", "head": "T2", "tail": "T1"}]
    findings = said(gold(relations=relations))
    assert "relations[0].tail range" in findings
    assert said(gold(incomplete_for=["WAR"])) == ["incomplete_for unknown-coverage"]
    assert said(gold(events=[{"id": "E1", "type": "Riot"}])) == ["events[0].type unknown-type"]


def test_the_registry_beside_the_records_gives_the_types_of_entities(gold: Gold, tmp_path: Path) -> None:
    named = {"attributes": {"level": "NAM"}}
    column: dict[str, object] = {
        "id": "T2",
        "type": "PERSON",
        "spans": [[21, 32]],
        "text": "Dawn Column",
        "coref": "e:column",
    }
    leader: dict[str, object] = {"id": "T1", "type": "PERSON", "spans": [[0, 10]], "text": "Ilan Marek"}
    path = gold(entities=[leader | named, column | named])
    assert said(path) == ["relations[0].tail range"]
    write_registry([Registered("e:column", "entity", "ORG", "Dawn Column")], tmp_path / "entities.jsonl")
    assert said(path) == []


def test_a_registry_is_checked_as_one(tmp_path: Path) -> None:
    path = tmp_path / "entities.jsonl"
    path.write_bytes(b'{"id":"a","kind":"entity","type":"P"}\n')
    assert said(path) == ["name missing"]


def test_an_unknown_version_cannot_be_judged(gold: Gold) -> None:
    with pytest.raises(SchemaError, match=r"gold\.jsonl:1: schema: .*2\.0\.0.*1\.0\.0.*schema migrate"):
        check_files([gold()], schema=SCHEMA)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        check_files([tmp_path / "none.jsonl"], schema=SCHEMA)


def test_progress_counts_documents(gold: Gold) -> None:
    seen: list[int] = []
    check_files([gold()], schema=SCHEMA.with_name("1.0.0.yaml"), progress=lambda done, _: seen.append(done))
    assert seen == [1]
