"""Files of records, whatever they are: JSON Lines, or tags."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from annotator.datasets.record import read_records
from annotator.errors import UsageError
from annotator.eval.input_options import InputOptions
from annotator.formats.conll.sentences import looks_tagged
from annotator.formats.conll.tagged_file import open_tagged
from annotator.model.canonical import document_of
from annotator.model.document import Document
from annotator.model.record import Record

AS_USUAL = InputOptions()


def refuse_tag_options(options: InputOptions, why: str) -> None:
    """Refuse choices about tags where there are none.

    Raises:
        UsageError: a scheme or a repair is chosen.
    """
    for name, value, unsaid in (("repair", options.repair, "none"), ("scheme", options.scheme, "auto")):
        if value != unsaid:
            raise UsageError(f"--{name} {value} is for files of tags; {why}")


def records_of(path: Path, options: InputOptions = AS_USUAL, *, loose: bool = False) -> Iterator[Record]:
    """The records of a file; those of a file of tags have their tokens, with blanks between, for a text.

    Raises:
        RecordError: a record is not what the contract says.
        InputError: the file cannot be read, or a tag does not fit its scheme.
    """
    if looks_tagged(path):
        return open_tagged(path, options.scheme, options.repair).records()
    return read_records(path, loose=loose)


def documents_of(path: Path, options: InputOptions = AS_USUAL, *, loose: bool = False) -> Iterator[Document]:
    """The same as documents.

    Raises:
        InputError: as `records_of`.
    """
    return map(document_of, records_of(path, options, loose=loose))
