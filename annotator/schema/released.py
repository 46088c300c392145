"""Released versions and the hashes of their files: `released.toml` beside a schema's versions.

A release is a promise: its files (the version, its guidelines, the migration that leads to it) never change. One
table a version, `date` and `files` with the SHA-256 of each::

    ["1.1.0"]
    date = "2026-11-21"
    files = { "1.1.0.yaml" = "5f2...", "migrate-1.0.0-to-1.1.0.yaml" = "9c1..." }
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Annotated, ClassVar, cast

from annotator.errors import Finding, Place, SchemaError
from annotator.schema.handwritten.declared import ByName, Declared, matching
from annotator.schema.handwritten.file_kind import FileKind
from annotator.schema.handwritten.toml_tree import toml_tree
from annotator.schema.label_schema import Sha256

FILE = "released.toml"

HEADER = "# Released versions and the SHA-256 of their files. These files never change: a change is a new version.\n"


@dataclass(frozen=True, slots=True)
class Release(Declared):
    """One released version: its day (ISO 8601) and the hash of each of its files, by name."""

    not_in_file: ClassVar = ("version",)

    version: str
    date: Annotated[str, matching(r"\d{4}-\d{2}-\d{2}", 'a day in quotes, such as "2031-05-12"')]
    files: Mapping[str, Sha256]


def read_releases(folder: Path) -> dict[str, Release]:
    """The releases of a schema's folder, by version; none without the file.

    Raises:
        SchemaError: the file is not of its shape.
    """
    path = folder / FILE
    return {release.version: release for release in RELEASES.read(path)} if path.is_file() else {}


RELEASES = FileKind(
    title="Released versions and the hashes of their files",
    declaration=cast("type[tuple[Release, ...]]", Annotated[tuple[Release, ...], ByName("version")]),
    tree=toml_tree,
    error=SchemaError,
    code="released",
)


def release_faults(folder: Path) -> Iterator[Finding]:
    """Every released file that is not what was released."""
    for release in read_releases(folder).values():
        for name, released in release.files.items():
            path = folder / name
            if not path.is_file():
                yield _finding(path, f"is gone; it was released with {release.version} and must stay")
            elif (actual := file_hash(path)) != released:
                message = f"changed since its release with {release.version} ({actual[:12]}, released {released[:12]})"
                yield _finding(path, f"{message}; put it back and make a new version")


def release_entry(release: Release) -> str:
    """The text that adds a release to the file."""
    files = ", ".join(f'"{name}" = "{each}"' for name, each in sorted(release.files.items()))
    return f'\n["{release.version}"]\ndate = "{release.date}"\nfiles = {{ {files} }}\n'


def file_hash(path: Path) -> str:
    """Hex SHA-256 of a file's bytes.

    Raises:
        SchemaError: it cannot be read.
    """
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise SchemaError(_finding(path, f"cannot be read: {error.strerror}")) from error


def _finding(path: Path, message: str) -> Finding:
    return Finding(Place(str(path)), "", message, "released")
