"""`annotator add`: articles into the project."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from annotator.cli.output import say, talk
from annotator.cli.progress import Progress
from annotator.cli.project_option import ProjectFolder
from annotator.cli.streams import stdin_is_terminal
from annotator.errors import ExitCode, UsageError
from annotator.text.log_line import log_line


def add(
    *files: Path,
    as_: Annotated[Literal["auto", "text", "html", "markdown", "records", "rows"], Parameter(name="--as")] = "auto",
    text_column: str = "text",
    id_column: str = "id",
    project: ProjectFolder = None,
) -> int:
    """Put articles into the project: UTF-8 texts (the id is the file's stem), HTML, Markdown, tables, or records.

    Of HTML and Markdown the visible text is taken, and where its blocks stand in the file is kept under meta. Of
    .jsonl, .csv, .tsv and .json each row with a text is an article, its other columns meta. PDFs, images, databases
    and tables without texts are asked about in a terminal, and refused elsewhere.

    Args:
        files: Files, folders or archives (zip, tar, gz); one that cannot be used leaves everything as it was.
        as_: What the files are, whatever they look like; text takes them for articles as they are.
        text_column: The column, or key, of rows that holds the text.
        id_column: The one that holds the id; without it articles are FILE-NUMBER.
    """
    from annotator.project.articles.add import add_files  # noqa: PLC0415 - loaded when called, as every command
    from annotator.project.articles.readable import Reading  # noqa: PLC0415 - as above
    from annotator.project.articles.rows import Columns  # noqa: PLC0415 - as above
    from annotator.project.project import Project  # noqa: PLC0415 - as above

    if not files:
        raise UsageError("nothing to add; expected files: annotator add FILES...")
    if any(str(file) == "-" for file in files):
        raise UsageError("standard input has no name to be an article's id; expected files: annotator add FILES...")
    reading = Reading(as_, Columns(id_column, text_column))
    if stdin_is_terminal():
        reading.ask = _asked
    with Progress("articles") as progress:
        added = add_files(Project.open(project), files, progress, reading)
    for note in reading.notes:
        talk(note)
    for document_id in added:
        say(f"added {document_id}")
    return int(ExitCode.OK)


def _asked(question: str) -> bool:
    """What somebody at the terminal says; no, unless it is yes."""
    print(f"{log_line(question)} [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")
