"""The archive rows of the shared bad inputs, and the same damage done to a backup of ours: all of it is refused."""

from __future__ import annotations

import json
import resource
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from annotator.__main__ import main
from tests.badinput.manifest import FOLDER, rows
from tests.project.backup.labelled import labelled_project
from tests.shared import needs_shared

CANARY = "slip_canary.txt"


def refused(archive: Path, tmp_path: Path, said: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    """No verb that takes files from elsewhere takes anything from it."""
    project = tmp_path / "p"
    for words in (
        ["restore", str(archive), str(tmp_path / "new")],
        ["import", str(archive), "--project", str(project)],
        ["convert", str(archive), str(tmp_path / "new"), "--to", "jsonl"],
        ["stats", str(archive)],
        ["split", str(archive), "-o", str(tmp_path / "new")],
    ):
        before = {path: path.stat().st_size for path in tmp_path.rglob("*") if ".annotator" not in path.parts}
        capsys.readouterr()
        assert main(words) == 3
        printed = capsys.readouterr().err
        assert "Traceback" not in printed
        assert any(each in printed for each in said) or words[0] != "restore"
        assert {path: path.stat().st_size for path in before} == before
        assert not (tmp_path / "new").exists()
        assert not [path for folder in (tmp_path, tmp_path.parent, Path.cwd()) for path in folder.glob(f"**/{CANARY}")]


@needs_shared
@pytest.mark.parametrize("row", rows("archive"), ids=lambda row: row["file"])
def test_the_row(
    row: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    labelled_project(tmp_path / "p").close()
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    refused(FOLDER / row["file"], tmp_path, ("is no backup of this program", "an archive may unpack to"), capsys)


Members = list[tuple[str, bytes]]


def out_of_the_folder(members: Members) -> Members:
    return listed([*members, (f"../{CANARY}", b"out")])


def absolute(members: Members) -> Members:
    return listed([*members, (f"/tmp/{CANARY}", b"out")])


def twice(members: Members) -> Members:
    return [*listed(members), members[-1]]


def unlisted(members: Members) -> Members:
    return [*listed(members), (f"schema/{CANARY}", b"more")]


def bomb(members: Members) -> Members:
    """A member that unpacks to far more than the manifest says of it."""
    grown = [(name, content + bytes(200_000_000) if name == "store.sqlite" else content) for name, content in members]
    return [listed(members)[0], *grown[1:]]


def listed(members: Members) -> Members:
    """The members with a manifest that names them all, each once."""
    manifest = json.loads(members[0][1])
    entries = dict(members[1:])
    manifest["members"] = [
        {"path": name, "bytes": len(content), "sha256": sha256(content).hexdigest()}
        for name, content in entries.items()
    ]
    return [("manifest.json", json.dumps(manifest).encode()), *members[1:]]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("damage", [out_of_the_folder, absolute, twice, unlisted, bomb], ids=lambda each: each.__name__)
def test_a_backup_with_the_same_damage(
    damage: Callable[[Members], Members],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    labelled_project(tmp_path / "p").close()
    archive = tmp_path / "x.backup"
    assert main(["backup", str(archive), "--project", str(tmp_path / "p")]) == 0
    with zipfile.ZipFile(archive) as whole:
        members = [(name, whole.read(name)) for name in whole.namelist()]
    assert members[0][0] == "manifest.json"
    assert main(["restore", rewritten(tmp_path / "same.backup", listed(members)), str(tmp_path / "same")]) == 0
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    bad = rewritten(tmp_path / "bad.backup", damage(members))
    before_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    refused(Path(bad), tmp_path, ("bad.backup",), capsys)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before_kib < 150_000


def rewritten(path: Path, members: Members) -> str:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return str(path)
