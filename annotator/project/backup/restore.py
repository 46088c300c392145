"""`annotator restore`: a project as a backup holds it; what was there before is kept beside it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from annotator.disk.atomic_file import replace_file
from annotator.disk.operations import disk
from annotator.errors import InputError, StoreError
from annotator.project.archives.unpacked import STORE, is_archive, unpacked
from annotator.project.backup.archive import Manifest, is_backup, read_archive
from annotator.project.backup.take import looked_over, take_backup
from annotator.project.config import CONFIG_NAME, read_config, required_project
from annotator.project.project import Project
from annotator.store.backup.put_back import bring_up, put_back, set_aside_file, take_in_again
from annotator.store.backup.soundness import Amount
from annotator.store.database.location import StoreLocation
from annotator.store.integrity import file_faults
from annotator.store.leases.file_lease import in_use
from annotator.store.store import make_folder, refuse_any

BEFORE = "before-restore"


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored: where, how much, its faults, and what is to be said besides."""

    folder: Path
    amount: Amount
    faults: tuple[str, ...]
    notes: tuple[str, ...]


def restore_backup(file: Path, folder: Path | None = None) -> Restored:
    """Have a project be what a backup holds: the one in a folder, by default around the current one, or a new one.

    Project file and schemas that are there stay; those that are not are put back. What the store held is kept.

    Raises:
        InputError: the file is no sound backup, or the folder holds something else than a project.
        LayerLockedError: somebody has a layer open.
        StoreError: the store cannot be written; it is as it was.
    """
    with TemporaryDirectory(prefix="annotator-") as scratch, _packed_backup(file) as backup:
        taken = Path(scratch)
        manifest = read_archive(backup, taken)
        if file_faults(taken / STORE):
            raise InputError(f"{file}: the store in it was damaged as a database when it was copied; take another one")
        bring_up(taken / STORE)
        amount, faults = looked_over(taken / STORE)
        target, is_new = place_of(folder)
        notes = list(_put_files(manifest, taken, target))
        project = Project(read_config(target / CONFIG_NAME))
        try:
            notes += put_in_place(project, taken / STORE, is_new=is_new)
        finally:
            project.close()
    return Restored(target, amount, faults, tuple(notes))


@contextmanager
def _packed_backup(file: Path) -> Iterator[Path]:
    """The backup itself, or the one that was packed once more: by gzip, into a tar or a zip archive."""
    if not is_archive(file) or is_backup(file):
        yield file
        return
    with unpacked(file) as inside:
        yield inside if inside.is_file() else file


def place_of(folder: Path | None) -> tuple[Path, bool]:
    """The folder of the project to restore into, and whether it is to be made.

    Raises:
        InputError: there is no project and no folder is named, or it holds something else.
    """
    if folder is None:
        return required_project(), False
    if (folder / CONFIG_NAME).is_file():
        return folder, False
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(f"{folder}: holds something else than a project; expected a project, or a new folder")
    return folder, True


def _put_files(manifest: Manifest, taken: Path, target: Path) -> Iterator[str]:
    # The project file comes last: with it the folder is a project.
    paths = sorted((member.path for member in manifest.members), key=lambda path: path == CONFIG_NAME)
    for path in paths:
        if path == STORE:
            continue
        content, place = (taken / path).read_bytes(), target / path
        if not place.parent.resolve().is_relative_to(target.resolve()) or place.is_symlink():
            yield f"{path}: not put back: it lies behind a link"
        elif not place.exists():
            write_file(place, content)
        elif place.read_bytes() != content:
            yield f"{path}: differs from the backup's and was left as it is"


def write_file(place: Path, content: bytes) -> None:
    """Write a file of a project that is made anew.

    Raises:
        StoreError: it cannot be written.
    """
    try:
        disk().make_folder(place.parent)
    except OSError as error:
        raise StoreError(f"{place}: cannot be written ({error.strerror})") from error
    replace_file(place, [content])


def put_in_place(project: Project, copy: Path, *, is_new: bool) -> list[str]:
    """Have a project's store be what a copy holds, and say what became of what it held before.

    Raises:
        InputError: a new project names a database that holds something already.
        LayerLockedError: somebody has a layer open.
        StoreError: it cannot be done; the store is as it was.
    """
    location = project.store_location
    if location.leases:
        refuse_any(in_use(location.leases))
    if location.path and location.path.exists() and not _is_readable(project, location.path):
        return [_put_instead(copy, location, location.path)]
    notes = _kept_before(project, is_new=is_new) if location.path is None or location.path.exists() else []
    make_folder(location)
    put_back(copy, location)
    return notes


def _put_instead(copy: Path, location: StoreLocation, path: Path) -> str:
    """Put a copy in the place of a store that cannot be read, which gets another name; its own, if the copy fails."""
    aside = set_aside_file(path, BEFORE)
    try:
        put_back(copy, location)
    except StoreError:
        take_in_again(aside, path)
        raise
    return f"the damaged store is kept as {aside}"


def _is_readable(project: Project, path: Path) -> bool:
    """Whether what lies there is a store that can be backed up."""
    if file_faults(path):
        return False
    try:
        return project.document_count() >= 0
    except StoreError:
        return False


def _kept_before(project: Project, *, is_new: bool) -> list[str]:
    project.store.refuse_any_in_use()
    if project.document_count() == 0:
        return []
    if is_new:
        raise InputError(
            f"{project.store.location}: holds articles already, and the restored project would share it; "
            "make a project with another store and restore into that"
        )
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    folder = project.folder / ".annotator"
    disk().make_folder(folder)
    kept = take_backup(project, folder / f"{BEFORE}-{stamp}.backup")
    return [f"what was there before is kept as {kept.file}"]
