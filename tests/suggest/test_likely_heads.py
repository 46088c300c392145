"""The walk along heads of relations passes over few heads of gold, and the page has the figures."""

from __future__ import annotations

import pytest

from annotator.tui.editor.move.heads import LIKELY
from tests.shared import ROOT
from tests.suggest.likely_heads import by_story, other_parts, row, table

pytestmark = pytest.mark.slow

PAGE = ROOT / "docs" / "suggestions.md"


def test_nearly_all_heads_are_stopped_at_and_a_third_of_all_mentions_is_passed_over() -> None:
    parts = list(by_story()), list(other_parts())
    for each in parts:
        found, stops = row(each, LIKELY)
        assert found >= 0.95
        assert stops <= 2 / 3 * row(each, 0.0)[1]
    assert f"$ python -m tests.suggest.likely_heads\n{table(parts)}\n```" in PAGE.read_text("utf-8")
