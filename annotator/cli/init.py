"""`annotator init`: a new project folder."""

from __future__ import annotations

from pathlib import Path

from annotator.cli.output import say
from annotator.errors import ExitCode


def init(folder: Path, /) -> int:
    """Make a new project: annotator.toml, schema/, datasets/, eval/.

    Args:
        folder: The folder to make; it must be empty or not exist yet.
    """
    from annotator.project.project import Project  # noqa: PLC0415 - loaded when called, as every command

    project = Project.create(folder)
    say(f"made the project {project.folder}; next: cd {folder} && annotator add ARTICLE.txt && annotator label")
    return int(ExitCode.OK)
