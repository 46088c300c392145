"""The gold of a release in the formats that other tools read, made as `annotator convert` makes them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from annotator.formats.protocol import Loss, Report
from annotator.formats.registry import format_named
from annotator.project.release.source import ReleaseSource

FORMATS = {"brat": "", "conll": ".conll"}
"""The formats, and how the file of a part ends; a format without an ending has a folder for each part."""


class Exports(NamedTuple):
    """Files by their path in the release, and what each format has no place for."""

    files: dict[str, bytes]
    losses: dict[str, tuple[Loss, ...]]


def exported_files(source: ReleaseSource) -> Exports:
    """The exports; none of a data set without its texts, which they consist of.

    Raises:
        FormatError: a document cannot be said in one of them.
    """
    files: dict[str, bytes] = {}
    losses: dict[str, tuple[Loss, ...]] = {}
    for name in FORMATS if source.has_text else ():
        report = Report()
        files |= dict(_files(source, name, report))
        losses[name] = report.losses
    return Exports(files, losses)


def _files(source: ReleaseSource, name: str, report: Report) -> Iterator[tuple[str, bytes]]:
    writer = format_named(name)
    for part, documents in source.parts.items():
        target = Path(name) / f"{part}{FORMATS[name]}"
        for path, chunks in writer.write(documents, target, source.schema, report):
            yield path.as_posix(), b"".join(chunks)
