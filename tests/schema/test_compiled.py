"""Compiled forms lie in the user's cache folder, fit the file's content, and nothing else is read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from annotator.errors import SchemaError
from annotator.schema.compiled import load_schema
from annotator.schema.handwritten import cache_folder as cache
from annotator.schema.language import read_schema
from tests.shared import ROOT

FILE = ROOT / "schema" / "conflict-news" / "2.0.0.yaml"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "annotator"


@pytest.mark.slow
def test_the_second_load_needs_no_yaml_and_no_pydantic(home: Path) -> None:
    assert load_schema(FILE) == read_schema(FILE)
    code = (
        "import sys\nfrom pathlib import Path\nfrom annotator.schema.compiled import load_schema\n"
        f"print(load_schema(Path({str(FILE)!r})).ref)\n"
        "heavy = ('ruamel', 'pydantic', 'pydantic_core', 'pickle')\n"
        "print(sorted(name for name in sys.modules if name.split('.')[0] in heavy))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.split("\n")[:2] == ["conflict-news@2.0.0", "[]"]


def test_a_changed_file_is_read_anew(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "1.0.0.yaml"
    for name in ("a", "b", "a"):
        path.write_text(f'name: "{name}"\nversion: "1.0.0"\n', "utf-8")
        assert load_schema(path).name == name
    assert len(list(home.iterdir())) == 2


def test_another_program_version_reads_anew(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_schema(FILE)
    (first,) = home.iterdir()
    monkeypatch.setattr("annotator.schema.handwritten.compiled.__version__", "99.0.0")
    load_schema(FILE)
    assert {first} < set(home.iterdir())


@pytest.mark.parametrize("damage", [b"", b"[]", b"{", b'{"name": 1}', b"\xff", b'{"name": "x", "version": "1.0.0"'])
def test_a_damaged_form_is_as_good_as_none(home: Path, damage: bytes) -> None:
    load_schema(FILE)
    (form,) = home.iterdir()
    form.write_bytes(damage)
    assert load_schema(FILE) == read_schema(FILE)
    assert form.read_bytes() != damage, "it is made anew"


def test_a_form_inside_the_project_is_never_read(home: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"
    (project / ".annotator").mkdir(parents=True)
    (project / "1.0.0.yaml").write_bytes(FILE.read_bytes())
    load_schema(FILE)
    (form,) = home.iterdir()
    forged = form.read_bytes().replace(b"PERSON", b"FORGED")
    for name in (form.name, "schema.json"):
        (project / ".annotator" / name).write_bytes(forged)
    assert "PERSON" in load_schema(project / "1.0.0.yaml").entity_types
    form.unlink()
    assert "PERSON" in load_schema(project / "1.0.0.yaml").entity_types


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert load_schema(FILE).version == "2.0.0"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "home", _nobody)
    assert cache.cache_folder() is None
    assert load_schema(FILE).version == "2.0.0"


def _nobody() -> Path:
    raise RuntimeError("no home")


def test_another_users_form_is_not_read(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.keep("x", b"mine")
    assert cache.kept("x") == b"mine"
    monkeypatch.setattr("os.getuid", lambda: 12345)
    assert cache.kept("x") is None


def test_the_oldest_forms_go(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MOST_FILES", 3)
    for number in range(5):
        cache.keep(str(number), b"x")
    assert len(list(home.iterdir())) == 3
    assert cache.kept("4") == b"x"


@pytest.mark.parametrize(
    ("platform", "environment", "folder"),
    [
        ("linux", {}, ".cache/annotator"),
        ("linux", {"XDG_CACHE_HOME": "not/absolute"}, ".cache/annotator"),
        ("darwin", {}, "Library/Caches/annotator"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/annotator/Cache"),
    ],
)
def test_the_folder_is_where_the_platform_has_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, platform: str, environment: dict[str, str], folder: str
) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert cache.cache_folder() == tmp_path / folder


def test_a_wrong_file_is_never_kept(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text("name: 1\n", "utf-8")
    with pytest.raises(SchemaError):
        load_schema(path)
    assert not home.exists()
    with pytest.raises(SchemaError, match="cannot be read"):
        load_schema(tmp_path / "none.yaml")
