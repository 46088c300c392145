"""`annotator import` of other formats, folders and archives: under the project's schema, tokens on its articles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.__main__ import main
from tests.project.archives.packing import packed
from tests.project.projects import make_project

TEXT = "Mara Olin met (at last) the Selm Post."
ANN = "T1\tPERSON 0 9\tMara Olin\nT2\tORG 28 37\tSelm Post\nR1\tMEMBER_OF Arg1:T1 Arg2:T2\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    make_project(tmp_path / "p").close()
    monkeypatch.chdir(tmp_path)
    Path("c").mkdir()
    Path("c/d.txt").write_text(TEXT)
    Path("c/d.ann").write_text(ANN)
    return tmp_path


def imported(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    status = main(["import", *words, "--project", "p"])
    return status, capsys.readouterr().err


def exported(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    assert main(["export", "--project", "p"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize("source", ["c", "c/d.ann", "corpus.zip", "corpus.tgz"])
def test_brat(capsys: pytest.CaptureFixture[str], source: str) -> None:
    for kind in ("zip", "tgz"):
        packed(Path(), kind, [("top/d.txt", TEXT.encode()), ("top/d.ann", ANN.encode())])
    status, said = imported(capsys, source)
    assert (status, "read as brat" in said, "1 records read, 1 documents added" in said) == (0, True, True), said
    (found,) = exported(capsys)
    assert (found["schema"], [each["text"] for each in found["entities"]]) == ("mini@1.0.0", ["Mara Olin", "Selm Post"])
    assert imported(capsys, source)[0] == 0


def test_tokens_are_put_on_the_article(capsys: pytest.CaptureFixture[str]) -> None:
    Path("d.txt").write_text(TEXT)
    assert main(["add", "d.txt", "--project", "p"]) == 0
    Path("tags").mkdir()
    words = ["Mara B-PERSON", "Olin I-PERSON", "met O", "-LRB- O", "at O", "last O", "-RRB- O", "the O"]
    Path("tags/one.conll").write_text("\n".join(["# id = d", *words, "Selm B-ORG", "Post I-ORG", ". O", ""]))
    assert imported(capsys, "tags")[0] == 0
    (found,) = exported(capsys)
    assert [(each["text"], each["spans"]) for each in found["entities"]] == [
        ("Mara Olin", [[0, 9]]),
        ("Selm Post", [[28, 37]]),
    ]
    Path("tags/one.conll").write_text("# id = d\nMara B-PERSON\nleft O\n")
    status, said = imported(capsys, "tags", "--replace")
    assert status == 3
    assert "at character 5 its tokens go on 'left', the article at character 5 'Olin met" in said


def test_what_the_schema_does_not_know_and_what_is_lost(capsys: pytest.CaptureFixture[str]) -> None:
    Path("c/d.ann").write_text("T1\tMONSTER 0 4\tMara\n")
    status, said = imported(capsys, "c")
    assert (status, "MONSTER" in said, exported(capsys)) == (3, True, [])
    Path("c/d.ann").write_text("T1\tPERSON 0 4\tMara\nEvil line\n")
    assert imported(capsys, "c")[0] == 3
    Path("x.conll").write_text("Mara B-PERSON x\nsaid O\nmore\n")
    status, said = imported(capsys, "x.conll", "--from", "brat")
    assert status == 3
    status, said = imported(capsys, "nowhere")
    assert (status, "nowhere" in said) == (3, True)
    status, said = imported(capsys, "c", "--from", "bratt")
    assert (status, "did you mean brat?" in said) == (2, True)


def test_strict_imports_nothing_that_loses(capsys: pytest.CaptureFixture[str]) -> None:
    Path("t").mkdir()
    Path("t/x.conll").write_text("Mara NN B-PERSON\nsaid VB O\n")
    status, said = imported(capsys, "t", "--strict")
    assert (status, "nothing was imported (--strict)" in said, exported(capsys)) == (1, True, [])
    status, said = imported(capsys, "t")
    assert (status, "lost: 1 x columns" in said, len(exported(capsys))) == (0, True, 1)


def test_a_folder_of_records(capsys: pytest.CaptureFixture[str]) -> None:
    assert imported(capsys, "c")[0] == 0
    line = json.dumps(exported(capsys)[0])
    Path("r").mkdir()
    Path("r/one.jsonl").write_text(line.replace('"id": "d"', '"id": "d1"') + "\n")
    Path("r/two.jsonl").write_text(line.replace('"id": "d"', '"id": "d2"') + "\n")
    assert imported(capsys, "r")[0] == 0
    assert [each["id"] for each in exported(capsys)] == ["d", "d1", "d2"]


def test_choices_of_a_format_hold_for_importing_too(capsys: pytest.CaptureFixture[str]) -> None:
    Path("c/d.txt").write_text("Mara\nOlin met.")
    Path("c/d.ann").write_text("T1\tPERSON 0 4;5 9\tMara Olin\n")
    assert imported(capsys, "c", "--keep-pieces")[0] == 0
    assert exported(capsys)[0]["entities"][0]["spans"] == [[0, 4], [5, 9]]
    assert imported(capsys, "c", "--replace")[0] == 0
    assert exported(capsys)[0]["entities"][0]["spans"] == [[0, 9]]
    Path("rows.jsonl").write_text('{"id": "e", "tokens": ["Mara"], "ner_tags": ["I-PERSON"]}\n')
    assert imported(capsys, "rows.jsonl", "--scheme", "iob2")[0] == 3
    assert imported(capsys, "rows.jsonl", "--scheme", "iob2", "--repair", "conlleval")[0] == 0
    for words, reason in (
        (["rows.jsonl", "--keep-pieces"], "--keep-pieces is for brat"),
        (["c", "--repair", "discard"], "brat has no tags"),
        (["c", "--offsets", "utf16"], "brat says itself what it counts"),
    ):
        status, said = imported(capsys, *words)
        assert (status, reason in said) == (2, True), said
