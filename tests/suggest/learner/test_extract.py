"""A trained model in the process that runs it: what it says of itself, and whom it refuses."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from annotator.suggest.learner.extract import extract
from annotator.suggest.learner.model_files import FittedTo, write_model
from annotator.suggest.learner.reading.source_spans import SourceName
from tests.suggest.learner import taught

FITTED_TO = FittedTo({}, 3, 2, 1, "en", 0)


@pytest.mark.slow
def test_without_its_sources_a_model_works_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plain = taught.model()
    with_sources = replace(
        plain,
        sources=(SourceName("spacy:x", "3.8"),),
        mentions=replace(plain.mentions, sources=("spacy:x",), stacked=plain.arguments.linear),
    )
    answers = []
    for name, model in (("plain", plain), ("sources", with_sources)):
        write_model(tmp_path / name, model, taught.SCHEMA_FILE.read_text("utf-8"), FITTED_TO)
        record = {"id": "d", "text": (taught.gold()[0].text or "")[:1500]}
        answers.append(list(extract([record], str(tmp_path / name))))
    assert answers[0] == answers[1]
    assert answers[0][0]["entities"]
    assert capsys.readouterr().err == (
        "fitted with the spans of spacy:x (3.8), which an extractor is not given: judges without them\n"
    )
