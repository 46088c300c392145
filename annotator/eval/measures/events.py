"""Event measures: triggers, arguments, role fillers as entities, and whole events."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from annotator.eval.measures.families import RATIOS
from annotator.eval.measures.measure import Measure, comparing

if TYPE_CHECKING:
    from annotator.eval.counting.batch import Batch
    from annotator.eval.counting.comparison import Entries, Rows

LAYER = "events"
ABOUT = (
    "An argument that is an event stands for its trigger. The plain argument measures do not ask to which of several "
    "events of a type an argument belongs; the attached ones do."
)
ACE = "ACE 2005 (Li, Ji & Huang 2013)"
TEXTEE = "TextEE (Huang et al. 2024)"
LI = "Li, Ji & Han 2021"
CEAF_REE = "Du, Rush & Cardie 2021"
GENIA = "BioNLP shared task, GENIA (Kim et al. 2009)"


def _comparing(name: str, definition: str, source: str, rows: Callable[[Batch], Rows], **how: bool) -> Measure:
    return comparing(LAYER, name, definition, source, rows, **how)


def _fillers(name: str, definition: str, credit: Callable[[Any, Any], Any]) -> Measure:
    """A measure of the entities in a role: how many mentions of a predicted one count, of those shared and all."""

    def count(batch: Batch) -> Entries:
        return batch.credited(LAYER, name, credit)

    return Measure(LAYER, name, RATIOS, definition, CEAF_REE, (count,), gold_decides=True)


def _whole(name: str, definition: str, *, widened: bool = False, themes_only: bool = False) -> Measure:
    """A measure of whole events, which is counted document by document; only gold words are widened."""

    def count(batch: Batch) -> Entries:
        from annotator.eval.counting.whole_events import count_events  # noqa: PLC0415 - only where it is asked for

        return batch.whole_events(
            LAYER, name, lambda pair: count_events(LAYER, name, pair, widened=widened, themes_only=themes_only)
        )

    return Measure(
        LAYER,
        name,
        RATIOS,
        definition,
        GENIA,
        (count,),
        on_request=True,
        gold_decides=widened,
        each_document=True,
    )


APPROXIMATE_SPAN = _whole(
    "approximate-span",
    "As nested, but words are right if they lie inside the gold words widened to whole words; gold needs its text.",
    widened=True,
)
APPROXIMATE_RECURSIVE = _whole(
    "approximate-recursive",
    "As approximate-span, and of events that are arguments only the Themes are compared.",
    widened=True,
    themes_only=True,
)

MEASURES = (
    _comparing(
        "trigger-i",
        "A trigger is right if its words are (identification).",
        ACE,
        lambda batch: batch.events.triggers(classified=False),
    ),
    _comparing(
        "trigger-c",
        "A trigger is right if its words and the event's type are (classification).",
        ACE,
        lambda batch: batch.events.triggers(classified=True),
    ),
    _comparing(
        "argument-i",
        "An argument is right if its words and the event's type are (identification).",
        ACE,
        lambda batch: batch.events.arguments(batch.targets.spans, classified=False),
    ),
    _comparing(
        "argument-c",
        "An argument is right if its words, its role and the event's type are (classification).",
        ACE,
        lambda batch: batch.events.arguments(batch.targets.spans, classified=True),
    ),
    _comparing(
        "argument-attached-i",
        "As argument-i, and the words of the event's trigger are right too.",
        TEXTEE,
        lambda batch: batch.events.arguments(batch.targets.spans, classified=False, attached=True),
    ),
    _comparing(
        "argument-attached-c",
        "As argument-c, and the words of the event's trigger are right too.",
        TEXTEE,
        lambda batch: batch.events.arguments(batch.targets.spans, classified=True, attached=True),
    ),
    _comparing(
        "argument-coref-i",
        "An argument is right if the entity in it and the event's type are, whichever mention of it was chosen.",
        LI,
        lambda batch: batch.events.arguments(batch.coreference.thing, classified=False),
        gold_decides=True,
    ),
    _comparing(
        "argument-coref-c",
        "As argument-coref-i, and its role is right too.",
        LI,
        lambda batch: batch.events.arguments(batch.coreference.thing, classified=True),
        gold_decides=True,
    ),
    _fillers(
        "ceaf-ree-strict",
        "The entities in each role of an event type, assigned one to one; a predicted one counts if all its mentions "
        "belong to the gold entity.",
        lambda shared, own: own * (shared == own),
    ),
    _fillers(
        "ceaf-ree-prop",
        "As ceaf-ree-strict, but a predicted entity counts by the share of its mentions that are the gold entity's.",
        lambda shared, own: shared,
    ),
    _whole(
        "nested",
        "An event is right if its type, its trigger's words and all its arguments are, down to the innermost event.",
    ),
    APPROXIMATE_SPAN,
    APPROXIMATE_RECURSIVE,
)
