"""`annotator schema release`: a version that never changes again."""

from __future__ import annotations

import re
from pathlib import Path

from annotator.cli.output import say, talk
from annotator.errors import ExitCode, UsageError


def release(schema: Path, /, *, date: str | None = None) -> int:
    """Release a version: its files' hashes go into released.toml, and they never change again.

    Args:
        schema: The version's file.
        date: The day, YYYY-MM-DD; today by default.
    """
    from annotator.project.schemas.release_schema import release_schema  # noqa: PLC0415 - loaded when called

    if date is not None and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", date):
        raise UsageError(f"--date {date}: expected YYYY-MM-DD")
    if schema.is_dir():
        raise UsageError(f"{schema}: is a folder; expected the file of one version, X.Y.Z.yaml")
    released = release_schema(schema, date)
    for name, sha256 in sorted(released.files.items()):
        say(f"{sha256}  {name}")
    talk(f"{released.version} released on {released.date}")
    return int(ExitCode.OK)
