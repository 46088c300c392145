"""A conversion writes everything or nothing, and reads its source once."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from annotator.__main__ import main

LINES = '{"id":"a","text":"Selm fell.","entities":[]}\n{"id":"b","text_sha256":"%s","entities":[]}\n' % ("0" * 64)


@pytest.mark.parametrize("from_standard_input", [True, False])
def test_no_file_is_written_when_a_later_document_is_refused(
    from_standard_input: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out"
    source.write_text(LINES)
    if from_standard_input:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LINES.encode())))
    words = ["convert", "-" if from_standard_input else str(source), str(target), "--to", "brat"]
    assert main(words) == 3
    assert "has no text" in capsys.readouterr().err
    assert not target.exists()


def test_nothing_reaches_standard_output_when_a_later_document_is_refused(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(LINES)
    assert main(["convert", str(source), "-", "--to", "conll"]) == 3
    assert capfdbinary.readouterr().out == b""
