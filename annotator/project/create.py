"""Making a new project: `annotator init`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import as_file
from pathlib import Path

from annotator.disk.atomic_file import PARTIAL_PREFIX, replace_file
from annotator.disk.operations import disk
from annotator.errors import InputError, StoreError
from annotator.project.bundled_files import bundled_folder
from annotator.project.config import CONFIG_NAME
from annotator.schema.compiled import load_schema

SCHEMA = "conflict-news"
"""The bundled schema."""

CONFIG = """\
# What this project labels with, and where. Everything is optional; `annotator doctor` looks it over.
schema = "schema/{schema}/{version}.yaml"

# Whose layer is opened; without this line the name of the user who is logged in.
# annotator = "mira"

# Where the working state is: a file here, or a PostgreSQL database that a team shares.
# store = "postgresql://user@host/database"

# The language of articles whose metadata names none, and who proposes what may be labelled.
# language = "en"
# suggesters = ["english-news"]

# Extractors whose predictions `annotator suggest` keeps beside the layers, and how their help is checked.
# [suggest]
# extractors = ["model:models/first"]
# unaided = 0.1     # the share of sentences in which nothing is suggested
# planted = 0.02    # the share of sure suggestions that are wrong on purpose; the screen says so
# learner = true    # whether a learner runs beside the screen

# A backup a day, made when work ends; `annotator restore FILE` brings one back.
# [backup]
# folder = ".annotator/backups"
# keep = 7

# How long things may take.
# [limits]
# extractor_s = 600
# regex_s = 2
"""
FOLDERS = {
    "datasets": "What was labelled: gold as JSON Lines, one folder a data set. `annotator export -o` writes it here.\n",
    "eval": "Who is measured and how: suites, extractors under test, recorded results.\n",
}


@dataclass(frozen=True, slots=True)
class ProjectSchema:
    """A schema that a project begins with: its name, the version to label with, its files by their path in schema/."""

    name: str
    version: str
    files: Mapping[str, bytes]


def schema_of_file(file: Path) -> ProjectSchema:
    """The schema of a file as a project has it, with its guidelines where they lie beside it.

    Raises:
        SchemaError: the file cannot be read, or is no schema.
    """
    schema = load_schema(file)
    files = {f"{schema.name}/{schema.version}.yaml": file.read_bytes()}
    guidelines = file.parent / schema.guidelines.file if schema.guidelines else None
    if guidelines and guidelines.is_file() and guidelines.parent == file.parent:
        files[f"{schema.name}/{guidelines.name}"] = guidelines.read_bytes()
    return ProjectSchema(schema.name, schema.version, files)


def create_project(folder: Path, version: str | None = None, schema: ProjectSchema | None = None) -> None:
    """Make `annotator.toml`, `schema/`, `datasets/` and `eval/` in a folder, with this schema, else the bundled one.

    What an earlier attempt left that was ended in the middle is gone on with. `version` is that of the bundled schema
    to label with; by default the newest.

    Raises:
        InputError: a file or folder of that name is there already.
        StoreError: the folder cannot be written.
    """
    files = _files(schema or _bundled(version))
    taken = [name for name in (CONFIG_NAME, "schema", *FOLDERS) if not _is_free(folder, name, files)]
    if taken:
        raise InputError(f"{folder}: has {', '.join(taken)} already; nothing was changed")
    try:
        # The project file comes last: with it the folder is a project.
        for left in _left_over(folder):
            disk().remove(left)
        for path, content in files.items():
            disk().make_folder((folder / path).parent)
            if not (folder / path).exists():
                replace_file(folder / path, [content])
    except (FileExistsError, NotADirectoryError) as error:
        raise InputError(f"{folder}: the project cannot be made ({error.strerror}); expected a folder") from error
    except OSError as error:
        raise StoreError(f"{folder}: the project cannot be made ({error.strerror})") from error


def _left_over(folder: Path) -> list[Path]:
    """Files of an earlier attempt that are not whole."""
    inside = [path for name in ("schema", *FOLDERS) for path in (folder / name).rglob(f"{PARTIAL_PREFIX}*.tmp")]
    return [*folder.glob(f"{PARTIAL_PREFIX}*.tmp"), *inside]


def _bundled(version: str | None) -> ProjectSchema:
    with as_file(bundled_folder("schema")) as schemas:
        bundled = sorted(path for path in (schemas / SCHEMA).rglob("*") if path.is_file())
        files = {path.relative_to(schemas).as_posix(): path.read_bytes() for path in bundled}
    return ProjectSchema(SCHEMA, version or _newest(files), files)


def _files(schema: ProjectSchema) -> dict[str, bytes]:
    """The files of a new project by their path in it, the project file last."""
    files = {f"schema/{path}": content for path, content in schema.files.items()}
    files |= {f"{name}/README.md": words.encode() for name, words in FOLDERS.items()}
    config = CONFIG.format(schema=schema.name, version=schema.version)
    return files | {CONFIG_NAME: config.encode()}


def _is_free(folder: Path, name: str, files: Mapping[str, bytes]) -> bool:
    """Whether nothing of this name is there, or nothing but what `create_project` makes."""
    place = folder / name
    if not os.path.lexists(place):
        return True
    if place.is_symlink() or not place.is_dir():
        return False
    found = [path for path in place.rglob("*") if path.is_symlink() or not path.is_dir()]
    return all(_is_made(path, files.get(path.relative_to(folder).as_posix())) for path in found)


def _is_made(path: Path, content: bytes | None) -> bool:
    left_over = path.name.startswith(PARTIAL_PREFIX)
    return not path.is_symlink() and (left_over or (content is not None and path.read_bytes() == content))


def _newest(files: Mapping[str, bytes]) -> str:
    versions = [Path(path).stem for path in files if path.endswith(".yaml") and Path(path).name[0].isdecimal()]
    return max(versions, key=lambda version: [int(part) if part.isdecimal() else 0 for part in version.split(".")])
