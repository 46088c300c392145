"""Reading gold records into a project: `annotator import`.

The log of a layer begins with its import. A layer that holds other annotations is not written over, unless that is
asked for: then the import is one more step, which undo takes back. Records are validated whole before they count, and
a file is imported whole or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

from annotator.errors import Finding, InputError, LossError, Place, RecordError, SchemaError
from annotator.eval.input_options import InputOptions
from annotator.model.difference import difference
from annotator.model.document import Document
from annotator.project.records.at_hand import at_hand
from annotator.project.records.broken_rules import BrokenRules, counted_breaches
from annotator.project.records.import_source import ImportSource
from annotator.project.records.older_minor import brought_over
from annotator.project.records.record_files import AS_USUAL
from annotator.schema.compiled import load_schema
from annotator.schema.judge import judge
from annotator.schema.label_schema import LabelSchema
from annotator.schema.migration.chain import SchemaFolder
from annotator.schema.ref import comparable_version
from annotator.schema.rules.breach import Breach
from annotator.store.database.transaction import Transaction, writing
from annotator.store.reading.garbage_collection import pause_gc
from annotator.store.reading.loading import empty_document, load_document
from annotator.store.tables.documents import Article, find_article, put_articles
from annotator.store.tables.layer import LayerKey, LayerState
from annotator.store.tables.layers import layer_state
from annotator.store.tables.log import Kind
from annotator.store.tables.texts import stored_text
from annotator.store.writing.step import new_step
from annotator.store.writing.writer import write_into

if TYPE_CHECKING:
    from annotator.project.project import Progress, Project


IMPORTED = "import"
"""The name of the edit by which an import comes into the log."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: how many records it read, the documents that were new, the layers it wrote."""

    records: int
    added: tuple[str, ...]
    layers: tuple[LayerKey, ...]
    broken: BrokenRules | None = None
    """What the schema forbids in them, though it came in: unfinished work looks like this."""
    notes: tuple[str, ...] = ()
    """What else people are told, such as the scheme in which tags were read."""

    def __str__(self) -> str:
        """As it is told to the user."""
        message = f"{self.records} records read, {len(self.added)} documents added, {len(self.layers)} layers written"
        return f"{message}; {self.broken}: annotator doctor lists them" if self.broken else message


def import_records(
    project: Project,
    path: Path | str,
    layer: str | None = None,
    progress: Progress | None = None,
    *,
    replacing: bool = False,
    inputs: InputOptions = AS_USUAL,
    source_format: str | None = None,
    keep_pieces: bool = False,
    strict: bool = False,
) -> Imported:
    """Read a file, a folder or an archive of records, tags or any other format into the project.

    A `path` of `-` is standard input, which holds records.

    A record goes into the layer named `layer`, else the one its `annotator` names, else that of the project's
    annotator. Documents that the project does not have are added. Records of an older MINOR version of the schema are
    brought over where that asks nothing; what they could not say is in their `incomplete_for`.

    Raises:
        InputError: a record is wrong, its schema is another, its text is not the one the project has, or its layer
            holds other annotations and is not to be replaced.
        LossError: with `strict`, something of the source has no place in a record.
        LayerLockedError: somebody has one of the layers open.
        StoreError: the store could not be written.
    """
    store = project.store
    with writing(store.writable(), store.location) as transaction:
        return put_records(
            project, transaction, path, layer=layer, progress=progress, replacing=replacing, inputs=inputs,
            source_format=source_format, keep_pieces=keep_pieces, strict=strict,
        )  # fmt: skip


def put_records(
    project: Project,
    transaction: Transaction,
    path: Path | str,
    *,
    layer: str | None = None,
    new_only: bool = False,
    replacing: bool = False,
    progress: Progress | None = None,
    inputs: InputOptions = AS_USUAL,
    source_format: str | None = None,
    keep_pieces: bool = False,
    strict: bool = False,
) -> Imported:
    """The same within a transaction; with `new_only` every document must be new."""
    importer = _Importer(project, transaction, layer, new_only=new_only, replacing=replacing)
    schema = project.schema if project.config.schema else None
    records = 0
    breaches: list[Breach] = []
    with pause_gc(), nullcontext(path) if str(path) == "-" else at_hand(Path(path)) as found:
        source = ImportSource(found, inputs, source_format, keep_pieces=keep_pieces)
        for records, document in enumerate(_documents(project, transaction, source, schema), 1):
            if schema:
                breaches += refuse_other_schema(document, schema, str(path))
            importer.put(document)
            if progress and records % 100 == 0:
                progress(records, None)
    if strict and source.report.losses:
        losses = "; ".join(map(str, source.report.losses))
        raise LossError(f"{path}: would lose {losses}; nothing was imported (--strict)")
    broken = counted_breaches(breaches, schema) if schema else None
    return Imported(records, tuple(importer.added), tuple(importer.layers), broken, source.notes())


