"""Every public brat document and configuration at hand: read with the counts expected, checked, written back."""

from __future__ import annotations

import dataclasses
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from annotator.datasets.record import validated
from annotator.datasets.record_bytes import document_bytes
from annotator.errors import Place
from annotator.formats.brat.grammar import parse_configuration
from annotator.formats.brat.schema_export import configuration_files
from annotator.formats.brat.schema_import import read_schema_folder
from annotator.formats.brat.standoff import Brat
from annotator.formats.protocol import STDOUT
from annotator.model.canonical import document_of
from annotator.model.document import Document
from annotator.schema.judge import judge
from annotator.schema.label_schema import LabelSchema
from annotator.schema.language import parse_schema
from annotator.schema.write import schema_text
from tests.formats.passing import read_all, write_all
from tests.shared import SHARED, needs_shared

CORPORA = SHARED / "corpora" / "brat"
EXPECTED: dict[str, Any] = json.loads((CORPORA / "expected.json").read_bytes()) if CORPORA.is_dir() else {}
SETS = sorted(EXPECTED.get("sets", ()))
CONFIGURATIONS = sorted(EXPECTED.get("configurations", ()))

pytestmark = needs_shared


@cache
def documents(folder: str) -> tuple[Document, ...]:
    return read_all(Brat(), CORPORA / folder)[0]


@cache
def schema(folder: str) -> LabelSchema:
    return read_schema_folder(CORPORA / folder, "brat")[0]


@pytest.mark.parametrize("folder", SETS)
def test_every_document_has_the_expected_counts(folder: str) -> None:
    expected = EXPECTED["sets"][folder]["by_document"]
    assert {document.id for document in documents(folder)} == set(expected)
    for document in documents(folder):
        assert counts(document) == {name: expected[document.id][name] for name in counts(document)}


def counts(document: Document) -> dict[str, Any]:
    events = document.events.values()
    arguments = [argument for event in events for argument in event.arguments]
    values = [(name, value) for each in document.annotations() for name, value in each.attributes.items()]
    order = {event_id: int(event_id[1:]) for event_id in document.events}
    return {
        "entities_by_type": Counter(each.type for each in document.entities.values()),
        "relations_by_type": Counter(each.type for each in document.relations.values()),
        "events_by_type": Counter(each.type for each in events),
        "event_arguments": len(arguments),
        "event_arguments_by_role": Counter(each.role for each in arguments),
        "event_arguments_that_are_events": sum(each.target in order for each in arguments),
        "attributes_by_name": Counter(
            name for name, value in values for _ in (value if isinstance(value, tuple) else [value])
        ),
        "discontinuous": sum(len(each.spans) > 1 for each in (*document.entities.values(), *events)),
        "text_codepoints": len(document.text or ""),
        "text_sha256": document.text_sha256,
    }


@pytest.mark.parametrize("folder", [*SETS, "agreement-4-annotators"])
def test_unedited_documents_are_written_back_byte_by_byte(folder: str) -> None:
    for document in documents(folder):
        through_gold = document_of(validated(json.loads(document_bytes(document)), Place("gold"), loose=True))
        files = write_all(Brat(), [through_gold], Path("out"))[0]
        assert files[Path("out") / f"{document.id}.ann"] == (CORPORA / folder / f"{document.id}.ann").read_bytes()
        assert files[Path("out") / f"{document.id}.txt"] == (CORPORA / folder / f"{document.id}.txt").read_bytes()


@pytest.mark.parametrize("folder", SETS)
def test_without_what_brat_alone_says_the_lines_are_the_same(folder: str) -> None:
    for document in documents(folder):
        bare = replace(document, meta={})
        written = write_all(Brat(), [bare], STDOUT, schema(folder))[0][STDOUT].decode()
        assert said(written) == said((CORPORA / folder / f"{document.id}.ann").read_text("utf-8"))


def said(ann: str) -> Counter[str]:
    """The lines, ids of triggers and attributes aside, numbers of roles aside, notes of programs left out."""
    lines = [line.rstrip() for line in ann.split("\n") if line.strip()]
    words = {line.split("\t")[0]: line.split("\t", 1)[1] for line in lines}
    triggers = {line.split("\t")[1].split(":")[1].split()[0] for line in lines if line[0] == "E"}
    found: Counter[str] = Counter()
    for line in lines:
        own, rest = line.split("\t", 1)
        if own in triggers:
            found[f"trigger {rest}"] = 1
        elif own[0] == "E":
            first, *arguments = rest.split()
            trigger = words[first.split(":")[1]]
            roles = sorted(re.sub(r"\d+:", ":", each) for each in arguments)
            found[f"{own} {trigger} {' '.join(roles)}"] += 1
        elif own[0] in "AM":
            found[f"A {rest}"] += 1
        elif own == "*":
            found[f"* {' '.join(sorted(rest.split()[1:]))}"] += 1
        elif own[0] != "#" or rest.startswith("AnnotatorNotes"):
            found[f"{'#' if own[0] == '#' else own} {rest}"] += 1
    return found


@pytest.mark.parametrize("folder", SETS)
def test_documents_keep_to_the_imported_schema(folder: str) -> None:
    for document in documents(folder):
        assert [breach.message for breach in judge(document, schema(folder))] == []


def test_numbered_roles_are_one_role_unless_the_schema_has_them() -> None:
    event = next(iter(documents("tutorials_bio")[2].events.values()))
    assert [each.role for each in event.arguments] == ["Theme", "Theme"]


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_every_configuration_has_the_expected_counts(name: str) -> None:
    path = CORPORA / "configurations" / name / "annotation.conf"
    found = parse_configuration(path.read_text("utf-8"), str(path))
    for section, expected in EXPECTED["configurations"][name].items():
        entries = found[section].entries
        assert {
            "names": [each.name for each in entries],
            "types": sum(not each.abstract for each in entries),
            "abstract": sum(each.abstract for each in entries),
            "macros": len(found[section].macros),
            "separators": found[section].separators,
            "special": len(found[section].special),
            "max_indent": max((each.depth for each in entries), default=0),
            "arguments_before_macro_expansion": sum(each.written_arguments for each in entries),
            "arguments_after_macro_expansion": sum(len(each.arguments) + len(each.rules or ()) for each in entries),
        } == expected


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_every_configuration_is_a_schema_and_comes_back(name: str, tmp_path: Path) -> None:
    found, _ = read_schema_folder(CORPORA / "configurations" / name, "brat")
    assert parse_schema(schema_text(found), "written.yaml") == found
    types = EXPECTED["configurations"][name]
    undefined = set(found.entity_types) - set(types["entities"]["names"])
    assert all(found.entity_types[each].abstract for each in undefined)
    assert len(found.entity_types) - len(undefined) == len(set(types["entities"]["names"]))
    assert set(found.relation_types) == set(types.get("relations", {"names": ()})["names"])
    assert set(found.event_types) == set(types.get("events", {"names": ()})["names"])
    files, lost = configuration_files(found)
    assert lost == []
    for file, text in files.items():
        (tmp_path / file).write_text(text, "utf-8")
    again, _ = read_schema_folder(tmp_path, "brat")
    assert comparable(again) == comparable(found)


def comparable(found: LabelSchema) -> Any:
    """A schema without the order of types, which a hierarchy may change, and of attributes of one type."""

    def types(section: Any) -> Any:
        return {
            name: dataclasses.replace(each, attributes=tuple(sorted(each.attributes, key=lambda one: one.name)))
            for name, each in section.items()
        }

    return types(found.entity_types), types(found.relation_types), types(found.event_types)
