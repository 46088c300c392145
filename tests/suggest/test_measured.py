"""What the rules say of themselves is held to gold, and the documentation to what is counted."""

from __future__ import annotations

from annotator.suggest.registry import BUILT_IN
from tests.shared import ROOT
from tests.suggest.measured import gold_files, table

PAGE = (ROOT / "docs" / "suggestions.md").read_text("utf-8")
FEW = 10
NOISE = 0.1


def test_no_confidence_promises_more_than_gold_keeps() -> None:
    rows = [line.split() for line in table(gold_files()).splitlines()[2:]]
    counted = [(float(share), float(stated)) for *_, of, share, stated in rows if int(of) >= FEW]
    assert len(counted) >= 12
    assert all(stated <= share + NOISE for share, stated in counted)


def test_the_documentation_has_the_figures_of_the_command_beside_them() -> None:
    assert f"$ python -m tests.suggest.measured\n{table(gold_files())}\n```" in PAGE


def test_the_documentation_has_every_suggester() -> None:
    assert all(f"| `{name}` |" in PAGE for name in BUILT_IN)
