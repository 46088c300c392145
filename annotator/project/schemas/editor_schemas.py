"""The JSON Schemas by which editors complete and check what people write: `annotator schema json-schema`.

They say what can be said of one value. What holds a file together - that names exist, that nothing goes in circles -
only the program knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from annotator.datasets.json_schema import record_schema
from annotator.datasets.release.declaration import DATA_SET_FILE
from annotator.eval.suites.suite import SUITE_FILE
from annotator.project.config import PROJECT_FILE
from annotator.schema.handwritten.file_kind import FileKind
from annotator.schema.language import SCHEMA_FILE
from annotator.schema.migration.reading import MIGRATION_FILE

Written: TypeAlias = Literal["language", "migration", "project", "suite", "data-set", "record"]

FILE_KINDS: Mapping[str, FileKind[Any]] = {
    "language": SCHEMA_FILE,
    "migration": MIGRATION_FILE,
    "project": PROJECT_FILE,
    "suite": SUITE_FILE,
    "data-set": DATA_SET_FILE,
}


def editor_schema(what: Written) -> dict[str, Any]:
    """The JSON Schema of one kind of file, or of a gold record."""
    return record_schema() if what == "record" else FILE_KINDS[what].json_schema()
