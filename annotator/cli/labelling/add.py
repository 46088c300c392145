"""`annotator add`: articles into the project."""

from __future__ import annotations

from pathlib import Path

from annotator.cli.output import say
from annotator.cli.progress import Progress
from annotator.cli.project_option import ProjectFolder
from annotator.errors import ExitCode, UsageError


def add(*files: Path, project: ProjectFolder = None) -> int:
    """Put articles into the project: UTF-8 texts (the id is the file's stem) or records (.jsonl).

    Args:
        files: The files; one that cannot be used leaves everything as it was.
    """
    from annotator.project.articles.add import add_files  # noqa: PLC0415 - loaded when called, as every command
    from annotator.project.project import Project  # noqa: PLC0415 - as above

    if not files:
        raise UsageError("nothing to add; expected files: annotator add FILES...")
    if any(str(file) == "-" for file in files):
        raise UsageError("standard input has no name to be an article's id; expected files: annotator add FILES...")
    with Progress("articles") as progress:
        added = add_files(Project.open(project), files, progress)
    for document_id in added:
        say(f"added {document_id}")
    return int(ExitCode.OK)
