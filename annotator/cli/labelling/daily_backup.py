"""What commands that people work with do at their end: the day's backup, where the project keeps one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from annotator.cli.output import talk

if TYPE_CHECKING:
    from annotator.project.project import Project


@contextmanager
def backed_up(project: Project) -> Iterator[None]:
    """Make the day's backup when the work in the context is done; what went wrong with it is said, and no more."""
    yield
    if project.config.backup is None:
        return
    from annotator.project.backup.daily import keep_daily  # noqa: PLC0415 - only where the project wants it

    for line in keep_daily(project):
        talk(line)
