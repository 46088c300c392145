"""A prediction says where its model was trained on its text, under whatever id."""

from __future__ import annotations

import json
from pathlib import Path

from annotator.extractors.spec import parse_spec
from annotator.model.document import new_document
from annotator.model.record import text_hash
from annotator.project.trained_on import marked
from annotator.suggest.learner.mention_features import VERSION
from annotator.suggest.learner.model_files import KIND, MODEL


def test_the_text_says_whether_a_model_was_trained_on_it(tmp_path: Path) -> None:
    (tmp_path / "m").mkdir()
    manifest = {"kind": KIND, "features": VERSION, "fitted_to": {"texts": [text_hash("Known.")]}}
    (tmp_path / "m" / MODEL).write_text(json.dumps(manifest), "utf-8")
    documents = [new_document("a", "Known.", meta={"source": "s"}), new_document("b", "New.")]
    first, second = marked(documents, parse_spec("model:m"), tmp_path)
    assert first.meta == {"source": "s", "trained_on": "model:m"}
    assert second is documents[1]
