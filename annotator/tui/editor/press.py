"""From a key to what happens: one function per mode, one table of verbs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from annotator.model.spans import Span
from annotator.tui.editor.annotate import attributes, coref, events, label_all, mentions, notes, reject, relations
from annotator.tui.editor.annotate.edges import NUDGES, extended, nudge, resized
from annotator.tui.editor.choose import lists, text_input
from annotator.tui.editor.choose.hints import narrowed
from annotator.tui.editor.choose.palette import open_palette, remember
from annotator.tui.editor.choose.targets import words
from annotator.tui.editor.confirming import Confirming
from annotator.tui.editor.context import Context, can_happen, can_label
from annotator.tui.editor.coverage.sheet import DECLARE_TYPE, declare_type, declaring
from annotator.tui.editor.declaring import Declaring
from annotator.tui.editor.move import moves, search
from annotator.tui.editor.overview.annotation_list import inspect
from annotator.tui.editor.overview.arcs import arcs
from annotator.tui.editor.proposed.sheet import confirming, show_proposed
from annotator.tui.editor.state import (
    Choosing,
    Filling,
    Hinting,
    Outcome,
    Picking,
    Prefixed,
    Reading,
    Request,
    Spreading,
    State,
    Target,
    Typing,
)
from annotator.tui.keymap import PREFIX, Keymap

Act: TypeAlias = Callable[[Context, State], Outcome]

ASKING = ("reanchor", "question", "answer")
"""Lists whose items are requests to the program."""

PAGE = 10
"""How many lines of a list or text a page is."""


def press(context: Context, keys: Keymap, state: State, key: str) -> Outcome:
    """What a key does; keys are named as textual names them, characters by themselves."""
    state = replace(state, message="")
    mode = state.mode
    if mode is None:
        return _labelling(context, keys, state, key)
    if isinstance(mode, Prefixed):
        verb = keys.seconds.get(key)
        done = state.leave()
        return act(context, keys, done, verb) if verb else Outcome(done.say(f"nothing is on {PREFIX} {key}"))
    if isinstance(mode, Filling):
        return events.filling(context, state, mode, key)
    if isinstance(mode, Spreading):
        return label_all.spreading(context, state, mode, key)
    if key == "escape":
        return Outcome(state.leave())
    return _in_mode(context, keys, state, key)


def verb_of(keys: Keymap, state: State, key: str) -> str:
    """The verb that a key is; "" where it is none, because it is a letter, or one of a mode's own keys."""
    if isinstance(state.mode, Prefixed):
        return keys.seconds.get(key, "")
    if state.mode is not None:
        return ""
    return (keys.motions.get(key, "") if state.motion else "") or keys.alone.get(key, "")


def _in_mode(context: Context, keys: Keymap, state: State, key: str) -> Outcome:
    mode = state.mode
    if isinstance(mode, Hinting):
        return _hinting(context, state, mode, key)
    if isinstance(mode, Choosing):
        return _choosing(context, state, mode, key)
    if isinstance(mode, Typing):
        return _typing(context, state, mode, key)
    if isinstance(mode, Picking):
        return _picking(context, keys, state, mode, key)
    if isinstance(mode, Reading):
        return _reading(state, mode, key)
    if isinstance(mode, Confirming):
        return confirming(context, state, mode, key)
    if isinstance(mode, Declaring):
        return declaring(context, state, mode, key)
    return Outcome(state)


def _labelling(context: Context, keys: Keymap, state: State, key: str) -> Outcome:
    if state.motion:
        verb = keys.motions.get(key) or keys.alone.get(key)
        return act(context, keys, state, verb) if verb else Outcome(state.say(f"{key} moves nothing; i labels again"))
    if len(key) == 1 and key.isascii() and key.isdigit():
        return attributes.digit(context, state, key)
    if len(key) == 1 and key.isascii() and key.isalpha():
        return _letter(context, state, key)
    if key == PREFIX:
        return Outcome(replace(state, mode=Prefixed(PREFIX)))
    if key == "escape":
        return Outcome(_escaped(keys, state))
    verb = keys.alone.get(key)
    return act(context, keys, state, verb) if verb else Outcome(state)


def _escaped(keys: Keymap, state: State) -> State:
    if state.pieces:
        return replace(state, pieces=())
    if keys.profile == "vim":
        return replace(state, motion=True)
    return replace(state, card=None, nudged=None)


def _letter(context: Context, state: State, key: str) -> Outcome:
    name = context.letters.entities.get(key.lower())
    if name is None:
        return Outcome(state.say(f"no type has the letter {key.lower()}; ' finds every type by name"))
    return label_all.spread(context, state, name) if key.isupper() else mentions.label(context, state, name)


