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

    return replace(count(share(0), share(1), OPTIONS), gold="gold", schema="s@1.0.0")


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


def test_parts_of_different_gold_are_not_added() -> None:
    one = part([([], [])])
    other = Part(one.counts, one.options, "another", one.schema)
    with pytest.raises(InputError, match="other gold"):
        merge_parts([("a", one), ("b", other)])


def test_a_document_is_not_counted_twice() -> None:
    one = part([([], [])])
    with pytest.raises(InputError, match="twice"):
        merge_parts([("a", one), ("b", one)])


def test_what_is_no_part_file_says_so() -> None:
    with pytest.raises(InputError, match="no part file"):
        part_from_plain({"scores": []}, "x.json")
