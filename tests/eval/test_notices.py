"""Nothing is dropped or counted in silence."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.eval.counts.part_file import Shard, merge_parts
from annotator.eval.options import ScoreOptions
from annotator.eval.schema_facts import SchemaFacts
from annotator.eval.score import count, result_of, score

Record = dict[str, Any]


def record(*spans: tuple[int, int], type_name: str = "PER", **rest: Any) -> Record:
    entities = [{"id": f"T{n}", "type": type_name, "spans": [list(span)]} for n, span in enumerate(spans)]
    return {"id": "d", "entities": entities} | rest


def codes(gold: Record, predicted: Record, options: ScoreOptions | None = None) -> dict[str, int]:
    found = score([gold], [predicted], options).warnings
    return {notice.code: notice.count for notice in found if notice.code != "undefined"}


def test_a_clean_pair_warns_of_nothing() -> None:
    assert score([record((0, 3))], [record((0, 3))]).warnings == ()


@pytest.mark.parametrize(("source", "warned"), [("x@1", True), ("x@2", True), ("x", True), ("xy@1", False), (7, False)])
def test_gold_that_the_extractor_suggested_is_told(source: object, warned: bool) -> None:
    predicted = record((0, 3), extractor={"name": "x", "version": "1"})
    found = score([record((0, 3), meta={"suggested_by": [source]})], [predicted]).warnings
    assert [each.code for each in found] == (["suggested-gold"] if warned else [])
    assert score([record((0, 3), meta={"suggested_by": "x"})], [predicted]).warnings == ()


def test_a_model_that_is_scored_on_what_it_was_trained_on_is_told() -> None:
    made = {"name": "model:m", "version": "1"}
    seen = [record((0, 3), extractor=made, meta={"trained_on": "model:m"}) | {"id": name} for name in "ab"]
    new = record((0, 3), extractor=made) | {"id": "c"}
    gold = [record((0, 3)) | {"id": name} for name in "abc"]
    (notice,) = score(gold, [*seen, new]).warnings
    message = "model:m was trained on documents that it is scored on: its figures say nothing of new ones"
    assert (notice.code, notice.document, notice.count, notice.message) == ("trained-on-gold", None, 2, message)


def test_duplicates_are_counted() -> None:
    assert codes(record((0, 3)), record((0, 3), (0, 3), (0, 3))) == {"duplicate": 2}
    assert codes(record((0, 3)), record((0, 3), (0, 3)), ScoreOptions(duplicates="multiset")) == {}


def test_types_that_nobody_knows_are_named() -> None:
    predicted = record((0, 3), type_name="ALIEN")
    assert codes(record((0, 3)), predicted) == {"unknown-type": 1}
    schema = ScoreOptions(schema_facts=SchemaFacts(types={"entities": frozenset({"PER", "ALIEN"})}))
    assert codes(record((0, 3)), predicted, schema) == {}
    other = ScoreOptions(schema_facts=SchemaFacts(types={"entities": frozenset({"PER"})}))
    notice = score([record((0, 3))], [predicted], other).warnings[0]
    assert (notice.code, notice.document, notice.count) == ("unknown-type", None, 1)
    assert "ALIEN" in notice.message


def test_offsets_beyond_the_text_and_other_words_are_misaligned() -> None:
    gold = record((0, 3), text="Ann left.")
    assert codes(gold, record((0, 3), (20, 25))) == {"misaligned": 1}
    wrong = record((0, 3))
    wrong["entities"][0]["text"] = "Bob"
    assert codes(gold, wrong) == {"misaligned": 1}
    assert codes(gold, record((0, 3), text="Ann went.")) == {"other-text": 1}


def test_few_documents_make_a_poor_interval() -> None:
    assert codes(record((0, 3)), record((0, 3)), ScoreOptions(bootstrap=10)) == {"few-documents": 1}


def test_undefined_figures_say_why() -> None:
    notices = score([record((0, 3))], [record()]).warnings
    assert [(notice.code, notice.count) for notice in notices] == [("undefined", 5)]
    assert "nothing was predicted" in notices[0].message


def near(number: int, head: str, tail: str) -> Record:
    return {"id": f"R{number}", "type": "NEAR", "head": head, "tail": tail}


def test_a_symmetric_relation_both_ways_counts_once_and_that_is_said() -> None:
    gold = record((0, 3), (5, 8), relations=[near(1, "T0", "T1")])
    predicted = record((0, 3), (5, 8), relations=[near(1, "T0", "T1"), near(2, "T1", "T0")])
    facts = SchemaFacts(symmetric=frozenset({"NEAR"}))
    assert codes(gold, predicted, ScoreOptions(schema_facts=facts)) == {"duplicate": 1}
    assert codes(gold, predicted, ScoreOptions(schema_facts=facts, duplicates="multiset")) == {}
    assert codes(gold, predicted) == {}, "without the schema the two are different"


def hit(number: int, *targets: str) -> Record:
    arguments = [{"role": "Who", "target": target} for target in targets]
    return {"id": f"E{number}", "type": "Hit", "trigger": {"spans": [[10, 12]]}, "arguments": arguments}


@pytest.mark.parametrize(
    ("events", "said"),
    [
        ([hit(1, "T0"), hit(2, "T1")], {"trigger measures": 1}),
        ([hit(1, "T0"), hit(2, "T0")], {"equal annotations": 1}),
        ([hit(1, "T0"), hit(2, "T0", "T1")], {"trigger measures": 1, "argument measures": 1}),
        ([hit(1, "T0", "T0")], {"argument measures": 1}),
        ([hit(1, "T0"), hit(2, "T0"), hit(3, "T0", "T1")], {"equal annotations": 1, "trigger": 1, "argument": 1}),
    ],
)
def test_what_sets_make_of_events_is_said_and_no_more_than_that(events: list[Record], said: dict[str, int]) -> None:
    gold = record((0, 3), (5, 8), events=events)
    found = [each for each in score([gold], [gold]).warnings if "in gold" in each.message]
    assert {each.code for each in found} == {"duplicate"}
    assert {word: each.count for word in said for each in found if word in each.message} == said
    assert len(found) == len(said)
    assert codes(gold, gold, ScoreOptions(duplicates="multiset")) == {}


@given(st.lists(st.lists(st.sampled_from(["T0", "T1"]), max_size=3), max_size=5))
def test_what_trigger_and_argument_measures_lack_as_sets_is_what_is_said(arguments: list[list[str]]) -> None:
    gold = record((0, 3), (5, 8), events=[hit(number, *targets) for number, targets in enumerate(arguments)])
    counted = [score([gold], [gold], ScoreOptions(duplicates=each)) for each in ("set", "multiset")]
    lost = {}
    for measure in ("trigger-c", "argument-c"):
        rows = [result.find("events", measure) for result in counted]
        lost[measure] = sum((row.counts["tp"] if row else 0) * sign for row, sign in zip(rows, (-1, 1), strict=True))
    notes = [each for each in counted[0].warnings if each.code == "duplicate" and "in gold" in each.message]
    whole = sum(each.count for each in notes if each.message.startswith("equal annotations"))
    triggers = sum(each.count for each in notes if "trigger" in each.message)
    assert whole + triggers == lost["trigger-c"]
    assert any("argument measures" in each.message for each in notes) or lost["argument-c"] == 0 or whole


def test_a_document_without_clusters_is_said_to_be_left_out_of_coreference() -> None:
    def document(name: str, *corefs: str | None) -> Record:
        plain = record(*((10 * number, 10 * number + 3) for number in range(len(corefs))))
        for entity, coref in zip(plain["entities"], corefs, strict=True):
            entity |= {"coref": coref} if coref else {}
        return plain | {"id": name}

    gold = [document("a", "c1", "c1"), document("b", None, None), document("c")]
    predicted = [document("a", "x", "y"), document("b", None, None), document("c")]
    found = score(gold, predicted).left_out
    assert [(each.code, each.document, each.count) for each in found] == [("no-cluster", "b", 4)]
    assert score(gold[1:], predicted[1:]).left_out == (), "nothing is scored there, so nothing is left out of it"
    assert score(gold, predicted, ScoreOptions(layers=("entities",))).left_out == ()
    halves = [count(gold[:1], predicted[:1], ScoreOptions()), count(gold[1:], predicted[1:], ScoreOptions())]
    both = [replace(half, shares=(Shard(number, 2),)) for number, half in enumerate(halves, 1)]
    assert result_of(merge_parts([("1", both[0]), ("2", both[1])])).left_out == found


def test_two_links_of_one_mention_are_warned_of() -> None:
    plain = record((0, 3), (0, 3))
    for entity, link in zip(plain["entities"], ("nil:1", "nil:2"), strict=True):
        entity["links"] = [link]
    found = score([plain], [plain], ScoreOptions(layers=("linking",))).warnings
    assert {(each.code, each.count) for each in found if "two links" in each.message} == {("repeated-mention", 1)}


@pytest.mark.parametrize(
    ("gold", "predicted", "warned"),
    [
        ({"extractor": {"name": "rules"}}, {}, True),
        ({"extractor": {"name": "rules"}}, {"annotator": "gold"}, True),
        ({"extractor": {"name": "rules"}}, {"extractor": {"name": "rules"}}, True),
        ({}, {"annotator": "gold"}, True),
        ({"annotator": "gold"}, {"extractor": {"name": "rules"}}, False),
        ({"annotator": "gold"}, {"annotator": "mira"}, False),
        ({}, {"extractor": {"name": "rules"}}, False),
        ({}, {}, False),
    ],
)
def test_gold_and_predictions_exchanged_are_noticed(gold: Record, predicted: Record, warned: bool) -> None:
    found = codes(record((0, 3)) | gold, record((0, 3)) | predicted)
    assert found == ({"exchanged": 1} if warned else {})


def test_a_mean_that_counts_an_undefined_figure_as_0_says_so() -> None:
    alone = record((0, 3))
    alone["entities"][0]["coref"] = "c"
    result = score([alone], [alone], ScoreOptions(layers=("coref",)))
    row = result.find("coref", "conll")
    assert row is not None
    assert row.f1 is not None
    assert round(row.f1, 4) == 0.6667
    told = [each for each in result.warnings if "conll counts" in each.message]
    assert [(each.code, each.count, "conll counts muc as 0" in each.message) for each in told] == [
        ("undefined", 1, True)
    ]
    assert not [each for each in result.scores if each.measure.startswith("event-")], "there are no events"


def test_why_a_weighted_mean_is_undefined_is_true() -> None:
    result = score([record()], [record((0, 3))], ScoreOptions(measures=("strict",), averages=("micro", "weighted")))
    messages = [each.message for each in result.warnings if each.code == "undefined"]
    assert [message for message in messages if "weighed by" in message]
    assert not [message for message in messages if "neither side" in message]
