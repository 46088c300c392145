"""`annotator check`: everything that is wrong with records."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from annotator.cli.findings import report_findings
from annotator.cli.output import talk
from annotator.cli.progress import Watched
from annotator.cli.project_option import ProjectFolder
from annotator.errors import Finding, UsageError
from annotator.text.offsets import Offsets


def check(
    *files: Path,
    schema: Path | None = None,
    canonical: bool = False,
    fix: bool = False,
    consistency: bool = False,
    format_: Annotated[Literal["text", "json", "github", "sarif"], Parameter(name="--format")] = "text",
    offsets: Offsets = "chars",
    project: ProjectFolder = None,
) -> int:
    """Report every violation with file:line and path; exit status 1 when there is one; a warning is only shown.

    Args:
        files: Files of JSON Lines or of tags; `-` for standard input.
        schema: The schema file, where there is no project around.
        canonical: Report lines that are not in canonical bytes, too.
        consistency: Warn too of what is legal and looks as if it was decided in two ways: words and things of several
            types, names without a label, events without arguments, relations said twice.
        fix: Write files that have no other fault in canonical bytes.
        offsets: What the offsets count, for predictions of another tool: code points, UTF-16 units, UTF-8 bytes, or
            code points with the last character for an end.
        format_: How to report; github: annotations of a workflow's run; sarif: for code scanning.
    """
    from annotator.project.records.canonical_form import canonical_findings, fixed  # noqa: PLC0415 - loaded when called
    from annotator.project.records.check_records import check_files  # noqa: PLC0415 - as above

    if not files:
        raise UsageError("nothing to check; expected files: annotator check FILES...")
    if (canonical or fix) and offsets != "chars":
        raise UsageError(
            f"--offsets {offsets}: canonical records count code points; first: annotator convert --offsets"
        )
    if (canonical or fix) and any(str(each) == "-" for each in files):
        raise UsageError(f"--{'fix' if fix else 'canonical'} needs files; - is standard input")
    with Watched(files):
        report = check_files(files, schema=schema, project=project, offsets=offsets, consistency=consistency)
    findings = list(report.findings)
    if canonical or fix:
        findings = _by_line([*findings, *(each for file in files for each in canonical_findings(file))], files)
    if fix:
        written, findings = fixed(files, findings)
        for file in written:
            talk(f"{file}: written in canonical bytes")
    return report_findings(findings, format_, {"documents": report.documents})


def _by_line(findings: Sequence[Finding], files: Sequence[Path]) -> list[Finding]:
    """The findings in the order of files, then of lines."""
    order = {str(file): number for number, file in enumerate(files)}
    return sorted(findings, key=lambda each: (order.get(each.place.file, len(order)), each.place.line))
