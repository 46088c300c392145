"""`annotator init`: a new project folder."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import Annotated

from cyclopts import Parameter

from annotator.cli.output import say, talk
from annotator.cli.progress import Watched
from annotator.errors import ExitCode, UsageError


def init(
    folder: Path,
    /,
    *,
    schema: Path | None = None,
    from_: Annotated[Path | None, Parameter(name="--from")] = None,
    format_: Annotated[str | None, Parameter(name="--format")] = None,
    strict: Annotated[bool, Parameter(negative=())] = False,
) -> int:
    """Make a new project: annotator.toml, schema/, datasets/, eval/; of somebody else's corpus with --from.

    Args:
        folder: The folder to make; it must be empty or not exist yet.
        schema: The schema file to label with; by default the corpus's own, else one that is made of its data, and
            without a corpus the bundled one.
        from_: A corpus to begin with: a file, a folder or an archive (zip, tar, gz) in any format, or our records;
            articles and labels are imported.
        format_: The format of the corpus; by default recognised, and said.
        strict: Make no project, and end with 1, when something of the corpus would be lost.
    """
    from annotator.project.create import schema_of_file  # noqa: PLC0415 - loaded when called, as every command
    from annotator.project.project import Project  # noqa: PLC0415 - as above

    if from_ is not None:
        return _from(folder, from_, schema, format_, strict)
    if format_ is not None or strict:
        raise UsageError(f"{'--format' if format_ else '--strict'} is about a corpus; expected --from SOURCE too")
    project = Project.create(folder, schema=schema_of_file(schema) if schema else None)
    say(f"made the project {project.folder}; next: {_into(folder)}annotator add ARTICLE.txt && annotator label")
    return int(ExitCode.OK)


def _from(folder: Path, source: Path, schema: Path | None, form: str | None, strict: bool) -> int:
    from annotator.project.start_from import start_from  # noqa: PLC0415 - as above

    with Watched([source]):
        started = start_from(folder, source, schema=schema, source_format=form, strict=strict)
    for note in (*started.notes, *(f"lost: {each}" for each in started.losses), str(started.imported)):
        talk(note)
    say(f"made the project {started.project.folder}; next: {_into(folder)}annotator label")
    started.project.close()
    return int(ExitCode.OK)


def _into(folder: Path) -> str:
    """How a shell comes into a folder: nothing where it is there already."""
    return "" if folder.resolve() == Path.cwd() else f"cd {quote(str(folder))} && "
