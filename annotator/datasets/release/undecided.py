"""Whether records may be released: nothing in them may wait for a decision.

What is `unconfirmed` was proposed, by a program or a migration, and decided by nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from annotator.errors import Finding, Place
from annotator.model.annotation import Annotation
from annotator.model.canonical import record_of
from annotator.model.document import Document
from annotator.model.quoted import quoted
from annotator.model.record import LAYERS


def undecided_conflicts(documents: Iterable[Document]) -> Iterator[Finding]:
    """The documents in which two branches differ and nobody has decided: no gold."""
    for document in documents:
        if document.meta.get("conflicts"):
            message = "two branches differ here and nobody has decided; see annotator check"
            yield Finding(Place(f"document {quoted(document.id)}"), "meta.conflicts", message, "conflict")


def unreleasable(documents: Iterable[Document]) -> Iterator[Finding]:
    """Everything for which a release refuses documents, in the order of the record."""
    for document in documents:
        place = Place(f"document {quoted(document.id)}")
        yield from undecided_conflicts([document])
        record = record_of(document)
        for layer in LAYERS:
            annotations: Sequence[Annotation] = getattr(record, layer)
            for index, each in enumerate(annotations):
                if each.unconfirmed:
                    message = f"{each.id}: not confirmed: {', '.join(each.unconfirmed)}; decide, then release"
                    yield Finding(place, f"{layer}[{index}].unconfirmed", message, "unconfirmed")
