"""Tables of a page: long ones are folded, intervals have both ends."""

from __future__ import annotations

import pytest

from annotator.eval.reports.html.tables import OPEN_ROWS, ends, folded
from annotator.eval.statistics.comparison import Comparison


def compared(ci: tuple[float, float] | None) -> Comparison:
    return Comparison("entities", "strict", None, "f1", "a", "b", 0.5, 0.75, delta=0.25, ci=ci)


def test_an_interval_has_two_ends_with_signs() -> None:
    assert ends(compared((-0.125, 0.5))) == "[-0.1250, +0.5000]"
    assert ends(compared(None)) == "-"


@pytest.mark.parametrize(("rows", "is_folded"), [(1, False), (OPEN_ROWS, False), (OPEN_ROWS + 1, True)])
def test_a_long_table_is_folded(rows: int, is_folded: bool) -> None:
    shown = folded("title", "<table></table>", rows)
    assert shown.startswith("<details>") == is_folded
    assert (f"({rows} rows)" in shown) == is_folded
    assert folded("", "<table></table>", rows) == "<table></table>"
