"""Who serves a document: its own language first, then the project's, then English."""

from __future__ import annotations

import pytest

from annotator.errors import InputError
from annotator.model.annotation import JSON
from annotator.model.document import new_document
from annotator.suggest.choice import suggesting


@pytest.mark.parametrize(
    ("meta", "project", "segmenter", "suggester"),
    [
        (None, None, "en-1", "english-news"),
        ("en-US", "de", "en-1", "english-news"),
        ("de", None, "unicode-de-1", "labelled-words"),
        (None, "de", "unicode-de-1", "labelled-words"),
        ("??", "de", "unicode-de-1", "labelled-words"),
        (3, None, "en-1", "english-news"),
        ("eng", "de", "en-1", "english-news"),
    ],
)
def test_the_language_chooses(meta: JSON, project: str | None, segmenter: str, suggester: str) -> None:
    document = new_document("d", "text", meta={} if meta is None else {"language": meta})
    found = suggesting(document, project)
    assert (found.segmenter.name, found.suggester.name) == (segmenter, suggester)


def test_a_project_may_name_its_suggesters_or_none() -> None:
    document = new_document("d", "text", meta={"language": "de"})
    assert (
        suggesting(document, None, ["labelled-words", "english-news"]).suggester.name == "labelled-words+english-news"
    )
    assert suggesting(document, None, []).suggester.name == ""
    with pytest.raises(InputError, match="unknown suggester"):
        suggesting(document, None, ["nobody"])
