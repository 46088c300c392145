"""Files of records, whatever they are: JSON Lines, tags, or any other format."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from annotator.datasets.data_set_files import is_described, record_files
from annotator.datasets.record import read_records
from annotator.errors import UsageError
from annotator.eval.input_options import InputOptions
from annotator.formats.conll.tagged_file import open_tagged
from annotator.formats.foreign import foreign_format, foreign_records, is_tags, reading_tags
from annotator.formats.protocol import Report
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


def records_of(
    path: Path, options: InputOptions = AS_USUAL, *, loose: bool = False, report: Report | None = None
) -> Iterator[Record]:
    """The records of a file, or of all parts of a data set; those of tags have their tokens for a text, blanks between.

    `report` gathers how another format is read, and what of it has no place in records.

    Raises:
        RecordError: a record is not what the contract says.
        InputError: the file cannot be read, or a tag does not fit its scheme.
        UsageError: it could be of several formats.
    """
    if is_described(path):
        return chain.from_iterable(read_records(each, loose=loose) for each in record_files(path))
    if is_tags(path, options.gold_format):
        return open_tagged(path, options.scheme, options.repair).records()
    form = foreign_format(path, options.gold_format, "--gold-format")
    if form is None:
        return read_records(path, loose=loose)
    told = Report() if report is None else report
    told.note(f"read as {form.name}")
    return foreign_records(reading_tags(form, options.scheme, options.repair) or form, path, told)


def documents_of(path: Path, options: InputOptions = AS_USUAL, *, loose: bool = False) -> Iterator[Document]:
    """The same as documents.

    Raises:
        InputError: as `records_of`.
    """
    return map(document_of, records_of(path, options, loose=loose))
