"""`annotator release`: a version of a data set that others can use and that never changes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from annotator.cli.output import counted, say, talk
from annotator.cli.progress import Watched
from annotator.cli.project_option import ProjectFolder
from annotator.errors import ExitCode


def release(
    data_set: Path,
    /,
    *,
    output: Annotated[Path | None, Parameter(name=["--output", "-o"])] = None,
    schema: Path | None = None,
    project: ProjectFolder = None,
) -> int:
    """Write the release of a data set that its dataset.toml describes: gold, data card, checksums, other formats.

    The same input gives the same bytes. A released version never changes, and what is unconfirmed, unfinished or breaks
    a rule of the schema is refused.

    Args:
        data_set: Its folder, with dataset.toml beside the files of records.
        output: The folder to make; by default releases/VERSION in the data set's own.
        schema: The schema file, where there is no project around.
    """
    from annotator.project.release.release_data_set import release_data_set  # noqa: PLC0415 - loaded when called

    with Watched([data_set]):
        released = release_data_set(data_set, output, schema=schema, project=project)
    for name, losses in released.losses.items():
        talk(f"{name}: {counted(len(losses), 'kind')} of loss, listed in README.md")
    say(str(released.folder))
    made = f"{released.version}: {counted(released.documents, 'document')} in {counted(released.files, 'file')}"
    talk(made if released.is_new else f"{made}; it was released before and is the same")
    return int(ExitCode.OK)
