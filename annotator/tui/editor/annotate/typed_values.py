"""Values that are typed: the one proposed is selected, so that typing replaces it; a wrong form is refused."""

from __future__ import annotations

from dataclasses import replace

from annotator.model.annotation import Annotation, Entity, Value
from annotator.schema.attributes.attribute_type import AttributeType
from annotator.schema.attributes.value_forms import FORMS
from annotator.tui.editor.annotate.closing import close
from annotator.tui.editor.annotate.values import asked, give, with_values
from annotator.tui.editor.context import Context, anchor
from annotator.tui.editor.state import Frame, Outcome, State, Typing

NEAR = 10_000
"""How far around a value other values of its type are looked at, in code points."""

LEAST_VALUES = 3
"""How many values of one form there must be before it is taken for the form of all."""


def take(context: Context, state: State, mode: Typing) -> Outcome:
    """Enter: give the attribute the text, confirm the rest of the card, and close it."""
    return _with_value(context, state, mode, closing=True)


def take_and_go_on(context: Context, state: State, mode: Typing) -> Outcome:
    """Tab: give the attribute the text, and ask for the next slot."""
    return _with_value(context, state, mode, closing=False)


def _with_value(context: Context, state: State, mode: Typing, *, closing: bool) -> Outcome:
    frame = mode.frame or Frame(mode.subject)
    question = asked(context, frame, mode.part)
    if question is None:
        return Outcome(state.leave("it is gone"))
    value = question.attribute.parse(mode.text)
    if value is not None and (fault := question.attribute.input_fault(value, context.around.names)):
        return Outcome(state.say(fault))
    if value is not None and not mode.sure and (doubt := _doubt(context, question.card, question.attribute, value)):
        return Outcome(state.enter(replace(mode, sure=True)).say(doubt))
    if closing:
        return close(context, state, frame, with_values(context, question.card, {mode.part: value}))
    return give(context, state, frame, mode.part, value)


def _doubt(context: Context, card: Annotation, attribute: AttributeType, value: Value) -> str:
    """What speaks against a value where the schema names no form: all others of the type near it have one."""
    if attribute.format or not isinstance(card, Entity) or not isinstance(value, str):
        return ""
    at = anchor(context.document, card) or (0, 0)
    others = [
        current
        for each in context.mentions((max(at[0] - NEAR, 0), at[1] + NEAR))
        if each.type == card.type
        and each.id != card.id
        and isinstance(current := each.attributes.get(attribute.name), str)
    ]
    if len(others) < LEAST_VALUES:
        return ""
    likely = [form for form in FORMS.values() if not any(form.fault(other) for other in others)]
    if not likely or any(form.fault(value) is None for form in likely):
        return ""
    return f"{value!r}: the others here are {likely[0].expected}; Enter again keeps it"
