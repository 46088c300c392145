"""Files of tags as gold: converted and imported by the commands that people type."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.__main__ import main

MISFIT = "# id = d\nMara\tI-PER\nmet\tO\nOskell\tB-LOC\nSpa\tI-LOC\n"
GUESSED = "tags are read by the scheme that they look like: iob2; --scheme names another"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("tags.txt").write_text(MISFIT)
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """Exit status, and what was said on standard error."""
    status = main(list(words))
    return status, capsys.readouterr().err


def mentions(file: str) -> list[tuple[str, str]]:
    records: list[dict[str, Any]] = [json.loads(line) for line in Path(file).read_text().splitlines()]
    return [(each["type"], each["text"]) for record in records for each in record.get("entities", ())]


CONVERT = "convert", "tags.txt", "out.jsonl", "--from", "conll", "--to", "jsonl"


def test_convert_refuses_tags_that_do_not_fit_and_takes_the_scheme_and_the_repair(
    capsys: pytest.CaptureFixture[str],
) -> None:
    status, said = run(capsys, *CONVERT)
    assert (status, "tags.txt:2" in said, "say how to repair: conlleval, discard" in said) == (3, True, True), said
    assert not Path("out.jsonl").exists()
    for repair, loss, first in (
        ("conlleval", "read as conlleval does", [("PER", "Mara")]),
        ("discard", "dropped, with their mentions", []),
    ):
        status, said = run(capsys, *CONVERT, "--repair", repair)
        assert (status, GUESSED in said) == (0, True), said
        assert f"lost: 1 x tag: does not fit iob2; {loss}" in said
        assert mentions("out.jsonl") == [*first, ("LOC", "Oskell Spa")]
    Path("tags.txt").write_text("# id = d\nMara\tI-PER\nmet\tO\n")
    assert run(capsys, *CONVERT, "--scheme", "io") == (0, "1 document, nothing lost\n")
    assert run(capsys, *CONVERT, "--scheme", "iob2")[0] == 3


def test_convert_refuses_a_scheme_where_there_are_no_tags(capsys: pytest.CaptureFixture[str]) -> None:
    status, said = run(capsys, "convert", "a.jsonl", "b.conll", "--from", "jsonl", "--to", "conll", "--scheme", "io")
    assert (status, "--scheme io is for files of tags; jsonl has no tags" in said) == (2, True), said
