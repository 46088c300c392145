"""A project with the schema of the taught articles, and layers that are put into it."""

from __future__ import annotations

import shutil
from pathlib import Path

from msgspec import structs

from annotator.datasets.write import write_records
from annotator.model.document import Document
from annotator.project.project import Project
from annotator.project.records.import_records import import_records
from tests.suggest.learner import taught


def taught_project(folder: Path) -> Project:
    """A new project of the annotator mira in a folder that is not there yet."""
    folder.mkdir()
    shutil.copy(taught.SCHEMA_FILE, folder / "schema.yaml")
    (folder / "annotator.toml").write_text('schema = "schema.yaml"\nannotator = "mira"\n', "utf-8")
    return Project.open(folder)


def put(project: Project, layer: str, *documents: Document) -> None:
    """Put documents into a layer."""
    file = project.folder / f"{layer}.jsonl"
    write_records([structs.replace(each, annotator=layer) for each in documents], file)
    import_records(project, file, layer)
