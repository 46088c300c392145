"""What is read in a format that it is not in: rows whose keys it does not know pass as articles without labels."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from annotator.formats.protocol import Format, Report
from annotator.formats.recognition import by_content
from annotator.model.document import Document
from annotator.schema.label_schema import LabelSchema


def read_watched(form: Format, path: Path, schema: LabelSchema | None, report: Report) -> Iterator[Document]:
    """The documents that a format reads in a file or folder; if nothing is labelled in them all, why may be noted.

    Raises:
        InputError: as the format says.
    """
    count = labelled = 0
    for document in form.read(path, schema, report):
        count += 1
        labelled += bool(document.entities or document.relations or document.events or document.labels)
        yield document
    if labelled or not count:
        return
    others = [each.name for each in by_content(path)]
    if others and form.name not in others:
        report.note(
            f"nothing is labelled in {path.name}, read as {form.name}; by its content it is {' or '.join(others)}: "
            "name that format if it is meant"
        )
