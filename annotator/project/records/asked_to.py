"""A format that reads as it was asked to: by which unit, which tags, which pieces; a choice for another is refused."""

from __future__ import annotations

from annotator.errors import UsageError
from annotator.eval.input_options import InputOptions
from annotator.formats.brat.standoff import Brat
from annotator.formats.file_by_file import FileByFile
from annotator.formats.foreign import reading_tags
from annotator.formats.jsonl import Jsonl
from annotator.formats.protocol import Format
from annotator.project.records.record_files import refuse_tag_options


def asked_to(reader: Format, inputs: InputOptions, *, keep_pieces: bool = False) -> Format:
    """The format with these choices.

    Raises:
        UsageError: a choice is not for this format.
    """
    if isinstance(reader, FileByFile):
        return FileByFile(asked_to(reader.form, inputs, keep_pieces=keep_pieces), reader.files)
    name = reader.name
    if inputs.offsets != "chars" and not isinstance(reader, Jsonl):
        raise UsageError(f"--offsets {inputs.offsets} is for jsonl; {name} says itself what it counts")
    if keep_pieces and not isinstance(reader, Brat):
        raise UsageError(f"--keep-pieces is for brat, which cuts mentions at line ends; {name} does not")
    of_tags = reading_tags(reader, inputs.scheme, inputs.repair)
    if of_tags is None:
        refuse_tag_options(inputs, f"{name} has no tags")
    if isinstance(reader, Brat):
        return Brat(keep_pieces=keep_pieces)
    if isinstance(reader, Jsonl):
        return Jsonl(inputs.offsets)
    return of_tags or reader
