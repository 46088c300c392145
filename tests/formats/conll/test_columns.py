"""The format conll: real files with their counts, and there and back."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from annotator.errors import FormatError
from annotator.formats.conll.columns import Conll
from annotator.formats.protocol import Loss
from annotator.formats.recognition import recognised
from annotator.model.annotation import mention
from annotator.model.document import Document, by_id, new_document
from tests.formats.passing import read_all, write_all
from tests.shared import SHARED, needs_shared

CORPUS = SHARED / "corpora" / "conll"
FILES = json.loads((CORPUS / "expected.json").read_text("utf-8"))["files"] if CORPUS.is_dir() else {}


@needs_shared
@pytest.mark.parametrize("name", FILES)
def test_real_files_have_the_counts_that_were_made_independently(name: str) -> None:
    expected: dict[str, Any] = FILES[name]
    documents, report = read_all(Conll(repair="conlleval"), CORPUS / name)
    texts = [document.text or "" for document in documents]
    entities = [
        each for document in documents for each in sorted(document.entities.values(), key=lambda each: each.spans)
    ]
    assert [[each.type, each.text] for each in entities] == expected["entities"]
    assert Counter(each.type for each in entities) == expected["spans_by_type"]
    lengths = [len(line.split()) for text in texts for line in text.split("\n")]
    assert lengths == expected["tokens_per_sentence"]
    malformed = sum(each.count for each in report.losses if each.what == "line")
    assert malformed == len(expected["malformed_lines"])


@needs_shared
def test_every_real_file_is_recognised() -> None:
    assert {recognised(CORPUS / name).name for name in FILES} == {"conll"}


@needs_shared
@pytest.mark.parametrize("name", FILES)
def test_the_tokens_of_a_file_come_back(name: str, tmp_path: Path) -> None:
    documents, _ = read_all(Conll(repair="conlleval"), CORPUS / name)
    again, losses = there_and_back(tmp_path, *documents)
    assert (again, losses) == (documents, ())


def test_lines_without_a_token_and_tag_are_named(tmp_path: Path) -> None:
    file = tmp_path / "tags.conll"
    file.write_text("Mara\tB-PER\n" + "Voss\n" * 12, "utf-8")
    _, report = read_all(Conll(), file)
    assert [(each.what, each.count) for each in report.losses] == [("line", 12)]
    assert f"{file}: no token with a tag in line 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 2 more" in report.notes


def there_and_back(folder: Path, *documents: Document) -> tuple[tuple[Document, ...], tuple[Loss, ...]]:
    files, report = write_all(Conll(), documents, folder / "out.conll")
    for path, content in files.items():
        path.write_bytes(content)
    return read_all(Conll(), folder / "out.conll")[0], report.losses


def test_documents_come_back_with_their_names(tmp_path: Path) -> None:
    text = "Mara Voss met Ilan\nin Oskell"
    entities = [mention(f"T{n}", kind, text, (span,)) for n, (kind, span) in enumerate(SPANS, 1)]
    documents = (new_document("a b", text, entities=by_id(entities)), new_document("c", "Nobody came"))
    again, losses = there_and_back(tmp_path, *documents)
    assert [replace(each, meta={}) for each in again] == list(documents)
    assert losses == ()


SPANS = (("PER", (0, 9)), ("PER", (14, 18)), ("LOC", (22, 28)))


def test_what_tags_cannot_say_is_reported(tmp_path: Path) -> None:
    text = "Bank of Selm , the left and right hands"
    spans = {"T1": ((0, 12),), "T2": ((8, 12),), "T3": ((19, 23), (34, 39))}
    entities = [mention(name, "X", text, each) for name, each in spans.items()]
    (again,), losses = there_and_back(tmp_path, new_document("d", text, entities=by_id(entities)))
    assert [each.spans for each in again.entities.values()] == [((0, 12),)]
    assert [(each.what, each.count) for each in losses] == [("mention", 1), ("mention", 1)]
    with pytest.raises(FormatError, match="no word to write a tag behind"):
        write_all(Conll(), [new_document("d", " \n")], tmp_path / "x")
