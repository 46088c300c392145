"""The members of an archive: what each is called, and which of them are refused before anything is written."""

from __future__ import annotations

import stat
import tarfile
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

from annotator.errors import InputError
from annotator.model.quoted import quoted

MOST_MEMBERS = 200_000
ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Member:
    """A member as the archive lists it: its name, its size unpacked, and what it is where it is no plain file."""

    name: str
    size: int
    is_folder: bool = False
    odd: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of its path, without those that say "here"."""
        return tuple(each for each in PurePosixPath(self.name).parts if each != ".")


class Packed(Protocol):
    """An open archive."""

    def members(self) -> Sequence[Member]:
        """All of its members, in its order."""

    def open(self, place: int) -> IO[bytes]:
        """The content of the member with this place in the list."""


class _Zip:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def members(self) -> list[Member]:
        return [_zip_member(each) for each in self._archive.infolist()]

    def open(self, place: int) -> IO[bytes]:
        return self._archive.open(self._archive.infolist()[place])


def _zip_member(info: zipfile.ZipInfo) -> Member:
    kind = stat.S_IFMT(info.external_attr >> 16)
    odd = "a link or device" if kind not in (0, stat.S_IFREG, stat.S_IFDIR) else ""
    if info.flag_bits & ENCRYPTED:
        odd = "encrypted"
    return Member(info.orig_filename, info.file_size, info.is_dir(), odd)


class _Tar:
    def __init__(self, archive: tarfile.TarFile) -> None:
        self._archive = archive

    def members(self) -> list[Member]:
        return [_tar_member(each) for each in self._archive.getmembers()]

    def open(self, place: int) -> IO[bytes]:
        stream = self._archive.extractfile(self._archive.getmembers()[place])
        assert stream is not None
        return stream


def _tar_member(info: tarfile.TarInfo) -> Member:
    plain = info.isdir() or (info.isreg() and not info.issparse())
    return Member(info.name, info.size, info.isdir(), "" if plain else "a link, a device or no plain file")


@contextmanager
def zip_members(stream: IO[bytes]) -> Iterator[Packed]:
    """The members of a zip archive."""
    with zipfile.ZipFile(stream) as archive:
        yield _Zip(archive)


@contextmanager
def tar_members(stream: IO[bytes]) -> Iterator[Packed]:
    """The members of a tar archive that is not packed further."""
    with tarfile.open(fileobj=stream, mode="r:") as archive:
        yield _Tar(archive)


def refuse_members(path: Path | str, members: Sequence[Member]) -> None:
    """Refuse an archive in which any member would not become a plain file or folder of its own inside a folder.

    Raises:
        InputError: a path leads out of it or is absolute, a member is a link, a device or encrypted, two have one name
            where letter case does not count, or there are more than MOST_MEMBERS.
    """
    if len(members) > MOST_MEMBERS:
        raise InputError(f"{path}: has {len(members):,} members; an archive may have {MOST_MEMBERS:,}: unpack it first")
    files: dict[tuple[str, ...], str] = {}
    folders: dict[tuple[str, ...], tuple[str, ...]] = {}
    for each in members:
        if why := each.odd or _wrong_with(each):
            raise InputError(f"{path}: its member {quoted(each.name)} is {why}; nothing was taken from the archive")
        if not each.is_folder:
            key = _key(each.parts)
            if key in files:
                raise InputError(_twice(path, files[key], each.name))
            files[key] = each.name
        for depth in range(1, len(each.parts) + each.is_folder):
            above = each.parts[:depth]
            if folders.setdefault(_key(above), above) != above:
                raise InputError(_twice(path, "/".join(folders[_key(above)]), "/".join(above)))
    for key in files.keys() & folders.keys():
        raise InputError(_twice(path, files[key], "/".join(folders[key])))


def _wrong_with(member: Member) -> str:
    """What is wrong with a member's path; "" where nothing is."""
    name = member.name
    if name.startswith("/") or "\\" in name or (len(name) > 1 and name[1] == ":"):
        return "an absolute path, or one of another system"
    if ".." in member.parts:
        return "a path that leads out of the archive"
    if "\0" in name or (not member.parts and not member.is_folder):
        return "no path of a file"
    return ""


def _key(parts: tuple[str, ...]) -> tuple[str, ...]:
    """A path as systems compare it that tell neither letter case nor composed characters apart."""
    return tuple(unicodedata.normalize("NFC", each).casefold() for each in parts)


def _twice(path: Path | str, one: str, other: str) -> str:
    which = f"{quoted(one)} twice" if one == other else f"{quoted(one)} and {quoted(other)}, one name on other systems"
    return f"{path}: has {which}; nothing was taken from the archive"
