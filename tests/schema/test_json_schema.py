from __future__ import annotations

from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import given

from annotator.schema.label_schema import LabelSchema
from annotator.schema.language import SCHEMA_FILE
from annotator.schema.migration.reading import MIGRATION_FILE
from annotator.schema.write import schema_text
from tests.examples import examples
from tests.schemas import schemas
from tests.shared import ROOT


def plain(text: str) -> Any:
    from ruamel.yaml import YAML

    return YAML(typ="safe", pure=True).load(text)


@pytest.mark.slow
@examples(30)
@given(schemas())
def test_every_schema_that_is_read_is_valid(schema: LabelSchema) -> None:
    jsonschema.validate(plain(schema_text(schema)), SCHEMA_FILE.json_schema())


@pytest.mark.slow
def test_the_released_versions_are_valid() -> None:
    for path in sorted((ROOT / "schema" / "conflict-news").glob("[0-9]*.yaml")):
        jsonschema.validate(plain(path.read_text("utf-8")), SCHEMA_FILE.json_schema())


def test_the_migrations_are_valid() -> None:
    for path in sorted((ROOT / "schema" / "conflict-news").glob("migrate-*.yaml")):
        jsonschema.validate(plain(path.read_text("utf-8")), MIGRATION_FILE.json_schema())


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"name": "m", "version": "1.0.0", "entity_type": {}}, SCHEMA_FILE.json_schema())
