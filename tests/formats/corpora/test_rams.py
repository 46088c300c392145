"""The format rams: an event with arguments around it, and what does not fit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from annotator.formats.corpora.rams import Rams
from annotator.formats.recognition import recognised
from tests.formats.corpora.rows import lost, read_rows, refusal, written

ROW: dict[str, Any] = {
    "doc_key": "nw_selm",
    "language_id": "eng",
    "source_url": "https://example.org/selm",
    "split": "dev",
    "rel_triggers": [],
    "gold_rel_links": [],
    "sentences": [["Mara", "Voss", "wrote", "home", "."], ["The", "letter", "told", "Ilan", "of", "the", "raid", "."]],
    "ent_spans": [
        [0, 1, [["evt043arg01communicator", 1.0]]],
        [8, 8, [["evt043arg02recipient", 1.0]]],
        [3, 3, [["evt043arg04place", 1.0]]],
    ],
    "evt_triggers": [[7, 7, [["contact.discussion.correspondence", 1.0]]]],
    "gold_evt_links": [
        [[7, 7], [0, 1], "evt043arg01communicator"],
        [[7, 7], [8, 8], "evt043arg02recipient"],
        [[7, 7], [10, 11], "topic"],
    ],
}


def test_a_document_is_read(tmp_path: Path) -> None:
    (document,), report = read_rows(Rams(), tmp_path, ROW)
    (event,) = document.events.values()
    assert (event.type, event.trigger and event.trigger.text) == ("contact.discussion.correspondence", "told")
    assert [(each.role, document.entities[each.target].text) for each in event.arguments] == [
        ("communicator", "Mara Voss"),
        ("recipient", "Ilan"),
        ("topic", "the raid"),
    ]
    assert {(each.type, each.text) for each in document.entities.values()} == {
        ("Mention", "Mara Voss"),
        ("Mention", "Ilan"),
        ("Mention", "home"),
        ("Mention", "the raid"),
    }
    assert document.meta == {
        "language": "eng",
        "url": "https://example.org/selm",
        "tokens": "blanks",
        "rams": {
            "": {
                "split": "dev",
                "roles": {"communicator": "evt043arg01communicator", "recipient": "evt043arg02recipient"},
            }
        },
    }
    assert not report.losses


def test_what_a_record_cannot_say_is_reported(tmp_path: Path) -> None:
    row = ROW | {
        "evt_triggers": [[7, 7, [["contact.letter", 0.5]]]],
        "gold_evt_links": [[[2, 2], [0, 1], "evt043arg01communicator"]],
    }
    (document,), report = read_rows(Rams(), tmp_path, row)
    assert lost(report) == {"score": 1, "argument": 1}
    assert [each.arguments for each in document.events.values()] == [()]


@pytest.mark.parametrize(
    ("changes", "path", "message"),
    [
        ({"ent_spans": [[12, 13, []]]}, "ent_spans[0]", "[12, 13] are no tokens of the document; expected 0 to 12"),
        ({"evt_triggers": [[7, 7, [[1.0]]]]}, "evt_triggers[0][2][0]", "expected [label, score]"),
        ({"gold_evt_links": [[[7, 7], [9, 8], "x"]]}, "gold_evt_links[0][1]", "[9, 8] are no tokens"),
        ({"gold_evt_links": [[[7], [8, 8], "x"]]}, "gold_evt_links[0][0]", "expected [start, end]"),
    ],
)
def test_faults_are_told_with_line_and_path(changes: dict[str, Any], path: str, message: str, tmp_path: Path) -> None:
    finding = refusal(Rams(), tmp_path, ROW, ROW | {"doc_key": "b"} | changes)
    assert (finding.place.line, finding.path) == (2, path)
    assert message in finding.message


def test_it_is_recognised(tmp_path: Path) -> None:
    assert recognised(written(tmp_path, ROW)).name == "rams"
