"""Projects with labelled articles and a decision of adjudication, and all that a store holds, for tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import select

from annotator.model import edits
from annotator.model.annotation import mention
from annotator.project.articles.add import add_files
from annotator.project.project import Project
from annotator.store.backup.snapshot import KEPT
from annotator.store.database.location import StoreLocation
from annotator.store.database.transaction import writing
from annotator.store.tables.decisions import StoredDecision, insert_decision
from tests.project.projects import make_project

ARTICLE = "Varania protested. Oskell did not answer.\n"
DECISION = StoredDecision("a", "k" * 64, "missing", b'{"how":"nothing"}', "mira", "2026-01-01T00:00:00Z", 700)


def labelled_project(folder: Path, location: StoreLocation | None = None) -> Project:
    """A project with two articles, one of them labelled, with something taken back, and one decision."""
    config = f'store = "{location.url}"' if location and location.url else ""
    made = make_project(folder, config=config)
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text(ARTICLE + name)
    add_files(made, [folder / "a.txt", folder / "b.txt"])
    label(made, (0, 7), (19, 25), (8, 17))
    opened = made.open_session("a")
    opened.undo()
    opened.close()
    with writing(made.store.writable(), made.store.location) as transaction:
        insert_decision(transaction, DECISION)
    return made


def label(project: Project, *spans: tuple[int, int], document: str = "a") -> None:
    """Label these places."""
    opened = project.open_session(document)
    for span in spans:
        opened.apply(edits.add(opened.document, mention(opened.fresh_id("T"), "GPE", ARTICLE, (span,))))
    opened.close()


def rows_of(project: Project) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of the project's store."""
    with project.store.engine.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in KEPT
        }
