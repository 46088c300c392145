"""What is imported: a file of records, in whatever unit their offsets are, or of tags."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path

from msgspec.structs import replace

from annotator.datasets.prediction_reader import PredictionReader
from annotator.datasets.record import read_records
from annotator.errors import InputError, UsageError
from annotator.eval.input_options import InputOptions
from annotator.formats.conll.on_texts import records_to_add
from annotator.formats.conll.sentences import looks_tagged
from annotator.formats.conll.tagged_file import TaggedFile, open_tagged
from annotator.model.canonical import document_of
from annotator.model.document import Document
from annotator.project.records.record_files import refuse_tag_options

Texts = Callable[[str], str | None]
"""The text that a project has of a document; None where it does not have the document."""


class ImportSource:
    """A file that is imported; `-` is standard input, which holds records."""

    def __init__(self, path: Path | str, inputs: InputOptions) -> None:
        """See what it is.

        Raises:
            UsageError: a choice is not for what it is.
            InputError: it is tags, and cannot be read.
        """
        self.path = path
        self._inputs = inputs
        if self._tagged is None:
            refuse_tag_options(inputs, f"{path} is none")
        elif inputs.offsets != "chars":
            raise UsageError(f"--offsets {inputs.offsets}: {path} is tags, which have no offsets")

    @cached_property
    def _tagged(self) -> TaggedFile | None:
        path = Path(self.path)
        return open_tagged(path, self._inputs.scheme, self._inputs.repair) if looks_tagged(path) else None

    def documents(self, text_of: Texts, schema_ref: str | None) -> Iterator[Document]:
        """The documents; those of tags are of the schema `schema_ref`, on the text that the project has of them.

        Raises:
            InputError: a record is wrong, a tag does not fit its scheme, tokens are not those of the text, or there are
                tags and no schema.
        """
        if self._tagged is None:
            offsets = self._inputs.offsets
            reader = None if offsets == "chars" else PredictionReader(text_of, offsets, strict=True)
            return map(document_of, read_records(self.path, reader=reader))
        if schema_ref is None:
            raise InputError(f"{self.path}: tags name no schema, and the project has none; expected one")
        records = records_to_add(self._tagged, text_of)
        return (document_of(replace(each, schema=schema_ref)) for each in records)

    def notes(self) -> tuple[str, ...]:
        """What people are told of how it was read."""
        return self._tagged.reading_notes() if self._tagged else ()
