"""What the rules say of themselves is held to gold."""

from __future__ import annotations

from tests.suggest.measured import gold_files, table

FEW = 10
NOISE = 0.1


def test_no_confidence_promises_more_than_gold_keeps() -> None:
    rows = [line.split() for line in table(gold_files()).splitlines()[2:]]
    counted = [(float(share), float(stated)) for *_, of, share, stated in rows if int(of) >= FEW]
    assert len(counted) >= 12
    assert all(stated <= share + NOISE for share, stated in counted)
