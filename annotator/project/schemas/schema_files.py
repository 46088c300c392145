"""Schema files by what people call them: a path, a version of the project's schema, or `name@X.Y.Z`."""

from __future__ import annotations

from importlib.resources import as_file
from pathlib import Path

from annotator.errors import InputError
from annotator.project.bundled_files import bundled_folder
from annotator.project.config import find_project, read_config
from annotator.schema.compiled import load_schema
from annotator.schema.migration.chain import SchemaFolder


def schema_file(word: str | None, project: Path | None = None) -> Path:
    """The schema file that a word on the command line means; without one that of the project around.

    Raises:
        InputError: there is no such file or version.
    """
    if word is not None and (Path(word).is_file() or word.endswith((".yaml", ".yml"))):
        return Path(word)
    folder = find_project(project)
    if folder is None:
        named = f"no schema {word}" if word else "no schema given"
        raise InputError(f"{named}: there is no project around; expected a schema file")
    current = read_config(folder / "annotator.toml").schema
    if word is None:
        if current is None:
            raise InputError(f'{folder / "annotator.toml"}: no schema; add a line: schema = "schema/NAME/VERSION.yaml"')
        return folder / current
    name, _, version = word.rpartition("@")
    files = [path for path in version_files(folder) if path.stem == version and name in ("", path.parent.name)]
    if current is not None and len(files) > 1:
        files = [path for path in files if path.parent == (folder / current).parent] or files
    if len(files) == 1:
        return files[0]
    known = ", ".join(f"{path.parent.name}@{path.stem}" for path in version_files(folder)) or "none"
    raise InputError(f"no schema {word}; known are {known}; expected one of them or a schema file")


def version_files(project: Path) -> list[Path]:
    """The files `schema/NAME/X.Y.Z.yaml` of a project."""
    return sorted((project / "schema").glob("*/[0-9]*.yaml"))


def schema_folder(name: str, given: Path | None = None, project: Path | None = None) -> SchemaFolder:
    """The folder with the versions of a schema: the one given, the project's, else the bundled one.

    Raises:
        InputError: there is none.
    """
    if given is not None:
        return SchemaFolder(given if given.is_dir() else given.parent)
    folder = find_project(project)
    if folder is not None and (folder / "schema" / name).is_dir():
        return SchemaFolder(folder / "schema" / name, load_schema)
    with as_file(bundled_folder("schema")) as bundled:
        if (bundled / name).is_dir():
            return SchemaFolder(bundled / name, load_schema)
    raise InputError(f"the versions of the schema {name!r} cannot be found; expected --schema FOLDER or a project")
