from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import InputError, UsageError
from annotator.eval.counts.part_file import Part, Shard, merge_parts, parse_shard, part_from_plain
from annotator.eval.options import ScoreOptions
from annotator.eval.schema_facts import SchemaFacts
from annotator.eval.score import count, result_of

spans = st.tuples(st.integers(0, 9), st.integers(1, 3)).map(lambda pair: [pair[0], sum(pair)])
mentions = st.lists(st.tuples(st.sampled_from("AB"), spans), max_size=4)
corpora = st.lists(st.tuples(mentions, mentions), min_size=1, max_size=6)

OPTIONS = ScoreOptions(by=("type", "document"), schema_facts=SchemaFacts(types={"entities": frozenset("A")}))


def records(corpus: list[Any], side: int) -> list[dict[str, Any]]:
    return [
        {
            "id": f"d{number}",
            "entities": [{"id": f"T{n}", "type": t, "spans": [s]} for n, (t, s) in enumerate(pair[side])],
        }
        for number, pair in enumerate(corpus)
    ]


def part(corpus: list[Any], shard: Shard | None = None) -> Part:
    def share(side: int) -> list[dict[str, Any]]:
        return [each for each in records(corpus, side) if shard is None or shard.holds(each["id"])]

    counted = count(share(0), share(1), OPTIONS)
    return replace(counted, gold="gold", schema="s@1.0.0", predictions="pred", shares=(shard,) if shard else ())


def result(whole: Part) -> dict[str, Any]:
    plain = result_of(whole).to_plain()
    return plain | {"scores": sorted(plain["scores"], key=json.dumps)}


@given(corpora, st.integers(1, 4))
def test_shards_add_up_to_the_whole(corpus: list[Any], of: int) -> None:
    shards = [part(corpus, Shard(number, of)) for number in range(1, of + 1)]
    assert result(merge_parts((str(n), each) for n, each in enumerate(shards))) == result(part(corpus))


@given(corpora)
def test_a_part_reads_back_as_it_was_written(corpus: list[Any]) -> None:
    whole = part(corpus)
    assert part_from_plain(json.loads(json.dumps(whole.to_plain())), "file") == whole


@pytest.mark.parametrize("written", ["", "1", "0/2", "3/2", "a/b", "1/0", "-1/2"])
def test_what_is_no_share_says_so(written: str) -> None:
    with pytest.raises(UsageError, match="k/n"):
        parse_shard(written)


@pytest.mark.parametrize("share", [Shard(1, 1), Shard(1, 2), Shard(2, 2), Shard(10, 12)])
def test_a_share_reads_back(share: Shard) -> None:
    assert parse_shard(f"{share.number}/{share.of}") == share


TWO = [([("A", [0, 3])], [("A", [0, 3])])] * 8


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"gold": "another"}, "gold: gold there, another here"),
        ({"predictions": "another"}, "predictions: pred there, another here"),
        ({"schema": "s@2.0.0"}, "schema: s@1.0.0 there"),
        ({"options": replace(OPTIONS, partial_credit=1.0)}, "partial_credit: 0.5 there, 1.0 here"),
        ({"options": replace(OPTIONS, schema_facts=SchemaFacts())}, "the schema's content"),
    ],
)
def test_parts_of_different_wholes_are_not_added(changed: dict[str, Any], said: str) -> None:
    one, other = (part(TWO, Shard(number, 2)) for number in (1, 2))
    with pytest.raises(InputError, match=said):
        merge_parts([("a", one), ("b", replace(other, **changed))])


def test_fewer_shares_are_no_whole_unless_that_is_said() -> None:
    two = [(str(number), part(TWO, Shard(number, 4))) for number in (1, 3)]
    with pytest.raises(InputError, match=r"2/4, 4/4 are missing; --partial"):
        merge_parts(two)
    with pytest.raises(InputError, match=r"of 4 shares 2/4, 3/4, 4/4 are missing; --partial"):
        merge_parts(two[:1])
    merged = merge_parts(two, partial=True)
    assert merged.shares == (Shard(1, 4), Shard(3, 4))
    assert "|shard:1+3/4|" in result_of(merged).signature
    rest = [(str(number), part(TWO, Shard(number, 4))) for number in (2, 4)]
    assert result(merge_parts([("a", merged), *rest])) == result(part(TWO))


def test_a_share_alone_says_so_in_its_signature() -> None:
    assert "|shard:2/4|" in result_of(part(TWO, Shard(2, 4))).signature


@pytest.mark.parametrize(
    ("shards", "said"),
    [
        ([Shard(1, 2), Shard(1, 2)], "is in 0 already"),
        ([Shard(1, 2), Shard(1, 3)], "different numbers"),
        ([Shard(1, 2), None], "holds all documents"),
    ],
)
def test_a_share_counts_once_and_beside_its_like(shards: list[Shard | None], said: str) -> None:
    parts = [(str(number), part(TWO, shard)) for number, shard in enumerate(shards)]
    with pytest.raises(InputError, match=said):
        merge_parts(parts, partial=True)


def test_what_is_no_part_file_says_so() -> None:
    with pytest.raises(InputError, match="no part file"):
        part_from_plain({"scores": []}, "x.json")


def test_an_option_that_is_not_known_is_told_with_the_file() -> None:
    plain = part(TWO).to_plain()
    plain["options"]["measures"] = ["strikt"]
    with pytest.raises(InputError, match=r"x\.json: .*did you mean strict"):
        part_from_plain(plain, "x.json")
