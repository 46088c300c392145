"""The format `w3c`: Web Annotations as a JSON list, as JSON Lines, or in pages; written as a page a line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from annotator.errors import FormatError
from annotator.formats.corpora.w3c.reading import Said, document_of
from annotator.formats.corpora.w3c.vocabulary import DOCUMENT, DOCUMENT_FIELDS, NAME, as_list
from annotator.formats.corpora.w3c.writing import pages
from annotator.formats.document_files import with_text
from annotator.formats.json_rows import Row, documents_of_rows, json_rows
from annotator.formats.protocol import Format, OutputFile, Report, refuse_folder
from annotator.formats.sample import Sample
from annotator.model.document import Document
from annotator.model.quoted import quoted
from annotator.schema.label_schema import LabelSchema
from annotator.text.utf8 import read_utf8

PAGES = ("AnnotationPage", "AnnotationCollection")
ANNOTATION = "Annotation"


class W3c(Format):
    """W3C Web Annotation (JSON-LD): words selected by position and quote, tags, comments, links between annotations."""

    name = NAME

    def read(self, source: Path, schema: LabelSchema | None, report: Report) -> Iterator[Document]:
        """The documents of a file: of each page, and of the annotations outside pages by the source they target.

        The text of a source is what a page of our own has, else a file of its name beside this one, or NAME.txt beside
        NAME.json; else it is not known.
        """
        loose: dict[str, list[tuple[Row, Mapping[str, Any]]]] = defaultdict(list)

        def taken(row: Row) -> Iterator[Document]:
            if _is_page(row.value):
                yield _of_page(row, source, report)
            elif _is_annotation(row.value):
                loose[_source_of(row.value)].append((row, row.value))
            else:
                raise row.refused("type", f"{quoted(str(_type_of(row.value)))} is no {ANNOTATION} and no page of them")

        yield from documents_of_rows(json_rows(source, report), taken)
        rest = _joined(loose)
        firsts = (Row(found[0][0].place, found[0][0].path, found[0][0].number, name) for name, found in rest.items())
        yield from documents_of_rows(firsts, lambda row: iter([_of_source(row.value, rest[row.value], source, report)]))

    def recognizes(self, sample: Sample) -> bool:
        """Whether the first object is an annotation or a page of them."""
        first = sample.first
        is_said = any("anno.jsonld" in str(each) for each in as_list(first.get("@context")))
        return is_said or _is_page(first) or (_is_annotation(first) and "target" in first)

    def write(
        self, documents: Iterable[Document], target: Path, schema: LabelSchema | None, report: Report
    ) -> Iterator[OutputFile]:
        """One file with a page a line; with one document it is the page."""
        refuse_folder(target)
        yield target, pages(_with_texts(documents, report))


def _with_texts(documents: Iterable[Document], report: Report) -> Iterator[tuple[Document, str]]:
    for each in documents:
        if each.schema_ref:
            report.note(f"{NAME} does not say under which schema documents are, here {each.schema_ref}")
        yield each, with_text(each, NAME)


def _type_of(value: Any) -> Any:
    return value.get("type", value.get("@type")) if isinstance(value, dict) else None


def _is_page(value: Any) -> bool:
    return any(each in PAGES for each in as_list(_type_of(value)))


def _is_annotation(value: Any) -> bool:
    return ANNOTATION in as_list(_type_of(value))


def _source_of(annotation: Mapping[str, Any]) -> str:
    """The source that an annotation targets, without a fragment; "" where it says none."""
    for each in as_list(annotation.get("target")):
        said = each.get("source") if isinstance(each, dict) else None
        named = said.get("id") if isinstance(said, dict) else said
        if isinstance(named, str):
            return named.partition("#")[0]
    return ""


def _joined(
    loose: Mapping[str, list[tuple[Row, Mapping[str, Any]]]],
) -> Mapping[str, list[tuple[Row, Mapping[str, Any]]]]:
    """Annotations by their source; what names none is with the only other one, if there is just one."""
    named = [each for each in loose if each]
    if "" in loose and len(named) == 1:
        return {named[0]: [*loose[named[0]], *loose[""]]}
    return loose


def _of_page(row: Row, source: Path, report: Report) -> Document:
    own = row.value.get(DOCUMENT)
    said = own if isinstance(own, dict) else {}
    items = row.value.get("items", row.value.get("first"))
    found = items.get("items") if isinstance(items, dict) else items
    if not isinstance(found, list) or not all(_is_annotation(each) for each in found):
        raise row.refused("items", "expected a list of annotations")
    annotations = _said(((row, each) for each in found), "items[{}].")
    text = said.get("text")
    if not isinstance(text, str):
        named = {_source_of(each) for each in found} - {""}
        text = _text_of(named.pop() if len(named) == 1 else "", source)
    page_id = row.value.get("id")
    document_id = page_id if isinstance(page_id, str) and page_id else f"{source.stem}-{row.number}"
    made = document_of(document_id, text, annotations, {}, report)
    return _with_fields(row, made, said)


def _with_fields(row: Row, document: Document, said: Mapping[str, Any]) -> Document:
    """The document with what our own page says of it."""
    changed: dict[str, Any] = {}
    for each in msgspec.structs.fields(Document):
        if each.name in DOCUMENT_FIELDS and each.name in said and each.name != "text":
            try:
                changed[each.name] = msgspec.convert(said[each.name], each.type)
            except msgspec.ValidationError as error:
                raise row.refused(f"{DOCUMENT}.{each.name}", str(error)) from error
    if "meta" in changed:
        changed["meta"] = {**changed["meta"], **document.meta}
    if document.extractor:
        changed["extractor"] = document.extractor
    return replace(document, **changed) if changed else document


def _of_source(name: str, found: list[tuple[Row, Mapping[str, Any]]], source: Path, report: Report) -> Document:
    return document_of(name or source.stem, _text_of(name, source), _said(found, ""), {}, report)


def _said(found: Iterable[tuple[Row, Mapping[str, Any]]], path: str) -> list[Said]:
    """The annotations with ids that differ: their own, else a number."""
    taken: set[str] = set()
    annotations = []
    for index, (row, value) in enumerate(found):
        own = value.get("id")
        if isinstance(own, str) and own in taken:
            raise row.refused(f"{path.format(index)}id", f"{quoted(own)} stands twice; expected ids that differ")
        free = (name for number in count(1) if (name := f"A{number}") not in taken)
        name = own if isinstance(own, str) and own else next(free)
        taken.add(name)
        annotations.append(Said(row, path.format(index), name, value))
    return annotations


def _text_of(name: str, source: Path) -> str | None:
    """The text of a source that lies beside the file: by its own name, else by the file's."""
    for path in (source.parent / Path(name).name if name else source, source.with_suffix(".txt")):
        if path.suffix == ".txt" and path != source and path.is_file():
            return read_utf8(path, FormatError)
    return None
