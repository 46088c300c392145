"""Converting between formats: `annotator convert`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from annotator.datasets.write import write_content
from annotator.disk.atomic_file import replace_file
from annotator.disk.operations import disk
from annotator.errors import InputError, UsageError
from annotator.eval.input_options import InputOptions
from annotator.formats.conll.columns import Conll
from annotator.formats.jsonl import Jsonl
from annotator.formats.protocol import STDOUT, Format, Loss
from annotator.formats.registry import format_named
from annotator.project.records.record_files import AS_USUAL, refuse_tag_options
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
    source_format: str,
    target_format: str,
    *,
    schema: LabelSchema | None = None,
    strict: bool = False,
    inputs: InputOptions = AS_USUAL,
) -> Converted:
    """Read `source` in one format and write it to `target` in another.

    Args:
        source: a file or folder, as the format has it; `-` is standard input where the format is one stream.
        target: likewise; `-` is standard output.
        source_format: the name of the source's format.
        target_format: that of the target.
        schema: the schema, where one is known.
        strict: write nothing when anything would be lost.
        inputs: what the offsets of JSON Lines count, and how tags of conll are read; no other format is asked.

    Raises:
        UsageError: an unknown format, or a choice that is not for this one.
        FormatError: the source is not what its format says, or the target cannot hold it.
        InputError: a file cannot be read.
        StoreError: a file cannot be written.
    """
    reader, writer = _reader(source_format, inputs), format_named(target_format)
    if str(source) != "-" and not source.exists():
        raise InputError(f"{source}: is not there; expected a file or folder")
    reading = reader.read(source, schema)
    rendering = writer.render(reading.documents, target, schema)
    losses = (*reading.losses, *rendering.losses)
    if strict and losses:
        return Converted(len(reading.documents), (), losses, written=False, notes=reading.notes)
    write_files(rendering.files)
    return Converted(len(reading.documents), tuple(rendering.files), losses, written=True, notes=reading.notes)


def _reader(name: str, inputs: InputOptions) -> Format:
    """The format of this name, reading as it was asked to."""
    reader = format_named(name)
    if inputs.offsets != "chars" and not isinstance(reader, Jsonl):
        raise UsageError(f"--offsets {inputs.offsets} is for jsonl; {name} says itself what it counts")
    if not isinstance(reader, Conll):
        refuse_tag_options(inputs, f"{name} has no tags")
    if isinstance(reader, Jsonl):
        return Jsonl(inputs.offsets)
    return Conll(inputs.scheme, inputs.repair) if isinstance(reader, Conll) else reader


def write_files(files: Mapping[Path, bytes]) -> None:
    """Write rendered files, each whole or not at all; folders are made.

    Raises:
        InputError: a folder cannot be made.
        StoreError: a file cannot be written.
    """
    for path, content in files.items():
        if path == STDOUT:
            write_content(content, "-")
            continue
        try:
            disk().make_folder(path.parent)
        except OSError as error:
            raise InputError(f"{path.parent}: cannot be made: {error.strerror}") from error
        replace_file(path, [content])
