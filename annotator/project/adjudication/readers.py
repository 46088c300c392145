"""What a merge knows of documents besides their layers: the schema, sentences, the registry of the corpus."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path

from annotator.agreement.adjudication.merge import Reader
from annotator.agreement.adjudication.stops import SentenceAt
from annotator.model.document import Document
from annotator.model.spans import Span
from annotator.project.config import find_project
from annotator.project.git.compare_gold import in_one_sentence
from annotator.project.schemas.find_schema import find_schema
from annotator.schema.label_schema import LabelSchema
from annotator.suggest.choice import suggesting

ReaderOf = Callable[[Document], Reader]
"""What a merge knows of one document."""


def reader_for(schema: Path | None, project: Path | None) -> ReaderOf:
    """What merges know, document by document; each schema and the registry are read once."""
    folder = find_project(project)
    registered = _registered(folder) if folder else frozenset()

    @cache
    def schema_named(ref: str) -> LabelSchema | None:
        return find_schema(ref, file=schema, project=project)

    def reader(document: Document) -> Reader:
        label_schema = schema_named(document.schema_ref) if document.schema_ref else None
        types = label_schema.relation_types if label_schema else {}
        symmetric = frozenset(name for name, each in types.items() if each.symmetric)
        return Reader(label_schema, in_one_sentence(document), symmetric, registered)

    return reader


def _registered(folder: Path) -> frozenset[str]:
    from annotator.datasets.registry import read_registry  # noqa: PLC0415 - imports pydantic

    files = sorted((folder / "datasets").glob("*/entities.jsonl"))
    return frozenset(each.id for file in files for each in read_registry(file))


def sentences_of(documents: Mapping[str, Document]) -> SentenceAt:
    """The sentence of a document around a character, by the rules of its language."""

    @cache
    def segmenter(document_id: str) -> Callable[[str, int], Span]:
        return suggesting(documents[document_id]).segmenter.sentence_at

    def at(document_id: str, char: int) -> Span:
        return segmenter(document_id)(documents[document_id].text or "", char)

    return at


def texts_of(layers: Iterable[Mapping[str, Document]]) -> dict[str, Document]:
    """One document of each id, for its text."""
    return {document.id: document for each in layers for document in each.values()}