def act(context: Context, keys: Keymap, state: State, verb: str) -> Outcome:
    """Do what a verb of the keymap says."""
    if verb == "palette":
        return open_palette(context, state, keys)
    done = ACTS.get(verb)
    return done(context, state) if done else Outcome(state, request=Request(verb))


def jump(context: Context, state: State, *, wide: bool = False) -> Outcome:
    """Show hints on every word of the sentence, or of the screen."""
    return _hint_words(context, state, "jump", "jump to", wide=wide)


def _hint_words(context: Context, state: State, verb: str, prompt: str, *, wide: bool = False) -> Outcome:
    targets = words(context, state.selection, wide=wide)
    if not targets:
        return Outcome(state.leave("no word to jump to here"))
    return Outcome(replace(state, mode=Hinting(verb, prompt, targets, wide=wide)))


def _extend(context: Context, state: State) -> Outcome:
    return _hint_words(context, state, "extend", "extend to")


def _fragment(context: Context, state: State) -> Outcome:
    return _hint_words(context, state, "fragment", "next piece at")


def _to_word(context: Context, state: State, mode: Hinting, target: Target) -> Outcome:
    return moves.go(context, state.leave(), target.span)


def _extend_to(context: Context, state: State, mode: Hinting, target: Target) -> Outcome:
    return Outcome(resized(context, state, extended(state.selection, target.span)).leave())


def _fragment_at(context: Context, state: State, mode: Hinting, target: Target) -> Outcome:
    start, end = target.span
    if any(start < piece_end and piece_start < end for piece_start, piece_end in state.spans):
        return Outcome(state.leave("that is selected already"))
    card = context.card(state.card)
    nudged = card.id if card and getattr(card, "spans", ()) == state.spans else state.nudged
    pieces = tuple(sorted((*state.pieces, state.selection)))
    return Outcome(replace(state.leave(), pieces=pieces, selection=target.span, nudged=nudged))


def _hinting(context: Context, state: State, mode: Hinting, key: str) -> Outcome:
    if key == "space":
        return _widened(context, state, mode)
    if key == "=" and mode.verb == "same":
        return coref.new_thing(context, state, mode)
    if key.isdecimal() and int(key) <= len(mode.constants) and key != "0":
        return attributes.constant(context, state, mode, mode.constants[int(key) - 1])
    typed = mode.typed + key
    target, any_left = narrowed(mode.targets, typed)
    if target:
        return HINTED[mode.verb](context, state, mode, target)
    if any_left:
        return Outcome(replace(state, mode=replace(mode, typed=typed)))
    return Outcome(replace(state, mode=replace(mode, typed="")).say(f"no hint {typed}"))


def _widened(context: Context, state: State, mode: Hinting) -> Outcome:
    if mode.verb in ("relate", "relate_back"):
        return relations.relate(context, state, back=mode.verb == "relate_back", wide=not mode.wide)
    if mode.verb in ("jump", "extend", "fragment"):
        return _hint_words(context, state, mode.verb, mode.prompt, wide=not mode.wide)
    return Outcome(state)


def _choosing(context: Context, state: State, mode: Choosing, key: str) -> Outcome:
    name = next((option.name for option in mode.options if option.key == key), None)
    if name is None:
        return Outcome(state.say(f"{key} is none of the letters"))
    if mode.verb == "join":
        return relations.join(context, state, name, mode.subject, mode.other)
    if mode.verb == "happen":
        chosen = replace(state, pieces=mode.spans[:-1], selection=mode.spans[-1])
        return events.happen(context, chosen.leave(), name)
    if mode.back is None:
        return Outcome(state.leave())
    return events.put(context, state, mode.back, Target("", mode.spans[0], None, (name,)), name)


def _typing(context: Context, state: State, mode: Typing, key: str) -> Outcome:
    if key == "enter":
        return TYPED[mode.verb](context, state, mode)
    return Outcome(replace(state, mode=text_input.typed(mode, key)))


def _ask_query(context: Context, state: State) -> Outcome:
    words = "in the project (words, r/regex/, type:NAME, conflicts)"
    return Outcome(replace(state, mode=Typing("query", words)))


def _query(context: Context, state: State, mode: Typing) -> Outcome:
    return Outcome(state.leave(), request=Request("query", mode.text.strip())) if mode.text.strip() else Outcome(state)


