"""spaCy: everything through DocBin and back, documents of other makers, and the JSON of `Doc.to_json` without spaCy."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from annotator.errors import FormatError, UsageError
from annotator.formats.extractor_output.spacy.spacy import Spacy
from annotator.formats.extractor_output.spacy.tokens_of_text import words_and_blanks
from annotator.formats.protocol import Report
from annotator.formats.recognition import recognised
from annotator.model.document import Document
from tests.examples import examples
from tests.formats.extractor_output.written import file_of, found_in, recognised_and_read
from tests.formats.passing import read_all, write_all
from tests.reaching import reached, reaching
from tests.strategies import documents, flat_documents, texts

TEXT = "🚀 Oskell  struck\nSelm"


def passed(folder: Path, *given_documents: Document) -> tuple[tuple[Document, ...], Report]:
    files, report = write_all(Spacy(), given_documents, folder / "out.spacy")
    (content,) = files.values()
    (folder / "out.spacy").write_bytes(content)
    return read_all(Spacy(), folder / "out.spacy")[0], report


@pytest.mark.slow
@reaching(0.3)
@examples(40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(document=flat_documents() | documents())
def test_everything_comes_back(document: Document, tmp_path: Path) -> None:
    pytest.importorskip("spacy", reason="the extra spacy is not installed")
    again, report = passed(tmp_path, document)
    reached(document.entities)
    assert again == (document,)
    assert not report.losses


@examples(200)
@given(case=texts().flatmap(lambda text: st.tuples(st.just(text), st.lists(st.integers(0, len(text)), max_size=4))))
def test_tokens_are_the_text_and_end_at_every_edge(case: tuple[str, list[int]]) -> None:
    text, edges = case
    words, blanks = words_and_blanks(text, edges)
    assert "".join(word + " " * blank for word, blank in zip(words, blanks, strict=True)) == text
    borders, at = {0}, 0
    for word, blank in zip(words, blanks, strict=True):
        borders |= {at, at + len(word)}
        at += len(word) + blank
    assert set(edges) <= borders
    assert all(words)


def test_documents_of_other_makers(tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy", reason="the extra spacy is not installed")
    tokens = importlib.import_module("spacy.tokens")
    doc = spacy.blank("en")(TEXT)
    doc.set_ents([doc.char_span(2, 8, label="GPE", kb_id="Q7"), doc.char_span(17, 21, label="GPE")])
    doc.spans["sc"] = [doc.char_span(2, 8, label="GPE", span_id="a"), doc.char_span(2, 16, label="Hit", span_id="a")]
    doc.spans["other"] = [doc.char_span(10, 16, label="Verb")]
    doc.cats = {"war": 1.0}
    path = tmp_path / "a.spacy"
    tokens.DocBin(docs=[doc, spacy.blank("en")("")]).to_disk(path)
    assert recognised(path).name == "spacy"
    (found, empty), report = read_all(Spacy(), path)
    assert (found.id, found.text, found.labels, empty.text) == ("a-1", TEXT, {"war": 1.0}, "")
    assert [(kind, words) for kind, words, _ in found_in(found)] == [
        ("GPE", "Oskell"),
        ("Hit", "Oskell  struck"),
        ("Verb", "struck"),
        ("GPE", "Selm"),
    ]
    assert found.entities["T1"].attributes == found.entities["T2"].attributes == {"id": "a"}
    assert report.notes == ("spans of the group other are mentions beside the entities",)


def test_mentions_are_entities_and_spans_of_spacy(tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy", reason="the extra spacy is not installed")
    tokens = importlib.import_module("spacy.tokens")
    row = {"text": TEXT, "tokens": [], "ents": [SPAN, SPAN | {"end": 16, "label": "Hit"}]}
    (document,), _ = recognised_and_read(Spacy(), tmp_path, row)
    passed(tmp_path, document)
    (doc,) = tokens.DocBin().from_disk(tmp_path / "out.spacy").get_docs(spacy.blank("en").vocab)
    assert doc.text == TEXT
    assert [(each.text, each.label_) for each in doc.ents] == [("Oskell  struck", "Hit")]
    assert [(each.text, each.label_) for each in doc.spans["sc"]] == [("Oskell", "GPE"), ("Oskell  struck", "Hit")]


SPAN: dict[str, Any] = {"start": 2, "end": 8, "label": "GPE"}
DOC: dict[str, Any] = {"text": TEXT, "ents": [SPAN], "tokens": [{"id": 0, "start": 0, "end": 1}]}


def test_the_json_of_a_document_is_read_without_spacy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    said = DOC | {"spans": {"sc": [SPAN | {"kb_id": "Q7"}]}, "cats": {"war": 0.5}, "_": {"url": "u"}}
    (first, second), report = recognised_and_read(Spacy(), tmp_path, said, {"text": "", "tokens": [], "id": 3})
    assert found_in(first) == [("GPE", "Oskell", ((2, 8),))]
    assert (first.entities["T1"].links, first.labels) == (("Q7",), {"war": 0.5})
    assert (first.id, second.id) == ("said-1", "3")
    assert (first.meta, second.meta) == ({"spacy": {"": {"_": {"url": "u"}}}}, {})
    assert report.notes == ("tokens and sentences of spaCy are not kept",)


def test_what_spacy_is_needed_for_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(UsageError, match=r"pip install 'gold-annotator\[spacy\]'"):
        passed(tmp_path)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (DOC | {"ents": [SPAN | {"end": 99}]}, "said.jsonl:1: ents: 2 to 99 with label 'GPE' is no mention"),
        (DOC | {"ents": [SPAN | {"label": ""}]}, "said.jsonl:1: ents: 2 to 8 with label '' is no mention"),
        ({"tokens": []}, "said.jsonl:1: text: missing"),
    ],
)
def test_a_fault_is_told_with_its_line(row: dict[str, Any], message: str, tmp_path: Path) -> None:
    with pytest.raises(FormatError) as caught:
        read_all(Spacy(), file_of(tmp_path, [row]))
    assert message in str(caught.value)


def test_a_file_that_is_no_docbin_says_so(tmp_path: Path) -> None:
    pytest.importorskip("spacy", reason="the extra spacy is not installed")
    (tmp_path / "a.spacy").write_bytes(b"nothing")
    with pytest.raises(FormatError, match="no DocBin that spaCy"):
        read_all(Spacy(), tmp_path / "a.spacy")
