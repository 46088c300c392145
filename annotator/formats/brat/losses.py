"""What of a document brat has no line for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from annotator.formats.brat.kept import META
from annotator.formats.brat.terms import Terms
from annotator.model.annotation import Annotation, Event, Relation, is_blank, new_coref

LOST = ("uncertain", "unconfirmed", "was", "score", "evidence")
"""Fields of annotations that brat has no line for."""

NO_PLACE = "brat has no place for it"


def losses_of(terms: Terms) -> Iterator[tuple[str, str]]:
    """(what, why) of everything that cannot be said, once for each time."""
    document = terms.document
    yield from (("id", "brat numbers T1, E1, R1") for old, new in terms.ids.items() if old != new)
    for name, new in terms.names.items():
        if name != new and name not in terms.shared:
            yield f"name {name}", f"brat's names have letters, digits, _ and -: {new}"
    for name in ("labels", "incomplete_for", "annotator", "extractor"):
        if getattr(document, name):
            yield name, NO_PLACE
    yield from ((f"meta.{key}", NO_PLACE) for key in document.meta if key != META)
    for each in document.annotations():
        yield from _losses_of_annotation(each, terms)


def _losses_of_annotation(annotation: Annotation, terms: Terms) -> Iterator[tuple[str, str]]:
    yield from ((name, NO_PLACE) for name in LOST if not is_blank(getattr(annotation, name, None)))
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


def coref_losses(terms: Terms, lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(what, why) of every `coref` id that these lines do not give back: a group is read by its first member."""
    places = {line.partition("\t")[0]: place for place, line in enumerate(lines)}
    groups: dict[str, list[str]] = defaultdict(list)
    for brat_id, coref in terms.coref_of.items():
        if brat_id in places:
            groups[coref].append(brat_id)
    equivalent = {terms.resolved(each) for line in lines if line.startswith("*\t") for each in line.split()[2:]}
    for coref, members in groups.items():
        first = min(members, key=lambda each: (each[0] == "E", places[each]))
        if not equivalent & set(members):
            yield "coref of a single mention", "brat joins at least two"
        elif coref != new_coref(terms.document.id, first, is_event=first[0] == "E"):
            yield "coref id", "brat joins mentions of one document, without a name for what they mean"
