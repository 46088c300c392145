"""A backup that somebody packed once more is restored as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.__main__ import main
from tests.project.archives.packing import KINDS, packed
from tests.project.backup.labelled import labelled_project


@pytest.mark.slow
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_restored(tmp_path: Path, kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    labelled_project(tmp_path / "p").close()
    backup = tmp_path / "x.backup"
    assert main(["backup", str(backup), "--project", str(tmp_path / "p")]) == 0
    again = packed(tmp_path, kind, [("x.backup", backup.read_bytes())])
    assert main(["restore", str(again), str(tmp_path / "new")]) == 0
    for folder in ("p", "new"):
        assert main(["export", "-o", str(tmp_path / f"{folder}.jsonl"), "--project", str(tmp_path / folder)]) == 0
    assert (tmp_path / "new.jsonl").read_bytes() == (tmp_path / "p.jsonl").read_bytes()
    other = packed(tmp_path, kind, [("a.txt", b"x"), ("b.txt", b"y")], "other")
    assert main(["restore", str(other), str(tmp_path / "other")]) == 3
    assert "backup" in capsys.readouterr().err
