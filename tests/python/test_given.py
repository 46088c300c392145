"""Whatever is given, only our errors come out, with the place of what is wrong; every legal form scores alike."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import annotator
from annotator.errors import AnnotatorError, RecordError
from annotator.model.canonical import document_of
from tests.examples import examples

TEXT = "Acme fell. Ana left."
PLAIN: dict[str, Any] = {
    "id": "d",
    "text": TEXT,
    "entities": [
        {"id": "T1", "type": "ORG", "spans": [[0, 4]], "text": "Acme", "attributes": {"level": "high"}},
        {"id": "T2", "type": "PER", "spans": [[11, 14]], "text": "Ana", "coref": "ana"},
    ],
    "relations": [{"id": "R1", "type": "LEFT", "head": "T2", "tail": "T1", "attributes": {}}],
    "events": [
        {
            "id": "E1",
            "type": "Fall",
            "trigger": {"spans": [[5, 9]], "text": "fell"},
            "arguments": [{"role": "Theme", "target": "T1"}],
        }
    ],
}

junk = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 30) | st.floats() | st.text(max_size=3) | st.just(b"x") | st.just({1}),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3) | st.integers(), inner, max_size=2),
    max_leaves=4,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of everything inside."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, each in inner for found in places(each, (*path, key)))]


@st.composite
def broken(draw: st.DrawFn) -> Any:
    """The record with something else in one place."""
    path = draw(st.sampled_from(places(PLAIN)))
    if not path:
        return draw(junk)
    record = copy.deepcopy(PLAIN)
    *before, last = path
    inner: Any = record
    for key in before:
        inner = inner[key]
    if draw(st.booleans()):
        inner[last] = draw(junk)
    else:
        del inner[last]
    return record


def refusal(call: Callable[[], object]) -> str:
    """What our error said; "" where there was none. Any other error passes through, and fails the test."""
    try:
        call()
    except AnnotatorError as error:
        return str(error) or "an error without a message"
    return ""


@examples(200)
@given(broken())
def test_broken_input_raises_our_errors_alone(bad: Any) -> None:
    calls = (
        lambda: annotator.score([bad], [PLAIN]),
        lambda: annotator.score([PLAIN], [bad]),
        lambda: annotator.check([bad]),
        lambda: annotator.compare([PLAIN], [PLAIN], [bad], trials=10),
    )
    told = [refusal(call) for call in calls]
    assert not any("/annotator-" in each or "without a message" in each for each in told)


@pytest.mark.parametrize("span", [[4, 0], [-1, 3], ["a", 1], [0], [], None])
def test_a_span_that_is_none_names_its_path(span: Any) -> None:
    bad = copy.deepcopy(PLAIN)
    bad["entities"][0]["spans"] = [span]
    with pytest.raises(RecordError, match=r"predictions:1: entities\[0\]"):
        annotator.score([PLAIN], [bad])


@pytest.mark.parametrize(("missing", "path"), [("type", "entities[0].type"), ("spans", "entities[0].spans")])
def test_a_missing_key_names_its_path(missing: str, path: str) -> None:
    bad = copy.deepcopy(PLAIN)
    del bad["entities"][0][missing]
    with pytest.raises(RecordError, match="gold:1: ") as caught:
        annotator.score([bad], [PLAIN])
    assert path in str(caught.value)


@pytest.mark.parametrize("odd", [None, 3, b"gold.jsonl", PLAIN, [3], ["gold.jsonl"], [[PLAIN]], "no.jsonl", "a\0b"])
def test_what_is_no_record_is_refused_by_name(odd: Any) -> None:
    with pytest.raises(AnnotatorError, match=r"gold|no\.jsonl"):
        annotator.score(odd, [PLAIN])


def test_every_form_scores_alike(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text(json.dumps(PLAIN) + "\n", "utf-8")
    records = annotator.read(file)
    wanted = annotator.score(file, file).to_dict()
    for form in (str(file), records, [document_of(each) for each in records], [PLAIN], iter([PLAIN]), (PLAIN,)):
        found = annotator.score(file, form).to_dict()
        assert found == wanted
    assert annotator.score(records, [PLAIN])["relations.strict.f1"] == 1.0


def test_what_is_given_is_not_changed() -> None:
    before = copy.deepcopy(PLAIN)
    annotator.score([PLAIN], [PLAIN])
    assert before == PLAIN


class FakeDoc:
    """What is asked of a spaCy `Doc`."""

    class Span:
        def __init__(self, start: int, end: int, label: str) -> None:
            self.start_char, self.end_char, self.label_, self.text = start, end, label, TEXT[start:end]

    def __init__(self, text: str = TEXT, name: str | None = None) -> None:
        self.text, self.user_data = text, {"id": name} if name else {}
        self.ents = [self.Span(0, 4, "ORG")]


def test_documents_of_spacy_find_their_gold_by_text() -> None:
    result = annotator.score([PLAIN], [FakeDoc()], layer="entities")
    assert (result.documents, result["entities.strict.tp"], result["entities.strict.fp"]) == (1, 1, 0)
    assert annotator.score([FakeDoc()], [FakeDoc()])["entities.strict.f1"] == 1.0
    assert annotator.score([FakeDoc(name="x")], [PLAIN | {"id": "x"}])["entities.strict.recall"] == 1.0


def test_a_real_spacy_document() -> None:
    spacy = pytest.importorskip("spacy", reason="spaCy is not installed")
    doc = spacy.blank("en")(TEXT)
    doc.ents = [doc.char_span(0, 4, label="ORG")]
    assert annotator.score([PLAIN], [doc], layer="entities")["entities.strict.precision"] == 1.0
