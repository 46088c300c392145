"""BioC: real files with their counts, everything there and back, ways to count offsets, faults with their lines."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.errors import FormatError
from annotator.formats.corpora.bioc.bioc import Bioc
from annotator.formats.protocol import Report
from annotator.formats.recognition import recognised
from annotator.model.annotation import Argument, Event, Relation, mention
from annotator.model.document import Document, by_id, new_document
from tests.examples import examples
from tests.formats.passing import read_all, write_all
from tests.reaching import reached, reaching
from tests.shared import SHARED, needs_shared
from tests.strategies import documents, flat_documents

CORPUS = SHARED / "corpora" / "bioc"
FILES: dict[str, Any] = json.loads((CORPUS / "expected.json").read_text("utf-8"))["files"] if CORPUS.is_dir() else {}


def passed(folder: Path, *given_documents: Document) -> tuple[tuple[Document, ...], Report, str]:
    files, report = write_all(Bioc(), given_documents, folder / "out.xml")
    (content,) = files.values()
    (folder / "out.xml").write_bytes(content)
    return read_all(Bioc(), folder / "out.xml")[0], report, content.decode()


def read(folder: Path, body: str, *, head: str = "") -> tuple[tuple[Document, ...], Report]:
    path = folder / "in.xml"
    path.write_text(f"{head}<collection><source/><date/><key/>{body}</collection>", "utf-8")
    return read_all(Bioc(), path)


@needs_shared
@pytest.mark.parametrize("name", sorted(FILES))
def test_real_files_have_the_counts_that_were_made_independently(name: str) -> None:
    expected = FILES[name]
    assert recognised(CORPUS / name).name == "bioc"
    found, report = read_all(Bioc(), CORPUS / name)
    entities = [each for document in found for each in document.entities.values()]
    relations = [each for document in found for each in document.relations.values()]
    assert (len(found), len(entities), len(relations)) == tuple(
        expected[key] for key in ("documents", "annotations", "relations")
    )
    for place in expected["locations"]:
        entity = found[0].entities[place["id"]]
        assert entity.text == place["text_if_block_based"]
    fits = max(expected["surface_fits_block_based"], expected["surface_fits_document_based"])
    assert any("other words" in note for note in report.notes) == (fits < len(expected["locations"]))
    ends = [end for each in relations for end in (each.head, each.tail)]
    assert ends == [refid for _, refid in expected["relation_nodes"]]


@needs_shared
@pytest.mark.parametrize("name", sorted(FILES))
def test_real_files_come_back_as_they_were_read(name: str, tmp_path: Path) -> None:
    found, _ = read_all(Bioc(), CORPUS / name)
    again, report, _ = passed(tmp_path, *found)
    assert again == found
    assert not report.losses


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12)


@reaching(0.1)
@examples(60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(document=flat_documents() | documents(text=TEXTS.map("\r\n\t".join)))
def test_everything_comes_back(document: Document, tmp_path: Path) -> None:
    with suppress(FormatError):
        (again,), report, _ = passed(tmp_path, document)
        reached(document.entities)
        kept = {key: value for key, value in again.meta.items() if key != "bioc"}
        assert report.losses or replace(again, meta=kept, schema_ref=document.schema_ref) == document


def test_a_character_that_xml_cannot_hold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="d: text: has the character U\\+0001, which XML cannot hold"):
        passed(tmp_path, new_document("d", "a\x01"))


def test_words_say_what_offsets_count(tmp_path: Path) -> None:
    first, second = "Ä🚀 Oskell.", "É Selm struck Oskell."
    for width in (len, lambda text: len(text.encode()), lambda text: len(text.encode("utf-16-le")) // 2):
        start = width(first) + 1
        body = "<document><id>d</id>"
        for offset, text, words in ((0, first, "Oskell"), (start, second, "Selm")):
            at = offset + width(text[: text.index(words)])
            body += f"<passage><offset>{offset}</offset><text>{text}</text><annotation id='{offset}'>"
            body += f"<infon key='type'>GPE</infon><location offset='{at}' length='{width(words)}'/>"
            body += f"<text>{words}</text></annotation></passage>"
        (document,), report = read(tmp_path, body + "</document>")
        assert document.text == f"{first}\n{second}"
        assert {each.text for each in document.entities.values()} == {"Oskell", "Selm"}
        assert len(report.notes) == (width is not len)


def test_passages_sentences_and_their_infons_come_back(tmp_path: Path) -> None:
    body = """<infon key="of">all</infon><document><id>d</id><infon key="year">2029</infon>
    <passage><infon key="type">title</infon><offset>0</offset><text>Oskell &amp; Selm</text></passage>
    <passage><infon key="type">abstract</infon><offset>14</offset>
      <sentence><infon key="n">1</infon><offset>14</offset><text>One.</text></sentence>
      <sentence><offset>20</offset><text>Two Oskell.</text>
        <annotation id="A"><infon key="type">GPE</infon><infon key="type">City</infon>
        <infon key="x">1</infon><infon key="x">2</infon><location offset="24" length="6"/><text>OSKELL</text>
        </annotation></sentence></passage></document>"""
    (document,), _ = read(tmp_path, body)
    assert document.text == "Oskell & Selm\nOne.  Two Oskell."
    assert document.entities["A"].attributes == {"x": ("1", "2")}
    (again,), report, content = passed(tmp_path, document)
    assert again == document
    assert not report.losses
    for part in (
        '<infon key="type">City</infon>',
        "<text>OSKELL</text>",
        '<infon key="n">1</infon>',
        ">2029<",
        ">all<",
    ):
        assert part in content


def relation(own: str, *nodes: tuple[str, str], kind: str = "R") -> str:
    inside = "".join(f"<node refid='{refid}' role='{role}'/>" for refid, role in nodes)
    return f"<relation id='{own}'><infon key='type'>{kind}</infon>{inside}</relation>"


BODY = """<document><id>d</id><passage><offset>0</offset><text>Oskell struck Selm</text>
<annotation id="A"><infon key="type">GPE</infon><location offset="0" length="6"/><text>Oskell</text></annotation>
<annotation id="B"><infon key="type">GPE</infon><location offset="14" length="4"/><text>Selm</text></annotation>
<annotation id="C"><infon key="type">Hit</infon><location offset="7" length="6"/><text>struck</text></annotation>
</passage>RELATIONS</document>"""


def test_relations_are_relations_or_events_by_their_nodes(tmp_path: Path) -> None:
    relations = relation("1", ("B", "target"), ("A", "source")) + relation("2", ("A", ""), ("B", ""), ("C", "Means"))
    relations += relation("3", ("C", "Trigger"), ("A", "Agent"), kind="Hit") + relation("4", ("1", "x"), ("A", "y"))
    (document,), report = read(tmp_path, BODY.replace("RELATIONS", relations))
    assert set(document.relations) == {"4"}
    assert (document.relations["4"].head, document.relations["4"].tail) == ("1", "A")
    assert [each.role for each in document.events["2"].arguments] == ["Means", "node", "node"]
    assert document.events["1"].trigger is None
    assert document.events["3"].trigger is not None
    assert set(document.entities) == {"A", "B", "C"}, "a trigger that is something else besides stays"
    again, written, _ = passed(tmp_path, document)
    assert {each.id: each for each in again[0].events.values()} == dict(document.events)
    assert not written.losses
    (alone,), _ = read(tmp_path, BODY.replace("RELATIONS", relation("3", ("C", "Trigger"), ("A", "Agent"))))
    assert set(alone.entities) == {"A", "B"}
    assert not report.losses


def test_a_plain_document_is_plain_bioc(tmp_path: Path) -> None:
    text = "Oskell struck Selm\n"
    entities = by_id([mention("T1", "GPE", text, ((0, 6), (14, 18)), attributes={"size": "small"})])
    document = new_document("d", text, entities=entities, relations=by_id([Relation("R1", "Near", "T1", "T1")]))
    _, _, content = passed(tmp_path, document)
    assert "annotator:" not in content
    assert '<location offset="0" length="6"/>\n<location offset="14" length="4"/>' in content
    assert '<node refid="T1" role="head"/>\n<node refid="T1" role="tail"/>' in content


def test_an_argument_that_would_be_read_as_a_trigger_is_reported(tmp_path: Path) -> None:
    text = "Oskell"
    event = Event("E1", "Hit", None, (Argument("Trigger", "T1"),))
    document = new_document("d", text, entities=by_id([mention("T1", "GPE", text, ((0, 6),))]), events=by_id([event]))
    assert [each.what for each in passed(tmp_path, document)[1].losses] == ["role"]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (BODY.replace("RELATIONS", relation("1", ("Z", ""), ("A", ""))), "in.xml:5: node: 'Z' is no annotation"),
        (BODY.replace('length="4"', 'length="40"'), "in.xml:3: annotation: 14 with length 40 does not stand"),
        (BODY.replace('length="4"', 'length="-4"'), "in.xml:3: location: '-4' is no place; expected a length"),
        (BODY.replace("<offset>0</offset>", ""), "in.xml:1: passage: '' is no place; expected an <offset>"),
        (BODY + BODY, "in.xml:5: document: the id 'd' stands in line 1 too"),
        (BODY.replace("RELATIONS", relation("1", ("1", "x"), ("1", "x"))), "in.xml:1: events"),
        ("<document>", "not well-formed XML"),
    ],
)
def test_a_fault_is_told_with_its_line(body: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(FormatError) as caught:
        read(tmp_path, body)
    assert message in str(caught.value)


def test_a_doctype_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="has a DOCTYPE"):
        read(tmp_path, BODY, head='<?xml version="1.0"?>\n<!DOCTYPE collection SYSTEM "BioC.dtd">\n')


def test_an_annotation_may_say_no_words(tmp_path: Path) -> None:
    body = BODY.replace("<text>Selm</text>", "").replace("<text>struck</text>", "<text/>")
    (document,), report = read(tmp_path, body.replace("RELATIONS", ""))
    assert {each.text for each in document.entities.values()} == {"Oskell", "Selm", "struck"}
    assert not report.notes


def test_ids_that_stand_twice_differ_and_what_has_no_place_is_told(tmp_path: Path) -> None:
    twice = BODY.replace('id="B"', 'id="A"').replace(
        '<infon key="type">Hit</infon><location offset="7" length="6"/>', ""
    )
    (document,), report = read(tmp_path, twice.replace("RELATIONS", relation("1", ("A", ""), ("C", ""))))
    assert {each.id: each.text for each in document.entities.values()} == {"A": "Oskell", "A.2": "Selm"}
    assert [each.what for each in report.losses] == ["annotation without a location", "node of a relation"]
    assert report.notes == ("ids that stand twice in a document have a number behind them",)
