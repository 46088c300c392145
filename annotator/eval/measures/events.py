"""Event measures: triggers, arguments, role fillers as entities, and whole events."""

from __future__ import annotations

from annotator.eval.measures.families import COMPARED, RATIOS, Family
from annotator.eval.measures.measure import Measure

LAYER = "events"
ABOUT = (
    "An argument that is an event stands for its trigger. The plain argument measures do not ask to which of several "
    "events of a type an argument belongs; the attached ones do."
)
ACE = "ACE 2005 (Li, Ji & Huang 2013)"
TEXTEE = "TextEE (Huang et al. 2024)"
CEAF_REE = "Du, Rush & Cardie 2021"
GENIA = "BioNLP shared task, GENIA (Kim et al. 2009)"


def _measure(
    name: str, definition: str, source: str, family: Family = COMPARED, *, on_request: bool = False
) -> Measure:
    return Measure(LAYER, name, family, definition, source, on_request)


NESTED = _measure(
    "nested",
    "An event is right if its type, the words of its trigger and all its arguments are, down to the innermost event.",
    GENIA,
    RATIOS,
    on_request=True,
)
APPROXIMATE_SPAN = _measure(
    "approximate-span",
    "As nested, but words are right if they lie inside the gold words widened to whole words; gold needs its text.",
    GENIA,
    RATIOS,
    on_request=True,
)
APPROXIMATE_RECURSIVE = _measure(
    "approximate-recursive",
    "As approximate-span, and of events that are arguments only the Themes are compared.",
    GENIA,
    RATIOS,
    on_request=True,
)

MEASURES = (
    _measure("trigger-i", "A trigger is right if its words are (identification).", ACE),
    _measure("trigger-c", "A trigger is right if its words and the event's type are (classification).", ACE),
    _measure("argument-i", "An argument is right if its words and the event's type are (identification).", ACE),
    _measure(
        "argument-c", "An argument is right if its words, its role and the event's type are (classification).", ACE
    ),
    _measure("argument-attached-i", "As argument-i, and the words of the event's trigger are right too.", TEXTEE),
    _measure("argument-attached-c", "As argument-c, and the words of the event's trigger are right too.", TEXTEE),
    _measure(
        "argument-coref-i",
        "An argument is right if the entity in it and the event's type are, whichever mention of it was chosen.",
        "Li, Ji & Han 2021",
    ),
    _measure("argument-coref-c", "As argument-coref-i, and its role is right too.", "Li, Ji & Han 2021"),
    _measure(
        "ceaf-ree-strict",
        "The entities in each role of an event type, assigned one to one; a predicted one counts if all its mentions "
        "belong to the gold entity.",
        CEAF_REE,
        RATIOS,
    ),
    _measure(
        "ceaf-ree-prop",
        "As ceaf-ree-strict, but a predicted entity counts by the share of its mentions that are the gold entity's.",
        CEAF_REE,
        RATIOS,
    ),
    NESTED,
    APPROXIMATE_SPAN,
    APPROXIMATE_RECURSIVE,
)
