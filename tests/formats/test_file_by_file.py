"""Folders and archives with several files of one format, as one data set, by the commands that people type."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.__main__ import main
from annotator.formats.file_by_file import note_left
from annotator.formats.protocol import Report
from tests.project.archives.packing import packed


def record(name: str) -> bytes:
    return json.dumps({"id": name, "text": f"{name} is here.", "entities": []}).encode() + b"\n"


@pytest.fixture(autouse=True)
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = Path("corpus")
    (folder / "sub").mkdir(parents=True)
    (folder / "a.jsonl").write_bytes(record("a1") + record("a2"))
    (folder / "sub" / "b.jsonl").write_bytes(record("b"))
    (folder / "entities.jsonl").write_text('{"id":"e:x","kind":"entity","type":"PER","name":"X"}\n')
    (folder / "README.md").write_text("about it\n")
    (folder / ".hidden.jsonl").write_text("x")
    return folder


def documents(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[list[str], str]:
    assert main(["convert", *words, "-", "--to", "jsonl"]) == 0
    printed = capsys.readouterr()
    return [json.loads(line)["id"] for line in printed.out.splitlines()], printed.err


@pytest.mark.slow
def test_records_in_a_folder_and_an_archive(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    members = [(each.as_posix(), each.read_bytes()) for each in sorted(corpus.rglob("*")) if each.is_file()]
    for source in (corpus, packed(Path(), "tar.gz", members), packed(Path(), "zip", members)):
        ids, said = documents(capsys, str(source))
        assert ids == ["a1", "a2", "b"]
        assert f"{source} is read as jsonl\nnot read, since they are no jsonl: README.md\n" in said
        assert documents(capsys, str(source), "--from", "jsonl")[0] == ids
        assert main(["stats", str(source), "--format", "json"]) == 0
        assert json.loads(capsys.readouterr().out)["documents"] == 3
        assert main(["split", str(source), "-o", "parts", "--parts", "x=.5,y=.5"]) == 0
        capsys.readouterr()


def test_an_id_in_two_files_and_a_damaged_file_are_told(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (corpus / "z.jsonl").write_bytes(record("a2"))
    assert main(["convert", str(corpus), "-", "--to", "jsonl"]) == 3
    assert "z.jsonl: the id 'a2' stands in a.jsonl too" in capsys.readouterr().err
    (corpus / "z.jsonl").write_bytes(record("a3")[:20])
    assert main(["convert", str(corpus), "-", "--to", "jsonl"]) == 3
    assert "corpus/z.jsonl:1" in capsys.readouterr().err


def test_tags_in_files_without_names_are_called_after_their_file(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for each in corpus.glob("*.jsonl"):
        each.unlink()
    (corpus / "sub" / "b.jsonl").unlink()
    for name in ("train", "sub/test"):
        (corpus / f"{name}.txt").write_text("Mara B-PER\nsaid O\n\nOlin B-PER\nleft O\n")
    assert documents(capsys, str(corpus))[0] == ["sub/test-1", "sub/test-2", "train-1", "train-2"]
    (corpus / "a.jsonl").write_bytes(record("a1"))
    assert main(["convert", str(corpus), "-", "--to", "jsonl"]) == 2
    assert "could be conll, jsonl; say which with --from" in capsys.readouterr().err
    ids, said = documents(capsys, str(corpus), "--from", "jsonl")
    assert (ids, "not read, since they are no jsonl: README.md, sub/test.txt, train.txt" in said) == (["a1"], True)


def test_what_a_folder_held_before_is_told(tmp_path: Path) -> None:
    report = Report()
    for name in ("new.ann", "old.ann", "sub/older.ann", "README.md", "other.conf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    note_left(tmp_path, [tmp_path / "new.ann", tmp_path / "visual.conf"], report)
    (note,) = report.notes
    assert note.endswith("held other files before, which will be read with what is written now: old.ann, sub/older.ann")
    note_left(tmp_path / "sub", [tmp_path / "sub" / "older.ann"], report)
    note_left(tmp_path / "new.ann", [tmp_path / "new.ann"], report)
    assert report.notes == (note,)
