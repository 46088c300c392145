"""What has no place in the text counts as spurious in its layer and type, in every mode of matching, and is listed."""

from __future__ import annotations

from typing import Any

import pytest

from annotator.eval.mistakes.find import mistakes
from annotator.eval.mistakes.mistake import tally
from annotator.eval.options import ScoreOptions
from annotator.eval.score import score
from annotator.eval.scores.result import Result
from annotator.model.record import text_hash

TEXT = "Mara Voss met Ilan Reke in Oskell."
GOLD: dict[str, Any] = {
    "id": "d",
    "text": TEXT,
    "text_sha256": text_hash(TEXT),
    "entities": [
        {"id": "T1", "type": "PER", "spans": [[0, 9]], "text": "Mara Voss"},
        {"id": "T2", "type": "PER", "spans": [[14, 23]], "text": "Ilan Reke"},
        {"id": "T3", "type": "LOC", "spans": [[27, 33]], "text": "Oskell"},
    ],
    "relations": [{"id": "R1", "type": "KNOWS", "head": "T1", "tail": "T2"}],
    "events": [
        {
            "id": "E1",
            "type": "Meet",
            "trigger": {"spans": [[10, 13]], "text": "met"},
            "arguments": [{"role": "Who", "target": "T1"}, {"role": "Where", "target": "T3"}],
        }
    ],
}
UNPLACED = [
    {"layer": "entities", "type": "PER", "text": "Tamsin Orr", "reason": "not in the text"},
    {"layer": "entities", "type": "PER", "text": "Tamsin Orr", "reason": "not in the text"},
    {"layer": "relations", "type": "KNOWS", "text": "Mara Voss -> Tamsin Orr", "reason": "tail names nothing"},
    {"layer": "events", "type": "Meet", "text": "gathered", "reason": "not in the text"},
    {"layer": "events", "type": "Meet/Who", "text": "Tamsin Orr", "reason": "its event has no place in the text"},
]
COMPARED = ("trigger-i", "trigger-c", *(f"argument-{each}" for each in ("i", "c", "attached-i", "attached-c")))


def predicted(**more: Any) -> dict[str, Any]:
    run = {"extractor": {"name": "x", "unplaced": UNPLACED}}
    return {key: value for key, value in (GOLD | run | more).items() if key not in ("text", "text_sha256")}


def scored(prediction: dict[str, Any], **options: Any) -> Result:
    return score([GOLD], [prediction], ScoreOptions(by=("type",), **options))


def fp(result: Result, layer: str, measure: str, type_name: str | None = None) -> float:
    row = result.find(layer, measure, type_name=type_name)
    assert row is not None
    return row.counts["fp"]


@pytest.mark.parametrize("matching", ["max", "nervaluate"])
@pytest.mark.parametrize("duplicates", ["set", "multiset"])
def test_each_counts_as_spurious_in_its_layer_and_type(matching: str, duplicates: str) -> None:
    result = scored(predicted(), matching=matching, duplicates=duplicates, measures=None)
    for measure in ("strict", "exact", "partial", "type"):
        assert (fp(result, "entities", measure), fp(result, "entities", measure, "PER")) == (2, 2)
        row = result.find("entities", measure)
        assert row is not None
        assert (row.counts["spurious"], row.counts["tp"]) == (2, 3)
    for measure in ("strict", "boundaries", "triples"):
        assert (fp(result, "relations", measure), fp(result, "relations", measure, "KNOWS")) == (1, 1)
    for measure in COMPARED:
        assert (fp(result, "events", measure), fp(result, "events", measure, "Meet")) == (1, 1)


def test_whole_events_and_fillers_are_predicted_and_wrong() -> None:
    result = scored(predicted(), measures=("nested", "ceaf-ree-strict", "ceaf-ree-prop"))
    found = {row.measure: (row.precision, row.recall) for row in result.scores if row.type is None}
    assert found == {"nested": (0.5, 1.0), "ceaf-ree-strict": (2 / 3, 1.0), "ceaf-ree-prop": (2 / 3, 1.0)}