def _picking(context: Context, keys: Keymap, state: State, mode: Picking, key: str) -> Outcome:
    if key != "enter":
        moved = lists.moved(mode, key, PAGE)
        return Outcome(replace(state, mode=moved) if moved else state)
    item = lists.picked(mode)
    if item is None:
        return Outcome(state)
    if mode.verb == "label":
        return notes.pick_label(context, state, item.key)
    if mode.verb == DECLARE_TYPE:
        return declare_type(context, state, item.key)
    if mode.verb == "thing":
        return coref.to_thing(context, state, mode.subject, item.key)
    if mode.verb in ASKING and item.key:
        return Outcome(state.leave(), request=Request(mode.verb, item.key))
    state = state.leave()
    if mode.verb == "palette":
        return _from_palette(context, keys, remember(state, item.key), item.key)
    if item.document_id is not None and item.document_id != context.document.id:
        return Outcome(state, request=Request("open", item.document_id, item.span))
    return went_to(context, state, item.key, item.span)


def went_to(context: Context, state: State, annotation_id: str, span: Span | None) -> Outcome:
    """At a place, with an annotation on the card when there is one of this id."""
    outcome = moves.go(context, state, span)
    if context.document.find(annotation_id) is None:
        return outcome
    return outcome._replace(state=replace(outcome.state, card=annotation_id))


def _from_palette(context: Context, keys: Keymap, state: State, key: str) -> Outcome:
    kind, _, name = key.partition(":")
    if kind == "verb":
        return act(context, keys, state, name)
    if can_label(context.schema, name):
        return mentions.label(context, state, name)
    return events.happen(context, state, name) if can_happen(context.schema, name) else Outcome(state)


def _reading(state: State, mode: Reading, key: str) -> Outcome:
    steps = {"down": 1, "up": -1, "pagedown": PAGE, "pageup": -PAGE, "space": PAGE, "home": -(10**9), "end": 10**9}
    if key not in steps:
        return Outcome(state.leave())
    top = min(max(mode.top + steps[key], 0), max(len(mode.lines) - PAGE, 0))
    return Outcome(replace(state, mode=replace(mode, top=top)))


def _relate_back(context: Context, state: State) -> Outcome:
    return relations.relate(context, state, back=True)


def _motion(context: Context, state: State) -> Outcome:
    return Outcome(replace(state, motion=False))


def _switch_view(context: Context, state: State) -> Outcome:
    return Outcome(replace(state, view="plain" if state.view == "lanes" else "lanes"))


HINTED: dict[str, Callable[[Context, State, Hinting, Target], Outcome]] = {
    "jump": _to_word,
    "extend": _extend_to,
    "fragment": _fragment_at,
    "relate": relations.to_target,
    "relate_back": relations.to_target,
    "same": coref.to_target,
    "refer": attributes.refer,
}

TYPED: dict[str, Callable[[Context, State, Typing], Outcome]] = {
    "attribute": attributes.typed,
    "note": notes.note,
    "link": notes.link,
    "label": notes.typed_label,
    "search": search.search,
    "query": _query,
}

ACTS: dict[str, Act] = {
    "right": moves.right,
    "left": moves.left,
    "down": moves.vertical(1),
    "up": moves.vertical(-1),
    "page_down": moves.vertical(2),
    "page_up": moves.vertical(-2),
    "sentence_start": moves.sentence_start,
    "sentence_end": moves.sentence_end,
    "next_sentence": moves.following_sentence,
    "previous_sentence": moves.preceding_sentence,
    "text_start": moves.text_start,
    "text_end": moves.text_end,
    "next_mention": moves.following_mention,
    "previous_mention": moves.preceding_mention,
    "next_candidate": moves.following_candidate,
    "previous_candidate": moves.preceding_candidate,
    "jump": jump,
    "next_identical": search.next_identical,
    "extend": _extend,
    "fragment": _fragment,
    "relate": relations.relate,
    "relate_back": _relate_back,
    "event": events.start,
    "fill": events.fill,
    "same": coref.same,
    "outside": notes.ask_link,
    "accept": mentions.accept,
    "delete": mentions.delete,
    "proposed": show_proposed,
    "reject": reject.not_a_mention,
    "repeat": mentions.repeat,
    "uncertain": mentions.uncertain,
    "note": notes.ask_note,
    "labels": notes.show_labels,
    "search": search.ask,
    "query": _ask_query,
    "view": _switch_view,
    "arcs": arcs,
    "inspector": inspect,
    "motion": _motion,
} | {name: nudge(name) for name in NUDGES}
"""What each verb does; those that are missing here are requests to the program."""
