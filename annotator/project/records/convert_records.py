"""Converting between formats: `annotator convert`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from shlex import quote

from annotator.datasets.write import write_content
from annotator.disk.atomic_file import replace_file
from annotator.disk.operations import disk
from annotator.errors import InputError
from annotator.eval.input_options import InputOptions
from annotator.formats.file_by_file import note_left
from annotator.formats.jsonl import Jsonl
from annotator.formats.nothing_labelled import read_watched
from annotator.formats.protocol import STDOUT, Format, Loss, OutputFile, Report, writes_schemas
from annotator.formats.registry import format_named
from annotator.project.records.asked_to import asked_to
from annotator.project.records.at_hand import at_hand, name_of
from annotator.project.records.read_documents import reading_format
from annotator.project.records.record_files import AS_USUAL
from annotator.project.records.waiting_files import WaitingFiles
from annotator.project.schemas.schema_beside import refuse_changed, schema_file_of, sealed
from annotator.project.schemas.schema_of_data import (
    Making,
    Passing,
    own_schema,
    schema_name_of,
)
from annotator.schema.label_schema import LabelSchema


@dataclass(frozen=True, slots=True)
class Converted:
    """What a conversion did: documents, files written, and everything that did not come across."""

    documents: int
    files: tuple[Path, ...]
    losses: tuple[Loss, ...]
    written: bool
    notes: tuple[str, ...] = ()
    """What else people are told of the reading."""


def convert_files(
    source: Path,
    target: Path,
    source_format: str | None,
    target_format: str,
    *,
    schema: LabelSchema | None = None,
    strict: bool = False,
    inputs: InputOptions = AS_USUAL,
    keep_pieces: bool = False,
) -> Converted:
    """Read `source` in one format and write it to `target` in another: everything, or nothing when a part is refused.

    Args:
        source: a file or folder, as the format has it, or an archive of them; `-` is standard input.
        target: likewise; `-` is standard output.
        source_format: the name of the source's format; None to recognise it.
        target_format: that of the target.
        schema: the schema; None for the source's own, or one made of the data, which is then written beside the target.
        strict: write nothing when anything would be lost.
        inputs: what the offsets of JSON Lines count, and how tags of conll are read; no other format is asked.
        keep_pieces: leave mentions cut that brat cut at a line end.

    Raises:
        UsageError: an unknown format, or a choice that is not for this one.
        FormatError: the source is not what its format says, or the target cannot hold it.
        InputError: a file cannot be read.
        StoreError: a file cannot be written.
    """
    if source_format:
        asked_to(format_named(source_format), inputs, keep_pieces=keep_pieces)
    writer = format_named(target_format)
    with at_hand(source) as path:
        reader = asked_to(reading_format(path, source_format), inputs, keep_pieces=keep_pieces)
        said = [] if source_format else [f"{name_of(source)} is read as {reader.name}"]
        asked = _Asked(reader, path, source, writer, target, schema, strict=strict)
        return asked.converted(Making(schema_name_of(target)), said)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A conversion as it is asked for."""

    reader: Format
    path: Path
    source: Path
    writer: Format
    target: Path
    schema: LabelSchema | None
    strict: bool

    def converted(self, making: Making, said: Sequence[str]) -> Converted:
        """Do it; again, where the schema that is to be made of the data asks for other names."""
        report = Report()
        for each in said:
            report.note(each)
        schema = self.schema or (own_schema(self.reader, self.path, report) if self._takes_schema else None)
        makes = schema is None and self._names_schema
        to_write = making.placeholder if makes else None if self._is_nameless and self.schema is None else schema
        with WaitingFiles() as waiting:
            passing = Passing(read_watched(self.reader, self.path, self.schema, report), making.renamed)
            waiting.take(self.writer.write(passing, self.target, to_write, report))
            if makes and not making.impossible and passing.seen.documents:
                made = making.made(passing.seen, f"Made of the data of {name_of(self.source)}.")
                if isinstance(made, Making):
                    return self.converted(made, said)
                schema = made
            making.tell(report)
            if self.schema is None:
                if self._is_nameless and passing.seen.documents:
                    source = quote(str(self.source))
                    report.note(f"no schema is written; one is made by annotator schema import {source} --from-data")
                waiting.take(self._schema_files(schema, report, is_made=makes))
            written = not (self.strict and report.losses)
            files = write_files(waiting.files()) if written else []
            note_left(self.target, files, report)
        return Converted(passing.count, tuple(files), report.losses, written=written, notes=report.notes)

    @property
    def _names_schema(self) -> bool:
        """Whether the records of the target can name a schema that lies beside them."""
        return isinstance(self.writer, Jsonl) and self.target != STDOUT

    @property
    def _is_nameless(self) -> bool:
        """Whether the target is records that no schema can lie beside."""
        return isinstance(self.writer, Jsonl) and self.target == STDOUT

    @property
    def _takes_schema(self) -> bool:
        return self._names_schema or writes_schemas(self.writer)

    def _schema_files(self, schema: LabelSchema | None, report: Report, *, is_made: bool) -> Iterator[OutputFile]:
        """The file of the schema beside the records."""
        if schema is None or not self._names_schema:
            return
        file, content = schema_file_of(self.target), sealed(schema)
        refuse_changed(file, content)
        how = "made of the data; look it over, they do not say what is required" if is_made else "the source's own"
        report.note(f"{file} is the schema {schema.ref}: {how}")
        yield file, [content]


def write_files(files: Iterable[OutputFile]) -> list[Path]:
    """Write files, each whole or not at all, and say which; folders are made.

    Raises:
        InputError: a folder cannot be made.
        StoreError: a file cannot be written.
    """
    written = []
    for path, chunks in files:
        written.append(path)
        if path == STDOUT:
            for chunk in chunks:
                write_content(chunk, "-")
            continue
        try:
            disk().make_folder(path.parent)
        except OSError as error:
            raise InputError(f"{path.parent}: cannot be made: {error.strerror}") from error
        replace_file(path, chunks)
    return written
