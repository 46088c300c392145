"""A trained model in the process that runs it: it judges by what its sources say, where it is handed that."""

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
def test_what_its_sources_say_is_judged_by_and_nothing_else_changes(tmp_path: Path) -> None:
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
        said = {"said": {"spacy:x": [[0, 4, "GPE"]]}}
        answers.append([list(extract([each], str(tmp_path / name))) for each in (record, record | said)])
    (plain_answer, same), (without, with_them) = answers
    assert plain_answer == same == without
    assert plain_answer[0]["entities"]
    assert with_them != without
