from __future__ import annotations

import pytest

from annotator.eval.statistics.few_documents import few_documents


@pytest.mark.parametrize(
    ("documents", "said"), [(0, "0 documents"), (1, "1 document say"), (2, "2 documents"), (9, "9 ")]
)
def test_fewer_than_ten_documents_say_little(documents: int, said: str) -> None:
    [notice] = few_documents(documents, "intervals")
    assert f"intervals from {said}" in notice.message
    assert notice.message.endswith("10 are the least")
    assert notice.count == documents


def test_ten_are_enough() -> None:
    assert few_documents(10, "intervals") == []
