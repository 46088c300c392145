"""`annotator log`: who did what when, and the operation log as a file of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from annotator.cli.findings import report_findings
from annotator.cli.labelling.backup import amount_text
from annotator.cli.output import counted, emit_json, say, table, talk
from annotator.cli.project_option import ProjectFolder
from annotator.errors import ExitCode, UsageError

HEADER = ("at", "who", "document", "layer", "seq", "kind", "what", "s")


def log(
    document: str | None = None,
    /,
    *,
    export: Path | None = None,
    verify: Path | None = None,
    rebuild: Path | None = None,
    format_: Annotated[Literal["text", "json"], Parameter(name="--format")] = "text",
    project: ProjectFolder = None,
) -> int:
    """Show every operation of the project's layers, or of one document's, and the decisions of adjudication.

    Args:
        document: Its id; with --rebuild the folder to make.
        export: Write the whole log to a file, numbered line by line, each line with a checksum.
        verify: Report every torn, changed, missing or repeated line of such a file; exit status 1 when there is one.
        rebuild: Make a project of such a file alone, in a new folder.
        format_: How to report.
    """
    if sum(each is not None for each in (export, verify, rebuild)) > 1:
        raise UsageError("--export, --verify and --rebuild exclude each other")
    if document is not None and (export or verify):
        raise UsageError("a log file is always of a whole project; expected no document beside --export and --verify")
    if rebuild is not None:
        return _rebuild(rebuild, document)
    if verify is not None:
        from annotator.project.log.read_log import verify_log  # noqa: PLC0415 - loaded when called, as every command

        return report_findings(verify_log(verify), format_, {"files": 1})
    return _export(export, project) if export else _show(document, format_, project)


def _rebuild(file: Path, folder: str | None) -> int:
    from annotator.project.log.rebuild import rebuild  # noqa: PLC0415 - as above

    if folder is None:
        raise UsageError("into which folder? annotator log --rebuild FILE DIR")
    made = rebuild(file, Path(folder))
    for note in made.notes:
        talk(note)
    talk(f"{made.folder}: {amount_text(made.amount)}")
    return int(ExitCode.OK)


def _export(file: Path, folder: Path | None) -> int:
    from annotator.project.log.write_log import write_log  # noqa: PLC0415 - as above
    from annotator.project.project import Project  # noqa: PLC0415 - as above

    opened = Project.open(folder)
    try:
        talk(f"{file}: {amount_text(write_log(opened, file))}")
    finally:
        opened.close()
    return int(ExitCode.OK)


def _show(document: str | None, format_: str, folder: Path | None) -> int:
    from annotator.project.log.entries import entries  # noqa: PLC0415 - as above
    from annotator.project.project import Project  # noqa: PLC0415 - as above

    opened = Project.open(folder)
    try:
        operations = entries(opened, document)
    finally:
        opened.close()
    if format_ == "json":
        emit_json({"operations": [entry.to_plain() for entry in operations]})
        return int(ExitCode.OK)
    rows = [
        (
            entry.at[:19].replace("T", " "),
            entry.who,
            entry.document,
            entry.layer,
            str(entry.seq or ""),
            entry.kind,
            entry.in_words,
            "" if entry.elapsed_ms is None else f"{entry.elapsed_ms / 1000:.1f}",
        )
        for entry in operations
    ]
    if rows:
        say(table(HEADER, rows, right=(4, 7)))
    talk(counted(len(rows), "operation"))
    return int(ExitCode.OK)
