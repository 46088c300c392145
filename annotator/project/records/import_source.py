"""What is imported: files of records, in whatever unit their offsets are, of tags, or of any other format."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec.structs import replace

from annotator.datasets.prediction_reader import PredictionReader
from annotator.datasets.record import read_records
from annotator.datasets.validate import finding_of
from annotator.errors import InputError, Place, RecordError, UsageError
from annotator.eval.input_options import InputOptions
from annotator.formats.conll.columns import Conll
from annotator.formats.conll.on_texts import records_to_add
from annotator.formats.conll.sentences import looks_tagged
from annotator.formats.conll.tagged_file import open_tagged
from annotator.formats.file_by_file import FileByFile
from annotator.formats.jsonl import Jsonl
from annotator.formats.nothing_labelled import read_watched
from annotator.formats.on_article import on_article
from annotator.formats.protocol import Format, Report
from annotator.formats.recognition import fitting
from annotator.model.canonical import document_of, record_of
from annotator.model.document import Document
from annotator.model.faults import errors
from annotator.model.record import Record
from annotator.project.records.asked_to import asked_to
from annotator.project.records.read_documents import reading_format
from annotator.project.records.record_files import refuse_tag_options
from annotator.schema.label_schema import LabelSchema

Texts = Callable[[str], str | None]
"""The text that a project has of a document; None where it does not have the document."""


class ImportSource:
    """A file or folder that is imported; `-` is standard input, which holds records."""

    def __init__(
        self, path: Path | str, inputs: InputOptions, name: str | None = None, *, keep_pieces: bool = False
    ) -> None:
        """See what it is; `name` is that of its format, where it is said, `keep_pieces` a choice for brat.

        Raises:
            UsageError: a choice is not for what it is, or it could be of several formats.
            InputError: it cannot be read.
        """
        self.path = Path(path)
        self.report = Report()
        self._inputs = inputs
        self._form = _format(self.path, name)
        if isinstance(self._form, Conll):
            if inputs.offsets != "chars":
                raise UsageError(f"--offsets {inputs.offsets}: {path} is tags, which have no offsets")
            if not keep_pieces:
                return
        if isinstance(_inner(self._form), Jsonl):
            refuse_tag_options(inputs, f"{path} is none")
        self._form = asked_to(self._form, inputs, keep_pieces=keep_pieces)

    def documents(self, text_of: Texts, schema: LabelSchema | None) -> Iterator[Document]:
        """The documents; those of other formats than ours are of this schema.

        Tokens are put on the text that the project has of their document.

        Raises:
            InputError: a record is wrong, a tag does not fit its scheme, tokens are not those of the text, or there are
                documents of another format and no schema.
        """
        if isinstance(_inner(self._form), Jsonl):
            yield from map(document_of, self._records(text_of))
            return
        if schema is None:
            what = "tags name" if isinstance(self._form, Conll) else f"documents of {self._form.name} name"
            raise InputError(f"{self.path}: {what} no schema, and the project has none; expected one")
        foreign = self._tags(text_of) if self._is_tag_file else self._foreign(text_of, schema)
        for record in foreign:
            yield document_of(replace(record, schema=record.schema or schema.ref))

    @property
    def _is_tag_file(self) -> bool:
        return isinstance(self._form, Conll) and not self.path.is_dir()

    def _records(self, text_of: Texts) -> Iterator[Record]:
        offsets = self._inputs.offsets
        reader = None if offsets == "chars" else PredictionReader(text_of, offsets, strict=True)
        for file in self._form.files if isinstance(self._form, FileByFile) else (self.path,):
            yield from read_records(file, reader=reader)

    def _tags(self, text_of: Texts) -> Iterator[Record]:
        tagged = open_tagged(self.path, self._inputs.scheme, self._inputs.repair)
        for each in tagged.reading_notes():
            self.report.note(each)
        yield from records_to_add(tagged, text_of)

    def _foreign(self, text_of: Texts, schema: LabelSchema) -> Iterator[Record]:
        self.report.note(f"read as {self._form.name}")
        for document in read_watched(self._form, self.path, schema, self.report):
            record = record_of(document)
            text = text_of(record.id) if self._form.rebuilt_text else None
            if text is not None:
                record = on_article(record, text, str(self.path))
            place = Place(str(self.path))
            if faults := [finding_of(place, each) for each in errors(record, loose=True)]:
                raise RecordError(*faults)
            yield record

    def notes(self) -> tuple[str, ...]:
        """What people are told of how it was read, and of what was lost."""
        return (*self.report.notes, *(f"lost: {each}" for each in self.report.losses))


def _inner(form: Format) -> Format:
    return form.form if isinstance(form, FileByFile) else form


def _format(path: Path, name: str | None) -> Format:
    """The format of this name, or that which is recognised; where none is, records are expected."""
    if name is None and str(path) == "-":
        return Jsonl()
    if name is None and not path.is_dir():
        if not path.exists():
            return Jsonl()
        if looks_tagged(path):
            return Conll()
        if not fitting(path):
            return Jsonl()
    return reading_format(path, name)
