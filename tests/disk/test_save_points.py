"""Every place where files are saved: fail each step on the disk in turn, and they are those of before or of after.

What the database does is failed below it, by `make faults`. `EVERY=1 pytest tests/disk/test_save_points.py` tries each
step, the suite each eleventh one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

from annotator.__main__ import main
from annotator.disk.operations import on_disk
from annotator.disk.plain_files import append_line
from annotator.errors import AnnotatorError
from annotator.project.backup.restore import restore_backup
from annotator.schema.compiled import load_schema
from tests.disk.failing_disk import MODES, FailingDisk, Mode, PowerCut
from tests.project.backup.labelled import labelled_project
from tests.project.projects import SCHEMA_YAML
from tests.shared import ROOT
from tests.slow import first_quick

EVERY = int(os.environ.get("EVERY", "11"))
GOLD = ROOT / "datasets" / "conflict-news-sample" / "gold-1.0.0.jsonl"
OLD = b"old\n"


@dataclass(frozen=True)
class SavePoint:
    """What saves, what it saves, and whether a file of another content than before is whole."""

    act: Callable[[Path], object]
    files: tuple[str, ...]
    is_whole: Callable[[Path, bytes, bytes], bool] = lambda _path, content, after: content == after


def verb(*words: str) -> Callable[[Path], int]:
    """A command in the folder; words with a slash at the end of `@` are places in it."""

    def run(folder: Path) -> int:
        return main([str(folder / word[1:]) if word.startswith("@") else word for word in words])

    return run


def is_backup(path: Path, content: bytes, _after: bytes) -> bool:
    path.write_bytes(content)
    with suppress(OSError):
        shutil.rmtree(path.parent / "from-backup")
    return restore_backup(path, path.parent / "from-backup").faults == ()


def has_whole_lines(_path: Path, content: bytes, _after: bytes) -> bool:
    """The lines of before are all there; behind them the new one, or a part of it on a line of its own."""
    return content.startswith(OLD) and all(b"new".startswith(line) for line in content.splitlines()[1:])


def ends_whole(_path: Path, content: bytes, _after: bytes) -> bool:
    return content.endswith(b"\n")


SAVE_POINTS = {
    "export": SavePoint(verb("export", "--project", "@p", "-o", "@out"), ("out",)),
    "log": SavePoint(verb("log", "--export", "@out", "--project", "@p"), ("out",), ends_whole),
    "backup": SavePoint(verb("backup", "@out", "--project", "@p"), ("out",), is_backup),
    "schema release": SavePoint(
        verb("schema", "release", "@mini/1.0.0.yaml", "--date", "2026-01-02"), ("mini/released.toml",)
    ),
    "schema migrate": SavePoint(
        verb(
            *("schema", "migrate", str(GOLD), "--to", "2.0.0", "--schema", str(ROOT / "schema" / "conflict-news")),
            *("-o", "@out", "--questions", "@questions"),
        ),
        ("out", "questions"),
    ),
    "git merge driver": SavePoint(verb("merge-driver", "@a.jsonl", "@a.jsonl", "@b.jsonl"), ("a.jsonl",)),
    "git setup": SavePoint(
        lambda folder: main(["git", "setup", "--project", str(folder / "p")]),
        ("p/.gitattributes", "p/.git/hooks/pre-commit", "p/.git/info/attributes"),
    ),
    "adjudicate": SavePoint(verb("adjudicate", "@a.jsonl", "@b.jsonl", "-o", "@out"), ("out",)),
    "convert": SavePoint(verb("convert", str(GOLD), "@brat", "--from", "jsonl", "--to", "brat"), ()),
    "compiled schema": SavePoint(lambda folder: load_schema(folder / "mini" / "1.0.0.yaml"), ()),
    "appended line": SavePoint(lambda folder: append_line(folder / "out", b"new"), ("out",), has_whole_lines),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a labelled project, gold of two people, an unreleased schema and an output of before."""
    folder = tmp_path_factory.mktemp("made")
    labelled_project(folder / "p").close()
    subprocess.run(["git", "init", "-q", str(folder / "p")], check=True)
    (folder / "mini").mkdir()
    (folder / "mini" / "1.0.0.yaml").write_text(SCHEMA_YAML)
    lines = GOLD.read_bytes().splitlines(keepends=True)
    (folder / "a.jsonl").write_bytes(b"".join(lines[:1]))
    (folder / "b.jsonl").write_bytes(b"".join(lines[:2]))
    (folder / "out").write_bytes(OLD)
    return folder


@pytest.mark.parametrize("mode", first_quick(MODES))
@pytest.mark.parametrize("name", SAVE_POINTS)
def test_files_are_those_of_before_or_of_after(
    name: str, mode: Mode, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    point, tried = SAVE_POINTS[name], 0
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    before = contents(made, point)
    after = contents(done(point, made, tmp_path / "done"), point)
    for failing in count(1 + MODES.index(mode) % EVERY, EVERY):
        disk = FailingDisk(failing, mode)
        shutil.rmtree(tmp_path / "cache", ignore_errors=True)
        folder = shutil.copytree(made, tmp_path / str(failing))
        with suppress(PowerCut, AnnotatorError), on_disk(disk):
            point.act(folder)
        if disk.count < failing:
            break
        tried += 1
        for file, now in contents(folder, point).items():
            assert now == before[file] or point.is_whole(folder / "looked-at", now or b"", after[file] or b""), file
        again = contents(done(point, made, folder, copied=True), point)
        assert again.keys() == after.keys()
        for file, now in again.items():
            assert point.is_whole(folder / "looked-at", now or b"", after[file] or b""), file
        shutil.rmtree(folder)
    assert tried or EVERY > 1


def done(point: SavePoint, made: Path, folder: Path, *, copied: bool = False) -> Path:
    """The folder once it was saved with nothing in the way."""
    if not copied:
        shutil.copytree(made, folder)
    with suppress(AnnotatorError):
        assert point.act(folder) not in (2, 3, 4, 5)
    return folder


def contents(folder: Path, point: SavePoint) -> dict[str, bytes | None]:
    """What is in the files of a save point; None for one that is not there."""
    return {file: (folder / file).read_bytes() if (folder / file).exists() else None for file in point.files}
