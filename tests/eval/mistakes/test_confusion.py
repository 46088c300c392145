from __future__ import annotations

from typing import Any

from annotator.eval.mistakes.confusion import confusion_matrix
from annotator.eval.options import ScoreOptions
from annotator.eval.score import count


def record(*mentions: tuple[str, int, int]) -> dict[str, Any]:
    entities = [
        {"id": f"T{number}", "type": type_name, "spans": [[start, end]]}
        for number, (type_name, start, end) in enumerate(mentions)
    ]
    return {"id": "d", "entities": entities}


def test_every_mention_stands_in_one_field() -> None:
    gold = record(("ORG", 0, 5), ("ORG", 10, 15), ("ORG", 20, 25), ("ORG", 30, 35), ("GPE", 40, 45))
    predicted = record(("ORG", 0, 5), ("ORG", 10, 14), ("ORG", 20, 24), ("GPE", 30, 35), ("PER", 60, 65))
    found = confusion_matrix(count([gold], [predicted], ScoreOptions()).counts)
    assert [each.to_plain() for each in found] == [
        {"gold": "GPE", "predicted": None, "count": 1, "exact": 0, "overlapping": 0},
        {"gold": "ORG", "predicted": "GPE", "count": 1, "exact": 1, "overlapping": 0},
        {"gold": "ORG", "predicted": "ORG", "count": 3, "exact": 1, "overlapping": 2},
        {"gold": None, "predicted": "PER", "count": 1, "exact": 0, "overlapping": 0},
    ]
