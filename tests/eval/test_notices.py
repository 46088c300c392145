"""Nothing is dropped or counted in silence."""

from __future__ import annotations

from typing import Any

from annotator.eval.options import ScoreOptions
from annotator.eval.schema_facts import SchemaFacts
from annotator.eval.score import score

Record = dict[str, Any]


def record(*spans: tuple[int, int], type_name: str = "PER", **rest: Any) -> Record:
    entities = [{"id": f"T{n}", "type": type_name, "spans": [list(span)]} for n, span in enumerate(spans)]
    return {"id": "d", "entities": entities} | rest


def codes(gold: Record, predicted: Record, options: ScoreOptions | None = None) -> dict[str, int]:
    found = score([gold], [predicted], options).warnings
    return {notice.code: notice.count for notice in found if notice.code != "undefined"}


def test_a_clean_pair_warns_of_nothing() -> None:
    assert score([record((0, 3))], [record((0, 3))]).warnings == ()


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
