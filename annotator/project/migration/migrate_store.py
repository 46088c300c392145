"""A project's working state to another version of its schema: every layer, all or none, each by one undoable step.

A SQLite store is copied first. The project file names the new version afterwards. `take_back` undoes the step in
every layer where nothing came after it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.disk.atomic_file import replace_file
from annotator.errors import ConfigError, InputError
from annotator.model.change import Edit
from annotator.model.difference import difference
from annotator.model.document import Document
from annotator.project.migration.migrate_file import Migration, refuse_unused
from annotator.project.schemas.schema_files import schema_folder
from annotator.schema.label_schema import LabelSchema
from annotator.schema.migration.answers import Answer
from annotator.schema.migration.engine import Migrated, migrate
from annotator.store.reading.loading import open_layer
from annotator.store.tables.layer import LayerKey, LayerState
from annotator.store.tables.layers import all_layers, layer_state
from annotator.store.tables.log import Kind, operation_at
from annotator.store.writing.step import Step, new_step, undo_step
from annotator.text.utf8 import read_utf8

if TYPE_CHECKING:
    from annotator.project.project import Project

STEP = "migrate to "
"""How the step is called in the log, before the schema's reference."""


def migrate_project(
    project: Project, version: str, answers: Sequence[Answer] = (), *, dry_run: bool = False
) -> Migration:
    """Bring every layer to a version of the project's schema.

    Each annotator's layers are migrated together, as the corpus they are; their documents and questions follow each
    other in the result. With `dry_run` nothing is written.

    Raises:
        SchemaError: there is no way, a decision is not legal, or an answer is of no use.
        LayerLockedError: somebody has a layer open.
        StoreError: the store could not be written; nothing was.
    """
    folder = schema_folder(project.schema.name, project.schema_file.parent, project.folder)
    target = folder.schema(version.rpartition("@")[2])
    stored_layers = _stored_layers(project)
    results = [
        migrate([document for _, document in layers], folder, target.version, answers)
        for layers in stored_layers.values()
    ]
    joined = _joined(results)
    refuse_unused(joined)
    if not dry_run:
        _write(project, stored_layers, results, target)
        _name_version(project, target)
    versions = sorted({str(document.schema_ref) for layers in stored_layers.values() for _, document in layers})
    return Migration(joined, tuple(versions) or (project.schema.ref,), target)


LayersOfAnnotator = dict[str, list[tuple[LayerState, Document]]]


def _stored_layers(project: Project) -> LayersOfAnnotator:
    """Every layer that says something, by annotator."""
    rows = project.store.rows
    layers: LayersOfAnnotator = defaultdict(list)
    for key in all_layers(rows):
        state, document = open_layer(rows, key)
        if document.schema_ref:
            layers[key.name].append((state, document))
    return dict(layers)


def _joined(results: Sequence[Migrated]) -> Migrated:
    return Migrated(
        documents=tuple(each for result in results for each in result.documents),
        questions=tuple(each for result in results for each in result.questions),
        losses=tuple(each for result in results for each in result.losses),
        violators=tuple(each for result in results for each in result.violators),
        collisions=tuple(each for result in results for each in result.collisions),
        unused=tuple(
            each for each in (results[0].unused if results else ()) if all(each in one.unused for one in results)
        ),
        changed=sum(result.changed for result in results),
    )


def _write(
    project: Project, stored_layers: LayersOfAnnotator, results: Sequence[Migrated], target: LabelSchema
) -> None:
    steps = [
        (state, difference(before, after, f"{STEP}{target.ref}"))
        for layers, result in zip(stored_layers.values(), results, strict=True)
        for (state, before), after in zip(layers, result.documents, strict=True)
    ]
    who = project.annotator
    _put(project, [(state, new_step(edit, who, kind=Kind.MIGRATE)) for state, edit in steps if edit.changes])


def _put(project: Project, steps: Sequence[tuple[LayerState, Step]]) -> None:
    """Write steps into layers that nobody has open, after the store was copied."""
    from annotator.store.migration.migrate import back_up  # noqa: PLC0415 - imports SQLAlchemy

    store = project.store
    in_use = store.in_use()
    for state, _ in steps:
        store.refuse_holder(state.key, in_use)
    if steps and store.location.path is not None:
        back_up(store.location.path, "before-schema-migration")
    put_steps(project, steps)


def put_steps(project: Project, steps: Sequence[tuple[LayerState, Step]]) -> None:
    """Write a step into each of some layers, all or none.

    Raises:
        StoreError: the store could not be written; nothing was.
    """
    from annotator.store.database.transaction import writing  # noqa: PLC0415 - only to write
    from annotator.store.writing.writer import write_into  # noqa: PLC0415 - imports SQLAlchemy

    store = project.store
    with writing(store.writable(), store.location) as transaction:
        for state, step in steps:
            write_into(transaction, state, [step])


def take_back(project: Project) -> list[LayerKey]:
    """Undo the last migration in every layer whose last step it is; the project file names the old version again.

    Raises:
        InputError: no layer's last step is a migration.
        LayerLockedError: somebody has a layer open.
        StoreError: the store could not be written; nothing was.
    """
    rows = project.store.rows
    last_edits: list[tuple[LayerState, Edit]] = []
    for key in all_layers(rows):
        state = layer_state(rows, key)
        last = operation_at(rows, key, state.number, state.position) if state.position else None
        if last is not None and last.kind == Kind.MIGRATE:
            last_edits.append((state, last.edit))
    newest = {edit.name for _, edit in last_edits if edit.name == f"{STEP}{project.schema.ref}"}
    mine = [(state, edit) for state, edit in last_edits if edit.name in newest]
    if not mine:
        raise InputError("no layer ends with a migration to this version; undo what was labelled since first")
    old_refs = {str(each.before) for _, edit in mine for each in edit.changes if each.slot == "schema_ref"}
    _put(project, [(state, undo_step(edit, project.annotator)) for state, edit in mine])
    if len(old_refs) == 1:
        name, _, version = old_refs.pop().partition("@")
        _name_version(project, replace(project.schema, name=name, version=version))
    return [state.key for state, _ in mine]


def _name_version(project: Project, schema: LabelSchema) -> None:
    """Put the version's file into the project file, every other byte of it as it was."""
    file = project.config.file
    text = read_utf8(file, ConfigError)
    old = str(project.config.schema)
    new = old.rpartition("/")[0] + f"/{schema.version}.yaml" if "/" in old else f"{schema.version}.yaml"
    changed = re.sub(rf'(?m)^(\s*schema\s*=\s*)(["\']){re.escape(old)}\2', rf"\g<1>\g<2>{new}\g<2>", text, count=1)
    replace_file(file, [changed.encode("utf-8")])
