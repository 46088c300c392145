"""Which documents must stay together: those of one group, of one text, and of nearly the same text.

Two texts are nearly the same when the sets of their character 12-grams, blanks made equal and case ignored, have a
Jaccard similarity of at least `NEAR`. It is computed for every pair, not estimated: rows of 12-grams are hashed into
2^22 columns, where a collision can only make two texts look more alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from annotator.datasets.splits.summary import Summary

NEAR = 0.5
GRAM_CHARS = 12
COLUMNS = 1 << 22
BLOCK = 256
"""How many documents are compared with all at a time."""


def kept_together(documents: Sequence[Summary], near: float = NEAR) -> list[list[int]]:
    """The numbers of documents that belong together, each in one list; lists in the order of their first document."""
    parents = list(range(len(documents)))
    for first, second in _ties(documents, near):
        parents[_root(parents, second)] = _root(parents, first)
    joined: dict[int, list[int]] = defaultdict(list)
    for number in range(len(documents)):
        joined[_root(parents, number)].append(number)
    return sorted(joined.values())


def _ties(documents: Sequence[Summary], near: float) -> Iterator[tuple[int, int]]:
    for key in ("group", "text_sha256"):
        first: dict[str, int] = {}
        for number, each in enumerate(documents):
            value = getattr(each, key)
            if value:
                yield first.setdefault(value, number), number
    yield from near_pairs([each.text for each in documents], near)


def near_pairs(texts: Sequence[str | None], near: float = NEAR) -> Iterator[tuple[int, int]]:
    """The pairs of numbers of texts that are nearly the same; one of less than twelve characters is like no other."""
    from sklearn.feature_extraction.text import HashingVectorizer  # noqa: PLC0415 - loaded when texts are compared

    known = [(number, " ".join(text.split())) for number, text in enumerate(texts) if text]
    known = [(number, text) for number, text in known if len(text) >= GRAM_CHARS]
    if len(known) < 2:
        return
    grams = HashingVectorizer(
        analyzer="char", ngram_range=(GRAM_CHARS, GRAM_CHARS), n_features=COLUMNS, binary=True, norm=None,
        alternate_sign=False, dtype="float32",
    ).transform(text for _, text in known)  # fmt: skip
    sizes = grams.getnnz(axis=1)
    numbers = [number for number, _ in known]
    for start in range(0, len(known), BLOCK):
        shared = (grams[start : start + BLOCK] @ grams.T).tocoo()
        for row, column, count in zip(shared.row, shared.col, shared.data, strict=True):
            first = start + int(row)
            if first < column and count >= near * (sizes[first] + sizes[column] - count):
                yield numbers[first], numbers[int(column)]


def _root(parents: list[int], number: int) -> int:
    while parents[number] != number:
        parents[number] = parents[parents[number]]
        number = parents[number]
    return number
