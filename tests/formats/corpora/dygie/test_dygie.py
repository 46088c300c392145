"""The format dygie: rows as its makers document them, there and back, and what does not fit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.errors import FormatError
from annotator.formats.corpora.dygie.dygie import Dygie
from annotator.formats.recognition import recognised
from annotator.model.annotation import Argument, Event, Relation, Trigger, mention
from annotator.model.document import Document, by_id, new_document
from annotator.model.record import ExtractorRun
from tests.examples import examples
from tests.formats.corpora.settled import counted, settled, there_and_back, words_of
from tests.formats.passing import read_all
from tests.reaching import reached, reaching
from tests.strategies import documents, flat_documents

ROW: dict[str, Any] = {
    "doc_key": "selm-1",
    "dataset": "wire",
    "sentences": [
        ["Oskell", "Ltd.", "struck", "Selm", "."],
        ["Mara", "Voss", ",", "its", "mayor", ",", "died", "in", "the", "raid", "."],
    ],
    "ner": [[[0, 1, "ORG"], [3, 3, "GPE"]], [[5, 6, "PER"], [8, 8, "PER"], [9, 9, "PER"]]],
    "relations": [[], [[9, 9, 8, 8, "Mayor-Of"], [5, 6, 9, 9, "Is"]]],
    "events": [
        [[[2, "Conflict.Attack"], [0, 1, "Attacker"], [3, 3, "Target"]]],
        [[[11, "Life.Die"], [5, 6, "Victim"]], [[13, 14, "Conflict.Attack"], [11, 11, "Effect"]]],
    ],
    "clusters": [[[3, 3], [8, 8]], [[5, 6], [9, 9]]],
    "event_clusters": [[[2, 2], [13, 14]]],
    "_sentence_start": [0, 5],
    "_note": "made up",
}


def written(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "in.jsonl"
    path.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    return path


def one(folder: Path, **changes: Any) -> Document:
    (document,), _ = read_all(Dygie(), written(folder, ROW | changes))
    return document


def test_every_layer_is_read(tmp_path: Path) -> None:
    document = one(tmp_path)
    assert document.text == "Oskell Ltd. struck Selm .\nMara Voss , its mayor , died in the raid ."
    mentions = [(each.text, each.type, each.coref) for each in document.entities.values()]
    assert sorted(mentions) == [
        ("Mara Voss", "PER", "e:selm-1.1"),
        ("Oskell Ltd.", "ORG", None),
        ("Selm", "GPE", "e:selm-1.0"),
        ("its", "PER", "e:selm-1.0"),
        ("mayor", "PER", "e:selm-1.1"),
    ]
    words = {each.id: each.text for each in document.entities.values()}
    relations = [(each.type, words[each.head], words[each.tail]) for each in document.relations.values()]
    assert sorted(relations) == [("Is", "Mara Voss", "mayor"), ("Mayor-Of", "mayor", "its")]
    attack, die, raid = (document.events[f"E{number}"] for number in (1, 2, 3))
    assert [(each.role, words[each.target]) for each in attack.arguments] == [
        ("Attacker", "Oskell Ltd."),
        ("Target", "Selm"),
    ]
    assert (raid.trigger and raid.trigger.text, die.trigger and die.trigger.text) == ("the raid", "died")
    assert raid.arguments == (Argument("Effect", die.id),)
    assert attack.coref == raid.coref == "h:selm-1.0"
    assert document.meta == {"tokens": "blanks", "dygie": {"": {"dataset": "wire", "_note": "made up"}}}


def test_a_row_comes_back_as_it_was(tmp_path: Path) -> None:
    again, losses = there_and_back(Dygie(), tmp_path, one(tmp_path))
    row = orjson.loads((tmp_path / "out").read_bytes())
    row["relations"][1].sort(key=lambda each: each[4], reverse=True)
    assert (row, losses) == (ROW, ())
    assert again == (one(tmp_path),)


def test_rows_of_others_are_recognised(tmp_path: Path) -> None:
    assert recognised(written(tmp_path, ROW)).name == "dygie"
    bare = {"doc_key": "a", "sentences": [["Mara"]]}
    assert recognised(written(tmp_path, bare)).name == "dygie"
    assert not Dygie().recognizes(_sample(written(tmp_path, bare | {"evt_triggers": []})))


def _sample(path: Path) -> Any:
    from annotator.formats.sample import sample_of

    return sample_of(path)


PREDICTED = {
    "doc_key": "p",
    "sentences": [["Mara", "struck", "Selm"]],
    "ner": [[[0, 0, "PER"]]],
    "predicted_ner": [[[0, 0, "PER", 9.5, 0.9], [2, 2, "GPE", 3.25, 0.75]]],
    "predicted_relations": [[[0, 0, 2, 2, "Near", 1.5, 0.5]]],
    "predicted_events": [[[[1, "Attack", 4.5, 0.8], [0, 0, "Attacker", 2.5, 0.7]]]],
    "predicted_clusters": [],
}


def test_predictions_are_read_with_their_scores(tmp_path: Path) -> None:
    (document,), report = read_all(Dygie(), written(tmp_path, PREDICTED))
    assert document.extractor == ExtractorRun("dygie")
    assert {each.text: each.score for each in document.entities.values()} == {"Mara": 0.9, "Selm": 0.75}
    assert [each.score for each in document.relations.values()] == [0.5]
    assert [each.score for each in document.events.values()] == [0.8]
    assert counted(report.losses) == {"gold": 1, "raw score": 5, "score of an argument": 1}


def test_predictions_are_written_as_such(tmp_path: Path) -> None:
    (document,), _ = read_all(Dygie(), written(tmp_path, PREDICTED))
    again, losses = there_and_back(Dygie(), tmp_path, document)
    row = orjson.loads((tmp_path / "out").read_bytes())
    assert row["predicted_ner"] == [[[0, 0, "PER", 0.9, 0.9], [2, 2, "GPE", 0.75, 0.75]]]
    assert "ner" not in row
    assert (again, losses) == ((document,), ())
    other = replace(document, extractor=ExtractorRun("mine", "2.0"))
    assert counted(there_and_back(Dygie(), tmp_path, other)[1]) == {"extractor": 1}


@pytest.mark.parametrize("key", ["_sentence_start", "sentence_start"])
def test_a_part_of_a_document_counts_its_tokens_from_where_it_begins(key: str, tmp_path: Path) -> None:
    row = {"doc_key": "part", "sentences": [["Mara"], ["met", "Ilan"]], key: [40, 41]}
    (document,), _ = read_all(Dygie(), written(tmp_path, row | {"ner": [[[40, 40, "PER"]], [[42, 42, "PER"]]]}))
    assert sorted(each.text or "" for each in document.entities.values()) == ["Ilan", "Mara"]
    (document,), _ = read_all(Dygie(), written(tmp_path, row | {"ner": [[[0, 0, "PER"]], [[2, 2, "PER"]]]}))
    assert sorted(each.text or "" for each in document.entities.values()) == ["Ilan", "Mara"]


def test_what_is_named_by_its_place_alone_becomes_a_mention(tmp_path: Path) -> None:
    row = {"doc_key": "a", "sentences": [["Mara", "met", "Ilan"]], "ner": None, "clusters": [[[0, 0], [2, 2]]]}
    (document,), report = read_all(Dygie(), written(tmp_path, row | {"relations": [[[0, 0, 1, 2, "Saw"]]]}))
    assert words_of(document) == {("Mention", "Mara"): 1, ("Mention", "Ilan"): 1, ("Mention", "metIlan"): 1}
    assert any("are mentions of the type Mention" in note for note in report.notes)


def test_an_event_never_leads_to_itself(tmp_path: Path) -> None:
    events = [[[[0, "A"], [1, 1, "Next"], [0, 0, "Self"]], [[1, "B"], [0, 0, "Next"]]]]
    (document,), _ = read_all(Dygie(), written(tmp_path, {"doc_key": "a", "sentences": [["x", "y"]], "events": events}))
    targets = {(each.type, one.role): one.target for each in document.events.values() for one in each.arguments}
    assert targets["A", "Next"] == "E2"
    assert {targets["B", "Next"], targets["A", "Self"]} == {"T1"}


@pytest.mark.parametrize(
    ("changes", "path", "message"),
    [
        ({"ner": [[[0, 5, "ORG"]], []]}, "ner[0][0]", "[0, 5] is not in sentence 0; expected tokens 0 to 4"),
        ({"ner": [[[0, 1]], []]}, "ner[0][0][2]", "expected a label"),
        ({"ner": [[["0", 1, "X"]], []]}, "ner[0][0]", "expected the numbers of a first and a last token"),
        ({"ner": [[]]}, "ner", "1 lists for 2 sentences"),
        ({"ner": [[[0, 1, "X", "high"]], []]}, "ner[0][0][3]", "expected nothing behind the label, or a raw score"),
        ({"events": [[[]], []]}, "events[0][0]", "no trigger"),
        ({"events": [[[[7, "X"]]], []]}, "events[0][0][0]", "[7, 7] is not in sentence 0"),
        ({"clusters": [[[0, 1], [90, 91]]]}, "clusters[0][1]", "[90, 91] are no tokens of the document"),
        ({"sentences": [["a", 1]]}, "sentences[0][1]", "expected a string, found 1"),
        ({"doc_key": 3}, "doc_key", "expected a string, found 3"),
    ],
)
def test_faults_are_told_with_line_and_path(changes: dict[str, Any], path: str, message: str, tmp_path: Path) -> None:
    good = {"doc_key": "good", "sentences": []}
    with pytest.raises(FormatError) as caught:
        read_all(Dygie(), written(tmp_path, good, ROW | changes))
    found = caught.value.findings[0]
    assert (found.place.line, found.path) == (2, path)
    assert message in found.message


TEXT = "Mara struck Selm\nand Ilan"


def test_what_sentences_cannot_say_is_reported(tmp_path: Path) -> None:
    places = {"T1": (0, 4), "T2": (12, 16), "T3": (21, 25), "T4": (12, 25), "T5": (12, 16)}
    entities = [mention(name, "X", TEXT, (span,)) for name, span in places.items()]
    event = Event("E1", "A", Trigger(((5, 11),), "struck"), (Argument("Who", "T1"), Argument("Whom", "T3")))
    relations = [Relation("R1", "R", "T1", "T3"), Relation("R2", "R", "T1", "T2"), Relation("R3", "R", "E1", "T1")]
    document = new_document("d", TEXT, entities=by_id(entities), events=by_id([event]), relations=by_id(relations))
    (again,), losses = there_and_back(Dygie(), tmp_path, document)
    assert counted(losses) == {"argument": 1, "relation": 2, "mention": 1, "id": 4}
    assert len(again.entities) == 4


@reaching(0.5)
@examples(60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(document=st.one_of(flat_documents(), documents()))
def test_documents_come_back_but_for_what_is_told(document: Document, tmp_path: Path) -> None:
    once, lost = settled(Dygie(), tmp_path, document)
    reached(once.entities)
    assert len(once.entities) == len(document.entities) - lost["mention"]
    assert len(once.relations) >= len(document.relations) - lost["relation"]
    assert len(once.events) == len(document.events) - lost["event"]
    assert words_of(once) <= words_of(document)
