"""Making a new project: `annotator init`."""

from __future__ import annotations

import os
from importlib.resources import as_file
from pathlib import Path
from shutil import copytree

from annotator.errors import InputError, StoreError
from annotator.project.bundled_files import bundled_folder
from annotator.project.config import CONFIG_NAME

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


def create_project(folder: Path, version: str | None = None) -> None:
    """Make `annotator.toml`, `schema/`, `datasets/` and `eval/` in a folder, with the bundled schema.

    `version` is the one to label with; by default the newest.

    Raises:
        InputError: a file or folder of that name is there already.
        StoreError: the folder cannot be written.
    """
    taken = [name for name in (CONFIG_NAME, "schema", *FOLDERS) if os.path.lexists(folder / name)]
    if taken:
        raise InputError(f"{folder}: has {', '.join(taken)} already; nothing was changed")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with as_file(bundled_folder("schema")) as schemas:
            copytree(schemas / SCHEMA, folder / "schema" / SCHEMA)
        for name, words in FOLDERS.items():
            (folder / name).mkdir()
            (folder / name / "README.md").write_text(words, encoding="utf-8")
        # The project file comes last: with it the folder is a project.
        with (folder / CONFIG_NAME).open("x", encoding="utf-8") as stream:
            stream.write(CONFIG.format(schema=SCHEMA, version=version or _newest(folder)))
    except (FileExistsError, NotADirectoryError) as error:
        raise InputError(f"{folder}: the project cannot be made ({error.strerror}); expected a folder") from error
    except OSError as error:
        raise StoreError(f"{folder}: the project cannot be made ({error.strerror})") from error


def _newest(folder: Path) -> str:
    versions = [path.stem for path in (folder / "schema" / SCHEMA).glob("[0-9]*.yaml")]
    return max(versions, key=lambda version: [int(part) if part.isdecimal() else 0 for part in version.split(".")])
