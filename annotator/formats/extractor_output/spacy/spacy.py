"""The format `spacy`: DocBin files, and documents as `Doc.to_json` gives them, which are read without spaCy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from annotator.errors import Finding, FormatError, Place
from annotator.formats.document_files import with_text
from annotator.formats.extractor_output.rows import document_id
from annotator.formats.extractor_output.spacy.docbin import docbin_of, docs_found, is_docbin
from annotator.formats.extractor_output.spacy.found import NAME, Found, FoundSpan, document_found
from annotator.formats.json_rows import Row, documents_of_rows, json_rows, shaped_as
from annotator.formats.kept import OWN, meta_with, others
from annotator.formats.protocol import Format, OutputFile, Report, refuse_folder
from annotator.formats.sample import Sample, sample_of
from annotator.model.document import Document
from annotator.schema.label_schema import LabelSchema


class _Span(Struct):
    """A span as `Doc.to_json` gives it."""

    start: int
    end: int
    label: str
    kb_id: str = ""
    id: str | int = ""


class _Doc(Struct):
    """A document as `Doc.to_json` gives it."""

    text: str
    id: int | str | None = None
    ents: tuple[_Span, ...] = ()
    spans: dict[str, tuple[_Span, ...]] = field(default_factory=dict)
    cats: dict[str, float] = field(default_factory=dict)


class Spacy(Format):
    """spaCy's documents: DocBin with all mentions as spans (extra `spacy`), and the JSON of `Doc.to_json`."""

    name = NAME
    suffixes = (".spacy",)

    def read(self, source: Path, schema: LabelSchema | None, report: Report) -> Iterator[Document]:
        """The documents of a file: entities, spans of all groups that are no entities, categories as labels."""
        if not is_docbin(sample_of(source).head) and source.suffix != ".spacy":
            yield from documents_of_rows(json_rows(source, report), lambda row: iter([_of_row(row, source, report)]))
            return
        for number, found in enumerate(docs_found(source), 1):
            yield _of_docbin(source, number, found, report)

    def recognizes(self, sample: Sample) -> bool:
        """Whether it is a DocBin, or its first object has a text, tokens by offsets, and entities or sentences."""
        if not sample.is_folder and is_docbin(sample.head):
            return True
        first = sample.first
        tokens = first.get("tokens")
        is_said = isinstance(first.get("spans"), dict) or not {"ents", "sents"}.isdisjoint(first)
        if not isinstance(first.get("text"), str) or not is_said:
            return False
        return isinstance(tokens, list) and all(
            isinstance(each, dict) and {"start", "end"} <= each.keys() for each in tokens
        )

    def write(
        self, documents: Iterable[Document], target: Path, schema: LabelSchema | None, report: Report
    ) -> Iterator[OutputFile]:
        """One DocBin; what spaCy has no place for stands in the documents' user data."""
        refuse_folder(target)
        yield target, _chunks(documents)


def _chunks(documents: Iterable[Document]) -> Iterator[bytes]:
    yield docbin_of((each, with_text(each, NAME)) for each in documents)


def _of_docbin(source: Path, number: int, found: Found, report: Report) -> Document:
    def refused(path: str, message: str) -> FormatError:
        return FormatError(Finding(Place(str(source)), f"document {number}: {path}", message, NAME))

    return document_found(f"{source.stem}-{number}", found, report, refused)


def _of_row(row: Row, source: Path, report: Report) -> Document:
    read = shaped_as(row, _Doc)
    for key in ("tokens", "sents"):
        if isinstance(row.value, dict) and row.value.get(key):
            report.note("tokens and sentences of spaCy are not kept")
    groups = {name: [_found(each) for each in spans] for name, spans in read.spans.items()}
    found = Found(read.text, [_found(each) for each in read.ents], groups, read.cats)
    document = document_found(document_id(row, read.id, source), found, report, row.refused)
    kept = {key: each for key, each in others(row.value, _Doc).items() if key not in ("tokens", "sents")}
    return replace(document, meta=meta_with(document.meta, NAME, {OWN: kept}, report))


def _found(span: _Span) -> FoundSpan:
    return FoundSpan(span.start, span.end, span.label, span.kb_id, str(span.id) if span.id else "")
