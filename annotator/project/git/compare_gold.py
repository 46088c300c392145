"""What changed between two files of gold: `annotator diff`, and the text by which git shows differences."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from annotator.agreement.gold_diff import GoldChange, diff_documents, words_of
from annotator.agreement.pairing import SameSentence
from annotator.model.annotation import Annotation, Event, Relation
from annotator.model.document import Document
from annotator.model.order import ordered_entities, ordered_events, ordered_relations
from annotator.model.quoted import quoted
from annotator.model.spans import Spans
from annotator.project.records.record_files import documents_of
from annotator.project.schemas.find_schema import find_schema
from annotator.suggest.choice import suggesting


def compare_files(
    before: Path, after: Path, *, ids: bool = False, schema: Path | None = None, project: Path | None = None
) -> list[GoldChange]:
    """The changes that lead from one file to the other, by document; documents are found by id.

    The schema, where it can be found, tells which relations have no direction.

    Raises:
        InputError: a file cannot be read.
        RecordError: a record is wrong.
        SchemaError: the schema file is wrong.
    """
    old = {document.id: document for document in documents_of(before)}
    new = {document.id: document for document in documents_of(after)}
    symmetric = symmetric_types([*old.values(), *new.values()], schema, project)
    changes: list[GoldChange] = []
    for document_id in sorted({*old, *new}):
        one, other = old.get(document_id), new.get(document_id)
        if one is None or other is None:
            kind, changed = ("added", other) if one is None else ("removed", one)
            count = None if changed is None else sum(1 for _ in changed.annotations())
            values = (None, count) if kind == "added" else (count, None)
            changes.append(GoldChange(document_id, "document", document_id, kind, *values))  # type: ignore[arg-type]
        else:
            changes += diff_documents(one, other, ids=ids, same_sentence=in_one_sentence(other), symmetric=symmetric)
    return changes


def symmetric_types(documents: list[Document], schema: Path | None, project: Path | None) -> frozenset[str]:
    """The relation types without a direction of the schemas that documents name, where they can be found."""
    refs = sorted({document.schema_ref for document in documents if document.schema_ref})
    known = [its_schema for ref in refs if (its_schema := find_schema(ref, file=schema, project=project))]
    return frozenset(name for each in known for name, kind in each.relation_types.items() if kind.symmetric)


def in_one_sentence(document: Document) -> SameSentence:
    """Whether two mentions of a document begin in one sentence, by the rules of its language."""
    segmenter = suggesting(document).segmenter
    text = document.text or ""

    def same(left: Spans, right: Spans) -> bool:
        if not left or not right or not text:
            return False
        return segmenter.sentence_at(text, left[0][0]) == segmenter.sentence_at(text, right[0][0])

    return same


def text_lines(file: Path) -> Iterator[str]:
    """A file of gold as lines of words, one an annotation, without ids: what git compares line by line.

    Raises:
        InputError: the file cannot be read.
        RecordError: a record is wrong.
    """
    for document in documents_of(file):
        yield f"document {quoted(document.id)}"
        yield f"  schema {document.schema_ref or '-'}, annotator {document.annotator or '-'}"
        if document.incomplete_for:
            yield f"  not labelled: {', '.join(document.incomplete_for)}"
        yield from (f"  label {name} = {value}" for name, value in sorted(document.labels.items()))
        annotations: list[Annotation] = [
            *ordered_entities(document), *ordered_events(document), *ordered_relations(document)
        ]  # fmt: skip
        for annotation in annotations:
            yield f"  {_line(document, annotation)}"
        yield ""


def _line(document: Document, annotation: Annotation) -> str:
    parts = [annotation.type, quoted(words_of(document, annotation))]
    if not isinstance(annotation, Relation):
        parts.append(", ".join(f"{start}-{end}" for start, end in annotation.spans))
    if isinstance(annotation, Event):
        parts += [f"{each.role}={_target(document, each.target)}" for each in annotation.arguments]
    parts += [f"{name}={value}" for name, value in sorted(annotation.attributes.items())]
    if not isinstance(annotation, Relation) and annotation.coref:
        parts.append(f"= {annotation.coref}")
    parts += ["unconfirmed: " + ", ".join(annotation.unconfirmed)] if annotation.unconfirmed else []
    parts += [f"note: {annotation.note}"] if annotation.note else []
    return "  ".join(parts)


def _target(document: Document, target: str) -> str:
    annotation = document.find(target)
    return quoted(words_of(document, annotation)) if annotation else target
