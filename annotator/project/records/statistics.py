"""The statistics of files in any format, and as files: `annotator stats`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import orjson

from annotator.datasets.statistics.picture import picture
from annotator.datasets.statistics.statistics import Statistics
from annotator.datasets.statistics.tables import tables
from annotator.disk.atomic_file import replace_file
from annotator.errors import UsageError, did_you_mean
from annotator.eval.reports.markdown import escape, piped
from annotator.formats.protocol import Report
from annotator.project.records.read_documents import read_documents


def statistics_of(files: Iterable[Path], source_format: str | None = None, report: Report | None = None) -> Statistics:
    """The statistics of all documents of these files and folders.

    Raises:
        UsageError: no format is recognised.
        InputError: one cannot be read.
    """
    statistics = Statistics()
    for file in files:
        for document in read_documents(file, source_format, report=report):
            statistics.add(document)
    return statistics


def _json(statistics: Statistics, title: str) -> bytes:
    return orjson.dumps(statistics.plain(), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _markdown(statistics: Statistics, title: str) -> bytes:
    parts = [f"# Statistics of {escape(title)}"]
    for each in tables(statistics):
        lines = [each.header, *([escape(cell) for cell in row] for row in each.rows)]
        parts += [f"## {each.title}", piped(lines, each.first_number)]
    return ("\n\n".join(parts) + "\n").encode("utf-8")


def _svg(statistics: Statistics, title: str) -> bytes:
    return picture(statistics, title).encode("utf-8")


WRITERS: dict[str, Callable[[Statistics, str], bytes]] = {".json": _json, ".md": _markdown, ".svg": _svg}


def write_statistics(statistics: Statistics, target: Path, title: str) -> None:
    """Write them as a file; its suffix says how.

    Raises:
        UsageError: no such suffix.
        StoreError: it cannot be written.
    """
    writer = WRITERS.get(target.suffix.lower())
    if writer is None:
        raise UsageError(f"--output {target}: {did_you_mean(target.suffix, list(WRITERS))}")
    replace_file(target, [writer(statistics, title)])
