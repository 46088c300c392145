"""The extractor rows of the shared bad inputs, by the command line, answered as their manifest says."""

from __future__ import annotations

import csv
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shared import SHARED, needs_shared

pytestmark = pytest.mark.slow

FOLDER = SHARED / "badinput"
TIMEOUT_S = 2


def rows() -> list[dict[str, str]]:
    if not FOLDER.is_dir():
        return []
    with (FOLDER / "manifest.tsv").open(encoding="utf-8", newline="") as stream:
        return [row for row in csv.DictReader(stream, delimiter="\t") if row["kind"] == "extractor"]


def processes(words: str) -> list[str]:
    """The processes whose command line holds these words."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes().decode("utf-8", "replace")
        except OSError:
            continue
        if words in command and int(folder.name) != os.getpid():
            found.append(command)
    return found


@needs_shared
@pytest.mark.parametrize("row", rows(), ids=lambda row: row["file"])
def test_the_row(row: dict[str, str], tmp_path: Path) -> None:
    place = tmp_path / "badinput"
    shutil.copytree(FOLDER, place)
    program, *words = shlex.split(row["command"])
    assert program == "annotator"
    before = {path.name for path in place.iterdir()}
    done = subprocess.run(
        [sys.executable, "-m", "annotator", *words, "--timeout", str(TIMEOUT_S)],
        cwd=place,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "SECRET": "never-to-be-seen"},
    )
    assert str(done.returncode) in row["exit"].split("|"), done.stderr
    assert "Traceback" not in done.stderr
    assert "never-to-be-seen" not in done.stderr
    assert not any(ord(character) < 0x20 and character != "\n" for character in done.stdout + done.stderr)
    assert processes(str(place)) == []
    made = {path.name for path in place.iterdir()} - before
    if row["exit"] == "0":
        assert made == {"out.jsonl"}
        assert (place / "out.jsonl").read_text("utf-8").count("\n") == 1
    else:
        assert made == set()
        assert "extractor failed" in done.stderr


@needs_shared
def test_the_exit_code_of_a_crash_is_shown() -> None:
    source = str(FOLDER / "good" / "ok.jsonl")
    words = [sys.executable, "-m", "annotator", "predict", f"cmd:{FOLDER / 'extractor' / 'crash.py'}", source]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.stdout == ""
    assert "exit status 3" in done.stderr


@needs_shared
def test_what_an_extractor_sees(tmp_path: Path) -> None:
    """It prints the names of its environment, which is no answer; they stand in the message."""
    source = str(FOLDER / "good" / "ok.jsonl")
    words = [sys.executable, "-m", "annotator", "predict", f"cmd:{FOLDER / 'extractor' / 'reads_gold.py'}", source]
    done = subprocess.run(words, capture_output=True, text=True, check=False, env=os.environ | {"GOLD": source})
    assert done.returncode == 4
    assert "'GOLD'" not in done.stderr


@needs_shared
def test_a_pickle_is_never_loaded(tmp_path: Path) -> None:
    canary = tmp_path / "canary.pkl"
    shutil.copyfile(FOLDER / "model" / "canary.pkl", canary)
    for spec in (f"file:{canary}", f"cmd:{canary}", f"{canary}:extract"):
        words = [sys.executable, "-m", "annotator", "predict", spec, str(FOLDER / "good" / "ok.jsonl")]
        done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode in (2, 3, 4)
        assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["canary.pkl"]
