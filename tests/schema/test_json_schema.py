from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import given

from annotator.datasets.json_schema import record_schema
from annotator.model.canonical import record_of, to_plain
from annotator.model.document import Document
from annotator.schema.fields import Fields
from annotator.schema.json_schema import language_schema
from annotator.schema.label_schema import LabelSchema
from annotator.schema.language import parse_schema
from annotator.schema.write import schema_text
from tests.examples import examples
from tests.schemas import schemas
from tests.shared import ROOT
from tests.strategies import documents

FILES = {"schema-language.schema.json": language_schema, "gold-record.schema.json": record_schema}


@pytest.mark.parametrize("name", FILES)
def test_the_files_are_what_the_program_says(name: str) -> None:
    made = json.loads((ROOT / "schema" / name).read_bytes())
    assert made == FILES[name](), f"annotator schema json-schema ... > schema/{name}"


def plain(text: str) -> Any:
    from ruamel.yaml import YAML

    return YAML(typ="safe", pure=True).load(text)


@examples(30)
@given(schemas())
def test_every_schema_that_is_read_is_valid(schema: LabelSchema) -> None:
    jsonschema.validate(plain(schema_text(schema)), language_schema())


@examples(30)
@given(documents())
def test_every_record_is_valid(document: Document) -> None:
    jsonschema.validate(json.loads(json.dumps(to_plain(record_of(document)))), record_schema())


def test_the_released_versions_are_valid() -> None:
    for path in sorted((ROOT / "schema" / "conflict-news").glob("[0-9]*.yaml")):
        jsonschema.validate(plain(path.read_text("utf-8")), language_schema())


def test_both_know_the_same_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, set[str]] = {}
    take = Fields._take

    def noting(self: Fields, name: str) -> Any:
        asked.setdefault(".".join(part for part in self._path.split(".") if part.islower()), set()).add(name)
        return take(self, name)

    monkeypatch.setattr(Fields, "_take", noting)
    parse_schema(
        'name: "m"\nversion: "1.0.0"\nentity_types: {A: {attributes: {B: {values: ["x"]}}}}\n'
        'relation_types: {R: {pairs: [{domain: ["A"], range: ["A"]}]}}\n'
        'event_types: {E: {roles: {F: {types: ["A"]}}}}\n'
        'constraints: [{when: {attribute: "B", in: ["x"]}, then: {attribute: "B", in: ["x"]}}]\n'
        'guidelines: {file: "g", sha256: "0"}\n',
        "keys.yaml",
    )
    schema = language_schema()
    defined = {name: (found.get("oneOf") or [found])[0]["properties"] for name, found in schema["$defs"].items()}
    assert asked[""] == set(schema["properties"])
    assert asked["entity_types"] == set(defined["entity_type"])
    assert asked["relation_types"] == set(defined["relation_type"])
    assert asked["event_types"] == set(defined["event_type"])
    assert asked["event_types.roles"] == set(defined["role"])
    assert asked["entity_types.attributes"] == set(defined["attribute"])


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"name": "m", "version": "1.0.0", "entity_type": {}}, language_schema())


def test_the_path_of_the_files_is_inside_the_repository() -> None:
    assert all((Path(ROOT) / "schema" / name).is_file() for name in FILES)
