"""`annotator init`: a new project folder."""

from __future__ import annotations

from pathlib import Path
from shlex import quote

from annotator.cli.output import say
from annotator.errors import ExitCode


def init(folder: Path, /) -> int:
    """Make a new project: annotator.toml, schema/, datasets/, eval/.

    Args:
        folder: The folder to make; it must be empty or not exist yet.
    """
    from annotator.project.project import Project  # noqa: PLC0415 - loaded when called, as every command

    project = Project.create(folder)
    steps = f"cd {quote(str(folder))} && annotator add ARTICLE.txt && annotator label"
    say(f"made the project {project.folder}; next: {steps}")
    return int(ExitCode.OK)
