"""`annotator predict`: its words, its streams and its exit codes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from annotator.datasets.record_bytes import document_bytes
from annotator.model.document import new_document

pytestmark = pytest.mark.slow

EXTRACTOR = """
import sys

def extract(records):
    for record in records:
        print("looking at", record["id"], "\\x1b[2J", file=sys.stderr)
        if record["id"] == "d2":
            yield {"id": "d2", "error": "too \\x1b[31mhard"}
        else:
            yield {"id": record["id"], "entities": [], "relations": [], "events": []}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "extractor.py").write_text(EXTRACTOR, "utf-8")
    (tmp_path / "one.jsonl").write_bytes(document_bytes(new_document("d1", "Selm", schema_ref="mini@1.0.0")))
    both = [new_document(each, "Selm", schema_ref="mini@1.0.0") for each in ("d1", "d2")]
    (tmp_path / "two.jsonl").write_bytes(b"".join(map(document_bytes, both)))
    return tmp_path


def annotator(folder: Path, *words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "annotator", "predict", *words]
    return subprocess.run(command, cwd=folder, input=given, capture_output=True, check=False)


def test_streams_in_and_out(folder: Path) -> None:
    given = (folder / "one.jsonl").read_bytes()
    done = annotator(folder, "extractor.py:extract", "-", "-o", "-", given=given)
    assert done.returncode == 0
    assert done.stdout.startswith(b'{"id":"d1","text":"Selm",')
    assert done.stdout.count(b"\n") == 1
    assert done.stderr.decode("utf-8").splitlines() == ["  | looking at d1 ␛[2J", "1 document"]
    assert sorted(path.name for path in folder.iterdir()) == ["extractor.py", "one.jsonl", "two.jsonl"]


def test_an_error_fails_the_run_or_leaves_the_document_out(folder: Path) -> None:
    failed = annotator(folder, "extractor.py:extract", "two.jsonl", "-o", "out.jsonl")
    assert failed.returncode == 4
    assert "document 'd2': too ␛[31mhard" in failed.stderr.decode("utf-8")
    assert not (folder / "out.jsonl").exists()
    allowed = annotator(folder, "extractor.py:extract", "two.jsonl", "-o", "out.jsonl", "--allow-errors")
    assert allowed.returncode == 0
    assert "left out d2: too ␛[31mhard\n1 document, 1 left out\n" in allowed.stderr.decode("utf-8")
    assert (folder / "out.jsonl").read_bytes().count(b"\n") == 1


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (["nothing-like-it", "one.jsonl"], 2, "unknown extractor 'nothing-like-it'"),
        (["extractor.py:extract"], 2, "SOURCE"),
        (["extractor.py:extract", "one.jsonl", "--timeout", "0"], 2, "--timeout 0: expected a number of seconds"),
        (["extractor.py:extract", "one.jsonl", "--timeout", "nan"], 2, "--timeout nan"),
        (["extractor.py:extract", "one.jsonl", "--jobs", "0"], 2, "--jobs 0: expected 1 or more"),
        (["extractor.py:extract", "one.jsonl", "--env", "NOT_SET"], 2, "--env 'NOT_SET': no such variable is set"),
        (["extractor.py:extract", "nowhere.jsonl"], 3, "nowhere.jsonl: cannot be read"),
        (["extractor.py:extract", "extractor.py"], 3, "extractor.py:2:1: not JSON"),
        (["file:nowhere.jsonl", "one.jsonl"], 3, "nowhere.jsonl: cannot be read"),
        (["nowhere.py:extract", "one.jsonl"], 4, "there is no file"),
        (["cmd:./nowhere", "one.jsonl"], 4, "there is no program ./nowhere"),
        (["extractor.py:extract", "one.jsonl", "-o", "no/folder/out.jsonl"], 5, "no/folder: there is no such folder"),
    ],
)
def test_what_is_off(folder: Path, words: list[str], status: int, message: str) -> None:
    done = annotator(folder, *words)
    assert done.returncode == status, done.stderr
    assert message in done.stderr.decode("utf-8")
    assert b"Traceback" not in done.stderr
    assert done.stdout == b""


def test_the_time_limit_of_the_project(folder: Path) -> None:
    (folder / "annotator.toml").write_text("[limits]\nextractor_s = 0.5\n", "utf-8")
    (folder / "slow.py").write_text("import time\ndef extract(records):\n    time.sleep(600)\n    return []\n", "utf-8")
    done = annotator(folder, "slow.py:extract", "one.jsonl")
    assert done.returncode == 4
    assert "did not end within 0.5 s" in done.stderr.decode("utf-8")
