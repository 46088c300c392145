"""The picture of a precision-recall curve: every figure at its place, and the whole as it was looked at."""

from __future__ import annotations

import os
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.eval.reports.curve_picture import EDGE, SIZE, picture
from annotator.eval.scores.curve import CurvePoint
from tests.examples import examples

GOLDEN = Path(__file__).parent / "goldens" / "curve.svg"
SVG = "{http://www.w3.org/2000/svg}"


def point(measure: str, least: float, precision: float | None, recall: float | None) -> CurvePoint:
    return CurvePoint("entities", measure, least, 1.0, 1.0, 1.0, precision, recall, None)


def places(drawn: str) -> list[tuple[float, float]]:
    circles = ElementTree.fromstring(drawn).iter(f"{SVG}circle")
    return [(float(each.get("cx", "")), float(each.get("cy", ""))) for each in circles]


@examples(50)
@given(st.lists(st.tuples(st.none() | st.floats(0, 1), st.none() | st.floats(0, 1)), min_size=1, max_size=6))
def test_recall_goes_right_and_precision_up_within_the_frame(figures: list[tuple[float | None, float | None]]) -> None:
    drawn = places(picture([point("strict", 0.5, *each) for each in figures], "title"))
    known = [(p, r) for p, r in figures if p is not None and r is not None]
    assert len(drawn) == len(known)
    for (x, y), (precision, recall) in zip(drawn, known, strict=True):
        assert (x - EDGE) / SIZE == pytest.approx(recall, abs=0.001)
        assert (EDGE + SIZE - y) / SIZE == pytest.approx(precision, abs=0.001)


def test_the_picture_is_as_it_was_looked_at() -> None:
    points = [point("strict", 0.25, 0.5, 1.0), point("strict", 0.75, 1.0, 0.25), point("<exact>", 0.5, 0.4, 0.6)]
    drawn = picture(points, "a & b")
    if os.environ.get("GOLDEN") == "write":
        GOLDEN.write_text(drawn, "utf-8")
    assert drawn == GOLDEN.read_text("utf-8")
