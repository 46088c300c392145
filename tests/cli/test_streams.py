"""What comes by a pipe that a word names, as a shell's `<(...)` does, is read as often as a file is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from annotator.__main__ import main
from annotator.cli.streams import keep_piped

GOLD = b'{"id":"a","text":"Selm fell.","entities":[{"id":"T1","type":"GPE","spans":[[0,4]]}]}\n'


def piped(content: bytes) -> int:
    """The end of a pipe from which this comes, and nothing more."""
    end, other = os.pipe()
    os.write(other, content)
    os.close(other)
    return end


@pytest.mark.slow
def test_a_pipe_says_the_same_as_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, end = tmp_path / "gold.jsonl", piped(GOLD)
    file.write_bytes(GOLD)
    assert main(["stats", f"/dev/fd/{end}"]) == 0
    assert (
        main(["eval", f"/dev/fd/{end}", str(file), "--layer", "entities", "--fail-under", "entities.strict.f1=1"]) == 0
    )
    assert f"gold.jsonl against /dev/fd/{end}: 1 document" in capsys.readouterr().out
    os.close(end)


def test_a_fault_in_a_pipe_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    end = piped(b"no record\n")
    assert main(["check", f"/dev/fd/{end}"]) == 1
    assert f"/dev/fd/{end}:1:1: not JSON" in capsys.readouterr().out
    os.close(end)


def test_only_ends_that_can_be_read_are_read() -> None:
    end, other = os.pipe()
    keep_piped([f"/dev/fd/{other}", f"--output=/proc/self/fd/{other}", "/dev/fd/9999", "-", "/dev/fd/x"])
    os.close(other)
    keep_piped([f"--gold=/dev/fd/{end}"])
    assert (Path(f"/dev/fd/{end}").read_bytes(), os.lseek(end, 0, os.SEEK_CUR)) == (b"", 0)
    os.close(end)
