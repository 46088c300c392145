"""`annotator doctor --repair`: what can be proved right is put right.

The store is copied first, nothing is thrown away, and repairing again does nothing more.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from annotator.disk.operations import disk
from annotator.errors import AnnotatorError
from annotator.project.project import Project
from annotator.store.database.high_water_mark import mark_of, set_mark, writes_in
from annotator.store.integrity import examine, text_fault
from annotator.store.leases.file_lease import left_behind
from annotator.store.store import Store
from annotator.store.tables.decisions import DamagedDecision, damaged_decisions, delete_decision
from annotator.store.tables.layer import LayerKey
from annotator.store.tables.layers import all_layers
from annotator.store.tables.texts import put_text_back, text_hashes


def repair(folder: Path | None = None) -> list[str]:
    """Put right what can be put right, and say what was done; the store is copied first when it is touched.

    Raises:
        InputError: there is no project, or its project file is wrong.
        StoreError: the store cannot be written, or a layer cannot be repaired.
    """
    project = Project.open(folder)
    try:
        return list(_repairs(project))
    finally:
        project.close()


def _repairs(project: Project) -> Iterator[str]:
    store = project.store
    store.writable()
    for path in left_behind(store.location.leases) if store.location.leases else ():
        disk().remove(path)
        yield f"removed the lease {path.name}, left behind"
    yield from _lower_mark(store)
    texts = [pair for pair in text_hashes(store.rows) if text_fault(store.rows, pair[1])]
    layers = [key for key in all_layers(store.rows) if _is_faulty(store, key)]
    decisions = damaged_decisions(store.rows)
    if texts or layers or decisions:
        yield f"copied the store to {_copied(project)}"
    for document_id, sha256 in texts:
        yield _put_text_back(project, document_id, sha256)
    for key in layers:
        yield from _repair_layer(store, key)
    for decision in decisions:
        yield _take_out(store, decision)


def _lower_mark(store: Store) -> Iterator[str]:
    """Take the store as it is, where more was written to it once: doctor has said so, and where to look."""
    path = store.location.path
    mark = mark_of(path) if path else None
    if path and mark is not None and mark > (kept := writes_in(path)):
        set_mark(path, kept)
        yield f"{path}: goes on from {kept} writes; the {mark - kept} that are missing are in a backup, if anywhere"


def _copied(project: Project) -> Path:
    """A whole copy of the store as it is, damaged: a file beside that of a SQLite store, else a backup."""
    if project.store.location.path:
        from annotator.store.migration.migrate import back_up  # noqa: PLC0415 - imports SQLAlchemy, which repairing needs

        return back_up(project.store.location.path, "before-repair")
    from annotator.project.backup.take import take_backup  # noqa: PLC0415 - only before a repair

    folder = project.folder / ".annotator"
    disk().make_folder(folder)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    return take_backup(project, folder / f"before-repair-{stamp}.backup").file


def _is_faulty(store: Store, key: LayerKey) -> bool:
    try:
        return bool(examine(store.rows, key).faults)
    except (AnnotatorError, ValueError):
        # Its text is damaged: that is repaired first, and the layer looked at again.
        return True


def _repair_layer(store: Store, key: LayerKey) -> Iterator[str]:
    from annotator.store.repair import repair_layer  # noqa: PLC0415 - imports SQLAlchemy

    store.refuse_holder(key, store.in_use())
    try:
        done = repair_layer(store, key)
    except (AnnotatorError, ValueError) as error:
        yield f"not repaired: {error}"
    else:
        if done:
            yield str(done)


def _take_out(store: Store, decision: DamagedDecision) -> str:
    from annotator.store.database.transaction import writing  # noqa: PLC0415 - only for a repair

    with writing(store.writable(), store.location) as transaction:
        delete_decision(transaction, decision.number)
    return (
        f"document {decision.document_id!r}: took a damaged decision out; "
        "an earlier answer to its question holds again, else it is asked"
    )


def _put_text_back(project: Project, document_id: str, sha256: str) -> str:
    from annotator.project.articles.text_changed import original_text  # noqa: PLC0415 - only when a text is damaged
    from annotator.store.database.transaction import writing  # noqa: PLC0415 - only for a repair

    text = original_text(project, document_id, sha256)
    if text is None:
        return f"not repaired: the text of {document_id!r} is damaged, and its file is gone or has changed"
    with writing(project.store.writable(), project.store.location) as transaction:
        put_text_back(transaction, sha256, text)
    return f"put the text of {document_id!r} back from its file"
