"""Saving a file: fail each operation on the disk in turn, and the file is the old one or the new one, nothing else."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from annotator.datasets.write import write_records
from annotator.disk.atomic_file import replace_file
from annotator.disk.operations import Disk, on_disk
from annotator.errors import StoreError
from annotator.model.document import Document
from tests.disk.failing_disk import MODES, FailingDisk, Mode, PowerCut

OLD, NEW = b"old\n", [b"new 1\n", b"new 2\n", b"x" * 5000]


@pytest.mark.parametrize("existing", [True, False], ids=["over", "fresh"])
@pytest.mark.parametrize("mode", MODES)
def test_every_failing_operation_leaves_the_old_file_or_the_new_one(tmp_path: Path, mode: Mode, existing: bool) -> None:
    path = tmp_path / "gold.jsonl"
    failures = 0
    for failing in range(1, 100):
        if existing:
            path.write_bytes(OLD)
        else:
            path.unlink(missing_ok=True)
        disk = FailingDisk(failing, mode)
        refusal = saved(path, disk)
        after = path.read_bytes() if path.exists() else None
        if refusal:
            failures += 1
            assert after in (OLD if existing else None, b"".join(NEW))
            assert refusal == CUT or (after == b"".join(NEW)) == ("written, but" in refusal)
            assert refusal == CUT or str(path) in refusal
        if disk.count < failing:
            break
    assert failures >= (1 if mode == "full once" else 4)
    assert path.read_bytes() == b"".join(NEW)
    if mode == "full once":
        assert listed(tmp_path) == ["gold.jsonl"]


CUT = "the machine stopped"


def saved(path: Path, disk: Disk) -> str:
    """Save and say why not; empty when it worked."""
    try:
        with on_disk(disk):
            replace_file(path, iter(NEW))
    except StoreError as refusal:
        return str(refusal)
    except PowerCut:
        return CUT
    return ""


def listed(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def test_a_disk_that_gives_back_other_bytes_is_found_out(tmp_path: Path) -> None:
    class Lying(Disk):
        def digest(self, path: Path) -> str:
            return "0" * 64

    path = tmp_path / "gold.jsonl"
    path.write_bytes(OLD)
    with pytest.raises(StoreError, match="gave back other bytes"), on_disk(Lying()):
        replace_file(path, NEW)
    assert (path.read_bytes(), listed(tmp_path)) == (OLD, ["gold.jsonl"])


def test_content_that_breaks_off_leaves_the_old_file(tmp_path: Path) -> None:
    def breaking() -> Any:
        yield b"half"
        raise KeyboardInterrupt

    path = tmp_path / "gold.jsonl"
    path.write_bytes(OLD)
    with pytest.raises(KeyboardInterrupt):
        replace_file(path, breaking())
    assert (path.read_bytes(), listed(tmp_path)) == (OLD, ["gold.jsonl"])


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(OLD)
    link = tmp_path / "gold.jsonl"
    link.symlink_to(outside)
    with pytest.raises(StoreError, match="symbolic link"):
        replace_file(link, NEW)
    assert outside.read_bytes() == OLD
    assert link.is_symlink()


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder"):
        replace_file(tmp_path, NEW)


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"nowhere: there is no such folder to write gold\.jsonl into$"):
        replace_file(tmp_path / "nowhere" / "gold.jsonl", NEW)


def test_a_device_is_written_to() -> None:
    replace_file(Path(os.devnull), NEW)
    assert not Path(os.devnull).is_file()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full here")
def test_a_full_device_is_said() -> None:
    with pytest.raises(StoreError, match="No space left"):
        write_records([Document("d")], "/dev/full")


@pytest.mark.skipif(os.name == "nt", reason="permissions are the user's only on POSIX")
def test_permissions_stay_what_they_were(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(OLD)
    path.chmod(0o640)
    replace_file(path, NEW)
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_name_may_be_as_long_as_names_can_be(tmp_path: Path) -> None:
    path = tmp_path / ("g" * 250)
    replace_file(path, NEW)
    assert path.read_bytes() == b"".join(NEW)
