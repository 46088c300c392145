"""Files of tags and records in other units as gold: converted and imported by the commands that people type."""

from __future__ import annotations

import json
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

from annotator.__main__ import main
from annotator.model.record import text_hash
from tests.project.projects import make_project

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
    status, said = run(capsys, *CONVERT, "--scheme", "io")
    assert (status, said.endswith("1 document, nothing lost\n"), "tags are read" in said) == (0, True, False), said
    assert run(capsys, *CONVERT, "--scheme", "iob2")[0] == 3


def test_convert_refuses_a_scheme_where_there_are_no_tags(capsys: pytest.CaptureFixture[str]) -> None:
    status, said = run(capsys, "convert", "a.jsonl", "b.conll", "--from", "jsonl", "--to", "conll", "--scheme", "io")
    assert (status, "--scheme io is for files of tags; jsonl has no tags" in said) == (2, True), said


@pytest.fixture
def project(folder: Path) -> Path:
    make_project(folder)
    return folder


def exported(capsys: pytest.CaptureFixture[str], project: Path) -> list[dict[str, Any]]:
    """The gold of a project."""
    assert run(capsys, "export", "--output", "gold.jsonl", "--project", str(project))[0] == 0
    return [json.loads(line) for line in Path("gold.jsonl").read_text("utf-8").splitlines()]


TAGGED = "Mara\tI-PERSON\nmet\tO\n\nOskell\tB-GPE\nSpa\tI-GPE\n"
CALL = "import", "tags.txt"


def test_import_reads_tags_and_tells_scheme_and_repairs(capsys: pytest.CaptureFixture[str], project: Path) -> None:
    Path("tags.txt").write_text(TAGGED)
    status, said = run(capsys, *CALL)
    assert (status, "tags.txt:1" in said, "say how to repair" in said) == (3, True, True), said
    status, said = run(capsys, *CALL, "--repair", "conlleval")
    assert (status, GUESSED in said) == (0, True), said
    assert "tags.txt: 2 records read, 2 documents added, 2 layers written" in said
    assert "tags.txt: tags do not fit iob2; they are read as conlleval does (repair conlleval): 1" in said
    gold = exported(capsys, project)
    assert [(each["id"], each["schema"], each["text"]) for each in gold] == [
        ("tags-1", "mini@1.0.0", "Mara met"),
        ("tags-2", "mini@1.0.0", "Oskell Spa"),
    ]
    assert mentions("gold.jsonl") == [("PERSON", "Mara"), ("GPE", "Oskell Spa")]


def test_import_puts_tags_on_the_article_that_the_project_has(
    capsys: pytest.CaptureFixture[str], project: Path
) -> None:
    Path("a.txt").write_text("Mara  met\nOskell.")
    assert run(capsys, "add", "a.txt")[0] == 0
    Path("tags.txt").write_text("# id = a\nMara\tB-PERSON\nmet\tO\nOskell\tB-GPE\n.\tO\n")
    assert run(capsys, *CALL)[0] == 0
    (gold,) = exported(capsys, project)
    assert gold["text"] == "Mara  met\nOskell."
    assert [each["spans"] for each in gold["entities"]] == [[[0, 4]], [[10, 16]]]
    Path("tags.txt").write_text("# id = a\nMira\tB-PERSON\n")
    status, said = run(capsys, *CALL)
    assert (status, 'the token "Mira" does not follow in the article' in said) == (3, True), said


def test_import_refuses_types_that_the_schema_does_not_know(capsys: pytest.CaptureFixture[str], project: Path) -> None:
    Path("tags.txt").write_text("Mara\tB-PER\n")
    status, said = run(capsys, *CALL)
    assert (status, "PER" in said) == (3, True), said


def test_tags_come_from_standard_input(
    capsys: pytest.CaptureFixture[str], project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(b"# id = d\nMara\tB-PERSON\n")))
    status, said = run(capsys, "import", "-")
    assert (status, "-: 1 records read" in said) == (0, True), said


@pytest.mark.parametrize("unit", ["utf16", "bytes", "inclusive"])
def test_import_reads_offsets_in_other_units(capsys: pytest.CaptureFixture[str], project: Path, unit: str) -> None:
    text = "🙂 é Mara met"
    start = {"utf16": 5, "bytes": 8, "inclusive": 4}[unit]
    span = [start, start + 4 - (unit == "inclusive")]
    found = {"id": "T1", "type": "PERSON", "spans": [span], "text": "Mara"}
    record = {"id": "d", "text": text, "text_sha256": text_hash(text), "schema": "mini@1.0.0", "entities": [found]}
    Path("other.jsonl").write_text(json.dumps(record | {"relations": [], "events": []}) + "\n")
    assert run(capsys, "import", "other.jsonl")[0] == 3
    assert run(capsys, "import", "other.jsonl", "--offsets", unit)[0] == 0
    (gold,) = exported(capsys, project)
    assert gold["entities"][0]["spans"] == [[4, 8]]
    status, said = run(capsys, *CALL, "--offsets", unit)
    assert (status, "tags.txt is tags, which have no offsets" in said) == (2, True), said
    status, said = run(capsys, "import", "other.jsonl", "--scheme", "io")
    assert (status, "--scheme io is for files of tags; other.jsonl is none" in said) == (2, True), said
