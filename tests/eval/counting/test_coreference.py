"""Coreference measures on examples worked by hand, and what happens at their edges."""

from __future__ import annotations

import pytest

from annotator.eval.counting.coreference import COUNTED, Overlaps, blanc, ceaf_e, ceaf_m, lea, muc, overlaps
from annotator.eval.documents.clusters import Clusters, entity_clusters, identities
from annotator.eval.documents.resolved import resolve
from annotator.eval.options import SchemaFacts, ScoreOptions
from annotator.eval.score import score


def side(*clusters: str) -> Clusters:
    """Clusters of mentions named by letters."""
    return Clusters(tuple(frozenset(cluster) for cluster in clusters))


def both(key: list[str], response: list[str]) -> Overlaps:
    return overlaps(side(*key), side(*response))


def test_muc_counts_links() -> None:
    assert muc(both(["abc"], ["ab", "cd"])) == (1, 2, 1, 2)


def test_ceaf_assigns_clusters_one_to_one() -> None:
    assert ceaf_m(both(["abc", "de"], ["ab", "cde"])) == (4, 5, 4, 5)
    assert ceaf_e(both(["abc", "de"], ["ab", "cde"])) == pytest.approx((2 * 2 / 5 + 2 * 2 / 5, 2, 1.6, 2))


def test_lea_gives_a_singleton_a_link_to_itself() -> None:
    assert lea(both(["a", "bc"], ["a", "bd"])) == (1.0, 3, 1.0, 3)
    assert lea(both(["a"], ["ab"])) == (0.0, 1, 0.0, 2)


def test_blanc_counts_links_and_their_absence() -> None:
    assert blanc(both(["ab", "c"], ["a", "bc"])) == (0, 1, 0, 1, 1, 2, 1, 2)


@pytest.mark.parametrize("measure", list(COUNTED))
def test_nothing_on_either_side_counts_nothing(measure: str) -> None:
    assert not any(COUNTED[measure](both([], [])))


def record(*mentions: tuple[int, str | None], type_name: str = "PER") -> dict[str, object]:
    entities = [
        {"id": f"T{at}-{number}", "type": type_name, "spans": [[at, at + 1]]} | ({"coref": coref} if coref else {})
        for number, (at, coref) in enumerate(mentions)
    ]
    return {"id": "d", "entities": entities}


def test_a_mention_in_two_clusters_stays_in_the_first_by_id() -> None:
    clusters = entity_clusters(resolve(record((0, "10"), (0, "9"), (2, "10"), (3, None))))
    assert clusters.clusters == (frozenset({((0, 1),)}), frozenset({((2, 3),)}), frozenset({((3, 4),)}))
    assert clusters.repeated == 1


def test_a_repeated_mention_is_reported() -> None:
    odd = record((0, "a"), (0, "b"), (2, "b"))
    result = score([odd], [odd])
    assert {notice.code for notice in result.warnings if notice.code != "undefined"} == {
        "repeated-mention",
        "duplicate",
    }


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
    gold_names, names = identities(side("ab", "cde"), side("bcd", "x"))
    assert gold_names["c"] == names["b"] == names["c"]
    assert names["x"] not in gold_names.values()
