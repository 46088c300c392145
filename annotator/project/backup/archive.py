"""The one file of a backup: a zip archive with a manifest, the store as a SQLite file, project file and schemas.

The manifest lists every other member with its size and SHA-256. What is read is compared with it, and nothing is taken
from a file in which any byte of a member differs, a member is missing, or one is there that the manifest does not name.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from annotator.disk.atomic_file import replace_file
from annotator.disk.operations import CHUNK_BYTES
from annotator.errors import InputError, StoreError
from annotator.project.archives.unpacked import MANIFEST, STORE
from annotator.project.config import CONFIG_NAME

FORMAT = 1
SUFFIXES = (".yaml", ".yml", ".json", ".md", ".txt")
"""What beside the project file belongs to a project's description: nothing that anybody would run."""
MOST_MANIFEST_BYTES = 10_000_000


class Member(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A member of the archive: its path as in the project, its size and hash."""

    path: str
    bytes: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a backup says of itself; `faults` are those that the store had when it was copied."""

    format: int
    made_at: str
    program: str
    amount: Mapping[str, int]
    faults: tuple[str, ...]
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """What goes into a backup: files by their name in it."""

    files: Mapping[str, Path]
    about: Mapping[str, Any]


def write_archive(contents: Contents, target: Path, scratch: Path) -> None:
    """Write a backup; the target is replaced whole or not at all, `scratch` is a folder for what is on the way.

    Raises:
        StoreError: it cannot be written.
    """
    members = tuple(Member(name, path.stat().st_size, _digest(path)) for name, path in contents.files.items())
    manifest = Manifest(format=FORMAT, members=members, **contents.about)
    packed = scratch / "packed.zip"
    try:
        with zipfile.ZipFile(packed, "x", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.writestr(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=1))
            for name, path in contents.files.items():
                archive.write(path, name)
    except OSError as error:
        raise StoreError(f"{target}: the backup cannot be made ({error.strerror or error})") from error
    replace_file(target, _chunks(packed))


def is_backup(file: Path) -> bool:
    """Whether a file is a zip archive with a manifest, or with nothing that could be a backup in it."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            return MANIFEST in names or len(names) != 1
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def read_archive(file: Path, folder: Path) -> Manifest:
    """Take a backup apart into a folder, once all of it is what was written.

    Raises:
        InputError: it is no backup, or is damaged.
        StoreError: the folder cannot be written.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = _manifest(file, archive)
            for member in manifest.members:
                _extract(file, archive, member, folder)
    except OSError as error:
        raise (InputError if error.filename in (str(file), None) else StoreError)(
            f"{file}: cannot be read ({error.strerror or error})"
        ) from error
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, RuntimeError) as error:
        raise InputError(f"{file}: is no backup, or a damaged one ({error}); take another one") from error
    except (ValueError, zlib.error) as error:
        raise InputError(f"{file}: the backup is damaged ({error}); take another one") from error
    return manifest


def _manifest(file: Path, archive: zipfile.ZipFile) -> Manifest:
    names = archive.namelist()
    if MANIFEST not in names or archive.getinfo(MANIFEST).file_size > MOST_MANIFEST_BYTES:
        raise InputError(f"{file}: is no backup of this program; expected a file that `annotator backup` wrote")
    try:
        manifest = msgspec.json.decode(archive.read(MANIFEST), type=Manifest)
    except msgspec.MsgspecError as error:
        raise InputError(f"{file}: its manifest cannot be read ({error}); take another backup") from error
    if manifest.format != FORMAT:
        raise InputError(f"{file}: is a backup of format {manifest.format}, this program knows {FORMAT}: update it")
    listed = [MANIFEST, *(member.path for member in manifest.members)]
    if sorted(listed) != sorted(names) or STORE not in listed:
        raise InputError(f"{file}: the backup is damaged: its manifest names other files than it holds")
    for member in manifest.members:
        if not is_description(member.path) and member.path != STORE:
            raise InputError(f"{file}: {member.path!r} belongs to no project's description; nothing was taken from it")
    return manifest


def is_description(path: str) -> bool:
    """Whether a path may be that of a project file or schema: inside the project, hidden nowhere, no program."""
    parts = PurePosixPath(path).parts
    inside = bool(parts) and "\\" not in path and ":" not in path and not path.startswith("/")
    plain = inside and all(not part.startswith(".") and part.strip() for part in parts)
    return plain and (path == CONFIG_NAME or path.endswith(SUFFIXES))


def _extract(file: Path, archive: zipfile.ZipFile, member: Member, folder: Path) -> None:
    target = folder / member.path
    target.parent.mkdir(parents=True, exist_ok=True)
    whole, size = sha256(), 0
    with archive.open(member.path) as packed, target.open("xb") as stream:
        while size <= member.bytes and (chunk := packed.read(CHUNK_BYTES)):
            size += len(chunk)
            whole.update(chunk)
            stream.write(chunk)
    if size != member.bytes or whole.hexdigest() != member.sha256:
        raise InputError(f"{file}: the backup is damaged: {member.path} is not what was written; take another one")


def _digest(path: Path) -> str:
    whole = sha256()
    for chunk in _chunks(path):
        whole.update(chunk)
    return whole.hexdigest()


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK_BYTES):
            yield chunk
