"""The format `webanno`: WebAnno TSV 3, one document a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from annotator.errors import FormatError
from annotator.formats.cas.of_record import cas_of_document
from annotator.formats.cas.to_record import document_of_cas
from annotator.formats.document_files import document_files, read_each, written_documents
from annotator.formats.file_by_file import note_others
from annotator.formats.protocol import Format, OutputFile, Report
from annotator.formats.sample import Sample
from annotator.formats.webanno.lines import FORMAT, MOST_HEADER_LINES, header_of, is_version_2, parsed
from annotator.formats.webanno.reading import cas_of_lines
from annotator.formats.webanno.units import Units
from annotator.formats.webanno.writing import table_of, text_read
from annotator.model.document import Document
from annotator.schema.label_schema import LabelSchema
from annotator.text.utf8 import read_utf8


class WebAnno(Format):
    """WebAnno TSV 3 of WebAnno and INCEpTION, one document a file."""

    name = "webanno"
    suffixes = (".webanno",)
    ids_from_files = True

    def read(self, source: Path, schema: LabelSchema | None, report: Report) -> Iterator[Document]:
        """The documents of a table, or of all tables in a folder, at any depth.

        Raises:
            FormatError: a file is not what the format says; with all findings of all files.
            InputError: a file cannot be read, or there is none.
        """
        files = document_files(source, ".tsv", ".webanno")
        note_others(source, [path for _, path in files], self.name, report)
        yield from read_each(files, partial(self._read_file, report))

    def _read_file(self, report: Report, document_id: str, path: Path) -> Iterator[Document]:
        lines = parsed(read_utf8(path, FormatError), str(path))
        cas = cas_of_lines(lines)
        for _, line in lines.others:
            report.lose(f"line {line.partition('=')[0]}", "the record has no place for it")
        yield document_of_cas(document_id, cas, self.name, header_of(lines), report)

    def recognizes(self, sample: Sample) -> bool:
        """Whether a file begins with `#FORMAT=WebAnno TSV 3.`, or a folder has one that does.

        TSV 2 is recognised too, so that it is refused by its name.
        """
        if not sample.is_folder:
            return bool(FORMAT.match(sample.text)) or is_version_2(sample.lines[:MOST_HEADER_LINES])
        tables = (sample.path / each for each in sample.names if each.endswith((".tsv", ".webanno")))
        return any(_begins_as_one(each) for each in tables)

    def write(
        self, documents: Iterable[Document], target: Path, schema: LabelSchema | None, report: Report
    ) -> Iterator[OutputFile]:
        """A table for every document: `NAME.tsv` in the folder `target`, or the one that `target` names.

        Raises:
            FormatError: a document has no text, or several should go into one file.
        """
        for document, path in written_documents(documents, target, self.name, ".tsv", report):
            cas = cas_of_document(
                document, self.name, report, why_not_of=lambda sentences: Units(sentences, {}).why_not
            )
            if text_read(cas) != document.text:
                report.lose("text", "blanks before the first token become spaces, and without a token none is kept")
            yield path, (each.encode("utf-8") for each in table_of(cas))


def _begins_as_one(path: Path) -> bool:
    with path.open("rb") as stream:
        return bool(FORMAT.match(stream.read(64).decode("utf-8-sig", "replace")))
