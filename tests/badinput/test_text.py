"""The text rows of the shared bad inputs: each is added as it is, or refused with the place."""

from __future__ import annotations

import io
import json
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from annotator.__main__ import main
from tests.badinput.manifest import FOLDER, rows
from tests.shared import needs_shared


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh project with the texts in it."""
    project = tmp_path / "p"
    assert main(["init", str(project)]) == 0
    shutil.copytree(FOLDER / "text", project / "text")
    monkeypatch.chdir(project)
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    return project


def contents(folder: Path) -> dict[str, bytes]:
    """Every file outside the store."""
    files = (path for path in folder.rglob("*") if path.is_file() and ".annotator" not in path.parts)
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


@pytest.mark.slow
@needs_shared
@pytest.mark.parametrize("row", rows("text"), ids=lambda row: row["file"])
def test_the_row(row: dict[str, str], folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(folder)
    assert main(shlex.split(row["command"])[1:]) == int(row["exit"])
    assert contents(folder) == before
    assert main(["label", "--plain"]) == int(row["exit"])
    printed = "".join(capsys.readouterr())
    assert "Traceback" not in printed
    assert not [each for each in printed if each != "\n" and not each.isprintable()], "a control character got through"
    source = (folder / row["file"]).read_bytes()
    assert main(["export"]) == 0
    exported = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    if row["exit"] == "0":
        (record,) = exported
        assert record["id"] == Path(row["file"]).stem
        text = record["text"].encode()
        assert text == source or (row["file"] == "text/bom.txt" and text == source.removeprefix(b"\xef\xbb\xbf"))
    else:
        assert exported == []
        assert "not UTF-8: byte" in printed
