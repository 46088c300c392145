"""What a change of gold is called."""

from __future__ import annotations

import pytest

from annotator.agreement.gold_diff import GoldChange
from annotator.agreement.gold_words import sentence_of


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [([], [[0, 4]], "added"), ([[0, 4]], [], "removed"), ([[0, 4]], [[5, 9]], "moved")],
)
def test_evidence_is_added_removed_or_moved(before: object, after: object, said: str) -> None:
    change = GoldChange("a", "relations", "R1", "moved", {"evidence": before}, {"evidence": after}, "a → b")
    assert sentence_of(change) == f"{said} evidence of “a → b” (R1)"
