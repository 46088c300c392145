"""The format oneie: sentences as its makers prepare them, its own output, and what does not fit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from annotator.formats.corpora.oneie import Oneie
from annotator.formats.recognition import recognised
from annotator.model.annotation import Argument
from annotator.model.record import ExtractorRun
from tests.formats.corpora.rows import lost, read_rows, refusal, written

FIRST: dict[str, Any] = {
    "doc_id": "SELM_1",
    "sent_id": "SELM_1-0",
    "tokens": ["Mara", "Voss", "'s", "troops", "shelled", "Selm", "."],
    "pieces": ["Mara", "Voss", "'", "s", "troops", "shell", "##ed", "Selm", "."],
    "token_lens": [1, 1, 2, 1, 2, 1, 1],
    "sentence": "Mara Voss's troops shelled Selm.",
    "entity_mentions": [
        {
            "id": "E1-1",
            "text": "Mara Voss",
            "entity_type": "PER",
            "mention_type": "NAM",
            "entity_subtype": "Individual",
            "start": 0,
            "end": 2,
        },
        {"id": "E2-1", "text": "troops", "entity_type": "ORG", "mention_type": "NOM", "start": 3, "end": 4},
        {"id": "E3-1", "text": "Selm", "entity_type": "GPE", "mention_type": "NAM", "start": 5, "end": 6},
    ],
    "relation_mentions": [
        {
            "id": "R1-1",
            "relation_type": "ORG-AFF",
            "relation_subtype": "ORG-AFF:Leader",
            "arguments": [
                {"entity_id": "E2-1", "text": "troops", "role": "Arg-2"},
                {"entity_id": "E1-1", "text": "Mara Voss", "role": "Arg-1"},
            ],
        },
    ],
    "event_mentions": [
        {
            "id": "EV1-1",
            "event_type": "Conflict:Attack",
            "trigger": {"text": "shelled", "start": 4, "end": 5},
            "arguments": [
                {"entity_id": "E2-1", "text": "troops", "role": "Attacker"},
                {"entity_id": "E3-1", "text": "Selm", "role": "Place"},
            ],
        },
    ],
}
SECOND: dict[str, Any] = {
    "doc_id": "SELM_1",
    "sent_id": "SELM_1-1",
    "tokens": ["Nobody", "died"],
    "entity_mentions": [{"id": "E1-1", "text": "Nobody", "entity_type": "PER", "start": 0, "end": 1}],
    "relation_mentions": [],
    "event_mentions": [],
}
OTHER = SECOND | {"doc_id": "SELM_2", "sent_id": "SELM_2-0"}


def test_the_sentences_of_a_document_are_one_text(tmp_path: Path) -> None:
    (first, other), report = read_rows(Oneie(), tmp_path, FIRST, SECOND, OTHER)
    assert (first.id, first.text) == ("SELM_1", "Mara Voss's troops shelled Selm.\nNobody died")
    assert (other.id, other.text, other.meta) == ("SELM_2", "Nobody died", {"tokens": "blanks"})
    assert {each.id: each.text for each in first.entities.values()} == {
        "E1-1": "Mara Voss",
        "E2-1": "troops",
        "E3-1": "Selm",
        "SELM_1-1.E1-1": "Nobody",
    }
    assert first.entities["E1-1"].attributes == {"mention_type": "NAM", "entity_subtype": "Individual"}
    relation = first.relations["R1-1"]
    assert (relation.type, relation.head, relation.tail) == ("ORG-AFF", "E1-1", "E2-1")
    assert relation.attributes == {"relation_subtype": "ORG-AFF:Leader"}
    event = first.events["EV1-1"]
    assert (event.type, event.trigger and event.trigger.text) == ("Conflict:Attack", "shelled")
    assert event.arguments == (Argument("Attacker", "E2-1"), Argument("Place", "E3-1"))
    assert not report.losses


def test_the_text_is_made_of_tokens_where_the_sentence_has_others(tmp_path: Path) -> None:
    (document,), _ = read_rows(Oneie(), tmp_path, FIRST | {"sentence": "Somebody else."})
    assert document.text == "Mara Voss 's troops shelled Selm ."
    assert document.meta == {"tokens": "blanks"}


GRAPH: dict[str, Any] = {
    "doc_id": "p",
    "sent_id": "p-0",
    "token_ids": ["p:0-3", "p:5-11", "p:13-16"],
    "tokens": ["Mara", "shelled", "Selm"],
    "graph": {
        "entities": [[0, 1, "PER", "NAM", 0.5], [2, 3, "GPE", "NAM", 1.0]],
        "triggers": [[1, 2, "Conflict:Attack", 0.75]],
        "relations": [[0, 1, "PHYS", 0.25]],
        "roles": [[0, 0, "Attacker", 0.9], [0, 1, "Place", 0.8]],
    },
}


def test_what_it_writes_itself_is_read_with_scores(tmp_path: Path) -> None:
    (document,), report = read_rows(Oneie(), tmp_path, GRAPH)
    assert document.extractor == ExtractorRun("oneie")
    assert {each.text: (each.type, each.score) for each in document.entities.values()} == {
        "Mara": ("PER", 0.5),
        "Selm": ("GPE", 1.0),
    }
    (event,), (relation,) = document.events.values(), document.relations.values()
    assert (event.score, relation.score, relation.type) == (0.75, 0.25, "PHYS")
    assert [(each.role, document.entities[each.target].text) for each in event.arguments] == [
        ("Attacker", "Mara"),
        ("Place", "Selm"),
    ]
    assert lost(report) == {"score of an argument": 2}


def test_what_names_nothing_or_is_not_read_is_reported(tmp_path: Path) -> None:
    gone = {"entity_id": "E9", "text": "x", "role": "Place"}
    event = FIRST["event_mentions"][0] | {"arguments": [gone], "modality": "Asserted"}
    relations = [FIRST["relation_mentions"][0] | {"arguments": each} for each in ([gone], [gone, gone])]
    mentions = [FIRST["entity_mentions"][0] | {"text": "Somebody"}]
    row = FIRST | {
        "event_mentions": [event],
        "relation_mentions": relations,
        "entity_mentions": mentions,
        "genre": "nw",
    }
    _, report = read_rows(Oneie(), tmp_path, row)
    assert lost(report) == {
        "argument": 1,
        "relation": 2,
        "text of a mention": 1,
        "modality of event_mentions": 1,
        "genre": 1,
    }


@pytest.mark.parametrize(
    ("changes", "path", "message"),
    [
        ({"entity_mentions": [{"id": "a", "start": 6, "end": 9, "entity_type": "X"}]}, "entity_mentions[0]", "6 to 9"),
        ({"entity_mentions": [{"id": "a", "start": 0, "entity_type": "X"}]}, "entity_mentions[0].end", "missing"),
        ({"entity_mentions": [FIRST["entity_mentions"][0]] * 2}, "entity_mentions[1].id", "stands twice"),
        ({"tokens": "Mara Voss"}, "tokens", "expected a list"),
        ({"graph": {"entities": [[0, "PER"]]}}, "graph.entities[0]", "expected [number, number, type, ...]"),
        ({"graph": {"relations": [[0, 1, "PHYS", 1.0]]}}, "graph.relations[0]", "0 is no node"),
    ],
)
def test_faults_are_told_with_line_and_path(changes: dict[str, Any], path: str, message: str, tmp_path: Path) -> None:
    finding = refusal(Oneie(), tmp_path, OTHER, FIRST | changes)
    assert (finding.place.line, finding.path) == (2, path)
    assert message in finding.message


def test_sentences_of_a_document_stand_together(tmp_path: Path) -> None:
    finding = refusal(Oneie(), tmp_path, FIRST, OTHER, SECOND)
    assert (finding.place.line, finding.path) == (3, "doc_id")
    assert "sort by doc_id" in finding.message


@pytest.mark.parametrize("row", [FIRST, SECOND, GRAPH])
def test_it_is_recognised(row: dict[str, Any], tmp_path: Path) -> None:
    assert recognised(written(tmp_path, row)).name == "oneie"
