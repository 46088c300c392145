"""What people are told of articles that were there already, under another id: they would be labelled twice."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from shlex import quote
from unicodedata import normalize


def alike(articles: Sequence[tuple[str, str]], added: Collection[str]) -> Iterator[str]:
    """What is said of each added article that has the text of one before it, or an id that looks the same.

    `articles` are all of the project in its order, ids with the hashes of their texts.
    """
    by_text: dict[str, str] = {}
    by_look: dict[str, str] = {}
    for document_id, sha256 in articles:
        first, seen = by_text.setdefault(sha256, document_id), by_look.setdefault(_look(document_id), document_id)
        if document_id not in added:
            continue
        if first != document_id:
            remove = f"annotator remove {quote(document_id)}"
            yield f"{document_id}: has the same text as {first}; to label it once: {remove}"
        if seen != document_id:
            yield f"{document_id}: looks like the id {seen}, which is spelled with other characters"


def _look(document_id: str) -> str:
    return normalize("NFC", document_id)
