"""`annotator init --from` and `--schema`: a project of somebody else's corpus in one command, or none at all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.__main__ import main
from annotator.model.record import text_hash
from tests.project.archives.packing import packed
from tests.project.projects import SCHEMA_YAML

TEXT = "Mara Olin leads the Post."
ANN = "T1\tPERSON 0 9\tMara Olin\nT2\tORG 20 24\tPost\nR1\tMEMBER_OF Arg1:T1 Arg2:T2\n"
LOOSE = {"id": "l", "text": TEXT, "entities": [{"id": "T1", "type": "PER", "spans": [[0, 9]]}]}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("corpus").mkdir()
    Path("corpus/d.txt").write_text(TEXT)
    Path("corpus/d.ann").write_text(ANN)
    Path("mini.yaml").write_text(SCHEMA_YAML)
    packed(Path(), "tgz", [("corpus/d.txt", TEXT.encode()), ("corpus/d.ann", ANN.encode())])
    Path("loose.jsonl").write_text(json.dumps(LOOSE) + "\n")
    gold = LOOSE | {"id": "g", "text_sha256": text_hash(TEXT), "schema": "theirs@2.1.0"}
    gold["entities"] = [{"id": "T1", "type": "PER", "spans": [[0, 9]], "text": "Mara Olin"}]
    Path("gold.jsonl").write_text(json.dumps(gold) + "\n")
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main(list(words))
    out, err = capsys.readouterr()
    return status, out, err


def exported(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    assert main(["export", "--project", "p"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize(
    ("source", "ref", "said"),
    [
        ("corpus", "corpus@1.0.0", "corpus is read as brat"),
        ("corpus.tgz", "corpus@1.0.0", "corpus.tgz is read as brat"),
        ("loose.jsonl", "loose@1.0.0", "made of the data"),
        ("gold.jsonl", "theirs@2.1.0", "theirs@2.1.0 was not found; the schema is made of the data"),
    ],
)
def test_schema_articles_and_labels(capsys: pytest.CaptureFixture[str], source: str, ref: str, said: str) -> None:
    status, _, err = run(capsys, "init", "p", "--from", source)
    assert (status, said in err) == (0, True), err
    (record,) = exported(capsys)
    assert (record["schema"], record["text"], record["entities"][0]["text"]) == (ref, TEXT, "Mara Olin")
    assert run(capsys, "doctor", "--project", "p")[0] == 0
    assert run(capsys, "schema", "check", *map(str, Path("p/schema").rglob("*.yaml")))[0] == 0
    assert "sha256" not in next(Path("p/schema").rglob("*.yaml")).read_text()


def test_the_schema_given_is_labelled_with(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "init", "p", "--schema", "mini.yaml", "--from", "corpus")[0] == 0
    assert exported(capsys)[0]["schema"] == "mini@1.0.0"
    assert Path("p/schema/mini/1.0.0.yaml").read_text() == SCHEMA_YAML
    assert run(capsys, "init", "q", "--schema", "mini.yaml")[0] == 0
    assert 'schema = "schema/mini/1.0.0.yaml"' in Path("q/annotator.toml").read_text()


def test_guidelines_beside_a_schema_come_along(capsys: pytest.CaptureFixture[str]) -> None:
    Path("how.md").write_text("How.")
    Path("mini.yaml").write_text(
        SCHEMA_YAML + f'guidelines: {{file: "how.md", sha256: "{text_hash("How." + chr(10))}"}}\n'
    )
    assert run(capsys, "init", "p", "--schema", "mini.yaml")[0] == 0
    assert Path("p/schema/mini/how.md").read_text() == "How."


def test_the_schema_beside_records_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "convert", "corpus", "out.jsonl", "--to", "jsonl")[0] == 0
    status, _, err = run(capsys, "init", "p", "--from", "out.jsonl")
    assert (status, "the schema is that of out.jsonl.schema.yaml" in err) == (0, True), err


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["--from", "nowhere"], 3, "nowhere: is not there"),
        (
            ["--from", "loose.jsonl", "--schema", "mini.yaml"],
            3,
            "loose.jsonl: document 'l': T1 type: unknown type 'PER'",
        ),
        (["--from", "mini.yaml"], 2, "no format is recognised"),
        (["--from", "corpus", "--format", "brut"], 2, "did you mean brat?"),
        (["--format", "brat"], 2, "expected --from SOURCE too"),
        (["--strict"], 2, "expected --from SOURCE too"),
        (["--from", "tags.conll", "--strict"], 1, "no project was made (--strict)"),
        (["--schema", "gold.jsonl"], 3, "gold.jsonl"),
    ],
)
def test_what_cannot_be_taken_makes_no_project(
    capsys: pytest.CaptureFixture[str], words: list[str], status: int, said: str
) -> None:
    Path("tags.conll").write_text("Mara NN B-PER\nsaid VB O\n")
    found, _, err = run(capsys, "init", "p", *words)
    assert (found, said in err, Path("p").exists()) == (status, True, False), err


def test_a_folder_that_holds_something_stays_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    Path("p/schema").mkdir(parents=True)
    Path("p/schema/mine.txt").write_text("x")
    assert run(capsys, "init", "p", "--from", "corpus")[0] == 3
    assert [each.name for each in Path("p").rglob("*")] == ["schema", "mine.txt"]
