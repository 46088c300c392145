"""Every row of the shared bad inputs is answered by a test; those of a format that nobody registered are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.__main__ import main
from annotator.formats.registry import format_names
from tests.badinput.manifest import FOLDER, rows
from tests.shared import ROOT, needs_shared

ANSWERED_BY = {
    "archive": "tests/badinput/test_archive.py",
    "brat": "tests/formats/brat/test_badinput.py",
    "extractor": "tests/badinput/test_extractor.py",
    "good": "tests/badinput/test_jsonl.py",
    "journal": "tests/badinput/test_journal.py",
    "jsonl": "tests/badinput/test_jsonl.py",
    "model": "tests/badinput/test_extractor.py",
    "pred": "tests/badinput/test_jsonl.py",
    "schema": "tests/formats/brat/test_badinput.py",
    "text": "tests/badinput/test_text.py",
    "xml": "tests/badinput/test_every_row.py",
}
XML_FORMATS = ("xmi", "uima", "uima-xmi", "uima-cas-xmi")
"""How a format that reads .xmi may be called."""


@needs_shared
def test_every_kind_has_its_test() -> None:
    assert {row["kind"] for row in rows()} == set(ANSWERED_BY)
    for file in set(ANSWERED_BY.values()):
        assert (ROOT / file).is_file(), file


@needs_shared
@pytest.mark.parametrize("row", rows("xml"), ids=lambda row: row["file"])
def test_xml(row: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    registered = [name for name in format_names() if name in XML_FORMATS]
    target = tmp_path / "out.jsonl"
    if not registered:
        assert main(["convert", str(FOLDER / row["file"]), str(target), "--from", "xmi", "--to", "jsonl"]) == 2
        assert "unknown format 'xmi'" in capsys.readouterr().err
    for name in registered:
        assert main(["convert", str(FOLDER / row["file"]), str(target), "--from", name, "--to", "jsonl"]) == 3
        printed = "".join(capsys.readouterr())
        assert "Traceback" not in printed
        assert ("DOCTYPE" if "DOCTYPE" in row["must"] else "77") in printed
        assert not target.exists()
