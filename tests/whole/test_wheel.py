"""The wheel: what is in it, and that it does the main job in an empty environment, in an empty folder."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from annotator.project.bundled_files import IN_CHECKOUT
from tests.shared import ROOT

pytestmark = pytest.mark.slow


def pip(*arguments: str, python: Path | str = sys.executable) -> None:
    done = subprocess.run([python, "-m", "pip", *arguments], capture_output=True, text=True, check=False)
    if "No matching distribution" in done.stderr or "Connection" in done.stderr:
        pytest.skip("no package index can be reached")
    assert done.returncode == 0, done.stderr[-2000:]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT))
    [built] = folder.glob("*.whl")
    return built


def test_nothing_but_the_package_is_at_the_top(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.partition("/")[0] for name in names if ".dist-info/" not in name} == {"annotator"}
    assert not any("__pycache__" in name or name.endswith(".sqlite") for name in names)
    for needed in ("py.typed", "tui/browser/templates/app_index.html"):
        assert f"annotator/{needed}" in names


def test_what_comes_with_the_program_is_what_stands_in_the_checkout(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    prefix = "annotator/project/bundled/"
    found = {name.removeprefix(prefix) for name in archive.namelist() if name.startswith(prefix)}
    assert {name.partition("/")[0] for name in found} == set(IN_CHECKOUT)
    for name in found:
        folder, _, path = name.partition("/")
        assert archive.read(prefix + name) == (IN_CHECKOUT[folder] / path).read_bytes(), name


def test_the_demo_runs_from_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=True)
    python = environment / "bin" / "python"
    pip("install", "--quiet", "-c", str(ROOT / "constraints.txt"), str(wheel), python=python)
    empty = tmp_path / "empty"
    empty.mkdir()
    bare = {"PATH": f"{environment / 'bin'}{os.pathsep}/usr/bin{os.pathsep}/bin", "HOME": str(tmp_path), "LANG": "C"}
    done = subprocess.run(
        ["annotator", "demo"],
        cwd=empty,
        env=bare,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        executable=str(environment / "bin" / "annotator"),
    )
    assert done.returncode == 0, done.stderr
    assert b"entities   strict" in done.stdout
    assert list(empty.iterdir()) == []
