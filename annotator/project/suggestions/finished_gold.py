"""Gold to learn from: a file, or the finished documents of a project, with the schema that they are labelled under."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from annotator.datasets.record import read_documents
from annotator.datasets.source import Source, source_name
from annotator.errors import InputError
from annotator.model.document import Document
from annotator.model.quoted import quoted
from annotator.project.project import Project
from annotator.project.records.data_set import documents_of
from annotator.project.records.layers_for_others import LayersForOthers
from annotator.project.schemas.schema_files import schema_file
from annotator.project.suggestions.kept_sources import KeptSources, kept_sources
from annotator.schema.compiled import load_schema
from annotator.schema.label_schema import LabelSchema
from annotator.schema.ref import comparable_version
from annotator.store.reading.status import GOLD
from annotator.store.tables.documents import document_ids
from annotator.store.tables.layer import LayerKey
from annotator.store.tables.layers import documents_of_layer


@dataclass(frozen=True, slots=True)
class FinishedGold:
    """Documents to learn from, what extractors say of them, the schema that they are labelled under, and its file."""

    documents: tuple[Document, ...]
    schema: LabelSchema
    schema_file: Path
    sources: KeptSources = field(default_factory=KeptSources)

    def without_sources(self) -> FinishedGold:
        """The same without what extractors say."""
        return replace(self, sources=KeptSources())


def finished_gold(
    sources: Sequence[Source] = (), schema: Path | None = None, project: Path | None = None
) -> FinishedGold:
    """The documents of files or, without any, the finished ones of the project around, with its extractors' spans.

    Raises:
        InputError: there are none, one has no text or another schema, two have one id, or their schema cannot be found.
    """
    said = KeptSources()
    if not sources:
        opened = Project.open(project)
        documents, file, place = finished_documents(opened), schema or opened.schema_file, str(opened.folder)
        if not documents:
            raise InputError(
                f"{place}: no document is finished: none is declared complete, in gold or by {opened.annotator!r}; "
                "finish one, or name a file of gold"
            )
        said = kept_sources(opened, (each.id for each in documents))
    else:
        place = ", ".join(source_name(each) for each in sources)
        documents = [each for source in sources for each in _documents(source, is_loose=schema is not None)]
        file = schema or _schema_file(documents, place, project)
    declared = load_schema(file)
    seen: set[str] = set()
    for each in documents:
        _refuse_unusable(each, declared, file, place)
        if each.id in seen:
            raise InputError(f"{place}: document {quoted(each.id)} stands in two of the files; expected it in one")
        seen.add(each.id)
    return FinishedGold(tuple(documents), declared, file, said)


def _documents(source: Source, *, is_loose: bool) -> Iterable[Document]:
    """The documents of a file, or of the folder of a data set."""
    if isinstance(source, Path) and source.is_dir():
        return documents_of(source)
    return read_documents(source, loose=is_loose)


def _schema_file(documents: Sequence[Document], place: str, project: Path | None) -> Path:
    refs = sorted({each.schema_ref for each in documents if each.schema_ref})
    if not refs:
        raise InputError(f"{place}: holds no document; expected finished gold")
    return schema_file(refs[-1], project)


def _refuse_unusable(document: Document, schema: LabelSchema, file: Path, place: str) -> None:
    where = f"{place}: document {quoted(document.id)}"
    if document.text is None:
        raise InputError(f"{where}: has no text to learn from; put the texts back first")
    ref = document.schema_ref
    if ref and comparable_version(ref) != comparable_version(schema.ref):
        raise InputError(f"{where}: is made for {ref}; {file} is {schema.ref}; expected one version")


def finished_documents(project: Project) -> list[Document]:
    """For each document its gold, where nothing of it is open, else the annotator's own layer, where that is done.

    Nobody else's layer is looked at: what is learned from it would be shown to the annotator. Nothing that was planted
    wrong is learned.

    Raises:
        StoreError: the store cannot be read.
    """
    return list(finished_among(project, document_ids(project.store.rows), project.annotator))


def finished_among(project: Project, wanted: Iterable[str], annotator: str) -> Iterator[Document]:
    """The same of some documents and one annotator, one by one.

    Raises:
        StoreError: the store cannot be read.
    """
    rows = project.store.rows
    layers = [(name, frozenset(documents_of_layer(rows, name))) for name in (GOLD, annotator)]
    opened = LayersForOthers(project)
    for document_id in wanted:
        for name in (name for name, labelled in layers if document_id in labelled):
            _, document = opened.open(LayerKey(document_id, name))
            if not document.incomplete_for:
                yield document
                break
