"""`annotator merge`: the scores of shares of the documents, added up."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from annotator.cli.output import counted
from annotator.cli.scoring.eval import report_on
from annotator.cli.scoring.gating import DEFAULT_GATING, Gating
from annotator.cli.scoring.written_files import refuse_unwritable
from annotator.cli.streams import as_files
from annotator.eval.one_thread import load_numpy


def merge(
    *parts: Path,
    gating: Gating = DEFAULT_GATING,
    partial: bool = False,
    output: Annotated[tuple[Path, ...], Parameter(name=["--output", "-o"])] = (),
    format_: Annotated[Literal["table", "json"], Parameter(name="--format")] = "table",
) -> int:
    """Add up what `annotator eval --shard k/n --counts-out` wrote: exactly the scores of all documents at once.

    Args:
        parts: The part files, one for each share.
        partial: Add up what there is though shares are missing; the signature says which are there.
        output: A report to write: .json, .md, .html or .xml (JUnit); may be given again.
        format_: What to print.
    """
    load_numpy()
    from annotator.eval.counts.part_file import merge_parts  # noqa: PLC0415 - loaded when called, as every command
    from annotator.eval.reports.report import Report  # noqa: PLC0415 - as above
    from annotator.eval.score import result_of  # noqa: PLC0415 - as above
    from annotator.eval.suites.gates import with_rows  # noqa: PLC0415 - as above
    from annotator.project.scoring.score_files import read_part  # noqa: PLC0415 - as above

    refuse_unwritable(output)
    gates = gating.read()
    with as_files(parts) as files:
        named = ((str(name), read_part(file)) for name, file in zip(parts, files, strict=True))
        whole = merge_parts(named, partial=partial)
    report = Report(counted(len(parts), "part"), result_of(with_rows(whole, gates.gates)))
    return report_on(report, gates, output, format_)
