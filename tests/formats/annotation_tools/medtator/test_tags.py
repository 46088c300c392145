"""MedTator: real files with their counts, places, labels of documents, links, faults with their lines."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from annotator.errors import FormatError
from annotator.formats.annotation_tools.medtator.tags import Medtator
from annotator.formats.recognition import recognised
from annotator.model.document import Document
from tests.formats.passing import read_all
from tests.shared import SHARED, needs_shared

CORPUS = SHARED / "corpora" / "medtator"
FILES: dict[str, Any] = json.loads((CORPUS / "expected.json").read_text("utf-8"))["files"] if CORPUS.is_dir() else {}
TEXT = "🚀 Pain after\nthe dose."


def read(folder: Path, tags: str, text: str = TEXT) -> tuple[Document, Any]:
    path = folder / "a.xml"
    path.write_text(
        f'<?xml version="1.0" ?>\n<TASK>\n<TEXT><![CDATA[{text}]]></TEXT>\n<TAGS>\n{tags}</TAGS></TASK>',
        "utf-8",
    )
    assert recognised(path).name == "medtator"
    (document,), report = read_all(Medtator(), path)
    return document, report


@needs_shared
@pytest.mark.parametrize("name", sorted(FILES))
def test_real_files_have_the_counts_that_were_made_independently(name: str) -> None:
    expected = FILES[name]
    assert recognised(CORPUS / name).name == "medtator"
    (document,), report = read_all(Medtator(), CORPUS / name)
    tags = [each["tag"] for each in document.meta.get("medtator", {}).values() if "tag" in each]
    types = Counter([*(each.type for each in document.entities.values()), *tags])
    assert types == expected["spans_by_type"]
    assert len(tags) == expected["document_level_tags"]
    assert Counter(each.type for each in document.relations.values()) == expected["relations_by_type"]
    assert len(document.text or "") == expected["text_codepoints"]
    assert sum(len(each.spans) > 1 for each in document.entities.values()) == expected["discontinuous"]
    assert any("upper or lower case" in note for note in report.notes) == bool(expected["surface_mismatches"])
    ends = {each.id: {each.head, each.tail} for each in document.relations.values()}
    assert ends == {each["id"]: {each["link_AEID"], each["link_SVRTID"]} for each in expected["links"]}
    values = Counter(name for each in document.entities.values() for name, value in each.attributes.items() if value)
    assert all(count <= expected["attribute_values_by_name"][name] for name, count in values.items())
    assert not report.losses


@needs_shared
def test_a_folder_is_read_with_names_that_tell_files_apart() -> None:
    folder = CORPUS / "ENTITY_RELATION_TASK"
    assert recognised(folder).name == "medtator"
    found, _ = read_all(Medtator(), folder)
    assert [each.id for each in found] == [
        f"ann_xml/Annotator_{one}/{one}_doc{number}.txt" for one in "AB" for number in "13"
    ]


def test_tags_are_mentions_with_attributes(tmp_path: Path) -> None:
    document, report = read(
        tmp_path,
        '<AE id="A0" spans="2~6" text="PAIN" sure="yes" comment="" _annotator="mira"/>'
        '<D id="D0" spans="17~21,7~12" text=""/>',
    )
    assert [(each.type, each.text) for _, each in sorted(document.entities.items())] == [
        ("AE", "Pain"),
        ("D", "after dose"),
    ]
    assert document.entities["A0"].attributes == {"sure": "yes"}
    assert document.meta == {"medtator": {"A0": {"_annotator": "mira"}}}
    assert len(report.notes) == 1


def test_words_say_whether_offsets_count_utf16_units(tmp_path: Path) -> None:
    document, report = read(tmp_path, '<AE id="A0" spans="3~7" text="Pain"/><AE id="A1" spans="8~13" text="after"/>')
    assert {each.text for each in document.entities.values()} == {"Pain", "after"}
    assert report.notes == ("offsets count UTF-16 units: so the words of tags fit",)


def test_tags_without_a_place_are_labels_of_the_document(tmp_path: Path) -> None:
    tags = '<CHILL id="C0" spans="-1~-1" text="" sure="yes"/><CHILL id="C1" spans="" sure="no"/>'
    document, report = read(tmp_path, tags)
    assert document.labels == {"CHILL": True, "CHILL.sure": "yes"}
    assert document.meta["medtator"] == {"C0": {"tag": "CHILL", "sure": "yes"}, "C1": {"tag": "CHILL", "sure": "no"}}
    assert len(report.notes) == 1


TAGS = '<AE id="A0" spans="2~6" text="Pain"/><D id="D0" spans="17~21" text="dose"/><C id="C0" spans="-1~-1"/>'


def test_links_are_relations_or_events(tmp_path: Path) -> None:
    links = '<L id="L0" toID="A0" toText="Pain" fromID="D0" fromText="dose" why="x"/>'
    links += '<M id="M0" link_B="A0" link_A="D0"/><N id="N0" arg0ID="A0" arg1ID="D0" arg2ID="A0"/>'
    document, report = read(tmp_path, TAGS + links + '<L id="L1" fromID="A0" toID="C0"/>')
    assert {each.id: (each.head, each.tail) for each in document.relations.values()} == {
        "L0": ("D0", "A0"),
        "M0": ("D0", "A0"),
    }
    assert document.relations["L0"].attributes == {"why": "x"}
    assert document.meta["medtator"]["L0"] == {"ends": ["from", "to"]}
    assert [(each.role, each.target) for each in document.events["N0"].arguments] == [
        ("arg0", "A0"),
        ("arg1", "D0"),
        ("arg2", "A0"),
    ]
    assert {each.what: each.count for each in report.losses} == {"end of a link": 1}


@pytest.mark.parametrize(
    ("tags", "message"),
    [
        ('<AE id="A0" spans="2~99" text=""/>', "a.xml:6: AE A0: 2~99 does not stand in the text"),
        ('<AE id="A0" spans="6~2" text=""/>', "a.xml:6: AE A0: 6~2 does not stand in the text"),
        ('<AE id="A0" spans="2-6" text=""/>', "a.xml:6: AE A0: '2-6' is no place; expected START~END"),
        ('<AE id="A0" spans="2~6" text="dose"/>', "a.xml:6: AE A0: 2~6 is 'Pain' in the text, but 'dose' is said"),
        (TAGS + '\n<AE id="A0" spans="2~6"/>', "a.xml:7: AE A0: the id 'A0' stands in line 6 too"),
        ('<AE spans="2~6"/>', "a.xml:6: AE: has no id"),
        ("<AE", "not well-formed XML"),
    ],
)
def test_a_fault_is_told_with_its_line(tags: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(FormatError) as caught:
        read(tmp_path, tags)
    assert message in str(caught.value)


def test_a_file_without_a_text_and_one_with_a_doctype_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("<TASK><TAGS/></TASK>")
    (tmp_path / "b.xml").write_text('<!DOCTYPE TASK SYSTEM "x.dtd"><TASK><TEXT/></TASK>')
    with pytest.raises(FormatError) as caught:
        read_all(Medtator(), tmp_path)
    assert "a.xml: has no <TEXT>" in str(caught.value)
    assert "b.xml:1: has a DOCTYPE" in str(caught.value)
