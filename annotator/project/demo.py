"""The project of the demonstration: the bundled articles, labelled or not yet."""

from __future__ import annotations

from importlib.resources import as_file
from pathlib import Path
from tempfile import mkdtemp

from annotator.disk.atomic_file import replace_file
from annotator.disk.operations import disk
from annotator.model.change import Edit
from annotator.model.coverage import DECLARE
from annotator.model.difference import difference
from annotator.model.document import Document
from annotator.project.articles.add import add_files
from annotator.project.bundled_files import bundled_folder, bundled_gold
from annotator.project.project import Project

DEMO_VERSION = "1.0.0"
"""The version of the bundled schema that the demonstration labels with: the smallest."""

DATA_SET = "demo"
"""The folder under `datasets/` that holds the bundled gold in a demonstration project."""


def demo_project(folder: Path | None = None) -> Project:
    """A new project with the bundled articles, nothing labelled yet, and their gold under `datasets/demo/`.

    Without a folder it is made in a temporary one, which is the caller's to remove.

    Raises:
        InputError: there is a project in the folder already, or it cannot be written.
    """
    project = Project.create(folder or Path(mkdtemp(prefix="annotator-demo-")), DEMO_VERSION)
    with as_file(bundled_folder("articles")) as articles:
        add_files(project, sorted(articles.glob("*.txt")))
    data_set = project.folder / "datasets" / DATA_SET
    disk().make_folder(data_set)
    with as_file(bundled_folder("gold")) as gold:
        replace_file(data_set / "gold.jsonl", [(gold / f"gold-{project.schema.version}.jsonl").read_bytes()])
        replace_file(data_set / "entities.jsonl", [(gold / "entities.jsonl").read_bytes()])
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
