"""The format `label-studio`: the JSON that it exports in full or JSON_MIN, and imports with annotations.

Offsets count UTF-16 code units there. Predictions, drafts and cancelled annotations are not gold: left out and told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import orjson

from annotator.formats.annotation_tools.annotators import Annotators
from annotator.formats.annotation_tools.label_studio.minimal import as_task, is_minimal
from annotator.formats.annotation_tools.label_studio.task import NAME, sayable
from annotator.formats.annotation_tools.label_studio.tasks import documents_of_task
from annotator.formats.annotation_tools.label_studio.writing import task_of
from annotator.formats.document_files import with_text
from annotator.formats.json_rows import Row, documents_of_rows, json_rows
from annotator.formats.losses import Holds, fitted
from annotator.formats.protocol import Format, OutputFile, Report, refuse_folder
from annotator.formats.sample import Sample
from annotator.model.document import Document
from annotator.schema.label_schema import LabelSchema

HOLDS = Holds(
    NAME,
    document=("annotator", "labels"),
    meta=True,
    entities=("attributes", "note", "score"),
    relations=(),
    ids=True,
    values=sayable,
)
RESULTS = ("annotations", "completions", "predictions")


class LabelStudio(Format):
    """Label Studio JSON: full exports and JSON_MIN are read, tasks with annotations written."""

    name = NAME

    def read(self, source: Path, schema: LabelSchema | None, report: Report) -> Iterator[Document]:
        """The documents of a file, one for each annotation that was submitted."""
        repeated = Annotators(str(row.value.get("id")) for row in json_rows(source, Report()) if is_minimal(row.value))

        def read(row: Row) -> Iterator[Document]:
            if not is_minimal(row.value):
                return documents_of_task(row, source.stem, report)
            return documents_of_task(as_task(row), source.stem, report, repeated)

        return documents_of_rows(json_rows(source, report), read)

    def recognizes(self, sample: Sample) -> bool:
        """Whether the first object has data and annotations or predictions, or is one of a minimal export."""
        first = sample.first
        if isinstance(first.get("data"), dict):
            return any(isinstance(first.get(each), list) for each in RESULTS)
        return is_minimal(first)

    def write(
        self, documents: Iterable[Document], target: Path, schema: LabelSchema | None, report: Report
    ) -> Iterator[OutputFile]:
        """One file with a list of tasks."""
        refuse_folder(target)
        yield target, _list(documents, report)


def _list(documents: Iterable[Document], report: Report) -> Iterator[bytes]:
    """The list, a task a line."""
    before = b"[\n"
    for each in documents:
        text = with_text(each, NAME)
        yield before + orjson.dumps(task_of(fitted(each, HOLDS, report), text, report))
        before = b",\n"
    yield b"[]\n" if before == b"[\n" else b"\n]\n"
