"""When an article is declared done: accepted plants are lifted and told, and what was not shown is kept in the log."""

from __future__ import annotations

from collections.abc import Collection

import msgspec
from msgspec import structs

from annotator.model.annotation import JSON, Entity, Event
from annotator.model.change import Edit
from annotator.model.coverage import is_done
from annotator.model.document import Document
from annotator.model.spans import Span, envelope, surface
from annotator.suggest.offered.offer import Offer
from annotator.suggest.worth.offers import UNAIDED, Answer, Unaided, Written
from annotator.suggest.worth.plants import Answered, lifting
from annotator.tui.editor.audited.held import Held
from annotator.tui.editor.audited.looking import hidden_in
from annotator.tui.editor.context import Context
from annotator.tui.editor.coverage.sheet import all_sentences
from annotator.tui.editor.state import Item, Mode, Picking
from annotator.tui.editor.taking.answers import provenance_of, written


def is_closing(document: Document, edit: Edit, asked: Collection[str]) -> bool:
    """Whether an edit declares the last open part of what a document was asked for."""
    return not is_done(document.incomplete_for, asked) and any(
        change.slot == "incomplete_for" and isinstance(change.after, tuple) and is_done(change.after, asked)
        for change in edit.changes
    )


def lift(context: Context, held: Held) -> Edit:
    """The edit that takes out the plants that were accepted; without changes where there are none."""
    return lifting(context.document, held.plants, context.schema.pointers)


def kept_at_done(context: Context, held: Held) -> dict[str, JSON]:
    """What the log keeps of an article that is done: plants that were passed over, and what was not shown.

    Once: an article that was opened again is not counted twice.
    """
    passed = [each for spans, each in held.seen.items() if spans not in held.answered_places]
    answers = [written(each, _passed(context, each)) for each in passed]
    if held.keeps_unaided or not held.shares.unaided:
        return provenance_of(answers)
    made, found, unknown = 0, 0, 0
    for sentence in all_sentences(context):
        if held.is_unaided(context.text, sentence[0]):
            known = _hidden(context, held, sentence)
            if known is None:
                unknown += 1
                continue
            hidden = [structs.replace(each, answer=_unshown(context, each)) for each in known]
            answers += hidden
            made += len(_made(context, sentence))
            found += sum(each.layer == "entities" and each.answer == "taken" for each in hidden)
    return {**provenance_of(answers), UNAIDED: msgspec.to_builtins(Unaided(made, found, unknown))}


def _hidden(context: Context, held: Held, sentence: Span) -> tuple[Written, ...] | None:
    """What was not shown in a sentence; None where it was labelled before anybody noted that."""
    if sentence[0] in held.hidden:
        return held.hidden[sentence[0]]
    return None if context.mentions(sentence) else hidden_in(context, sentence)


def _passed(context: Context, plant: Offer) -> Answer:
    """What became of a plant that no key has answered: other words, or another type, were labelled, or nothing."""
    return "retyped" if context.exactly(plant.spans) else "refused"


def _unshown(context: Context, offer: Written) -> Answer:
    kind = Entity if offer.layer == "entities" else Event
    types = [each.type for each in context.exactly(offer.spans) if isinstance(each, kind)]
    return "taken" if offer.type in types else "retyped" if types else "refused"


def _made(context: Context, sentence: Span) -> list[Entity]:
    mentions = context.mentions(sentence)
    return [each for each in mentions if isinstance(each, Entity) and each.spans[0][0] >= sentence[0]]


TOLD = {"refused": "not taken", "retyped": "not taken: you gave another type"}
"""What a person did about a plant, besides taking it."""
LIFTED, MENDED = "taken, now lifted: label it right", "taken, and lifted or mended since"


def told(context: Context, held: Held, before: Document, back: Mode) -> Picking | None:
    """The list of the plants of an article and of what the person did; None where there were none.

    `before` is the document before those that were accepted were lifted.
    """
    found = [
        (plant, _what(held, each, plant, before)) for each in held.answered if each.stands for plant in each.plants
    ]
    if not found:
        return None
    lifted = sum(what == LIFTED for _, what in found)
    count = f"{lifted} of {len(found)} taken, now lifted" if lifted else f"none of {len(found)} is left"
    items = tuple(_item(context, *each) for each in sorted(found, key=lambda one: (one[1] != LIFTED, one[0].spans)))
    return Picking("go", f"planted wrong suggestions: {count}; Enter goes to one", items, back=back)


def _what(held: Held, operation: Answered, written: Written, before: Document) -> str:
    if written.answer != "taken":
        return TOLD[written.answer]
    changed = {change.key for change in operation.edit.changes}
    plant = next((each for each in held.plants if each.id in changed and each.written == written), None)
    return LIFTED if plant is not None and plant.stands_in(before) else MENDED


def _item(context: Context, plant: Written, what: str) -> Item:
    words = " ".join(surface(context.text, plant.spans).split())
    return Item(f"{words}  as {plant.type}", what, span=envelope(plant.spans))
