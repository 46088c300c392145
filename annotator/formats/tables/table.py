"""The formats `csv` and `tsv`: a row for each mention, with the text of its document and where in it it stands.

Rows of one document need not stand together. A row without a start is a document without labels.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from annotator.errors import FormatError
from annotator.formats.document_files import with_text
from annotator.formats.json_rows import Row, documents_of_rows
from annotator.formats.losses import Holds, fitted
from annotator.formats.protocol import Format, OutputFile, Report, refuse_folder
from annotator.formats.sample import Sample
from annotator.formats.tables.cells import written_row
from annotator.formats.tables.mentions import LONGEST_CELL, document_of, rows_of
from annotator.formats.tables.sheet import COLUMNS, delimiter_of, header_line, header_of, sheet_rows
from annotator.model.document import Document
from annotator.schema.label_schema import LabelSchema

LONG = (
    f"a text longer than a spreadsheet's cell ({LONGEST_CELL} characters) stands in the first row of its document alone"
)


class Table(Format):
    """What both have in common."""

    delimiters: ClassVar[tuple[str, ...]]
    """What may stand between cells."""

    def read(self, source: Path, schema: LabelSchema | None, report: Report) -> Iterator[Document]:
        """The documents of a file, each when its last row has come."""
        counts: Counter[str] = Counter()
        with suppress(FormatError):
            counts.update(_key(row) for row in sheet_rows(source, self.delimiters, Report()) if not row.findings)
        waiting: dict[str, list[Row]] = {}

        def read(row: Row) -> Iterator[Document]:
            rows = waiting.setdefault(_key(row), [])
            rows.append(row)
            if len(rows) == counts[_key(row)]:
                yield document_of(waiting.pop(_key(row)), self.name, source.stem, report)

        return documents_of_rows(sheet_rows(source, self.delimiters, report), read)

    def recognizes(self, sample: Sample) -> bool:
        """Whether its first line is a header with the columns `text` and `id`, or `start`, `end` and `type`."""
        delimiter = delimiter_of(sample.lines, self.delimiters)
        if sample.is_folder or delimiter is None:
            return False
        names = set(header_of(header_line(sample.lines), delimiter))
        return "id" in names or {"start", "end", "type"} <= names


class Csv(Table):
    """A table with commas (read with semicolons or bars too): a row a mention, for spreadsheets."""

    name = "csv"
    suffixes = (".csv",)
    delimiters = (",", ";", "|")

    def write(
        self, documents: Iterable[Document], target: Path, schema: LabelSchema | None, report: Report
    ) -> Iterator[OutputFile]:
        """One file with a header; tabs stand between its cells where its name ends as those of `tsv` do."""
        refuse_folder(target)
        delimiter = (Tsv if target.suffix.lower() in Tsv.suffixes else Csv).delimiters[0]
        yield target, self._lines(documents, delimiter, report)

    def _lines(self, documents: Iterable[Document], delimiter: str, report: Report) -> Iterator[bytes]:
        holds = Holds(self.name, entities=("attributes",), empty=True, ids=True)
        yield written_row(COLUMNS, delimiter)
        for each in documents:
            text = with_text(each, self.name)
            kept = fitted(each, holds, report)
            report.lose_all((f"meta.{name}", holds.no_place) for name in kept.meta)
            if len(text) > LONGEST_CELL:
                report.note(LONG)
            yield b"".join(written_row(cells, delimiter) for cells in rows_of(kept, text))


class Tsv(Table):
    """A table with tabs, read as one with commas is; written as `csv` to a file that ends in .tsv."""

    name = "tsv"
    suffixes = (".tsv", ".tab")
    delimiters = ("\t",)
    writes_instead = "csv, which writes tabs to a file that ends in .tsv"


def _key(row: Row) -> str:
    """What the rows of one document have in common: its id, else its text."""
    document_id, text = row.value.get("id", ""), row.value.get("text", "")
    return f"id {document_id}" if document_id else f"text {text}"
