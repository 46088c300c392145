"""Rows with spans of start, end and label: read with scores, ids and other keys; faults with their place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given

from annotator.errors import FormatError
from annotator.formats.extractor_output.plain import Plain
from annotator.formats.recognition import fitting
from annotator.model.document import Document
from tests.examples import examples
from tests.formats.extractor_output.written import file_of, found_in, recognised_and_read
from tests.formats.passing import read_all
from tests.reaching import reached, reaching
from tests.strategies import flat_documents

TEXT = "🚀 Oskell struck Selm"
SPAN = {"start": 2, "end": 8, "label": "GPE"}


def test_both_keys_both_names_of_a_type_and_what_else_is_said(tmp_path: Path) -> None:
    rows = (
        {"id": 7, "text": TEXT, "spans": [SPAN | {"score": 0.5, "text": "Oskell", "why": "x"}], "model": "m"},
        {"text": TEXT, "entities": [{"start": 16, "end": 20, "type": "GPE", "id": "a"}]},
        {"id": "c", "entities": [SPAN]},
    )
    (first, second, third), report = recognised_and_read(Plain(), tmp_path, *rows)
    assert (first.id, found_in(first), first.entities["T1"].score) == ("7", [("GPE", "Oskell", ((2, 8),))], 0.5)
    assert first.meta == {"plain": {"": {"model": "m"}, "T1": {"why": "x"}}}
    assert (second.id, second.entities["a"].text) == ("said-2", "Selm")
    assert (third.text, third.entities["T1"].spans) == (None, ((2, 8),))
    assert not report.losses


@reaching(0.3)
@examples(30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(document=flat_documents())
def test_spans_come_in_as_they_were(document: Document, tmp_path: Path) -> None:
    spans = [
        {"start": start, "end": end, "label": each.type, "id": each.id, "text": each.text}
        for each in document.entities.values()
        for start, end in each.spans
    ]
    (found,), _ = read_all(Plain(), file_of(tmp_path, [{"id": "d", "text": document.text, "spans": spans}]))
    reached(spans)
    assert {each.id: (each.type, each.spans, each.text) for each in found.entities.values()} == {
        each.id: (each.type, each.spans, each.text) for each in document.entities.values()
    }


@pytest.mark.parametrize(
    ("span", "message"),
    [
        (SPAN | {"end": 99}, "spans[0]: 2 to 99 does not stand in the text"),
        (SPAN | {"text": "Selm"}, "spans[0]: 2 to 8 is 'Oskell' in the text, but 'Selm' is said"),
        (SPAN | {"label": ""}, "spans[0]: has no type"),
        ({"start": 2, "label": "GPE"}, "spans[0].end: missing"),
    ],
)
def test_a_fault_is_told_with_its_line_and_path(span: dict[str, object], message: str, tmp_path: Path) -> None:
    path = file_of(tmp_path, [{"text": "fine"}, {"text": TEXT, "spans": [span]}])
    with pytest.raises(FormatError) as caught:
        read_all(Plain(), path)
    assert f"{path}:2: {message}" in str(caught.value)


@pytest.mark.parametrize("key", ["tokens", "answer", "_task_hash"])
def test_rows_of_other_tools_are_theirs(key: str, tmp_path: Path) -> None:
    assert "plain" not in [each.name for each in fitting(file_of(tmp_path, [{"text": TEXT, "spans": [SPAN], key: []}]))]
