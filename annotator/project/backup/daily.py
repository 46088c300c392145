"""A backup a day, kept by itself where the project file has `[backup]`: made when work on a project ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

from annotator.disk.operations import disk
from annotator.errors import AnnotatorError
from annotator.project.backup.take import take_backup
from annotator.project.config import Backups
from annotator.project.project import Project


def keep_daily(project: Project, today: date | None = None) -> Sequence[str]:
    """Make the day's backup, unless there is one, the project file wants none, or it is not theirs; what to say.

    Older ones beyond the number to keep are removed, but none is while the store is damaged. It never raises: the work
    that it follows is done.
    """
    if project.config.backup is None:
        return ()
    # The work may have let go of its store.
    again = Project(project.config)
    try:
        return _kept(again, project.config.backup, today or datetime.now(UTC).date())
    except (AnnotatorError, OSError) as error:
        return (f"no backup was made today: {error}",)
    finally:
        again.close()


def _kept(project: Project, wanted: Backups, today: date) -> Sequence[str]:
    folder = project.folder / wanted.folder
    if folder.resolve().is_relative_to(project.folder.resolve()):
        disk().make_folder(folder)
    file = folder / f"{_stem(project)}-{today.isoformat()}.backup"
    if file.exists() or project.document_count() == 0 or (project.member and project.member.role != "lead"):
        return ()
    taken = take_backup(project, file)
    if taken.faults:
        return (f"{file}: the store is damaged ({taken.faults[0]}); older backups are kept: annotator doctor",)
    for old in daily_backups(project, folder)[: -wanted.keep]:
        disk().remove(old)
    return ()


def daily_backups(project: Project, folder: Path) -> list[Path]:
    """The project's daily backups in a folder, oldest first."""
    name = re.compile(re.escape(_stem(project)) + r"-\d{4}-\d\d-\d\d\.backup")
    return sorted(path for path in folder.iterdir() if name.fullmatch(path.name) and not path.is_symlink())


def _stem(project: Project) -> str:
    """A name that no other project's backups have, also where several keep theirs in one folder."""
    folder = project.folder.resolve()
    return f"{folder.name or 'project'}-{sha256(bytes(folder)).hexdigest()[:8]}"
