"""Two branches' versions of a file of gold merged: what git calls as a merge driver."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from annotator.agreement.three_way.merge import Conflict, merge_documents
from annotator.datasets.record import read_documents
from annotator.datasets.write import write_records
from annotator.model.canonical import record_of, to_bytes, to_plain
from annotator.model.document import Document
from annotator.project.git.compare_gold import symmetric_types


class MergedFile(NamedTuple):
    """How many documents the merged file has, and what is left to decide, by document."""

    documents: int
    conflicts: tuple[tuple[str, Conflict], ...]


def merge_files(
    base: Path, ours: Path, theirs: Path, *, schema: Path | None = None, project: Path | None = None
) -> MergedFile:
    """Merge `theirs` into the file `ours`, on the version that both come from; nothing is written if anything fails.

    A document that one side removed and the other changed stays and is a conflict. Files are read as JSON Lines,
    whatever they are called.

    Raises:
        InputError: a file cannot be read.
        RecordError: a record of a file is wrong.
        StoreError: `ours` cannot be written; it is as it was.
    """
    sides = [_documents(file) for file in (base, ours, theirs)]
    symmetric = symmetric_types([document for side in sides for document in side.values()], schema, project)
    merged: list[Document] = []
    conflicts: list[tuple[str, Conflict]] = []
    for document_id in sorted({key for side in sides for key in side}):
        document, left = _merged(*(side.get(document_id) for side in sides), symmetric=symmetric)
        merged += [document] if document else []
        conflicts += [(document_id, each) for each in left]
    write_records(merged, ours)
    return MergedFile(len(merged), tuple(conflicts))


def _documents(file: Path) -> dict[str, Document]:
    return {document.id: document for document in read_documents(file)}


def _merged(
    base: Document | None, ours: Document | None, theirs: Document | None, *, symmetric: frozenset[str]
) -> tuple[Document | None, tuple[Conflict, ...]]:
    if ours is not None and theirs is not None:
        return merge_documents(base, ours, theirs, symmetric)
    kept = ours or theirs
    if kept is None or base is None:
        return kept, ()
    if to_bytes(record_of(kept)) == to_bytes(record_of(base)):
        return None, ()
    return _kept_for_decision(kept, removed_by="ours" if ours is None else "theirs", base=base)


def _kept_for_decision(kept: Document, *, removed_by: str, base: Document) -> tuple[Document, tuple[Conflict, ...]]:
    shown = {"ours": to_plain({"annotations": _count(kept)}), "theirs": to_plain({"annotations": _count(kept)})}
    shown[removed_by] = None
    conflict = Conflict("removed", "document", shown["ours"], shown["theirs"], {"annotations": _count(base)})
    conflicts = [*kept.meta.get("conflicts", ()), conflict._asdict()]
    return replace(kept, meta={**kept.meta, "conflicts": conflicts}), (conflict,)


def _count(document: Document) -> int:
    return sum(1 for _ in document.annotations())
