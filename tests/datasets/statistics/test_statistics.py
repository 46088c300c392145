"""Statistics: figures of a small document counted by hand, and laws that hold for any."""

from __future__ import annotations

from collections import Counter
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.datasets.statistics.distribution import Distribution
from annotator.datasets.statistics.picture import picture
from annotator.datasets.statistics.statistics import Statistics, evenness
from annotator.datasets.statistics.tables import tables
from annotator.model.annotation import Argument, Event, Relation, Trigger, mention
from annotator.model.document import Document, by_id, new_document
from tests.examples import examples
from tests.strategies import documents

TEXT = "The port of Selm was shelled by the Lions on Monday. Selm burned."


def gathered(*given: Document) -> Statistics:
    statistics = Statistics()
    for each in given:
        statistics.add(each)
    return statistics


def port() -> Document:
    entities = [
        mention("T1", "FACILITY", TEXT, ((0, 16),), coref="e:port"),
        mention("T2", "GPE", TEXT, ((12, 16),), coref="e:selm", attributes={"level": "NAM"}),
        mention("T3", "GROUP", TEXT, ((32, 41),), uncertain=True),
        mention("T4", "PORT", TEXT, ((53, 57),), coref="e:selm", attributes={"level": "NAM"}),
    ]
    event = Event("E1", "Attack", Trigger(((21, 28),), "shelled"), (Argument("Agent", "T3"), Argument("Target", "T1")))
    ties = by_id([Relation("R1", "IN", "T1", "T4")])
    return new_document("a", TEXT, entities=by_id(entities), events=by_id([event]), relations=ties)


def test_the_figures_of_a_small_document() -> None:
    plain = gathered(port()).plain()
    assert (plain["documents"], plain["words"], plain["characters"], plain["uncertain"]) == (1, 13, len(TEXT), 1)
    assert {(row["type"], row["count"]) for row in plain["types"]} == {
        ("FACILITY", 1), ("GPE", 1), ("GROUP", 1), ("PORT", 1), ("IN", 1), ("Attack", 1),
    }  # fmt: skip
    assert plain["nesting"]["nested"] == 1
    assert plain["nesting"]["crossing"] == 0
    assert next(row for row in plain["distances"] if row["of"].startswith("relation"))["max"] == 7
    argument = next(row for row in plain["distances"] if row["of"].startswith("event"))
    assert (argument["min"], argument["max"]) == (1, 1)
    chains = plain["chains"][0]
    assert (chains["count"], chains["single"], chains["max"], chains["across_documents"]) == (3, 2, 2, 0)
    assert plain["ambiguity"]["most_frequent"] == [{"text": "Selm", "types": {"GPE": 1, "PORT": 1}}]
    values = {(row["type"], row["attribute"], row["value"]): row["count"] for row in plain["attributes"]}
    assert values == {("GPE", "level", "NAM"): 1, ("PORT", "level", "NAM"): 1}


@examples(40)
@given(st.lists(documents(), min_size=1, max_size=3))
def test_rows_add_up_and_every_form_can_be_made(given_ones: list[Document]) -> None:
    statistics = gathered(*given_ones)
    plain = statistics.plain()
    counted: Counter[str] = Counter()
    for row in plain["types"]:
        counted[row["layer"]] += row["count"]
        assert row["documents"] <= plain["documents"]
    for layer in ("entities", "relations", "events"):
        assert counted[layer] == sum(len(getattr(each, layer)) for each in given_ones)
    assert sum(row["count"] for row in plain["roles"]) == sum(
        len(event.arguments) for each in given_ones for event in each.events.values()
    )
    assert all(len(row) == len(each.header) for each in tables(statistics) for row in each.rows)
    assert picture(statistics, "t").endswith("</svg>\n")


def test_twice_the_same_text_is_counted() -> None:
    plain = gathered(port(), new_document("b", TEXT), new_document("c", "Other.")).plain()
    assert plain["duplicates"] == {"texts": 1, "documents": 2}


@given(st.lists(st.integers(0, 50), min_size=1))
def test_a_distribution_says_what_its_numbers_say(numbers: list[int]) -> None:
    distribution = Distribution()
    for each in numbers:
        distribution.add(each)
    figures = distribution.figures()
    assert figures["mean"] == pytest.approx(mean(numbers))
    assert (figures["min"], figures["max"], figures["count"]) == (min(numbers), max(numbers), len(numbers))
    median = figures["median"]
    assert median is not None
    assert sum(each <= median for each in numbers) >= len(numbers) / 2
    assert sum(each < median for each in numbers) < len(numbers) / 2 + 1


def test_evenness_is_one_where_all_are_equal_and_nothing_below_two() -> None:
    assert evenness(Counter(a=4, b=4, c=4)) == pytest.approx(1)
    assert evenness(Counter(a=9, b=1)) == pytest.approx(0.469, abs=1e-3)
    assert evenness(Counter(a=9)) is None
