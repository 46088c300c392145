"""`annotator hydrate`: what was left out comes back, and nothing that was not labelled is taken for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from msgspec.structs import replace

from annotator.__main__ import main
from annotator.datasets.record import read_documents
from annotator.datasets.text_free import PUBLIC_META, with_text, without_text
from annotator.datasets.write import write_records
from annotator.errors import RecordError
from annotator.model.document import Document
from tests.examples import examples
from tests.shared import ROOT
from tests.strategies import documents

GOLD = list(read_documents(ROOT / "datasets" / "conflict-wire" / "development.jsonl"))


@examples(60)
@given(documents())
def test_texts_that_were_left_out_come_back(document: Document) -> None:
    bare = without_text(document)
    again = with_text(bare, document.text or "")
    assert again.text == document.text
    assert without_text(again) == replace(bare, text_sha256=again.text_sha256)
    assert {name: each.text for name, each in again.entities.items()} == {
        name: each.text for name, each in document.entities.items()
    }


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    """A text-free data set in two parts beside a registry, and copies of its articles under other names."""
    folder = tmp_path / "set"
    folder.mkdir()
    write_records([without_text(each) for each in GOLD[:2]], folder / "train.jsonl")
    write_records([without_text(each) for each in GOLD[2:]], folder / "test.jsonl")
    (folder / "entities.jsonl").write_text('{"id":"e:x","kind":"entity","type":"GPE","name":"Selm"}\n')
    copies = tmp_path / "copies" / "deep"
    copies.mkdir(parents=True)
    for each in GOLD:
        (copies / f"my-{each.id}.txt").write_bytes((each.text or "").encode())
    for name in ("notes.pdf", "LICENSE", ".hidden"):
        (tmp_path / "copies" / name).write_bytes(b"\xff\xfe")
    return folder


def test_a_folder_is_joined_by_hash_and_documents_are_called_as_the_files(dataset: Path, tmp_path: Path) -> None:
    target = tmp_path / "whole.jsonl"
    assert main(["hydrate", str(dataset), str(tmp_path / "copies"), "-o", str(target)]) == 0
    joined = list(read_documents(target))
    assert [each.id for each in joined] == sorted(f"my-{each.id}" for each in GOLD)
    for again, gold in zip(joined, GOLD, strict=True):
        assert again.text == gold.text
        assert again.entities == gold.entities.update(
            {name: replace(each, note=None) for name, each in gold.entities.items()}
        )
        assert again.meta == {key: value for key, value in gold.meta.items() if key in PUBLIC_META}


def test_what_is_missing_or_changed_is_listed_and_nothing_is_written(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copies = tmp_path / "copies" / "deep"
    first, second = (copies / f"my-{each.id}.txt" for each in GOLD[:2])
    first.unlink()
    second.write_text("another text")
    second.rename(copies / f"{GOLD[1].id}.txt")
    target = tmp_path / "whole.jsonl"
    assert main(["hydrate", str(dataset), str(tmp_path / "copies"), "-o", str(target)]) == 3
    told = capsys.readouterr().err
    assert f"none is called {GOLD[0].id}.txt" in told
    assert f"{GOLD[1].id}.txt holds another text" in told
    assert not target.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [(["nowhere", "."], "nowhere"), (["{set}", "nowhere"], "is no folder"), (["{copies}", "{copies}"], "no .jsonl")],
)
def test_wrong_calls(
    words: list[str], said: str, dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filled = [each.format(set=dataset, copies=tmp_path / "copies") for each in words]
    assert main(["hydrate", *filled]) == 3
    assert said in capsys.readouterr().err


def test_spans_behind_the_text_are_refused() -> None:
    bare = replace(without_text(GOLD[0]), text_sha256=None)
    with pytest.raises(RecordError, match="spans end behind the text's 9 characters"):
        with_text(bare, "too short")
