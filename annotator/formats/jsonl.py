"""The gold record itself as a format: what every other one is converted to and from."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from msgspec.structs import replace

from annotator.datasets.prediction_reader import PredictionReader
from annotator.datasets.record import read_records
from annotator.datasets.write import write_records
from annotator.errors import Finding, FormatError, Place
from annotator.formats.protocol import Reading, Rendering
from annotator.model.canonical import document_of
from annotator.model.document import Document
from annotator.schema.label_schema import LabelSchema
from annotator.text.offsets import Offsets


class Jsonl:
    """JSON Lines of gold records, loose ones accepted."""

    name = "jsonl"

    def __init__(self, offsets: Offsets = "chars") -> None:
        """Read offsets that count this."""
        self._offsets = offsets

    def read(self, source: Path, schema: LabelSchema | None = None) -> Reading:
        """The documents of a file."""
        reader = None if self._offsets == "chars" else PredictionReader(offsets=self._offsets, strict=True)
        return Reading(tuple(map(document_of, read_records(source, loose=True, reader=reader))))

    def render(self, documents: Sequence[Document], target: Path, schema: LabelSchema | None = None) -> Rendering:
        """One file with one line a document; documents without a schema take that of the call."""
        if target.is_dir():
            raise FormatError(Finding(Place(str(target)), "", "is a folder; expected a file, or - for standard output"))
        stream = BytesIO()
        stamped = (
            replace(each, schema_ref=schema.ref) if schema and not each.schema_ref else each for each in documents
        )
        write_records(stamped, stream)
        return Rendering({target: stream.getvalue()})
