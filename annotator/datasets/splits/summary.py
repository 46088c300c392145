"""What a split has to know of a document, so that the documents themselves need not be kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from annotator.errors import InputError
from annotator.model.document import Document
from annotator.model.record import text_hash

GROUP_IN_META = "expected a string or a number there; --group names the key of meta that joins documents"


@dataclass(frozen=True)
class Summary:
    """A document's id, the hash of its text, its group (None: it has none) and its annotations by type.

    `text` is None in a text-free document.
    """

    id: str
    text_sha256: str
    group: str | None
    types: Mapping[str, int]
    text: str | None = None


def summary_of(document: Document, group: str | None = None) -> Summary:
    """The summary of a document; `group` is the key of its `meta` whose value joins it with others.

    Raises:
        InputError: its group is no string and no number.
    """
    value = document.meta.get(group) if group else None
    if value is not None and (isinstance(value, bool) or not isinstance(value, str | int | float)):
        raise InputError(f"document {document.id!r}: meta.{group} is {value!r}; {GROUP_IN_META}")
    types = Counter(each.type for each in document.annotations())
    found = document.text_sha256 or (text_hash(document.text) if document.text is not None else "")
    return Summary(document.id, found, None if value is None else str(value), types, document.text)
