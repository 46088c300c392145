"""The schema that `convert` writes beside its records, and `schema import --from-data`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.__main__ import main

TEXT = "Mara Olin leads the Post. Mara wins."
ANN = "T1\tPER 0 9\tMara Olin\nT2\tORG 20 24\tPost\nR1\tLEADS Arg1:T1 Arg2:T2\nT3\tWin 31 35\twins\nE1\tWin:T3 Who:T1\n"
CONF = "[entities]\nPER\nORG\n[relations]\nLEADS Arg1:PER, Arg2:ORG\n[events]\nWin Who:PER\n[attributes]\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("c").mkdir()
    Path("c/d.txt").write_text(TEXT)
    Path("c/d.ann").write_text(ANN)
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main(list(words))
    out, err = capsys.readouterr()
    return status, out, err


CONVERT = ("convert", "c", "out.jsonl", "--to", "jsonl")


def test_a_schema_is_made_of_the_data_and_check_passes(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, said = run(capsys, *CONVERT)
    assert (status, "out.jsonl.schema.yaml is the schema out@1.0.0: made of the data" in said) == (0, True), said
    assert json.loads(Path("out.jsonl").read_text())["schema"] == "out@1.0.0"
    assert run(capsys, "schema", "check", "out.jsonl.schema.yaml")[0] == 0
    assert run(capsys, "check", "out.jsonl")[0] == 0
    assert run(capsys, "check", "out.jsonl", "--schema", "out.jsonl.schema.yaml")[0] == 0
    assert run(capsys, *CONVERT)[0] == 0
    status, out, _ = run(capsys, "schema", "import", "c", "--from-data", "--name", "out")
    made, written = (
        [line for line in text.splitlines() if not line.startswith(("definition", "#"))]
        for text in (out, Path("out.jsonl.schema.yaml").read_text())
    )
    assert (status, made) == (0, written)


def test_a_file_that_somebody_changed_is_not_written_over(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, *CONVERT)[0] == 0
    file = Path("out.jsonl.schema.yaml")
    Path("c/d.ann").write_text("T1\tPER 0 4\tMara\n")
    assert run(capsys, *CONVERT)[0] == 0
    before = Path("out.jsonl").read_bytes()
    file.write_text(file.read_text() + "# mine\n")
    Path("c/d.ann").write_text("T1\tPER 0 9\tMara Olin\n")
    status, _, said = run(capsys, *CONVERT)
    assert (status, "is no longer as it was written" in said, Path("out.jsonl").read_bytes()) == (3, True, before)
    assert run(capsys, *CONVERT, "--schema", str(file))[0] == 0


def test_on_standard_output_there_is_none_and_that_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, said = run(capsys, "convert", "c", "-", "--to", "jsonl")
    assert (status, "schema" in json.loads(out), list(Path().iterdir())) == (0, False, [Path("c")])
    assert "no schema is written; one is made by annotator schema import c --from-data" in said


def test_the_source_s_own_is_taken_and_what_it_loses_is_a_loss(capsys: pytest.CaptureFixture[str]) -> None:
    Path("c/annotation.conf").write_text(CONF)
    status, _, said = run(capsys, *CONVERT, "--strict")
    assert (status, "the schema c@1.0.0: the source's own" in said, "nothing lost" in said) == (0, True, True), said
    assert run(capsys, "check", "out.jsonl")[0] == 0
    Path("out.jsonl").unlink()
    Path("out.jsonl.schema.yaml").unlink()
    Path("c/annotation.conf").write_text(CONF.replace("[relations]\n", "[relations]\n<OVERLAP> Arg1:PER, Arg2:PER\n"))
    status, _, said = run(capsys, *CONVERT, "--strict")
    assert (status, "lost: 1 x <OVERLAP>" in said, Path("out.jsonl").exists()) == (1, True, False), said
    assert run(capsys, *CONVERT)[0] == 0


def test_names_that_a_schema_cannot_have(capsys: pytest.CaptureFixture[str]) -> None:
    Path("c/d.ann").write_text(ANN.replace("ORG", "EVENT"))
    status, _, said = run(capsys, *CONVERT)
    assert (status, "name EVENT of entities" in said, "EVENT_entity" in Path("out.jsonl").read_text()) == (
        0,
        True,
        True,
    )
    assert run(capsys, "check", "out.jsonl")[0] == 0
    record = {"id": "d", "text": TEXT, "entities": [{"id": "T1", "type": "P\u0415R", "spans": [[0, 9]]}]}
    Path("odd.jsonl").write_text(json.dumps(record) + "\n")
    status, _, said = run(capsys, "convert", "odd.jsonl", "odd-out.jsonl", "--to", "jsonl")
    assert (status, "lost: 1 x schema: none can be made" in said, Path("odd-out.jsonl.schema.yaml").exists()) == (
        0,
        True,
        False,
    )
    assert "schema" not in json.loads(Path("odd-out.jsonl").read_text())
    assert run(capsys, "schema", "import", "odd.jsonl", "--from-data")[0] == 3


def test_records_that_name_a_schema_keep_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, *CONVERT)[0] == 0
    status, _, said = run(capsys, "convert", "out.jsonl", "again.jsonl", "--to", "jsonl")
    assert (status, "schema" in said, Path("again.jsonl.schema.yaml").exists()) == (0, False, False)
    assert Path("again.jsonl").read_bytes() == Path("out.jsonl").read_bytes()


def test_import_of_a_tool_s_schema_says_how_to_make_one(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, said = run(capsys, "schema", "import", "c")
    assert (status, "to make one of the data: --from-data" in said) == (3, True)
