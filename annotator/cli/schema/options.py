"""Options that several verbs below `annotator schema` have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

ReportFormat = Annotated[Literal["text", "json", "md"], Parameter(name="--format")]
FindingFormat = Annotated[Literal["text", "json", "md", "github", "sarif"], Parameter(name="--format")]
Output = Annotated[Path, Parameter(name=["--output", "-o"])]
STDOUT = Path("-")
