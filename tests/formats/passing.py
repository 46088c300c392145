"""Documents through one format, whole: what was read or written, and what was reported."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from annotator.formats.protocol import Format, Report
from annotator.model.document import Document
from annotator.schema.label_schema import LabelSchema


def read_all(form: Format, source: Path, schema: LabelSchema | None = None) -> tuple[tuple[Document, ...], Report]:
    """All documents of a source, and the report of reading them."""
    report = Report()
    return tuple(form.read(source, schema, report)), report


def write_all(
    form: Format, documents: Iterable[Document], target: Path, schema: LabelSchema | None = None
) -> tuple[dict[Path, bytes], Report]:
    """The contents of all files that documents become, and the report of writing them."""
    report = Report()
    files = {path: b"".join(chunks) for path, chunks in form.write(documents, target, schema, report)}
    return files, report


def there_and_back(form: Format, folder: Path, *documents: Document) -> tuple[tuple[Document, ...], Report, bytes]:
    """Documents written as one file and read again, the report of writing, and the file."""
    target = folder / "written"
    files, report = write_all(form, documents, target)
    (content,) = files.values()
    target.write_bytes(content)
    return read_all(form, target)[0], report, content
