"""Forms of values: symbols in the place of any of them, and messages with an example that holds."""

from __future__ import annotations

import re

import pytest

from annotator.schema.attributes.value_forms import FORMS


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize(
    ("text", "is_symbol"),
    [("UN", True), ("A2", True), ("HARVEST_REF", True), ("X", False), ("Un", False), ("A__B", False), ("_A", False)],
)
def test_a_symbol_has_two_signs_or_more(name: str, text: str, is_symbol: bool) -> None:
    assert (FORMS[name].fault(text) is None) == is_symbol


@pytest.mark.parametrize("name", FORMS)
def test_what_is_expected_is_legal(name: str) -> None:
    expected = FORMS[name].expected
    samples = re.findall(r"\d[\d-]*(?: kilometres| USD)?", expected.partition(" as ")[2])
    assert samples
    assert [sample for sample in samples if FORMS[name].fault(sample)] == []


@pytest.mark.parametrize("text", ["2031-20", "2031-25", "2031-22-01", "2031-13", "2031-W54", "2031-05-12T24:00"])
def test_what_is_beyond_a_season_month_week_or_hour_is_no_date(text: str) -> None:
    assert FORMS["date"].fault(text) is not None


@pytest.mark.parametrize("text", ["2031-21", "2031-24", "2031-12", "2031-W52", "2031-05-12T23:59", "2031/2032-01"])
def test_the_last_season_month_week_and_minute_is_a_date(text: str) -> None:
    assert FORMS["date"].fault(text) is None
