"""docs/measures.md says what the measures say of themselves; `GOLDEN=write` in the environment writes it anew."""

from __future__ import annotations

import os

from annotator.eval.measures.registry import ALL_MEASURES
from tests.eval.measures.page import measures_page
from tests.shared import ROOT

PAGE = ROOT / "docs" / "measures.md"


def test_the_page_is_made_of_the_measures() -> None:
    if os.environ.get("GOLDEN") == "write":
        PAGE.write_text(measures_page(), "utf-8")
    assert PAGE.read_text("utf-8") == measures_page()


def test_every_measure_says_what_is_right_and_where_it_comes_from() -> None:
    for measure in ALL_MEASURES:
        assert measure.definition.endswith("."), measure.full_name
        assert measure.source, measure.full_name
        assert set(measure.family.figure_counts) <= set(measure.family.counts)
    assert len({measure.full_name for measure in ALL_MEASURES}) == len(ALL_MEASURES)
