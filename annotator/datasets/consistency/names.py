"""Names that are labelled somewhere and stand elsewhere in the texts without a label."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from annotator.datasets.consistency.doubt import Doubt
from annotator.datasets.consistency.labelled import Labelled
from annotator.model.annotation import Entity
from annotator.model.document import Document
from annotator.model.quoted import quoted
from annotator.schema.label_schema import LabelSchema
from annotator.schema.mention_levels import is_by_name

LEAST_CHARS = 3
"""A shorter name, such as an initial, is met by chance."""


def unlabelled_names(documents: Sequence[Labelled], schema: LabelSchema) -> Iterator[Doubt]:
    """Names, as whole words in the same letters, where no mention covers them."""
    names = _names(documents, schema)
    if not names:
        return
    longest_first = sorted(names, key=lambda each: (-len(each), each))
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    met: dict[str, list[tuple[Labelled, int]]] = {}
    for each in documents:
        covered = _covered(each.document)
        for found in pattern.finditer(each.document.text or ""):
            if not any(start <= found.start() and found.end() <= end for start, end in covered):
                met.setdefault(found[0], []).append((each, found.start()))
    for name, places in sorted(met.items()):
        labelled, _ = places[0]
        where = ", ".join(f"{each.document.id} at {start}" for each, start in places[:5])
        more = f" and {len(places) - 5} more" if len(places) > 5 else ""
        message = f"{quoted(name)} is labelled {times(names[name])}, and stands without a label in {where}{more}"
        yield Doubt("unlabelled-name", name, message, labelled.place, "text")


def times(count: int) -> str:
    """How often, in words."""
    return "once" if count == 1 else f"{count} times"


def _names(documents: Sequence[Labelled], schema: LabelSchema) -> Counter[str]:
    mentions = (each for labelled in documents for each in labelled.record.entities if each.text)
    return Counter(each.text for each in mentions if each.text and _is_name(each, each.text, schema))


def _is_name(mention: Entity, text: str, schema: LabelSchema) -> bool:
    """Whether words are a name, in capitals and in one piece; a value such as a date is none."""
    known = schema.entity_types.get(mention.type)
    looks_so = len(text) >= LEAST_CHARS and text[0].isupper() and len(mention.spans) == 1
    return looks_so and is_by_name(mention) and not (known and known.is_value)


def _covered(document: Document) -> list[tuple[int, int]]:
    """What mentions and triggers cover, each from its first to its last character."""
    return [
        (each.spans[0][0], each.spans[-1][1])
        for each in (*document.entities.values(), *document.events.values())
        if each.spans
    ]
