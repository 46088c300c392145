"""Whether records may be released: nothing in them may wait for a decision.

What is `unconfirmed` was proposed, by a program or a migration, and decided by nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annotator.errors import Finding, Place
from annotator.model.annotation import Annotation
from annotator.model.document import Document
from annotator.model.order import ordered_entities, ordered_events, ordered_relations
from annotator.model.quoted import quoted


def unreleasable(documents: Iterable[Document]) -> Iterator[Finding]:
    """Everything for which a release refuses documents, in the order of the record."""
    for document in documents:
        layers: dict[str, list[Annotation]] = {
            "entities": list(ordered_entities(document)),
            "relations": list(ordered_relations(document)),
            "events": list(ordered_events(document)),
        }
        if document.meta.get("conflicts"):
            message = "two branches differ here and nobody has decided; see annotator check"
            yield Finding(Place(f"document {quoted(document.id)}"), "meta.conflicts", message, "conflict")
        for layer, found in layers.items():
            for index, each in enumerate(found):
                if each.unconfirmed:
                    message = f"{each.id}: not confirmed: {', '.join(each.unconfirmed)}; decide, then release"
                    place = Place(f"document {quoted(document.id)}")
                    yield Finding(place, f"{layer}[{index}].unconfirmed", message, "unconfirmed")
