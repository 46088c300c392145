"""Coreference measures on examples worked by hand, and what happens at their edges."""

from __future__ import annotations

import pytest

from annotator.eval.columns.codes import integers
from annotator.eval.counting.clusters import Clusters, SharedMentions, shared_mentions
from annotator.eval.measures.coreference import Formula, b3, blanc, ceaf_e, ceaf_m, lea, muc
from annotator.eval.options import ScoreOptions
from annotator.eval.schema_facts import SchemaFacts
from annotator.eval.score import score


def both(gold: list[str], predicted: list[str]) -> SharedMentions:
    """Clusters of mentions named by letters, of one document."""
    sides = [(side, cluster) for side, clusters in enumerate((gold, predicted)) for cluster in clusters]
    rows = [(side, ord(letter), number) for number, (side, cluster) in enumerate(sides) for letter in cluster]
    slot, key, number = (integers([row[place] for row in rows]) for place in range(3))
    return shared_mentions(Clusters(slot, key, number, number, number, slot[:0], slot[:0]), 1)


def counted(formula: Formula, gold: list[str], predicted: list[str]) -> list[float]:
    return [float(column[0]) for column in formula(both(gold, predicted))]


def test_muc_counts_links() -> None:
    assert counted(muc, ["abc"], ["ab", "cd"]) == [1, 2, 1, 2]


def test_ceaf_assigns_clusters_one_to_one() -> None:
    assert counted(ceaf_m, ["abc", "de"], ["ab", "cde"]) == [4, 5, 4, 5]
    assert counted(ceaf_e, ["abc", "de"], ["ab", "cde"]) == pytest.approx([2 * 2 / 5 + 2 * 2 / 5, 2, 1.6, 2])


def test_lea_gives_a_singleton_a_link_to_itself() -> None:
    assert counted(lea, ["a", "bc"], ["a", "bd"]) == [1.0, 3, 1.0, 3]
    assert counted(lea, ["a"], ["ab"]) == [0.0, 1, 0.0, 2]


def test_b3_is_the_share_of_the_cluster_that_stands_with_each_mention() -> None:
    assert counted(b3, ["abc", "d"], ["ab", "cd"]) == pytest.approx([2 * 2 / 3 + 1 / 3 + 1, 4, 2 + 1 / 2 + 1 / 2, 4])


def test_blanc_counts_links_and_their_absence() -> None:
    assert counted(blanc, ["ab", "c"], ["a", "bc"]) == [0, 1, 0, 1, 1, 2, 1, 2]


@pytest.mark.parametrize("formula", [muc, b3, ceaf_m, ceaf_e, lea, blanc])
def test_nothing_on_either_side_counts_nothing(formula: Formula) -> None:
    assert not any(counted(formula, [], []))


def record(*mentions: tuple[int, str | None], type_name: str = "PER") -> dict[str, object]:
    entities = [
        {"id": f"T{at}-{number}", "type": type_name, "spans": [[at, at + 1]]} | ({"coref": coref} if coref else {})
        for number, (at, coref) in enumerate(mentions)
    ]
    return {"id": "d", "entities": entities}


def test_a_mention_in_two_clusters_stays_in_the_first_by_id() -> None:
    gold, predicted = record((0, "10"), (0, "9"), (2, "10"), (3, None)), record((0, "a"), (2, "b"), (3, None))
    row = score([gold], [predicted]).find("coref", "b3")
    assert row is not None
    assert (row.precision, row.recall) == (1.0, 1.0)


def test_a_repeated_mention_is_reported() -> None:
    odd = record((0, "a"), (0, "b"), (2, "b"))
    result = score([odd], [odd])
    undefined = {"undefined", "undefined-in-mean"}
    assert {notice.code for notice in result.warnings} - undefined == {"repeated-mention", "duplicate"}


def test_documents_where_neither_side_marks_coreference_take_no_part() -> None:
    result = score([record((0, None), (2, None))], [record((0, None))])
    assert result.find("coref", "b3") is None


def test_singletons_can_be_dropped_on_both_sides() -> None:
    gold, predicted = record((0, "a"), (2, "a"), (4, None)), record((0, "a"), (2, "a"), (6, None))
    kept = score([gold], [predicted]).find("coref", "b3")
    dropped = score([gold], [predicted], ScoreOptions(drop_singletons=True)).find("coref", "b3")
    assert kept is not None
    assert dropped is not None
    assert kept.f1 == pytest.approx(2 / 3)
    assert dropped.f1 == 1.0


def test_values_take_no_part_where_the_schema_says_so() -> None:
    gold, predicted = record((0, "a"), (2, "a")), record((0, "a"), (2, "a"))
    date = {"id": "V", "type": "DATE", "spans": [[8, 9]]}
    options = ScoreOptions(schema_facts=SchemaFacts(values=frozenset({"DATE"})))
    predicted["entities"] = [*predicted["entities"], date]  # type: ignore[misc]
    row = score([gold], [predicted], options).find("coref", "b3")
    assert row is not None
    assert row.f1 == 1.0


def test_a_predicted_cluster_stands_for_the_gold_cluster_it_shares_most_with() -> None:
    gold = record((0, "a"), (2, "a"), (4, "b"), (6, "b"), (8, "b"))
    predicted = record((2, "x"), (4, "x"), (6, "x"), (20, "y"))
    for side, relations in ((gold, [("T4-2", "T0-0")]), (predicted, [("T2-0", "T20-3"), ("T6-2", "T2-0")])):
        side["relations"] = [
            {"id": f"R{number}", "type": "with", "head": head, "tail": tail}
            for number, (head, tail) in enumerate(relations)
        ]
    row = score([gold], [predicted]).find("relations", "triples")
    assert row is not None
    assert (row.counts["tp"], row.counts["fp"], row.counts["fn"]) == (0, 2, 1)
    predicted["relations"] = [{"id": "R", "type": "with", "head": "T2-0", "tail": "T20-3"}]
    gold["relations"] = [{"id": "R", "type": "with", "head": "T8-4", "tail": "T20-5"}]
    gold["entities"] = [*gold["entities"], {"id": "T20-5", "type": "PER", "spans": [[20, 21]]}]  # type: ignore[misc]
    right = score([gold], [predicted]).find("relations", "triples")
    assert right is not None
    assert right.f1 == 1.0


@pytest.mark.parametrize(("earlier", "later"), [("9", "10"), ("10", "9")])
def test_of_two_gold_clusters_shared_alike_the_first_by_id_is_meant(earlier: str, later: str) -> None:
    gold = record((0, earlier), (2, later), (4, earlier), (6, later), (20, "z"))
    predicted = record((0, "x"), (2, "x"), (20, "z"))
    member = "T4-2" if earlier == "9" else "T6-3"
    gold["relations"] = [{"id": "R", "type": "with", "head": member, "tail": "T20-4"}]
    predicted["relations"] = [{"id": "R", "type": "with", "head": "T0-0", "tail": "T20-2"}]
    row = score([gold], [predicted]).find("relations", "triples")
    assert row is not None
    assert row.f1 == 1.0


@pytest.mark.parametrize(("kept", "other", "beside"), [("9", "10", "1"), ("9", "a", "1"), ("a", "b", "0")])
def test_a_mention_in_two_clusters_takes_no_name_of_its_neighbour(kept: str, other: str, beside: str) -> None:
    gold = record((0, other), (0, kept), (2, beside), (4, kept), (6, beside))
    predicted = record((0, "x"), (4, "x"), (2, "y"), (6, "y"))
    row = score([gold], [predicted]).find("coref", "b3")
    assert row is not None
    assert (row.precision, row.recall) == (1.0, 1.0)
