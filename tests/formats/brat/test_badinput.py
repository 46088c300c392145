"""The bad brat files are answered as their manifest says."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

from annotator.__main__ import main
from tests.shared import SHARED, needs_shared

BAD = SHARED / "badinput"
MANIFEST = (BAD / "manifest.tsv").read_text("utf-8").splitlines() if BAD.is_dir() else []
ROWS = list(csv.DictReader(MANIFEST, delimiter="\t"))
BRAT = [row for row in ROWS if " --from brat " in row["command"]]
SCHEMA = [row for row in ROWS if row["command"].startswith("annotator schema check")]

pytestmark = needs_shared


@pytest.mark.parametrize("row", [*BRAT, *SCHEMA], ids=lambda row: row["file"])
def test_it_is_answered_as_the_manifest_says(
    row: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "bad"
    shutil.copytree(BAD, folder)
    monkeypatch.chdir(folder)
    before = sorted(folder.rglob("*"))
    status = main(row["command"].split()[1:])
    out, err = capfd.readouterr()
    assert str(status) in row["exit"].split("|")
    assert "Traceback" not in err
    assert sorted(folder.rglob("*")) == before
    if status == 3:
        assert out == ""
        assert f"{row['file']}:" in err
    if status == 1:
        assert f"{row['file']}:" in out
    for words in ("quote the name", "quote the version"):
        if words in row["must"]:
            assert words in out


def read(name: str, capfd: pytest.CaptureFixture[str]) -> dict[str, list[dict[str, object]]]:
    assert main(["convert", str(BAD / name), "-", "--from", "brat", "--to", "jsonl"]) == 0
    found: dict[str, list[dict[str, object]]] = json.loads(capfd.readouterr().out)
    return found


def test_the_good_one_keeps_its_note(capfd: pytest.CaptureFixture[str]) -> None:
    record = read("good/ok.ann", capfd)
    assert [len(record[layer]) for layer in ("entities", "relations", "events")] == [2, 1, 1]
    assert record["entities"][0]["note"] == "fine"


def test_a_span_over_a_line_end_has_two_pieces(capfd: pytest.CaptureFixture[str]) -> None:
    entity = read("brat/discontinuous_newline.ann", capfd)["entities"][0]
    assert (entity["spans"], entity["text"]) == ([[24, 29], [31, 35]], "Paris Acme")


def test_texts_are_read_with_their_line_ends(capfd: pytest.CaptureFixture[str]) -> None:
    entity = read("brat/dos_offsets.ann", capfd)["entities"][0]
    assert (entity["spans"], entity["text"]) == ([[32, 36]], "Acme")
