"""Where a store is: a SQLite file or a PostgreSQL database."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from annotator.errors import InputError

POSTGRES_SCHEMES = ("postgresql", "postgres", "postgresql+psycopg")


@dataclass(frozen=True, slots=True)
class StoreLocation:
    """A SQLite file (`path`) or a PostgreSQL database (`url`); exactly one of them is given.

    `leases` is the folder in which sessions on a SQLite store note who has which layer open.
    """

    path: Path | None = None
    url: str = ""

    @property
    def leases(self) -> Path | None:
        """The folder of the lease files; None for PostgreSQL, which keeps its leases itself."""
        return self.path.parent / "leases" if self.path else None

    @property
    def engine_url(self) -> str:
        """The address as SQLAlchemy wants it."""
        return f"sqlite:///{self.path}" if self.path else self.url

    def __str__(self) -> str:
        """The path, or the address without its password."""
        if self.path:
            return str(self.path)
        parts = urlsplit(self.url)
        return f"postgresql://{parts.hostname or ''}{parts.path}"


def store_location(value: str, folder: Path) -> StoreLocation:
    """The location that `store = "..."` names: a path inside `folder`, or `postgresql://...`.

    Raises:
        InputError: another kind of address, or a file outside the folder: a project must not reach out of itself.
    """
    scheme, colon, rest = value.partition(":")
    if colon and "@" in rest and not rest.startswith("//") and scheme not in POSTGRES_SCHEMES:
        # `user:password@host/database`: no part of it is shown, and none becomes a folder's name.
        raise InputError("store: reads like a database's address; expected postgresql://user@host/database or a file")
    if colon and (rest.startswith("//") or scheme in POSTGRES_SCHEMES):
        if scheme not in POSTGRES_SCHEMES:
            raise InputError(f"store: {scheme}:// is no store; expected a file name or postgresql://user@host/database")
        _check_address(rest)
        return StoreLocation(url=f"postgresql+psycopg:{rest}")
    path = (folder / value).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise InputError(f"store: {value} lies outside the project {folder}; expected a file inside it")
    return StoreLocation(path=path)


def _check_address(rest: str) -> None:
    """Refuse an address that cannot be one, without showing what may be its password."""
    if not rest.startswith("//"):
        raise InputError("store: the address of the database lacks a slash; expected postgresql://user@host/database")
    if rest[2:].partition("/")[0].count("@") > 1:
        raise InputError("store: the address of the database has several @; write one in a password as %40")
    try:
        port = urlsplit(f"postgresql:{rest}").port
    except ValueError as error:
        raise InputError(
            "store: host or port of the database's address cannot be read; expected postgresql://user@host:5432/database"
        ) from error
    if port == 0:
        raise InputError("store: the database's port is 0; expected postgresql://user@host:5432/database")
