"""HINT: what each purpose puts hints on, where a hint leads, and how the rest of the article is reached."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from annotator.model.annotation import Entity, Event
from annotator.tui.editor.annotate import coref, relation_walk, relations, things, values
from annotator.tui.editor.annotate.frames import to_role
from annotator.tui.editor.choose.targets import lettered_triggers, lettered_words
from annotator.tui.editor.context import Context
from annotator.tui.editor.mode_table import LEAVE, Act, ModeKey, ModeTable, is_digit, is_letter
from annotator.tui.editor.modes.choosing import trigger_at
from annotator.tui.editor.modes.leaving import leave
from annotator.tui.editor.modes.looking import LOOK_VERBS, Lead, look, look_at_list, look_back, look_on, more, narrow
from annotator.tui.editor.modes.word_hints import extend_to, fragment_at, to_word
from annotator.tui.editor.move.search import first_place
from annotator.tui.editor.overview.target_list import items_of_annotations
from annotator.tui.editor.state import Hinting, Item, Outcome, Picking, Request, State, Target, Typing
from annotator.tui.keymap import written

Find: TypeAlias = Callable[[Context, State, Hinting], tuple[Target, ...]]
IsTarget: TypeAlias = Callable[[Context, Hinting, Entity | Event], bool]


@dataclass(frozen=True, slots=True)
class Purpose:
    """What hints are for: `find` puts them on targets, `lead` is what one does.

    `admits` says which annotations of the whole article may be targets; where it is missing, targets are words.
    """

    find: Find
    lead: Lead
    admits: IsTarget | None = None


def _triggers(context: Context, state: State, mode: Hinting) -> tuple[Target, ...]:
    return lettered_triggers(context, state.selection, mode, state.triggers.came_from if state.triggers else None)


def _words(context: Context, state: State, mode: Hinting) -> tuple[Target, ...]:
    return lettered_words(context, state.selection, mode)


PURPOSES: Mapping[str, Purpose] = {
    "jump": Purpose(_words, to_word),
    "extend": Purpose(_words, extend_to),
    "fragment": Purpose(_words, fragment_at),
    "trigger": Purpose(_triggers, trigger_at),
    "head": Purpose(relation_walk.targets, relation_walk.to_target, relation_walk.admits),
    "relate": Purpose(relations.targets, relations.to_target, relations.admits),
    "same": Purpose(coref.targets, coref.to_target, coref.admits),
    "refer": Purpose(values.reference_targets, values.refer, values.admits),
}
"""The purposes by the verb of the mode."""


def with_targets(context: Context, state: State, mode: Hinting) -> State:
    """The mode with its hints as the document and the screen now are."""
    return state.enter(replace(mode, targets=PURPOSES[mode.verb].find(context, state, mode)))


def _hint(context: Context, state: State, mode: Hinting, key: str) -> Outcome:
    return _back_in_frame(context, state, mode, narrow(context, state, mode, key, PURPOSES[mode.verb].lead))


def _find(context: Context, state: State, mode: Hinting, key: str) -> Outcome:
    if PURPOSES[mode.verb].admits is None:
        return Outcome(state.enter(Typing("find_word", "find", back=mode)))
    listed = Picking("choice", "find", choices(context, mode, ""), subject=mode.subject, back=mode)
    # The things of other articles come behind those of this one, when they have been read.
    return Outcome(state.enter(listed), request=Request("elsewhere") if mode.verb == "same" else None)


def choices(context: Context, mode: Hinting, query: str) -> tuple[Item, ...]:
    """Everything in the article that the hints may lead to, nearest first."""
    subject, admits = context.document.find(mode.subject), PURPOSES[mode.verb].admits
    if subject is None or admits is None:
        return ()
    return items_of_annotations(context, subject, query, lambda other: admits(context, mode, other))


def choose(context: Context, state: State, mode: Hinting, key: str) -> Outcome:
    """Take a line of the list as a hint would; one of another article is the id of a thing."""
    if mode.verb == "same" and context.document.find(key) is None:
        outcome = coref.to_thing(context, state, mode.subject, key)
        return _back_in_frame(context, state, mode, outcome)
    return PURPOSES[mode.verb].lead(context, state.enter(mode), mode, Target("", (0, 0), key))


def found_word(context: Context, state: State, mode: Typing) -> Outcome:
    """Take the next place with the words that were typed as a hint would."""
    back = mode.back
    if not isinstance(back, Hinting) or not mode.text.strip():
        return Outcome(state.enter(back))
    place, match = first_place(context, state.selection, mode.text)
    if place is None:
        return Outcome(state.say(match))
    outcome = PURPOSES[back.verb].lead(context, state.enter(back), back, Target("", place))
    return outcome._replace(state=replace(outcome.state, last_search=mode.text))


def _back(context: Context, state: State, mode: Hinting, key: str) -> Outcome:
    """One step back: the letter typed, the look elsewhere, the choice before, else leave."""
    if mode.typed:
        return Outcome(state.enter(replace(mode, typed="")))
    if mode.reach.look:
        return Outcome(state.enter(replace(mode, reach=replace(mode.reach, look=None))))
    if mode.verb in ("relate", "head"):
        return relations.turn(context, state, mode.subject, back=not mode.back)
    return Outcome(state.leave())


def _turn(context: Context, state: State, mode: Hinting, key: str) -> Outcome:
    return relations.turned(context, state, mode) if mode.verb == "relate" else Outcome(state.say("< turns relations"))


def _new(context: Context, state: State, mode: Hinting, key: str) -> Outcome:
    return coref.new_thing(context, state, mode)


def _more_words(context: Context, mode: Hinting) -> str:
    return "sentence only" if mode.reach.more else "whole screen"


def _turn_words(context: Context, mode: Hinting) -> str:
    return "turns it round" if mode.verb == "relate" else ""


def _new_words(context: Context, mode: Hinting) -> str:
    return "a new thing" if mode.verb == "same" else ""


def _of_things(does: Act) -> Act:
    """What a key does to the list of things; in hints for something else it means nothing."""

    def only_there(context: Context, state: State, mode: Hinting, key: str) -> Outcome:
        if mode.verb != "same":
            return Outcome(state.say(f"{written(key)} is for coreference"))
        return _back_in_frame(context, state, mode, does(context, state, mode, key))

    return only_there


def _back_in_frame(context: Context, state: State, mode: Hinting, outcome: Outcome) -> Outcome:
    """Where coreference was decided in the middle of an event, its roles are asked for again."""
    if mode.verb != "same" or mode.frame is None or outcome.state.mode is not None:
        return outcome
    if mode.frame.subject not in context.document.events:
        return outcome
    there = replace(outcome.state, triggers=state.triggers)
    return outcome._replace(state=to_role(there, mode.frame, mode.frame.walked))


def _things_words(context: Context, mode: Hinting) -> str:
    return "thing" if mode.things else ""


HINT = ModeTable(
    "HINT",
    (
        ModeKey(_hint, "what this hint stands on", "hint", family=is_letter, shown="a-z"),
        ModeKey(_of_things(_new), "coreference: a thing of its own", _new_words, verbs=("same",)),
        ModeKey(_of_things(things.digit), "coreference: the thing of this number in the list", _things_words,
                family=is_digit, shown="1-9"),
        ModeKey(_of_things(things.take_out), "coreference: take it out of its thing; again: with all later ones",
                verbs=("reject",)),
        ModeKey(_of_things(things.merge), "coreference: the next digit makes one thing of two", verbs=("fragment",)),
        ModeKey(_of_things(things.elsewhere), "coreference: things of other articles, registered ones",
                verbs=("link",)),
        ModeKey(more, "more hints: those of the whole screen; again: of the sentence only", _more_words,
                verbs=("jump",)),
        ModeKey(_find, "find what the hints may lead to by its words, anywhere in the article", "find",
                verbs=("search",)),
        ModeKey(_turn, "a relation: turn it round", _turn_words, verbs=("relate_back",)),
        ModeKey(_back, "one step back", verbs=("delete",)),
        ModeKey(look_on, "look at the next sentence; hints follow", verbs=("next_candidate",)),
        ModeKey(look_back, "look at the sentence before; hints follow", verbs=("previous_candidate",)),
        ModeKey(look, "look elsewhere; hints follow", verbs=LOOK_VERBS),
        ModeKey(look_at_list, "look at something annotated", verbs=("inspector",)),
        ModeKey(leave, LEAVE.help, "leave", keys=("escape",)),
    ),
)  # fmt: skip
"""The keys while hints stand."""
