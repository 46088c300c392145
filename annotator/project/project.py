"""A project: a folder with `annotator.toml`, its schema, and its working store."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.errors import InputError
from annotator.model.spans import Span
from annotator.project.config import CONFIG_NAME, Config, read_config, required_project
from annotator.schema.compiled import load_schema
from annotator.schema.coverage import everything
from annotator.schema.label_schema import LabelSchema
from annotator.store.database.location import StoreLocation, store_location
from annotator.store.reading.catalog import DocumentSummary, summaries
from annotator.store.reading.status import GOLD
from annotator.store.store import Store, create_store
from annotator.store.tables.documents import document_count, document_ids
from annotator.store.tables.layer import LayerKey
from annotator.store.tables.layers import layer_names

if TYPE_CHECKING:
    from annotator.project.create import ProjectSchema
    from annotator.store.session import LabelSession
    from annotator.store.team.membership import Member

Progress = Callable[[int, int | None], None]
"""Called during long work with how much is done and, where known, of how much."""


class Project:
    """An open project; store and schema are opened when they are first asked for."""

    def __init__(self, config: Config) -> None:
        """The project that a project file describes."""
        self.config = config
        self.folder = config.folder
        self._schema_as_read: tuple[int, int] | None = None

    @classmethod
    def open(cls, path: Path | None = None) -> Project:
        """The project around a folder, by default the current one.

        Raises:
            InputError: there is none, or its project file is wrong.
        """
        return cls(read_config(required_project(path) / CONFIG_NAME))

    @classmethod
    def create(cls, folder: Path, version: str | None = None, schema: ProjectSchema | None = None) -> Project:
        """A new project in a folder that is empty or does not exist: `annotator init`.

        `schema` is what it labels with, else `version` of the bundled schema, by default the newest.

        Raises:
            InputError: the folder holds something already, or cannot be written.
        """
        from annotator.project.create import create_project  # noqa: PLC0415 - only for new projects

        create_project(folder, version, schema)
        return cls.open(folder)

    @cached_property
    def schema(self) -> LabelSchema:
        """The schema that is labelled with.

        Raises:
            InputError: the project file names none.
            SchemaError: it cannot be read.
        """
        self._schema_as_read = _version_of(self.schema_file)
        return load_schema(self.schema_file)

    @property
    def schema_is_stale(self) -> bool:
        """Whether the schema's file is not as it was when it was read."""
        return "schema" in self.__dict__ and _version_of(self.schema_file) != self._schema_as_read

    def reload_schema(self) -> None:
        """Read the schema's file again; where that fails, the schema stays as it was.

        Raises:
            SchemaError: it cannot be read.
        """
        as_read = _version_of(self.schema_file)
        self.__dict__["schema"] = load_schema(self.schema_file)
        self._schema_as_read = as_read

    @property
    def schema_file(self) -> Path:
        """The file of that schema.

        Raises:
            InputError: the project file names none.
        """
        if self.config.schema is None:
            raise InputError(f'{self.config.file}: no schema; add a line: schema = "schema/NAME/VERSION.yaml"')
        return self.folder / self.config.schema

    @cached_property
    def store(self) -> Store:
        """The working store, made when it is not there yet.

        Raises:
            StoreError: it cannot be opened or made.
        """
        return create_store(self.store_location, self._nothing_declared)

    def _nothing_declared(self, schema_ref: str) -> tuple[str, ...]:
        """What a layer of a schema version lists while nothing is declared; empty where the version is not known."""
        from annotator.project.schemas.find_schema import find_schema  # noqa: PLC0415 - only for stores of before

        try:
            schema = self.schema if self.schema.ref == schema_ref else find_schema(schema_ref, project=self.folder)
        except InputError:
            return ()
        return everything(schema) if schema else ()

    @property
    def store_location(self) -> StoreLocation:
        """Where the working store is.

        Raises:
            InputError: the project file names no place where it may be.
        """
        return store_location(self.config.store, self.folder)

    @cached_property
    def member(self) -> Member | None:
        """Who asks, as the server of a team's store knows them; None elsewhere, and for the store's owner.

        Raises:
            StoreError: the server does not answer.
        """
        if self.store_location.path is not None:
            return None
        from annotator.store.team.membership import my_membership  # noqa: PLC0415 - PostgreSQL alone

        return my_membership(self.store)

    @property
    def annotator(self) -> str:
        """Whose layer is opened when nobody says: on a team's store the server says who asks, else the project file.

        Without either it is that of the user who is logged in.
        """
        return self.member.name if self.member else self.config.annotator or _login_name()

    def documents(
        self, annotator: str | None = None, start: int = 0, count: int | None = None
    ) -> list[DocumentSummary]:
        """The articles in the project's order, with the counts of one annotator's layer; all, or a page of them."""
        return summaries(self.store.rows, annotator or self.annotator, start, count)

    def document_count(self) -> int:
        """How many articles there are."""
        return document_count(self.store.rows)

    def document_ids(self) -> list[str]:
        """The ids of the articles in the project's order."""
        return document_ids(self.store.rows)

    def layers(self) -> list[str]:
        """The names of all layers, sorted."""
        return layer_names(self.store.rows)

    def open_session(self, document_id: str, annotator: str | None = None, window: Span | None = None) -> LabelSession:
        """Open a layer for labelling; `window` is the part of the text to load first when the layer is huge.

        Raises:
            InputError: there is no such document.
            SchemaError: the schema cannot be read.
            StoreError: the store cannot be read.
        """
        from annotator.store.session import LabelSession  # noqa: PLC0415 - only for labelling

        key = LayerKey(document_id, annotator or self.annotator)
        # Several people may edit the adjudicated layer; every other one is called after who labels in it.
        who = self.annotator if key.name == GOLD else key.name
        return LabelSession(self.store, self.schema, key, who=who, window=window)

    def close(self) -> None:
        """Let the store go."""
        if "store" in self.__dict__:
            self.store.close()


def _version_of(file: Path) -> tuple[int, int] | None:
    """What tells whether a file was written anew; None where it is not there."""
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "annotator"
