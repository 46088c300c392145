"""The questions that a migration left in a project's layers, and people's answers to them.

An answer is applied as an edit of the open layer; where it is about an entity, the annotator's other layers get it
too, each by one step of its own. Every answer is written down beside the schema, so that the migration can be
replayed on the gold: `annotator schema migrate GOLD --to X.Y.Z --answers schema/NAME/answers-to-X.Y.Z.jsonl`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from annotator.disk.plain_files import append_line, refuse_links_out
from annotator.model.change import Edit
from annotator.model.difference import difference
from annotator.model.document import Document
from annotator.project.migration.migrate_store import put_steps
from annotator.schema.label_schema import LabelSchema
from annotator.schema.migration.answers import Answer, Answers
from annotator.schema.migration.apply_answers import decided
from annotator.schema.migration.chain import SchemaFolder
from annotator.schema.migration.operations import Migration
from annotator.schema.migration.questions import Question, questions
from annotator.store.leases.lease import lease_name
from annotator.store.reading.loading import open_layer
from annotator.store.tables.layer import LayerState
from annotator.store.tables.layers import all_layers
from annotator.store.writing.step import Step, new_step, utc_now

if TYPE_CHECKING:
    from annotator.project.project import Project

STEP = "decide "
"""How an answer is called in the log, before its question."""


@dataclass(frozen=True, slots=True)
class Queue:
    """The questions of some documents, and what is needed to answer them."""

    questions: tuple[Question, ...]
    schema: LabelSchema
    migrations: tuple[Migration, ...]

    def edit(self, document: Document, answer: Answer) -> Edit:
        """The edit that puts an answer into a document; without changes when it is not about it.

        Raises:
            SchemaError: the decision is not one of the choices.
        """
        after, _ = decided(document, self.migrations, self.schema, Answers([answer]))
        return difference(document, after, f"{STEP}{answer.question}")


def queue(project: Project, documents: Iterable[Document]) -> Queue:
    """What is not decided yet in these documents.

    Raises:
        SchemaError: the schema, or a migration to it, cannot be read.
    """
    folder = SchemaFolder(project.schema_file.parent)
    migrations = tuple(hop.migration for hop in folder.into(project.schema.version))
    open_questions = questions(tuple(documents), migrations, project.schema)
    return Queue(open_questions, project.schema, migrations)


def answer_of(question: Question, decision: Any, who: str) -> Answer:
    """The answer that somebody gives now."""
    return Answer(question.question, question.document, question.id, decision, who, utc_now())


def answer_elsewhere(project: Project, annotator: str, asked: Queue, answer: Answer, here: str) -> list[str]:
    """Put an answer into the annotator's other layers; the documents that somebody has open are left out.

    Returns:
        The ids of the documents that were changed.

    Raises:
        StoreError: the store could not be written; nothing was.
    """
    rows = project.store.rows
    in_use = project.store.in_use()
    steps: list[tuple[LayerState, Step]] = []
    for key in all_layers(rows):
        if key.name != annotator or key.document_id == here or lease_name(key) in in_use:
            continue
        state, document = open_layer(rows, key)
        edit = asked.edit(document, answer)
        if edit.changes:
            steps.append((state, new_step(edit, annotator)))
    put_steps(project, steps)
    return [state.key.document_id for state, _ in steps]


def write_down(project: Project, answer: Answer) -> Path:
    """Append an answer to the answers beside the schema.

    Raises:
        StoreError: the file cannot be written.
    """
    path = project.schema_file.parent / f"answers-to-{project.schema.version}.jsonl"
    refuse_links_out(path, project.folder)
    append_line(path, orjson.dumps(answer.as_object()))
    return path
