"""spaCy's training data as JSON, read without spaCy."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.errors import FormatError
from annotator.formats.extractor_output.spacy_jsonl import SpacyJsonl
from tests.formats.extractor_output.written import file_of, found_in, recognised_and_read
from tests.formats.passing import read_all

TEXT = "🚀 Oskell struck Selm"


def test_entities_categories_links_and_span_groups(tmp_path: Path) -> None:
    said = {
        "entities": [[2, 8, "GPE"], [16, 20, "GPE", "Q7"]],
        "cats": {"war": 1.0, "sport": False},
        "spans": {"sc": [[2, 15, "EVENT"]]},
        "heads": [1],
    }
    (first, second), report = recognised_and_read(SpacyJsonl(), tmp_path, [TEXT, said], ["no", {"entities": []}])
    assert found_in(first) == [
        ("GPE", "Oskell", ((2, 8),)),
        ("GPE", "Selm", ((16, 20),)),
        ("EVENT", "Oskell struck", ((2, 15),)),
    ]
    assert first.entities["T2"].links == ("Q7",)
    assert first.labels == {"war": 1.0, "sport": False}
    assert first.meta == {"spacy-jsonl": {"": {"heads": [1]}}}
    assert [each.id for each in (first, second)] == ["said-1", "said-2"]
    assert report.notes == ("spans of the group sc are mentions beside the entities",)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ([TEXT, {"entities": [[2, 99, "GPE"]]}], "[1].entities[0]: 2 to 99 does not stand in the text"),
        ([TEXT, {"entities": [[2, 8]]}], "[1].entities[0]: expected"),
        ([TEXT], "expected a list of a text and an object"),
        ({"text": TEXT}, "expected a list of a text and an object"),
    ],
)
def test_a_fault_is_told_with_its_line_and_path(row: object, message: str, tmp_path: Path) -> None:
    path = file_of(tmp_path, [["fine", {"entities": []}], row])
    with pytest.raises(FormatError) as caught:
        read_all(SpacyJsonl(), path)
    assert f"{path}:2" in str(caught.value)
    assert message in str(caught.value)
