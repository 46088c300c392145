"""What comes with the program - two invented articles, their gold, the schema - and the project made of it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from pathlib import Path
from shutil import copyfile
from tempfile import mkdtemp

from annotator.datasets.record import read_documents
from annotator.model.change import Edit
from annotator.model.coverage import DECLARE
from annotator.model.difference import difference
from annotator.model.document import Document
from annotator.project.project import Project

BASELINE = "extractors/gazetteer.py"
"""The baseline extractor, a copy of `eval/extractors/gazetteer.py`."""

DEMO_VERSION = "1.0.0"
"""The version of the bundled schema that the demonstration labels with: the smallest."""

DATA_SET = "demo"
"""The folder under `datasets/` that holds the bundled gold in a demonstration project."""


def bundled_folder(name: str) -> Traversable:
    """One of the bundled folders: `articles`, `gold` or `schema`."""
    return files("annotator.project") / "bundled" / name


def bundled_file(path: str) -> AbstractContextManager[Path]:
    """One bundled file as a path, for as long as the context lasts."""
    return as_file(bundled_folder(path))


def bundled_gold(schema_ref: str) -> list[Document]:
    """The gold of the bundled articles under a schema version, `name@X.Y.Z`."""
    with as_file(bundled_folder("gold") / f"{schema_ref.replace('@', '-')}.jsonl") as file:
        return list(read_documents(file))


def demo_project(folder: Path | None = None) -> Project:
    """A new project with the bundled articles, nothing labelled yet, and their gold under `datasets/demo/`.

    Without a folder it is made in a temporary one, which is the caller's to remove.

    Raises:
        InputError: there is a project in the folder already, or it cannot be written.
    """
    project = Project.create(folder or Path(mkdtemp(prefix="annotator-demo-")), DEMO_VERSION)
    with as_file(bundled_folder("articles")) as articles:
        project.add_files(sorted(articles.glob("*.txt")))
    data_set = project.folder / "datasets" / DATA_SET
    data_set.mkdir()
    with as_file(bundled_folder("gold")) as gold:
        copyfile(gold / f"{project.schema.ref.replace('@', '-')}.jsonl", data_set / "gold.jsonl")
        copyfile(gold / "entities.jsonl", data_set / "entities.jsonl")
    return project


def label_as_gold(project: Project, annotator: str) -> int:
    """Label the bundled articles as their gold does and declare them done; returns the number of edits.

    There is one for each annotation.
    """
    edits = 0
    for gold in bundled_gold(project.schema.ref):
        session = project.open_session(gold.id, annotator)
        for edit in _steps(session.document, gold):
            session.apply(edit)
            edits += 1
        session.close()
    return edits


def _steps(document: Document, gold: Document) -> list[Edit]:
    whole = difference(document, gold, "label")
    order = {"entities": 0, "events": 1, "relations": 2}
    changes = sorted(whole.changes, key=lambda change: order.get(change.slot, 3))
    return [
        Edit(DECLARE if change.slot == "incomplete_for" else "label", (change,))
        for change in changes
        if change.slot != "annotator"
    ]
