from __future__ import annotations

from annotator.eval.alignment.alignment import align
from annotator.eval.counting.entities import confusion
from annotator.eval.documents.resolved import Mention


def test_each_mention_is_counted_once_where_it_belongs() -> None:
    gold = [Mention(((0, 2),), "A"), Mention(((3, 6),), "A"), Mention(((20, 22),), "B")]
    predicted = [Mention(((0, 2),), "B"), Mention(((3, 5),), "A"), Mention(((30, 31),), "C")]
    assert confusion(gold, predicted, align(gold, predicted)) == {
        ("entities", "exact", "A", "B"): 1,
        ("entities", "overlap", "A", "A"): 1,
        ("entities", "missing", "B", ""): 1,
        ("entities", "spurious", "", "C"): 1,
    }
