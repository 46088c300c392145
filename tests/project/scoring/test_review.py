"""Verdicts on errors: kept beside the predictions, the last one counts, a damaged file is told line by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.datasets.write import write_records
from annotator.errors import ConfigError
from annotator.model.document import Document
from annotator.project.bundled_files import bundled_gold
from annotator.project.scoring.review import Review, name_of, review_files
from tests.project.scoring.test_fix_gold import bent


@pytest.fixture
def review(tmp_path: Path) -> Review:
    gold: list[Document] = bundled_gold("conflict-news@1.0.0")
    write_records(gold, tmp_path / "gold.jsonl")
    write_records([bent(each) for each in gold], tmp_path / "predicted.jsonl")
    return review_files(tmp_path / "gold.jsonl", tmp_path / "predicted.jsonl")


def test_the_last_verdict_counts(review: Review) -> None:
    assert review.verdicts() == {}
    first, second = review.mistakes[:2]
    review.decide(first, "gold", "mira")
    review.decide(second, "extractor", "mira")
    review.decide(first, "ambiguous", "ilan")
    assert review.again().verdicts() == {name_of(first): "ambiguous", name_of(second): "extractor"}


def test_a_damaged_file_of_verdicts_is_told_line_by_line(review: Review) -> None:
    review.decide(review.mistakes[0], "gold", "mira")
    with review.verdict_file.open("a", encoding="utf-8") as stream:
        stream.write('{"error": "x", "verdict": "golden", "who": "m", "when": "w"}\n{"error": \n[]\n')
    with pytest.raises(ConfigError) as caught:
        review.verdicts()
    told = [str(each) for each in caught.value.findings]
    assert told[0].endswith("predicted.jsonl.verdicts:2: verdict: 'golden' is not legal; did you mean gold?")
    assert "predicted.jsonl.verdicts:3:11: not JSON" in told[1]
    assert told[2].endswith(":4: expected a mapping, found a list")
