"""A data set made ready for others, in a folder of its own that never changes again: `annotator release`."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import orjson

from annotator.datasets.data_set_files import FILE
from annotator.datasets.lines import written
from annotator.datasets.record_bytes import encoded
from annotator.datasets.registry import REGISTRY, read_registry
from annotator.datasets.release import checksums
from annotator.datasets.release.citation import citation_file, licence_notice
from annotator.datasets.release.croissant import croissant
from annotator.datasets.statistics.picture import picture
from annotator.disk.atomic_file import PARTIAL_PREFIX
from annotator.disk.operations import disk
from annotator.errors import InputError, StoreError
from annotator.formats.protocol import Loss
from annotator.model.canonical import record_of
from annotator.model.document import Document
from annotator.project.records.convert_records import write_files
from annotator.project.records.split_records import SPLIT_FILE
from annotator.project.release.card import PICTURE, card, statistics_of
from annotator.project.release.exports import exported_files
from annotator.project.release.source import ReleaseSource, read_source
from annotator.schema.diff.version import version_key

RELEASES = "releases"
"""The folder in a data set's folder with a folder for each version."""

OWN_WORDS = "README.md"
"""What its makers wrote about a data set; the card begins with it."""


@dataclass(frozen=True, slots=True)
class Released:
    """What was released, and what exports lost; `is_new` unless it was there already."""

    folder: Path
    version: str
    files: int
    documents: int
    losses: Mapping[str, tuple[Loss, ...]]
    is_new: bool


def release_data_set(
    folder: Path, target: Path | None = None, *, schema: Path | None = None, project: Path | None = None
) -> Released:
    """Write a release of a data set: the folder `target`, by default `releases/VERSION` in its own.

    The same input gives the same bytes. Nothing is written where that release is there already.

    Raises:
        InputError: the data set is not finished or cannot be read, a released version would change, or the version
            is not above those released before.
        StoreError: a file cannot be written; nothing is left of the attempt.
    """
    source = read_source(folder, schema=schema, project=project)
    place = target or folder / RELEASES / source.said.version
    exports = exported_files(source)
    files = dict(_files(source, exports.losses)) | exports.files
    files[checksums.FILE] = checksums.checksums(files).encode("utf-8")
    is_new = not _is_there(place, files, source.said.version)
    if is_new:
        if target is None:
            _refuse_lower(folder / RELEASES, source.said.version)
        _write(place, files)
    return Released(place, source.said.version, len(files), len(source.documents), exports.losses, is_new)


def _files(source: ReleaseSource, losses: Mapping[str, tuple[Loss, ...]]) -> Iterator[tuple[str, bytes]]:
    """Everything but the exports and the checksums, by path in the release."""
    parts = {f"{part}.jsonl": _lines(documents) for part, documents in source.parts.items()}
    yield from parts.items()
    folder, said = source.folder, source.said
    if (folder / REGISTRY).is_file():
        entries = sorted(read_registry(folder / REGISTRY), key=lambda each: each.id)
        yield REGISTRY, written(entries, encoded)
    for name in (SPLIT_FILE, *said.further_files):
        yield from _copied(folder, name, required=name != SPLIT_FILE)
    yield "VERSION", f"{said.version}\n".encode()
    yield from _copied(folder, "LICENSE", otherwise=licence_notice(said))
    yield "CITATION.cff", citation_file(said).encode("utf-8")
    has_text, languages = source.has_text, source.languages
    yield "croissant.json", croissant(said, parts, has_text=has_text, languages=languages)
    statistics = statistics_of(source.documents)
    yield "statistics.json", orjson.dumps(statistics.plain(), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    yield PICTURE, picture(statistics, f"{said.title} {said.version}").encode("utf-8")
    words = _content(folder / OWN_WORDS).decode("utf-8") if (folder / OWN_WORDS).is_file() else ""
    yield "README.md", card(source, words, losses).encode("utf-8")


def _lines(documents: tuple[Document, ...]) -> bytes:
    return written(map(record_of, documents), encoded)


def _copied(
    folder: Path, name: str, *, otherwise: str | None = None, required: bool = False
) -> Iterator[tuple[str, bytes]]:
    """A file, or all files of a folder; `otherwise` where there is none."""
    path = folder / name
    if path.is_dir():
        for each in sorted(each for each in path.rglob("*") if each.is_file()):
            yield each.relative_to(folder).as_posix(), _inside(folder, each)
    elif path.is_file():
        yield name, _inside(folder, path)
    elif otherwise is not None:
        yield name, otherwise.encode("utf-8")
    elif required:
        raise InputError(f"{folder / FILE}: further_files: there is no {name} in {folder}")


def _inside(folder: Path, path: Path) -> bytes:
    """A file's content, unless a link leads out of the data set: what lies elsewhere is not published by accident."""
    if not path.resolve().is_relative_to(folder.resolve()):
        raise InputError(f"{path}: a link leads out of {folder}; put the file itself there")
    return _content(path)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error


def _is_there(place: Path, files: Mapping[str, bytes], version: str) -> bool:
    """Whether the folder holds this very release.

    Raises:
        InputError: it holds something else.
    """
    if not place.exists() or (place.is_dir() and not any(place.iterdir())):
        return False
    if not place.is_dir() or not (place / checksums.FILE).is_file():
        raise InputError(f"{place}: is there and no release; expected a folder that is not there yet")
    found = {each.relative_to(place).as_posix() for each in place.rglob("*") if each.is_file()}
    other = sorted(
        name for name in found | set(files) if name not in found or files.get(name) != _content(place / name)
    )
    if other:
        named = ", ".join(other[:5]) + (f" and {len(other) - 5} more" if len(other) > 5 else "")
        message = f"{place}: is released, and would change ({named}); a released version never changes"
        raise InputError(f"{message}: raise the version in {FILE}, now {version}")
    return True


def _refuse_lower(releases: Path, version: str) -> None:
    known = [each.name for each in releases.iterdir() if each.is_dir()] if releases.is_dir() else []
    versions = [each for each in known if not each.startswith(PARTIAL_PREFIX)]
    newest = max(versions, key=version_key, default=None)
    if newest is not None and version_key(newest) > version_key(version):
        raise InputError(f"{FILE} says {version}, but {newest} is released already; expected a version above it")


def _write(place: Path, files: Mapping[str, bytes]) -> None:
    """All files, in a folder that gets its name when it is whole."""
    waiting = place.parent / f"{PARTIAL_PREFIX}{secrets.token_hex(8)}.tmp"
    for left in place.parent.glob(f"{PARTIAL_PREFIX}*.tmp") if place.parent.is_dir() else ():
        if left.is_dir():
            disk().remove_folder(left)
    try:
        write_files((waiting / name, [content]) for name, content in files.items())
        if place.is_dir():
            disk().remove_folder(place)
        disk().rename(waiting, place)
        disk().sync_folder(place.parent)
    except OSError as error:
        reason = error.strerror or os.strerror(error.errno or 0)
        raise StoreError(f"{place}: not released: {reason}; nothing is left of the attempt") from error
    finally:
        disk().remove_folder(waiting)
