"""Versions of a schema that lie beside each other, and what there is where one is asked for that is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.errors import SchemaError
from annotator.schema.migration.chain import SchemaFolder
from tests.shared import ROOT

FOLDER = ROOT / "schema" / "conflict-news"


def test_a_version_that_is_not_there_names_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match=r"no version 9\.9\.9; known are 1\.0\.0, 1\.1\.0, 2\.0\.0"):
        SchemaFolder(FOLDER).schema("9.9.9")
    with pytest.raises(SchemaError, match=r"no version 9\.9\.9; known are none$"):
        SchemaFolder(tmp_path).schema("9.9.9")


def test_versions_ascend_as_numbers(tmp_path: Path) -> None:
    for name in ("1.10.0.yaml", "1.9.0.yaml", "10.0.0.yaml", "2.0.0.yaml", "notes.yaml", "1.0.yaml"):
        (tmp_path / name).touch()
    assert SchemaFolder(tmp_path).versions() == ["1.9.0", "1.10.0", "2.0.0", "10.0.0"]
