"""Where the words of a row stand too, and which of these places were decided otherwise."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.agreement.adjudication.merge import Merge, merge_layers
from annotator.agreement.adjudication.places import decided_otherwise, places_of
from annotator.agreement.adjudication.row import Decision, Row, Rules, decide
from annotator.model.document import Document
from tests.agreement.adjudication.test_merge import ANA, BEN, LAYERS, decide_all, layer, person
from tests.examples import examples
from tests.reaching import reached, reaching


def merged(document: str, *decisions: Decision, **layers: Document) -> Merge:
    renamed = {name: replace(each, id=document, text_sha256=document) for name, each in layers.items()}
    return merge_layers(renamed, {each.key: each for each in decisions})


def only_open(merge: Merge) -> Row:
    (row,) = merge.open
    return row


def test_the_same_words_decided_otherwise_come_first() -> None:
    with_ben, without = layer("ana", ANA, BEN), layer("ben", ANA)
    here = only_open(merged("a", ana=with_ben, ben=without))
    there = only_open(merged("b", ana=with_ben, ben=without))
    taken = decide(there, (there.readings[0].content,))
    merges = [
        merged("a", ana=with_ben, ben=without),
        merged("b", taken, ana=with_ben, ben=without),
        merged("c", ana=with_ben, ben=with_ben),
        merged("d", ana=layer("ana", ANA, person("T2", 8, 11, "ORG")), ben=without),
    ]
    answer = decide(here, ())
    places = places_of(here, merges, answer)
    assert [(each.row.document, each.how, each.words, each.is_other) for each in places] == [
        ("b", "chosen", "PERSON [Ben]", True),
        ("c", "agreed", "PERSON [Ben]", True),
        ("d", "open", "", False),
    ]
    assert [each.row.document for each in decided_otherwise(here, merges, answer)] == ["b"]
    assert not decided_otherwise(here, merges, decide(here, (here.readings[0].content,)))


def test_what_was_asked_in_another_way_and_came_out_alike_is_not_otherwise() -> None:
    long, short = person("T2", 8, 18), BEN
    missing = {"ana": layer("ana", ANA, BEN), "ben": layer("ben", ANA)}
    boundary = {"ana": layer("ana", ANA, short), "ben": layer("ben", ANA, long)}
    there = only_open(merged("b", **boundary))
    kept = next(each.content for each in there.readings if each.content["spans"] == [[8, 11]])
    merges = [merged("a", **missing), merged("b", decide(there, (kept,)), **boundary)]
    here = only_open(merges[0])
    assert there.words.startswith("Ben")
    (place,) = places_of(here, merges, decide(here, (here.readings[0].content,)))
    assert (place.words, place.is_other) == ("PERSON [Ben]", False)


@reaching(0.5)
@given(LAYERS, st.lists(st.integers(0, 5), min_size=1, max_size=20))
@examples(40)
def test_a_place_is_never_the_row_itself_and_nobody_decided_otherwise_than_themselves(
    layers: Mapping[str, Document], picks: list[int]
) -> None:
    merge, decisions = decide_all(layers, Rules(), picks)
    for row, out in merge.rows:
        places = places_of(row, [merge], decisions.get(row.key))
        assert row.key not in {each.row.key for each in places}
        reached(out)
        assert all(each.is_decided for each in places if each.row.key in decisions)
