"""What must hold whatever is scored: order and shards change nothing, sides can be exchanged, perfect is 1."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.eval.counts.counts import merge
from annotator.eval.measures.registry import ALL_MEASURES, find_measure
from annotator.eval.options import ScoreOptions
from annotator.eval.schema_facts import SchemaFacts
from annotator.eval.score import score
from annotator.eval.scores.result import Result
from annotator.eval.scores.rows import score_rows
from tests.examples import examples
from tests.reaching import reached, reaching

Record = dict[str, Any]

EVERYTHING = ScoreOptions(
    by=("type", "document"),
    averages=("micro", "macro", "weighted"),
    measures=tuple(measure.full_name for measure in ALL_MEASURES),
)
LETTERS = st.sampled_from(["A", "B"])
SPANS = st.tuples(st.integers(0, 12), st.integers(1, 4)).map(lambda pair: [[pair[0], pair[0] + pair[1]]])
COREF = st.sampled_from([None, "x", "y"])
VALUES = st.dictionaries(LETTERS, st.sampled_from(["on", "off"]), max_size=1)


@st.composite
def records(draw: st.DrawFn, document: str) -> Record:
    """A document with a few annotations of every layer, on a text of twenty characters."""
    entities = [
        {"id": f"T{number}", "type": draw(LETTERS), "spans": draw(SPANS), "attributes": draw(VALUES)}
        | {
            key: value
            for key, value in (("coref", draw(COREF)), ("links", draw(st.sampled_from([None, ["k:1"]]))))
            if value
        }
        for number in range(draw(st.integers(0, 4)))
    ]
    ids = [str(entity["id"]) for entity in entities]
    events: list[Record] = []
    for number in range(draw(st.integers(0, 3))):
        targets = st.sampled_from([*ids, *(str(event["id"]) for event in events), ""])
        chosen = [(draw(LETTERS), draw(targets)) for _ in range(draw(st.integers(0, 2)))]
        arguments = [{"role": role, "target": target} for role, target in chosen if target]
        event = {"id": f"E{number}", "type": draw(LETTERS), "trigger": {"spans": draw(SPANS)}, "arguments": arguments}
        events.append(event | {"attributes": draw(VALUES)} | ({"coref": name} if (name := draw(COREF)) else {}))
    ends = st.sampled_from(ids or [""])
    relations = [
        {"id": f"R{number}", "type": draw(LETTERS), "head": draw(ends), "tail": draw(ends), "attributes": draw(VALUES)}
        for number in range(draw(st.integers(0, 2)) if ids else 0)
    ]
    found = {"id": document, "text": "a b, cd e. fgh ij k!", "entities": entities, "relations": relations}
    return found | {"events": events, "labels": draw(VALUES)}


def corpora(most: int = 3) -> st.SearchStrategy[list[Record]]:
    return st.integers(1, most).flatmap(lambda size: st.tuples(*(records(f"d{n}") for n in range(size)))).map(list)


def shuffled(found: list[Record], seed: int) -> list[Record]:
    """The same in another order, under other ids."""
    mixed = random.Random(seed)
    result = []
    for record in mixed.sample(found, len(found)):
        again = dict(record)
        for key in ("entities", "relations", "events"):
            again[key] = mixed.sample(record[key], len(record[key]))
        again = renamed(again, mixed)
        again["events"] = [
            event | {"arguments": mixed.sample(event["arguments"], len(event["arguments"]))}
            for event in again["events"]
        ]
        result.append(again)
    return result


def renamed(record: Record, mixed: random.Random) -> Record:
    """The same with other annotation ids, in another order of names."""
    ids = [each["id"] for key in LISTS for each in record[key]]
    names = dict(zip(ids, mixed.sample([f"N{number}" for number in range(len(ids))], len(ids)), strict=True))
    return record | {
        "entities": [each | {"id": names[each["id"]]} for each in record["entities"]],
        "relations": [
            each | {"id": names[each["id"]], "head": names[each["head"]], "tail": names[each["tail"]]}
            for each in record["relations"]
        ],
        "events": [
            each
            | {"id": names[each["id"]]}
            | {"arguments": [role | {"target": names[role["target"]]} for role in each["arguments"]]}
            for each in record["events"]
        ],
    }


def rows(result: Result) -> list[dict[str, Any]]:
    return [row.to_plain() for row in result.scores]


@examples(25)
@given(corpora(), corpora(), st.integers(0, 9))
def test_order_changes_nothing(gold: list[Record], predicted: list[Record], seed: int) -> None:
    mixed = score(shuffled(gold, seed), shuffled(predicted, seed + 1), EVERYTHING)
    plain = score(gold, predicted, EVERYTHING)
    assert rows(mixed) == rows(plain)
    assert mixed.warnings == plain.warnings
    assert mixed.left_out == plain.left_out


@reaching(0.3)
@examples(25)
@given(corpora(), corpora())
def test_exchanging_the_sides_exchanges_precision_and_recall(gold: list[Record], predicted: list[Record]) -> None:
    there, back = score(gold, predicted, EVERYTHING), score(predicted, gold, EVERYTHING)
    for row in there.scores:
        if not find_measure(row.layer, row.measure).gold_decides and (row.average, row.type, row.document) == (
            "micro",
            None,
            None,
        ):
            other = back.find(row.layer, row.measure)
            assert other is not None
            reached(row.f1)
            assert (row.precision, row.recall, row.f1) == (other.recall, other.precision, other.f1), row


@reaching(0.5)
@examples(25)
@given(corpora())
def test_a_perfect_prediction_is_1_in_every_measure(gold: list[Record]) -> None:
    for row in score(gold, gold, EVERYTHING).scores:
        if row.measure.endswith("conll"):
            continue
        assert {row.precision, row.recall, row.f1} in ({1.0}, {None}), row
        if any(row.counts.get(name) for name in ("tp", "recall_denominator")):
            reached()
            assert row.f1 == 1.0


@reaching(0.04)
@examples(80)
@given(corpora(), corpora(), st.booleans(), st.sampled_from(["set", "multiset"]))
def test_duplicates_never_raise_recall(gold: list[Record], other: list[Record], alike: bool, policy: Any) -> None:
    predicted = [gold[0], *other[1:]] if alike else other
    doubled = [
        record | {key: record[key] + [each | {"id": f"{each['id']}b"} for each in record[key]] for key in LISTS}
        for record in predicted
    ]
    options = ScoreOptions(duplicates=policy)
    once, twice = score(gold, predicted, options), score(gold, doubled, options)
    for row in once.scores:
        again = twice.find(row.layer, row.measure)
        assert again is not None
        if policy == "set":
            reached(row.recall)
            assert again.recall == row.recall, row
        assert (again.recall or 0) <= 1


LISTS = ("entities", "relations", "events")


@reaching(0.5)
@examples(25)
@given(corpora(), corpora())
def test_counts_add_up_over_types_and_documents(gold: list[Record], predicted: list[Record]) -> None:
    result = score(gold, predicted, EVERYTHING)
    for row in result.scores:
        if row.type is None and row.document is None and row.average == "micro":
            parts = [each for each in result.scores if (each.layer, each.measure) == (row.layer, row.measure)]
            for kind in ("type", "document"):
                chosen = [each for each in parts if getattr(each, kind) is not None]
                if kind == "type" and not chosen:
                    continue
                reached(any(row.counts.values()))
                for name, value in row.counts.items():
                    assert abs(sum(each.counts[name] for each in chosen) - value) < 1e-9, (row, kind, name)


@pytest.mark.slow
@examples(25)
@given(corpora(4), corpora(4), st.integers(0, 4))
def test_shards_merge_to_the_whole(gold: list[Record], predicted: list[Record], cut: int) -> None:
    names = {f"d{number}" for number in range(cut)}
    shards = [
        score(
            [each for each in gold if (each["id"] in names) == chosen],
            [each for each in predicted if (each["id"] in names) == chosen],
            EVERYTHING,
        ).counts
        for chosen in (True, False)
    ]
    merged = list(score_rows(merge(shards), EVERYTHING))
    assert [row.to_plain() for row in merged] == rows(score(gold, predicted, EVERYTHING))


@pytest.mark.slow
@examples(15)
@given(corpora(), corpora(), st.integers(0, 9))
def test_intervals_depend_neither_on_order_nor_on_shards(
    gold: list[Record], predicted: list[Record], seed: int
) -> None:
    options = ScoreOptions(bootstrap=50, by=("type",), averages=("micro", "macro", "weighted"))
    plain = score(gold, predicted, options)
    assert rows(score(shuffled(gold, seed), shuffled(predicted, seed + 1), options)) == rows(plain)
    for row in plain.scores:
        for name, (low, high) in (row.ci or {}).items():
            assert 0 <= low <= high <= 1, (row, name)


def test_relations_without_direction_match_either_way() -> None:
    def pair(head: str, tail: str) -> Record:
        entities = [{"id": name, "type": "X", "spans": [[at, at + 1]]} for at, name in enumerate(("a", "b"))]
        return {"id": "d", "entities": entities, "relations": [{"id": "r", "type": "near", "head": head, "tail": tail}]}

    options = ScoreOptions(layers=("relations",), schema_facts=SchemaFacts(symmetric=frozenset({"near"})))
    assert {row.f1 for row in score([pair("a", "b")], [pair("b", "a")], options).scores} == {1.0}
    directed = ScoreOptions(layers=("relations",), measures=("strict", "boundaries", "triples"))
    assert [row.f1 for row in score([pair("a", "b")], [pair("b", "a")], directed).scores] == [0.0, 0.0, 0.0]
