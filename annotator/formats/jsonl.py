"""The gold record itself as a format: what every other one is converted to and from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec.structs import fields, replace

from annotator.datasets.data_set_files import is_described, record_files
from annotator.datasets.lines_by_id import LinesById
from annotator.datasets.prediction_reader import PredictionReader
from annotator.datasets.record import read_records
from annotator.datasets.unplaced import surfaced
from annotator.formats.protocol import Format, OutputFile, Report, refuse_folder
from annotator.formats.sample import Sample
from annotator.formats.under_schema import under
from annotator.model.canonical import document_of
from annotator.model.document import Document
from annotator.model.record import Record, text_hash
from annotator.schema.label_schema import LabelSchema
from annotator.text.offsets import Offsets

KEYS = frozenset(each.name for each in fields(Record))
SIGNS = {"entities": "spans", "relations": "head", "events": "arguments"}
"""The lists of annotations, and a key that a gold record's have and others do not."""


class Jsonl(Format):
    """JSON Lines of gold records, loose ones accepted."""

    name = "jsonl"

    def __init__(self, offsets: Offsets = "chars") -> None:
        """Read offsets that count this."""
        self._offsets = offsets

    def read(self, source: Path, schema: LabelSchema | None, report: Report) -> Iterator[Document]:
        """The documents of a file, or of the files of a data set.

        Where a record has its text, its hash and words are put in that may be missing.
        """
        reader = None if self._offsets == "chars" else PredictionReader(offsets=self._offsets, strict=True)
        for file in record_files(source) if is_described(source) else [source]:
            for record in read_records(file, loose=True, reader=reader):
                yield document_of(_completed(record))

    def recognizes(self, sample: Sample) -> bool:
        """Whether the keys of its first object are those of a record, and its annotations are written as ours are."""
        if sample.is_folder:
            return is_described(sample.path)
        first = sample.first
        lists = [first[each] for each in SIGNS if each in first]
        if not first or not first.keys() <= KEYS or not (lists or "text_sha256" in first or "schema" in first):
            return False
        return all(isinstance(each, list) and _are_ours(each) for each in lists)

    def write(
        self, documents: Iterable[Document], target: Path, schema: LabelSchema | None, report: Report
    ) -> Iterator[OutputFile]:
        """One file with one line a document, by id; documents without a schema take that of the call."""
        refuse_folder(target)
        with LinesById() as lines:
            for each in documents:
                lines.add(under(each, schema) if not each.schema_ref else each)
            yield target, lines.of(lines.ids())


def _completed(record: Record) -> Record:
    text = record.known_text
    return record if text is None else replace(surfaced(record, text), text_sha256=text_hash(text))


def _are_ours(annotations: list[object]) -> bool:
    return all(
        isinstance(each, dict) and "type" in each and not each.keys().isdisjoint(SIGNS.values()) for each in annotations
    )
