"""Converting between formats: `annotator convert`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from annotator.datasets.write import write_content
from annotator.disk.atomic_file import replace_file
from annotator.disk.operations import disk
from annotator.errors import InputError, UsageError
from annotator.eval.input_options import InputOptions
from annotator.formats.brat.standoff import Brat
from annotator.formats.conll.columns import Conll
from annotator.formats.extractor_output.hf_tokens import HfTokens
from annotator.formats.file_by_file import FileByFile
from annotator.formats.jsonl import Jsonl
from annotator.formats.protocol import STDOUT, Format, Loss, OutputFile, Report
from annotator.formats.registry import format_named
from annotator.model.document import Document
from annotator.project.records.at_hand import at_hand, name_of
from annotator.project.records.read_documents import reading_format
from annotator.project.records.record_files import AS_USUAL, refuse_tag_options
from annotator.project.records.waiting_files import WaitingFiles
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
        schema: the schema, where one is known.
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
        _asked_to(format_named(source_format), inputs, keep_pieces)
    writer, report = format_named(target_format), Report()
    with at_hand(source) as path, WaitingFiles() as waiting:
        reader = _asked_to(reading_format(path, source_format), inputs, keep_pieces)
        if not source_format:
            report.note(f"{name_of(source)} is read as {reader.name}")
        passing = _Counted(reader.read(path, schema, report))
        waiting.take(writer.write(passing, target, schema, report))
        written = not (strict and report.losses)
        files = write_files(waiting.files()) if written else []
    return Converted(passing.count, tuple(files), report.losses, written=written, notes=report.notes)


class _Counted:
    """Documents that are counted while they pass."""

    def __init__(self, documents: Iterator[Document]) -> None:
        self._documents = documents
        self.count = 0

    def __iter__(self) -> Iterator[Document]:
        for each in self._documents:
            self.count += 1
            yield each


def _asked_to(reader: Format, inputs: InputOptions, keep_pieces: bool) -> Format:
    """A format that reads as it was asked to."""
    if isinstance(reader, FileByFile):
        return FileByFile(_asked_to(reader.form, inputs, keep_pieces), reader.files)
    name = reader.name
    if inputs.offsets != "chars" and not isinstance(reader, Jsonl):
        raise UsageError(f"--offsets {inputs.offsets} is for jsonl; {name} says itself what it counts")
    if keep_pieces and not isinstance(reader, Brat):
        raise UsageError(f"--keep-pieces is for brat, which cuts mentions at line ends; {name} does not")
    if not isinstance(reader, Conll | HfTokens):
        refuse_tag_options(inputs, f"{name} has no tags")
    if isinstance(reader, Brat):
        return Brat(keep_pieces=keep_pieces)
    if isinstance(reader, Jsonl):
        return Jsonl(inputs.offsets)
    return type(reader)(inputs.scheme, inputs.repair) if isinstance(reader, Conll | HfTokens) else reader


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
