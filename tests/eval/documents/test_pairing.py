"""Records of the same document come together in any order; what waits is kept small."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.eval.documents.pairing import pair_up

IDS = st.lists(st.sampled_from("abcdefg"), unique=True)


@given(IDS, IDS)
def test_every_document_comes_once_with_what_each_side_has(gold: list[str], predicted: list[str]) -> None:
    found = list(pair_up([(each, f"g{each}") for each in gold], [(each, f"p{each}") for each in predicted]))
    assert len(found) == len({*gold, *predicted})
    for document, left, right in found:
        assert left == (f"g{document}" if document in gold else None)
        assert right == (f"p{document}" if document in predicted else None)


def test_files_in_the_same_order_never_wait() -> None:
    def refuse(item: object) -> None:
        raise AssertionError(item)

    gold, predicted = ([(name, f"{side} {name}") for name in "abc"] for side in ("gold", "predicted"))
    assert len(list(pair_up(gold, predicted, pack=refuse))) == 3
