"""`annotator train --held-out-by`: each document is labelled by a learner that has seen nothing of its group."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from annotator.__main__ import main
from annotator.datasets.record import read_documents
from annotator.datasets.write import write_records
from annotator.model.document import Document, new_document
from annotator.project.suggestions.finished_gold import finished_gold
from annotator.suggest.learner.labelling import labelled
from annotator.suggest.learner.model import fit_model
from annotator.suggest.learner.reading.lesson import lessons_of
from tests.shared import ROOT

SCHEMA = ROOT / "schema" / "conflict-news" / "2.1.0.yaml"
FIRST, SECOND, THIRD = read_documents(ROOT / "datasets" / "conflict-wire" / "development.jsonl")


def of_story(document: Document, story: object) -> Document:
    return replace(document, meta={"language": "en", "story": story})


@pytest.mark.slow
def test_a_document_is_labelled_as_by_a_model_of_the_others(tmp_path: Path) -> None:
    folder = tmp_path / "gold"
    folder.mkdir()
    write_records([of_story(FIRST, "a"), of_story(SECOND, "b")], folder / "train.jsonl")
    write_records([of_story(THIRD, "b")], folder / "test.jsonl")
    target = tmp_path / "found.jsonl"
    words = ["train", str(folder), "--held-out-by", "story", "--schema", str(SCHEMA), "-o", str(target)]
    assert main(words) == 0
    found = {each.id: each for each in read_documents(target, loose=True)}
    assert list(found) == sorted(each.id for each in (FIRST, SECOND, THIRD))
    gold = finished_gold([folder], SCHEMA)
    model = fit_model(
        lessons_of([each for each in gold.documents if each.id != FIRST.id], gold.schema, None), gold.schema
    )
    expected = labelled(new_document(FIRST.id, FIRST.text or ""), model)
    assert found[FIRST.id].entities.keys()
    assert [found[FIRST.id].entities, found[FIRST.id].relations] == [expected.entities, expected.relations]


@pytest.mark.parametrize(("stories", "said"), [(("a", "a"), "two groups at least"), (("a", None), "has no meta.story")])
def test_without_two_groups_nothing_is_held_out(
    stories: tuple[object, object], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gold, target = tmp_path / "gold.jsonl", tmp_path / "found.jsonl"
    write_records(map(of_story, (FIRST, SECOND), stories), gold)
    words = ["train", str(gold), "--held-out-by", "story", "--schema", str(SCHEMA), "-o", str(target)]
    assert main(words) == 3
    assert said in capsys.readouterr().err
    assert not target.exists()
