"""`annotator backup`: a whole project state as one file, of one moment, looked over before it counts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from annotator import __version__
from annotator.errors import InputError, StoreError
from annotator.project.archives.unpacked import STORE
from annotator.project.backup.archive import Contents, is_description, read_archive, write_archive
from annotator.project.project import Project
from annotator.store.backup.snapshot import take_snapshot
from annotator.store.backup.soundness import Amount, amount_of, faults_of
from annotator.store.database.rows import SqliteRows
from annotator.store.integrity import file_faults
from annotator.store.team.membership import refuse_unless


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was taken: how much it holds, and what in it is not what was once written."""

    file: Path
    amount: Amount
    faults: tuple[str, ...]


def take_backup(project: Project, file: Path) -> Backup:
    """Write a backup, read it again, and look over what it holds.

    A store that is damaged is backed up as it is, and its faults are told.

    Raises:
        InputError: the file is inside a folder that is not there.
        StoreError: the store cannot be read, or the file not be written.
    """
    refuse_unless(project.member, "lead", "a backup holds everybody's layers")
    if not file.parent.is_dir():
        raise InputError(f"{file.parent}: there is no such folder; make it first")
    with snapshot_of(project) as copy:
        amount, faults = looked_over(copy)
        about = {
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "program": __version__,
            "amount": asdict(amount),
            "faults": faults,
        }
        files = {STORE: copy} | {path.relative_to(project.folder).as_posix(): path for path in descriptions(project)}
        scratch = copy.parent
        write_archive(Contents(files, about), file, scratch)
        with TemporaryDirectory(dir=scratch) as again:
            read_archive(file, Path(again))
    return Backup(file, amount, faults)


@contextmanager
def snapshot_of(project: Project) -> Iterator[Path]:
    """A copy of the project's store as a SQLite file, which lasts as long as the context.

    Raises:
        StoreError: the store cannot be read, or there is no room for a copy.
    """
    location = project.store.location
    try:
        with TemporaryDirectory(prefix="annotator-") as folder:
            copy = Path(folder) / STORE
            take_snapshot(location, copy)
            yield copy
    except OSError as error:
        raise StoreError(f"{location}: cannot be copied ({error.strerror or error})") from error


def looked_over(copy: Path) -> tuple[Amount, tuple[str, ...]]:
    """How much a copy of a store holds, and what is wrong with it.

    Raises:
        StoreError: it cannot be read at all.
    """
    if faults := file_faults(copy):
        return Amount(0, 0, 0, 0), tuple(faults)
    with closing(SqliteRows(copy)) as rows:
        return amount_of(rows), tuple(faults_of(rows))


def descriptions(project: Project) -> list[Path]:
    """The files that describe a project: the project file and what lies under `schema/`."""
    named = [project.folder / project.config.schema] if project.config.schema else []
    paths = {project.config.file, *named, *(project.folder / "schema").rglob("*")}
    return sorted(path for path in paths if _is_own_file(project.folder, path))


def _is_own_file(folder: Path, path: Path) -> bool:
    inside = path.is_file() and path.resolve().is_relative_to(folder.resolve()) and path.is_relative_to(folder)
    return inside and not path.is_symlink() and is_description(path.relative_to(folder).as_posix())
