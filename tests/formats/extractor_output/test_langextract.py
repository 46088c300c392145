"""langextract: intervals that hold, quotes that are placed in order, quotes that are nowhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from annotator.errors import FormatError
from annotator.formats.extractor_output.langextract import Langextract
from annotator.model.record import Unplaced
from tests.examples import examples
from tests.formats.extractor_output.written import file_of, found_in, recognised_and_read
from tests.formats.passing import read_all

TEXT = "Oskell struck Selm. Then Oskell  rested."


def extraction(words: str, kind: str = "GPE", span: tuple[int, int] | None = None, **rest: Any) -> dict[str, Any]:
    interval = None if span is None else {"start_pos": span[0], "end_pos": span[1]}
    return {"extraction_class": kind, "extraction_text": words, "char_interval": interval, **rest}


def test_intervals_and_quotes(tmp_path: Path) -> None:
    said = [
        extraction("Oskell"),
        extraction("Oskell", "ORG"),
        extraction("Oskell", span=(25, 31), alignment_status="match_exact", group_index=0),
        extraction(
            "selm", span=(0, 4), description="a town", attributes={"size": "small", "of": ["a", "b"], "x": None}
        ),
        extraction("Oskell rested", "Rest"),
        extraction("Oskel took a rest", "Rest", span=(25, 39), alignment_status="match_fuzzy"),
        extraction("Varania"),
        extraction("Oskell"),
    ]
    (document,), report = recognised_and_read(
        Langextract(), tmp_path, {"extractions": said, "text": TEXT, "document_id": "d"}
    )
    assert found_in(document) == [
        ("GPE", "Oskell", ((0, 6),)),
        ("ORG", "Oskell", ((0, 6),)),
        ("GPE", "Oskell", ((25, 31),)),
        ("GPE", "Selm", ((14, 18),)),
        ("Rest", "Oskell  rested", ((25, 39),)),
        ("Rest", "Oskell  rested", ((25, 39),)),
    ]
    assert document.entities["T4"].note == "a town"
    assert document.entities["T4"].attributes == {"size": "small", "of": ("a", "b")}
    assert document.meta["langextract"] == {
        "T3": {"group_index": 0, "alignment_status": "match_exact"},
        "T4": {"attributes": {"x": None}},
        "T6": {"alignment_status": "match_fuzzy"},
    }
    assert document.extractor is not None
    assert document.extractor.unplaced == (
        Unplaced(layer="entities", type="GPE", text="Varania", reason="not in the text"),
        Unplaced(
            layer="entities", type="GPE", text="Oskell", reason="quoted more often than it stands in the text (2)"
        ),
    )
    assert len(report.notes) == 3


@examples(60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(["a", "b", "Oskell", "漢"]), max_size=8))
def test_every_quote_in_order_has_its_own_place(words: list[str], tmp_path: Path) -> None:
    text = " ".join(words)
    row = {"extractions": [extraction(each) for each in words], "text": text, "document_id": "d"}
    (document,), _ = read_all(Langextract(), file_of(tmp_path, [row]))
    starts = [sum(len(each) + 1 for each in words[:index]) for index in range(len(words))]
    assert [(text, spans[0][0]) for _, text, spans in found_in(document)] == list(zip(words, starts, strict=True))
    assert document.extractor is None


def test_without_a_text_intervals_count_and_quotes_have_no_place(tmp_path: Path) -> None:
    row = {"extractions": [extraction("Selm", span=(3, 7)), extraction("Selm")], "document_id": "d"}
    (document,), _ = read_all(Langextract(), file_of(tmp_path, [row]))
    assert document.entities["T1"].text == "Selm"
    assert document.extractor is not None
    assert [each.reason for each in document.extractor.unplaced] == ["the text is not known"]


def test_a_fault_is_told_with_its_line_and_path(tmp_path: Path) -> None:
    path = file_of(tmp_path, [{"extractions": [{"extraction_text": "Selm"}], "text": TEXT}])
    with pytest.raises(FormatError, match=r"said.jsonl:1: extractions\[0\].extraction_class: missing"):
        read_all(Langextract(), path)
