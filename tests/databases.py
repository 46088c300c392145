"""The two databases a store may live in, as test fixtures: SQLite in a temporary folder, a private PostgreSQL cluster.

The cluster listens on a socket in a temporary folder only and runs as an unprivileged user. Where PostgreSQL's
programs or the driver are absent, its tests are skipped, with the reason.
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

import pytest

from annotator.store.location import StoreLocation

_NUMBERS = count(1)
PROGRAMS = ("initdb", "postgres", "pg_isready", "psql")


def program_folder() -> Path | None:
    """Where PostgreSQL's programs are."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if all((folder / name).exists() for name in PROGRAMS):
            return folder
    found = [shutil.which(name) for name in PROGRAMS]
    return Path(str(found[0])).parent if all(found) else None


class Cluster:
    """A PostgreSQL server of our own."""

    def __init__(self, programs: Path) -> None:
        self.programs = programs
        self.folder = Path(mkdtemp(prefix="pg"))
        # The server refuses to run as root.
        self.user = "postgres" if os.geteuid() == 0 else None
        if self.user:
            shutil.chown(self.folder, self.user)

    def run(self, name: str, *arguments: str) -> None:
        command = [str(self.programs / name), *arguments]
        subprocess.run(
            command,
            user=self.user,
            cwd=self.folder,
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=120,
        )

    def start(self) -> None:
        data = str(self.folder / "data")
        self.run("initdb", "-D", data, "-U", "tester", "-E", "UTF8", "--locale=C", "-A", "trust", "-N")
        # The server ends with this process, however that ends.
        bound = ["setpriv", "--pdeathsig", "QUIT"] if shutil.which("setpriv") else []
        command = [*bound, str(self.programs / "postgres"), "-D", data, "-k", str(self.folder)]
        self.server = subprocess.Popen(
            [*command, "-c", "listen_addresses=", "-c", "fsync=off"],
            user=self.user,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        ready = [str(self.programs / "pg_isready"), "-q", "-h", str(self.folder)]
        for _ in range(600):
            if subprocess.run(ready, check=False).returncode == 0:
                return
            sleep(0.1)
        raise RuntimeError("the PostgreSQL server did not start")

    def stop(self) -> None:
        self.server.send_signal(signal.SIGQUIT)
        self.server.wait(60)
        shutil.rmtree(self.folder, ignore_errors=True)

    def new_database(self) -> StoreLocation:
        name = f"store{next(_NUMBERS)}"
        self.run("psql", "-h", str(self.folder), "-U", "tester", "-d", "postgres", "-c", f"CREATE DATABASE {name}")
        return StoreLocation(url=f"postgresql+psycopg://tester@/{name}?host={self.folder}")


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A running PostgreSQL server."""
    programs = program_folder()
    if programs is None:
        pytest.skip("PostgreSQL's programs are not installed (Debian: postgresql)")
    if find_spec("psycopg") is None:
        pytest.skip("psycopg is not installed (extra postgres)")
    server = Cluster(programs)
    server.start()
    yield server
    server.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
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
