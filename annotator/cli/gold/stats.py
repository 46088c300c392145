"""`annotator stats`: what data sets hold, in figures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from annotator.cli.output import emit_json, say, table, talk
from annotator.cli.progress import Watched
from annotator.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from annotator.datasets.statistics.statistics import Statistics


def stats(
    *files: Path,
    from_: Annotated[str | None, Parameter(name="--from")] = None,
    output: Annotated[Path | None, Parameter(name=["--output", "-o"])] = None,
    format_: Annotated[Literal["text", "json"], Parameter(name="--format")] = "text",
) -> int:
    """Counts by type and layer, lengths, nesting, distances, chains, ambiguity, balance and duplicates of data sets.

    Args:
        files: Files, folders or archives (zip, tar, gz) in any format, counted together.
        from_: Their format; by default recognised.
        output: A file for the figures (.json), the tables (.md) or a picture (.svg).
        format_: How to report.
    """
    from annotator.formats.protocol import Report  # noqa: PLC0415 - loaded when called
    from annotator.project.records.statistics import statistics_of, write_statistics  # noqa: PLC0415 - as above

    if not files:
        raise UsageError("nothing to count; expected files: annotator stats FILES...")
    report = Report()
    with Watched(files):
        statistics = statistics_of(files, from_, report)
    for note in report.notes:
        talk(note)
    for loss in report.losses:
        talk(f"lost: {loss}")
    if output:
        write_statistics(statistics, output, ", ".join(each.name for each in files))
    if format_ == "json":
        emit_json(statistics.plain())
    elif not output:
        _print(statistics)
    return int(ExitCode.OK)


def _print(statistics: Statistics) -> None:
    from annotator.datasets.statistics.tables import tables  # noqa: PLC0415 - as above

    for number, each in enumerate(tables(statistics)):
        right = range(each.first_number, len(each.header))
        say(("\n" if number else "") + each.title)
        say(table(each.header, each.rows, right=tuple(right)))
