"""The format `bioc`: one XML file with a collection of documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from annotator.formats.corpora.bioc.elements import NAME, fault, judged
from annotator.formats.corpora.bioc.reading import document_of
from annotator.formats.corpora.bioc.writing import collection_lines, document_lines
from annotator.formats.document_files import with_text
from annotator.formats.kept import kept_of
from annotator.formats.protocol import Format, OutputFile, Report, refuse_folder
from annotator.formats.sample import Sample
from annotator.formats.xml_reading import root_name, xml_elements
from annotator.model.document import Document
from annotator.model.quoted import quoted
from annotator.schema.label_schema import LabelSchema

HEADER = ("source", "date", "key")


class Bioc(Format):
    """BioC XML: passages, sentences, infons, annotations in several places, relations with roles."""

    name = NAME

    def read(self, source: Path, schema: LabelSchema | None, report: Report) -> Iterator[Document]:
        """The documents of a file, one after the other."""
        collection: dict[str, Any] = {}
        ids: dict[str, int] = {}
        for element in xml_elements(source, (*HEADER, "infon", "document")):
            if element.tag == "infon":
                collection.setdefault("infons", {})[element.get("key", "")] = element.text or ""
            elif element.tag != "document":
                collection[element.tag] = element.text or ""
            else:
                document = judged(document_of(source, element, len(ids) + 1, collection, report), source, element)
                if document.id in ids:
                    message = (
                        f"the id {quoted(document.id)} stands in line {ids[document.id]} too; expected ids that differ"
                    )
                    raise fault(source, element, message)
                ids[document.id] = element.line
                yield document

    def recognizes(self, sample: Sample) -> bool:
        """Whether the root of its XML is a collection."""
        return not sample.is_folder and root_name(sample.head) == "collection"

    def write(
        self, documents: Iterable[Document], target: Path, schema: LabelSchema | None, report: Report
    ) -> Iterator[OutputFile]:
        """One file with a collection of all documents."""
        refuse_folder(target)
        yield target, _chunks(documents, report)


def _chunks(documents: Iterable[Document], report: Report) -> Iterator[bytes]:
    first = True
    header: object = None
    for document in documents:
        text = with_text(document, NAME)
        own = kept_of(document, NAME).get("collection")
        if first:
            header = own
            yield _lines(collection_lines(document))
        elif own != header:
            report.lose(
                "source, date and key of a collection", "a file is one collection, and has the first document's"
            )
        first = False
        if document.schema_ref:
            report.note(f"{NAME} does not say under which schema documents are, here {document.schema_ref}")
        yield _lines(document_lines(document, text, report))
    if first:
        yield _lines(collection_lines(None))
    yield b"</collection>\n"


def _lines(lines: Iterator[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass")
