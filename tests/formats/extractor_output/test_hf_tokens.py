"""Token rows: tags as words or numbers, the names of numbers, schemes and repairs, faults with their place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

from annotator.__main__ import main
from annotator.errors import FormatError
from annotator.formats.extractor_output.hf_tokens import HfTokens
from tests.formats.extractor_output.written import file_of, found_in, recognised_and_read
from tests.formats.passing import read_all

NAMES = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]
ROW: dict[str, Any] = {"id": "0", "tokens": ["Ilan", "Marek", "left", "Selm", "."], "ner_tags": [1, 2, 0, 3, 0]}
FOUND = [("PER", "Ilan Marek", ((0, 10),)), ("LOC", "Selm", ((16, 20),))]


def test_tags_that_are_words(tmp_path: Path) -> None:
    row = ROW | {"ner_tags": [NAMES[each] for each in ROW["ner_tags"]], "source": "x"}
    other: dict[str, Any] = {"words": [], "tags": []}
    (document, empty), report = recognised_and_read(HfTokens(), tmp_path, row, other)
    assert (document.id, document.text, found_in(document)) == ("0", "Ilan Marek left Selm .", FOUND)
    assert document.meta == {"tokens": "blanks", "hf-tokens": {"": {"source": "x"}}}
    assert (empty.id, empty.text, len(empty.entities)) == ("said-2", "", 0)
    assert [note.split(":")[0] for note in report.notes] == ["tags are read by the scheme that they look like"]


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("dataset_info.json", {"features": {"ner_tags": {"feature": {"names": NAMES, "_type": "ClassLabel"}}}}),
        ("config.json", {"id2label": {str(number): name for number, name in enumerate(NAMES)}}),
        ("labels.txt", None),
    ],
)
def test_names_of_numbers_beside_the_file(file: str, content: object, tmp_path: Path) -> None:
    (tmp_path / file).write_bytes(orjson.dumps(content) if content else "\n".join(NAMES).encode())
    (document,), _ = read_all(HfTokens(), file_of(tmp_path, [ROW]))
    assert found_in(document) == FOUND


@pytest.mark.parametrize("names", [NAMES, {str(number): name for number, name in enumerate(NAMES)}])
def test_names_of_numbers_in_the_row(names: object, tmp_path: Path) -> None:
    (document,), _ = recognised_and_read(HfTokens(), tmp_path, ROW | {"names": names})
    assert found_in(document) == FOUND


def test_tags_that_do_not_fit_are_refused_or_repaired(tmp_path: Path) -> None:
    row = {"tokens": ["in", "Selm", "now"], "ner_tags": ["B-LOC", "I-LOC", "I-PER"]}
    path = file_of(tmp_path, [row])
    with pytest.raises(FormatError, match=r'said.jsonl:1: ner_tags\[2\]: tag "I-PER" continues nothing'):
        read_all(HfTokens(), path)
    (document,), report = read_all(HfTokens(repair="conlleval"), path)
    assert [words for _, words, _ in found_in(document)] == ["in Selm", "now"]
    assert any(note.endswith("(repair conlleval): 1") for note in report.notes)
    out = str(tmp_path / "o.jsonl")
    assert main(["convert", str(path), out, "--to", "jsonl", "--repair", "discard", "--scheme", "iob2"]) == 0


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (ROW, "ner_tags[0]: tags are numbers, and nothing says what they mean"),
        (ROW | {"names": ["O"]}, "ner_tags[0]: the tag 1 has no name"),
        ({"text": "a", "entities": []}, "tokens: missing; the key is required"),
        ({"tokens": ["a"], "ner_tags": []}, "1 tokens have 0 tags"),
        ({"tokens": ["a", 1], "ner_tags": ["O", "O"]}, "tokens[1]: expected a string"),
    ],
)
def test_a_fault_is_told_with_its_line_and_path(row: dict[str, Any], message: str, tmp_path: Path) -> None:
    path = file_of(tmp_path, [row])
    with pytest.raises(FormatError) as caught:
        read_all(HfTokens(), path)
    assert f"{path}:1: {message}" in str(caught.value)


def test_tags_of_predictions_are_repaired_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = file_of(tmp_path, [{"id": "d", "tokens": ["Selm"], "ner_tags": ["B-LOC"]}])
    gold, predicted = str(tmp_path / "gold.jsonl"), str(path)
    assert main(["convert", predicted, gold, "--to", "jsonl"]) == 0
    file_of(tmp_path, [{"id": "d", "tokens": ["Selm"], "ner_tags": ["I-LOC"]}])
    assert main(["eval", gold, predicted, "--scheme", "iob2"]) == 3
    capsys.readouterr()
    words = ["--measure", "strict", "--fail-under", "entities.strict.f1=1", "--repair", "conlleval"]
    assert main(["eval", gold, predicted, *words]) == 0
    assert main(["eval", gold, gold, *words]) == 2
    assert "here neither file is one" in capsys.readouterr().err
