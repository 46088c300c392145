"""What of a document brat has no line for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from annotator.formats.brat.reading import META
from annotator.formats.brat.terms import Terms
from annotator.model.annotation import Annotation, Event, Relation

LOST = ("uncertain", "unconfirmed", "was", "score", "evidence")
"""Fields of annotations that brat has no line for."""

NO_PLACE = "brat has no place for it"


def losses_of(terms: Terms) -> Iterator[tuple[str, str]]:
    """(what, why) of everything that cannot be said, once for each time."""
    document = terms.document
    yield from (("id", "brat numbers T1, E1, R1") for old, new in terms.ids.items() if old != new)
    for name, new in terms.names.items():
        if name != new:
            yield f"name {name}", f"brat's names have letters, digits, _ and -: {new}"
    for name in ("labels", "incomplete_for", "annotator", "extractor"):
        if getattr(document, name):
            yield name, NO_PLACE
    yield from ((f"meta.{key}", NO_PLACE) for key in document.meta if key != META)
    for each in document.annotations():
        yield from _losses_of_annotation(each, terms)
    yield from _coref_losses(terms)


def _losses_of_annotation(annotation: Annotation, terms: Terms) -> Iterator[tuple[str, str]]:
    yield from ((name, NO_PLACE) for name in LOST if getattr(annotation, name, None) not in (None, False, ()))
    if annotation.id in terms.unsayable:
        yield "event without a trigger", "brat's events have one"
    if isinstance(annotation, Event):
        for each in annotation.arguments:
            if each.attributes:
                yield "attributes of an argument", NO_PLACE
            if each.target in terms.unsayable:
                yield "argument", "the event it names has no trigger"
    if isinstance(annotation, Relation) and {annotation.head, annotation.tail} & terms.unsayable:
        yield "relation", "the event it names has no trigger"


def _coref_losses(terms: Terms) -> Iterator[tuple[str, str]]:
    for coref, size in Counter(terms.coref_of.values()).items():
        if size < 2:
            yield "coref of a single mention", "brat joins at least two"
        elif not re.fullmatch(rf"[eh]:{re.escape(terms.document.id)}[./][TE]\d+", coref):
            yield "coref id", "brat joins mentions of one document, without a name for what they mean"