def _documents(
    project: Project, transaction: Transaction, source: ImportSource, schema: LabelSchema | None
) -> Iterator[Document]:
    def text_of(document_id: str) -> str | None:
        article = find_article(transaction, document_id)
        return None if article is None else stored_text(project.store.rows, article.text_sha256)

    documents = source.documents(text_of, schema)
    if schema is None:
        return documents
    return brought_over(documents, schema, SchemaFolder(project.schema_file.parent, load_schema), str(source.path))


def refuse_other_schema(document: Document, schema: LabelSchema, file: str) -> list[Breach]:
    """Refuse what is labelled with another schema, or says what this one does not know; what else breaks its rules.

    Raises:
        SchemaError: another schema or another MAJOR.MINOR version.
        RecordError: types, attributes, roles or values that the schema does not have. Other breaches, such as a role
            that is still empty, are what unfinished work looks like, and come in.
    """
    place = Place(file)
    if comparable_version(document.schema_ref or "") != comparable_version(schema.ref):
        message = (
            f"document {document.id!r} is labelled with {document.schema_ref}, this project with {schema.ref}; "
            "bring it over first: annotator schema migrate"
        )
        raise SchemaError(Finding(place, "schema", message, "other-schema"))
    breaches = list(judge(document, schema))
    findings = [
        Finding(place, f"document {document.id!r}: {breach.annotation_id} {breach.part}", breach.message, breach.code)
        for breach in breaches
        if breach.is_unknown
    ]
    if findings:
        raise RecordError(*findings)
    return breaches


class _Importer:
    def __init__(
        self, project: Project, transaction: Transaction, layer: str | None, *, new_only: bool, replacing: bool
    ) -> None:
        self._project = project
        self._rows = project.store.rows
        self._transaction = transaction
        self._layer = layer
        self._new_only = new_only
        self._replacing = replacing
        self._in_use = project.store.in_use()
        self.added: list[str] = []
        self.layers: list[LayerKey] = []

    def put(self, document: Document) -> None:
        article = None if self._new_only else find_article(self._transaction, document.id)
        if article is None:
            self._put_new(document)
        else:
            self._put_over(document)

    def _put_new(self, document: Document) -> None:
        if document.text is None:
            raise InputError(
                f"document {document.id!r} has no text and the project does not have it; "
                "put the texts back first, or add the article"
            )
        number = put_articles(self._transaction, [Article(document.id, document.text, dict(document.meta))])[0]
        self.added.append(document.id)
        if _is_layer(document):
            state = LayerState(
                key=self._key(document),
                head=Document(document.id),
                text_sha256=str(document.text_sha256),
                document_number=number,
            )
            self._write(state, Document(document.id, document.text, document.text_sha256), document)

    def _with_text(self, document: Document, sha256: str) -> Document:
        if document.text is None and document.text_sha256 == sha256:
            return structs.replace(document, text=stored_text(self._rows, sha256))
        if document.text_sha256 != sha256:
            raise InputError(
                f"document {document.id!r} has another text than the project's "
                f"(sha256 {str(document.text_sha256)[:12]}, here {sha256[:12]})"
            )
        return document

    def _put_over(self, document: Document) -> None:
        state = layer_state(self._rows, self._key(document))
        document = self._with_text(document, state.text_sha256)
        if not state.number:
            state = replace(state, head=Document(document.id))
        state, current = load_document(self._rows, state, empty_document(self._rows, state))
        self._write(state, current, document)

    def _write(self, state: LayerState, current: Document, document: Document) -> None:
        self._project.store.refuse_holder(state.key, self._in_use)
        edit = difference(current, structs.replace(document, rejected=current.rejected), IMPORTED)
        if edit.changes and state.number and not self._replacing:
            raise InputError(
                f"document {document.id!r}: the layer {state.key.name!r} holds other annotations; "
                "nothing was imported. To put these in their place, as one step that undo takes back: --replace"
            )
        if edit.changes or not state.number:
            step = new_step(edit, self._project.annotator, kind=Kind.IMPORT)
            write_into(self._transaction, state, [step])
            self.layers.append(state.key)

    def _key(self, document: Document) -> LayerKey:
        return LayerKey(document.id, self._layer or document.annotator or self._project.annotator)


def _is_layer(document: Document) -> bool:
    """Whether a record says more than that there is an article."""
    return bool(document.schema_ref)
