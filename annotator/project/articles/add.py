"""Putting articles into a project, and taking them out: `annotator add` and `annotator remove`.

All files of one call are put in, or none. A text is stored as it is read: no newline, no blank, no byte order mark is
touched.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.errors import AnnotatorError, InputError
from annotator.project.articles.alike import alike
from annotator.project.articles.readable import Reading
from annotator.project.records.import_records import put_records
from annotator.store.database.secure_delete import forget_deleted
from annotator.store.database.transaction import Transaction, writing
from annotator.store.tables.documents import Article, put_articles, take_out, texts_by_id
from annotator.store.team.membership import refuse_unless

if TYPE_CHECKING:
    from annotator.project.project import Progress, Project


def add_files(
    project: Project, paths: Sequence[Path], progress: Progress | None = None, reading: Reading | None = None
) -> list[str]:
    """Put files into the project and return the ids of the new documents, in order.

    A text file becomes one document whose id is the file's stem, a page or a file of Markdown one of its visible text;
    a file of records (`.jsonl`) one for each record, with the layers that the records carry, a table one for each row.
    Of a folder or an archive all files are put in. `reading` says how files are read, and gathers what people are told.

    Raises:
        InputError: a file cannot be read, is not UTF-8 or too large, is no article, a record is wrong, or an id is
            taken.
        StoreError: the store could not be written.
    """
    refuse_unless(project.member, "lead", "bringing in documents")
    added: list[str] = []
    seen: set[str] = set()
    store = project.store
    reading = reading or Reading()
    with writing(store.writable(), store.location) as transaction:
        for path in paths:
            articles = reading.articles(path, lambda file: source_of(project, file))
            for each in articles:
                try:
                    new = _put(project, transaction, each, path, seen)
                except AnnotatorError as error:
                    # What is read knows the name of what it unpacked.
                    articles.throw(error)
                    raise
                added += new
                seen.update(new)
                if progress:
                    progress(len(added), None)
        reading.notes += alike(texts_by_id(transaction), set(added))
    return added


def _put(
    project: Project, transaction: Transaction, article: Article | Path, path: Path, seen: Collection[str]
) -> Sequence[str]:
    """The ids of what an article, or a file of records, puts in; `seen` are those that this call did put in."""
    if isinstance(article, Path):
        return put_records(project, transaction, article, new_only=True).added
    if article.id in seen:
        raise InputError(
            f"{path}: the id {article.id!r} stands twice in what is added; expected one article an id; "
            "annotator import reads the formats of other tools"
        )
    put_articles(transaction, [article])
    return [article.id]


def source_of(project: Project, path: Path) -> str:
    """How the store names the file of an article: relative to the project when it lies inside."""
    full = path.resolve()
    return str(full.relative_to(project.folder)) if full.is_relative_to(project.folder) else str(full)


def remove_articles(project: Project, document_ids: Sequence[str], *, purge: bool = False) -> None:
    """Take documents out of the project, all or none; with `purge` their texts, layers and logs are deleted for good.

    Without it a document comes back, with all layers, when the same text is added again.

    Raises:
        InputError: there is no such document.
        LayerLockedError: somebody has one open.
        StoreError: the store could not be written.
    """
    refuse_unless(project.member, "lead", "taking documents out")
    store = project.store
    for each in document_ids:
        store.refuse_in_use(each)
    with writing(store.writable(), store.location) as transaction:
        for each in dict.fromkeys(document_ids):
            take_out(transaction, each, purge=purge)
    if purge:
        forget_deleted(store.engine, store.location)
