"""Documents of a file or folder in any format, as often as they are wanted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from annotator.errors import InputError
from annotator.formats.protocol import Format, Report
from annotator.formats.recognition import recognised
from annotator.formats.registry import format_named
from annotator.model.document import Document
from annotator.schema.label_schema import LabelSchema


def reading_format(source: Path, name: str | None) -> Format:
    """The format of this name, or that the source is recognised to be in.

    Raises:
        UsageError: there is no such format, none is recognised, or several are.
        InputError: the source is not there.
    """
    if name:
        return format_named(name)
    if not source.exists():
        raise InputError(f"{source}: is not there; expected a file or folder")
    return recognised(source)


def read_documents(
    source: Path, name: str | None = None, *, schema: LabelSchema | None = None, report: Report | None = None
) -> Iterator[Document]:
    """The documents of a source; `report` gathers what of it has no place in them.

    Raises:
        UsageError: as `reading_format`.
        InputError: it cannot be read; or it is not what its format says, with all findings.
    """
    return reading_format(source, name).read(source, schema, Report() if report is None else report)
