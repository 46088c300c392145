"""`annotator merge`: the scores of shares of the documents, added up."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from annotator.cli.eval import DEFAULT_GATING, Gating, report_on
from annotator.cli.streams import as_files
from annotator.errors import ExitCode


def merge(
    *parts: Path,
    gating: Gating = DEFAULT_GATING,
    output: Annotated[tuple[Path, ...], Parameter(name=["--output", "-o"])] = (),
    format_: Annotated[Literal["table", "json"], Parameter(name="--format")] = "table",
) -> int:
    """Add up what `annotator eval --shard k/n --counts-out` wrote: exactly the scores of all documents at once.

    Args:
        parts: The part files, one for each share.
        output: A report to write: .json, .md, .html or .xml (JUnit); may be given again.
        format_: What to print.
    """
    from annotator.eval.counts.part_file import merge_parts  # noqa: PLC0415 - loaded when called, as every command
    from annotator.project.scoring.score_files import read_part, result_of_part  # noqa: PLC0415 - as above

    with as_files(parts) as files:
        whole = merge_parts((str(name), read_part(file)) for name, file in zip(parts, files, strict=True))
    passed = report_on(f"{len(parts)} parts", dict(result_of_part(whole)), gating, output, format_)
    return int(ExitCode.OK if passed else ExitCode.FINDINGS)
