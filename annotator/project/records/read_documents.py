"""Documents of a file, folder or archive in any format."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from annotator.formats.nothing_labelled import read_watched
from annotator.formats.protocol import Format, Report
from annotator.formats.recognition import reading, recognised
from annotator.formats.registry import format_named
from annotator.model.document import Document
from annotator.project.records.at_hand import at_hand, name_of
from annotator.schema.label_schema import LabelSchema


def reading_format(source: Path, name: str | None) -> Format:
    """The format of this name, or that the source is recognised to be in, as it reads the source.

    Raises:
        UsageError: there is no such format, none is recognised, or several are.
        InputError: the source cannot be read.
    """
    return reading(format_named(name), source) if name else recognised(source)


def read_documents(
    source: Path, name: str | None = None, *, schema: LabelSchema | None = None, report: Report | None = None
) -> Iterator[Document]:
    """The documents of a source; `report` gathers what of it has no place in them, and how it is read.

    Raises:
        UsageError: as `reading_format`.
        InputError: it cannot be read; or it is not what its format says, with all findings.
    """
    told = Report() if report is None else report
    with at_hand(source) as path:
        form = reading_format(path, name)
        if not name:
            told.note(f"{name_of(source)} is read as {form.name}")
        yield from read_watched(form, path, schema, told)
