"""The format wikievents: documents on their texts, the coreference beside them, and what does not fit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from annotator.errors import FormatError
from annotator.formats.corpora.wikievents import Wikievents
from annotator.formats.recognition import recognised
from annotator.model.annotation import Argument
from tests.formats.corpora.rows import lost, read_rows, refusal, written
from tests.formats.passing import read_all

TEXT = "Mara left Selm.“She was ill,” Ilan said."
ROW: dict[str, Any] = {
    "doc_id": "d1",
    "tokens": ["Mara", "left", "Selm", ".", "“", "She", "was", "ill", ",", "”", "Ilan", "said", "."],
    "text": TEXT,
    "sentences": [
        [[["Mara", 0, 4], ["left", 5, 9], ["Selm", 10, 14], [".", 14, 15]], "Mara left Selm."],
        [
            [
                ["“", 15, 16],
                ["She", 16, 19],
                ["was", 20, 23],
                ["ill", 24, 27],
                [",", 27, 28],
                ["”", 28, 29],
                ["Ilan", 30, 34],
                ["said", 35, 39],
                [".", 39, 40],
            ],
            "“She was ill,” Ilan said.",
        ],
    ],
    "entity_mentions": [
        {
            "id": "d1-T1",
            "sent_idx": 0,
            "start": 0,
            "end": 1,
            "entity_type": "PER",
            "mention_type": "UNK",
            "text": "Mara",
        },
        {
            "id": "d1-T2",
            "sent_idx": 0,
            "start": 2,
            "end": 3,
            "entity_type": "GPE",
            "mention_type": "UNK",
            "text": "Selm",
        },
        {
            "id": "d1-T3",
            "sent_idx": 1,
            "start": 5,
            "end": 6,
            "entity_type": "PER",
            "mention_type": "UNK",
            "text": "She",
        },
    ],
    "relation_mentions": [],
    "event_mentions": [
        {
            "id": "d1-E1",
            "event_type": "Movement.Transportation.Unspecified",
            "trigger": {"start": 1, "end": 2, "text": "left", "sent_idx": 0},
            "arguments": [{"entity_id": "d1-T3", "role": "Passenger", "text": "She"}],
        },
    ],
}
COREF = {"doc_key": "d1", "clusters": [["d1-T3", "d1-T1"]], "informative_mentions": ["Mara"]}


def test_a_document_stands_on_its_own_text(tmp_path: Path) -> None:
    (document,), report = read_rows(Wikievents(), tmp_path, ROW)
    assert (document.text, document.meta) == (TEXT, {})
    assert {each.id: (each.spans, each.text) for each in document.entities.values()} == {
        "d1-T1": (((0, 4),), "Mara"),
        "d1-T2": (((10, 14),), "Selm"),
        "d1-T3": (((16, 19),), "She"),
    }
    event = document.events["d1-E1"]
    assert event.trigger
    assert (event.trigger.spans, event.arguments) == (((5, 9),), (Argument("Passenger", "d1-T3"),))
    assert not report.losses
    assert any("no coref/in.jsonlines beside it" in each for each in report.notes)


@pytest.mark.parametrize("place", ["coref/in.jsonlines", "in.jsonlines"])
def test_the_coreference_beside_it_is_read(place: str, tmp_path: Path) -> None:
    written(tmp_path, COREF, name=place)
    (document,), report = read_rows(Wikievents(), tmp_path, ROW)
    assert {each.id: each.coref for each in document.entities.values()} == {
        "d1-T1": "e:d1.0",
        "d1-T2": None,
        "d1-T3": "e:d1.0",
    }
    assert document.meta == {"wikievents": {"": {"informative_mentions": {"e:d1.0": "Mara"}}}}
    assert not report.losses


def test_a_mention_of_several_things_or_of_none_is_reported(tmp_path: Path) -> None:
    written(tmp_path, COREF | {"clusters": [["d1-T3", "d1-T1"], ["d1-T3", "gone"]]}, name="coref/in.jsonlines")
    _, report = read_rows(Wikievents(), tmp_path, ROW)
    assert lost(report) == {"coref": 2}


def test_a_faulty_file_of_coreference_is_told(tmp_path: Path) -> None:
    written(tmp_path, {"doc_key": "d1", "clusters": [[1]]}, name="coref/in.jsonlines")
    with pytest.raises(FormatError, match=r"in\.jsonlines:1: clusters\[0\]\[0\]: expected a string"):
        read_all(Wikievents(), written(tmp_path, ROW))


def test_tokens_are_found_where_their_places_are_wrong(tmp_path: Path) -> None:
    wrong = [[[[word, start + 1, end + 1] for word, start, end in words], said] for words, said in ROW["sentences"]]
    (document,), report = read_rows(Wikievents(), tmp_path, ROW | {"sentences": wrong})
    assert document.text == TEXT
    assert document.entities["d1-T3"].spans == ((16, 19),)
    assert any("its tokens do not stand where it says" in each for each in report.notes)


def test_the_text_is_made_of_tokens_where_they_are_not_in_it(tmp_path: Path) -> None:
    (document,), report = read_rows(Wikievents(), tmp_path, ROW | {"text": "Another text."})
    assert document.text == "Mara left Selm .\n“ She was ill , ” Ilan said ."
    assert document.entities["d1-T3"].text == "She"
    assert lost(report) == {"text": 1}


def test_faults_are_told_with_line_and_path(tmp_path: Path) -> None:
    mention = ROW["entity_mentions"][0] | {"end": 99}
    finding = refusal(Wikievents(), tmp_path, ROW, ROW | {"doc_id": "d2", "entity_mentions": [mention]})
    assert (finding.place.line, finding.path) == (2, "entity_mentions[0]")
    assert "tokens 0 to 99; expected 0 <= start < end <= 13" in finding.message


def test_it_is_recognised(tmp_path: Path) -> None:
    assert recognised(written(tmp_path, ROW)).name == "wikievents"
    written(tmp_path, COREF, name="coref/in.jsonlines")
    assert recognised(tmp_path).name == "wikievents"


def test_a_folder_is_read_with_the_coreference_of_each_file(tmp_path: Path) -> None:
    written(tmp_path, ROW, name="dev.jsonl")
    written(tmp_path, ROW | {"doc_id": "d2"}, name="test.jsonl")
    written(tmp_path, COREF, name="coref/dev.jsonlines")
    written(tmp_path, COREF | {"doc_key": "d2"}, name="coref/test.jsonlines")
    form = recognised(tmp_path)
    documents, report = read_all(form, tmp_path)
    assert [(each.id, each.entities["d1-T1"].coref) for each in documents] == [("d1", "e:d1.0"), ("d2", "e:d2.0")]
    assert not any("not read" in each for each in report.notes)
