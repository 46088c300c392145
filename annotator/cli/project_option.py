"""The option `--project`, the same for every command that works on a project."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

from cyclopts import Parameter

ProjectFolder: TypeAlias = Annotated[
    Path | None, Parameter(name="--project", help="The project's folder; by default the one around the current folder.")
]