def test_errors_list_each_with_its_words_and_the_reason() -> None:
    found = list(mistakes([GOLD], [predicted()]))
    assert tally(found) == {
        ("entities", "spurious"): 2,
        ("relations", "spurious"): 1,
        ("triggers", "spurious"): 1,
        ("arguments", "spurious"): 1,
    }
    assert found[0].to_plain(TEXT)["predicted"] | {"ids": []} == {
        "label": "PER",
        "type": "PER",
        "spans": [],
        "ids": [],
        "text": "Tamsin Orr",
        "reason": "not in the text",
    }


def test_words_that_stand_elsewhere_count_as_spurious_and_take_along_what_names_them() -> None:
    entities: list[Any] = [GOLD["entities"][0] | {"text": "Ilan Reke"}, *GOLD["entities"][1:]]
    result = scored(predicted(entities=entities, extractor=None))
    row = result.find("entities", "overlap")
    assert row is not None
    assert (row.counts["tp"], row.counts["fp"], row.counts["fn"]) == (2, 1, 1)
    assert (fp(result, "relations", "strict"), fp(result, "events", "argument-i")) == (1, 1)
    assert [(each.code, each.count) for each in result.warnings if each.code == "misaligned"] == [("misaligned", 1)]
    errors = tally(mistakes([GOLD], [predicted(entities=entities, extractor=None)]))
    assert errors["entities", "spurious"] == errors["entities", "missing"] == errors["relations", "spurious"] == 1


def test_an_offset_beyond_the_text_counts_whether_the_prediction_has_words_or_not() -> None:
    far = {"id": "T9", "type": "PER", "spans": [[30, 99]]}
    for words in ({}, {"text": "Oskell, the town"}):
        result = scored(predicted(entities=[*GOLD["entities"], far | words], extractor=None))
        assert fp(result, "entities", "exact") == 1


def test_a_trigger_elsewhere_takes_its_arguments_along() -> None:
    event = GOLD["events"][0] | {"trigger": {"spans": [[10, 13]], "text": "saw"}}
    result = scored(predicted(events=[event], extractor=None))
    assert [fp(result, "events", measure) for measure in COMPARED] == [1, 1, 2, 2, 2, 2]


def test_what_gold_is_incomplete_for_is_left_out_of_the_unplaced_too() -> None:
    gold = GOLD | {"incomplete_for": ["PER", "Meet/Who"]}
    result = score([gold], [predicted()], ScoreOptions(by=("type",)))
    assert fp(result, "entities", "strict") == 0
    assert fp(result, "events", "argument-c") == 0
    assert fp(result, "events", "trigger-c") == 1


def test_blanks_and_line_ends_do_not_part_words_unless_placing_is_exact() -> None:
    mention = {"id": "T1", "type": "PER", "spans": [[0, 9]], "text": "Mara\nVoss"}
    gold = {"id": "d", "text": "Mara\nVoss", "text_sha256": text_hash("Mara\nVoss"), "entities": [mention]}
    one = {"id": "d", "entities": [{"id": "T1", "type": "PER", "spans": [[0, 9]], "text": "Mara Voss"}]}
    other = {"id": "d", "entities": [{"id": "T1", "type": "PER", "spans": [[0, 9]], "text": "mara voss"}]}
    cases = ((one, "blanks", 1), (one, "exact", 0), (other, "blanks", 0), (other, "case", 1), (other, "fuzzy", 1))
    for prediction, placing, right in cases:
        row = score([gold], [prediction], ScoreOptions(placing=placing)).find("entities", "strict")  # type: ignore[arg-type]
        assert row is not None
        assert (row.counts["tp"], row.counts["fp"]) == (right, 1 - right), (placing, prediction)
