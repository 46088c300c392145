"""Matrices of types: what they count, and that they are turned when the two annotators are."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given

from annotator.agreement.confusion import ConfusionRow, matrices
from annotator.agreement.reports.forms import as_html, as_markdown
from annotator.model.document import Document
from tests.agreement.test_agree import agreement, layer, mention, without_equal_places
from tests.strategies import documents

ANA = layer(mention("T1", "Oskell"), mention("T2", "Dawn Column", "ORG"), mention("T3", "Selm"))
BEN = layer(mention("T1", "Oskell", "ORG"), mention("T2", "Dawn Column", "ORG"), mention("T4", "3 May", "DATE"))


def test_what_one_says_where_the_other_says_something_else() -> None:
    found = agreement(ana=ANA, ben=BEN)
    assert [(each.first, each.second, each.times) for each in found.confusion] == [
        ("GPE", "ORG", 1), ("GPE", "nothing", 1), ("ORG", "ORG", 1), ("nothing", "DATE", 1)
    ]  # fmt: skip
    assert list(matrices(found.confusion)) == [
        ("entities", ["DATE", "GPE", "ORG", "nothing"], [[0, 0, 0, 0], [0, 0, 1, 1], [0, 0, 1, 0], [1, 0, 0, 0]])
    ]
    assert "confusion" not in found.to_plain(), "without --by type the object is as it was"
    assert replace(found, by_type=True).to_plain()["confusion"][0] == {
        "layer": "entities", "pair": ["ana", "ben"], "first": "GPE", "second": "ORG", "count": 1
    }  # fmt: skip
    for form in (as_html, as_markdown):
        assert "Entities taken for one another (rows and columns: ana and ben)" in form(found, ())


def cells(rows: tuple[ConfusionRow, ...]) -> Counter[tuple[str, str, str]]:
    return Counter({(each.layer, each.first, each.second): each.times for each in rows})


@given(documents().map(without_equal_places), documents().map(without_equal_places))
def test_the_matrix_is_turned_with_the_annotators(first: Document, second: Document) -> None:
    there, back = agreement(ana=first, ben=second), agreement(ana=second, ben=first)
    turned = Counter({(layer, two, one): count for (layer, one, two), count in cells(there.confusion).items()})
    assert turned == cells(back.confusion)


@given(documents())
def test_a_layer_confuses_nothing_with_itself(document: Document) -> None:
    assert list(matrices(agreement(ana=document, ben=document).confusion)) == []
