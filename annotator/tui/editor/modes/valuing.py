"""VALUE: a letter gives the slot that is open a value, and the next slot is asked for."""

from __future__ import annotations

from dataclasses import replace

from annotator.model.annotation import Value
from annotator.model.edits import update
from annotator.schema.attributes.kinds import shown
from annotator.tui.editor.annotate import things
from annotator.tui.editor.annotate.closing import close
from annotator.tui.editor.annotate.frames import after_attribute, opened
from annotator.tui.editor.annotate.referents import is_referent, referent_words, referents
from annotator.tui.editor.annotate.values import Asked, asked, give, open_digit, with_values
from annotator.tui.editor.choose.slots import SLOT, VALUE_KEY, digit_of, slot_items, slots_of
from annotator.tui.editor.context import Context
from annotator.tui.editor.letters import value_letters
from annotator.tui.editor.mode_table import ModeKey, ModeTable, is_digit, is_letter
from annotator.tui.editor.modes.leaving import LEAVE_FRAME
from annotator.tui.editor.state import Hinting, Item, Outcome, Picking, Reach, State, Valuing


def _letter(context: Context, state: State, mode: Valuing, key: str) -> Outcome:
    question = asked(context, mode.frame, mode.part)
    if question is None:
        return Outcome(state.leave("it is gone"))
    letters = value_letters(question.attribute)
    if key not in letters:
        return Outcome(state.say(f"{key} is no value of {mode.part}"))
    return _given_or_toggled(context, state, mode, question, letters[key])


def _given_or_toggled(context: Context, state: State, mode: Valuing, question: Asked, value: Value) -> Outcome:
    """Give the value; where there may be several, it is one more or one less, and the slot stays open."""
    if not question.attribute.multiple:
        return give(context, state, mode.frame, mode.part, value)
    current = question.card.attributes.get(mode.part)
    before = current if isinstance(current, tuple) else () if current is None else (str(current),)
    toggled = tuple(each for each in before if each != value) if value in before else (*before, str(value))
    card = with_values(context, question.card, {mode.part: toggled or None})
    return Outcome(state.enter(mode), update(context.document, card, "attribute"))


def _digit(context: Context, state: State, mode: Valuing, key: str) -> Outcome:
    question = asked(context, mode.frame, mode.part)
    if question is None:
        return Outcome(state.leave("it is gone"))
    if not question.attribute.points:
        return open_digit(context, state, question.card, mode.frame, key)
    row = next((each for number, each in enumerate(mode.things) if digit_of(number) == key), None)
    if row is None:
        return Outcome(state.say(f"there is no {key} in the list"))
    return give(context, state, mode.frame, mode.part, row.coref)


def with_things(context: Context, state: State, mode: Valuing) -> State:
    """The mode with the list of what the attribute may name, as the document now is."""
    question = asked(context, mode.frame, mode.part)
    if question is None:
        return state.leave("it is gone")
    rows = referents(context, question.card, question.attribute) if question.attribute.points else {}
    return state.enter(replace(mode, things=tuple(things.thing_at(context, *each) for each in rows.items())))


def _next(context: Context, state: State, mode: Valuing, key: str) -> Outcome:
    question = asked(context, mode.frame, mode.part)
    if question is None:
        return Outcome(state.leave("it is gone"))
    return Outcome(after_attribute(context, state, mode.frame, question.slot))


def back(context: Context, state: State, mode: Valuing, key: str) -> Outcome:
    """One step back: the slot before."""
    question = asked(context, mode.frame, mode.part)
    if question is None:
        return Outcome(state.leave("it is gone"))
    if question.slot.number == 0:
        return Outcome(state.say("this is the first slot; Esc leaves"))
    slot = slots_of(context.schema, question.card)[question.slot.number - 1]
    return Outcome(opened(context.schema, state, mode.frame, question.card, slot))


def _empty(context: Context, state: State, mode: Valuing, key: str) -> Outcome:
    return give(context, state, mode.frame, mode.part, None)


def _enter(context: Context, state: State, mode: Valuing, key: str) -> Outcome:
    return close(context, state, mode.frame)


def _find(context: Context, state: State, mode: Valuing, key: str) -> Outcome:
    return Outcome(state.enter(Picking("choice", f"{mode.part}, or another slot", choices(context, mode), back=mode)))


def choices(context: Context, mode: Valuing) -> tuple[Item, ...]:
    """The values as lines of a list, then the other slots of the card."""
    question = asked(context, mode.frame, mode.part)
    if question is None:
        return ()
    items = [Item(shown(value), key=VALUE_KEY + shown(value)) for value in question.attribute.choices()]
    if question.attribute.points:
        items += _referent_items(context, question)
    return (*items, *slot_items(context.schema, question.card, question.slot.number))


def _referent_items(context: Context, question: Asked) -> list[Item]:
    near: dict[str, None] = dict.fromkeys(referents(context, question.card, question.attribute))
    for each in (*context.document.entities.values(), *context.document.events.values()):
        if each.spans and is_referent(context, question.attribute, question.card, each):
            near.setdefault(each.coref or each.id)
    return [Item(referent_words(context, value), value, VALUE_KEY + value) for value in near]


def choose(context: Context, state: State, mode: Valuing, key: str) -> Outcome:
    """Take a line of the list: a value, or another slot."""
    question = asked(context, mode.frame, mode.part)
    if question is None:
        return Outcome(state.leave("it is gone"))
    if key.startswith(SLOT):
        slot = slots_of(context.schema, question.card)[int(key.removeprefix(SLOT))]
        return Outcome(opened(context.schema, state, replace(mode.frame, required=False), question.card, slot))
    name = key.removeprefix(VALUE_KEY)
    listed: Value = next((value for value in question.attribute.choices() if shown(value) == name), name)
    return _given_or_toggled(context, state, mode, question, listed)


def _hints(context: Context, state: State, mode: Valuing, key: str) -> Outcome:
    question = asked(context, mode.frame, mode.part)
    if question is None or not question.attribute.points:
        return Outcome(state.say("Space shows hints where an attribute names a mention or an event"))
    return Outcome(
        state.enter(
            Hinting("refer", mode.part, subject=question.card.id, part=mode.part, frame=mode.frame, reach=Reach(more=1))
        )
    )


def _open_words(context: Context, mode: Valuing) -> str:
    return "things" if _points(context, mode) else "slot"


def _points(context: Context, mode: Valuing) -> bool:
    question = asked(context, mode.frame, mode.part)
    return bool(question and question.attribute.points)


VALUE = ModeTable(
    "VALUE",
    (
        ModeKey(_letter, "the value of this letter; of several values, one more or less", "sets it", family=is_letter,
                shown="a-z"),
        ModeKey(_digit, "another slot; of what an attribute may name, a row of the list", _open_words, family=is_digit,
                shown="1-9"),
        ModeKey(_next, "the next slot; this one stays as it is", "next slot", verbs=("next_candidate",)),
        ModeKey(_enter, "confirm what the card shows, and close it", "confirm and close", verbs=("accept",),
                keys=("enter",)),
        ModeKey(_empty, "no value", "empty", verbs=("reject",)),
        ModeKey(_hints, "hints on what the attribute may name", lambda c, m: "hints" if _points(c, m) else "",
                verbs=("jump",)),
        ModeKey(things.same_in_frame, "what the card's annotation is one with", verbs=("same",)),
        ModeKey(_find, "find a value or another slot by name", "find", verbs=("search",)),
        ModeKey(back, "the slot before", verbs=("delete", "previous_candidate")),
        LEAVE_FRAME,
    ),
)  # fmt: skip
"""The keys while a value is asked for."""
