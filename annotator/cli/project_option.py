"""The option `--project`, the same for every command that works on a project."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

from cyclopts import Parameter

from annotator.errors import InputError


def _must_be_project(_: object, folder: Path | None) -> None:
    """A project that is named must be there, also where the command could do without one."""
    from annotator.project.config import find_project  # noqa: PLC0415 - loaded when called

    if folder is not None and find_project(folder) is None:
        raise InputError(
            f"{folder}: no annotator.toml here or in a folder above; make a project with: annotator init DIR"
        )


ProjectFolder: TypeAlias = Annotated[
    Path | None,
    Parameter(
        name="--project",
        help="The project's folder; by default the one around the current folder.",
        validator=_must_be_project,
    ),
]
