"""Events: the selection is the trigger, a letter the type, then a hint for each role; spans are made on the way."""

from __future__ import annotations

from dataclasses import replace

from msgspec import structs

from annotator.model.annotation import Argument, Event, Trigger
from annotator.model.change import Edit
from annotator.model.edits import add, update
from annotator.model.spans import surface
from annotator.schema.label_schema import Role
from annotator.tui.editor.annotate.mentions import new_mention, trimmed
from annotator.tui.editor.annotate.proposals import with_proposals
from annotator.tui.editor.choose.hints import narrowed
from annotator.tui.editor.choose.targets import fillers
from annotator.tui.editor.context import Context
from annotator.tui.editor.move.candidates import candidates_in
from annotator.tui.editor.state import Choosing, Filling, Option, Outcome, State, Target


def start(context: Context, state: State) -> Outcome:
    """Ask for the event's type, or take the only one."""
    letters = context.letters.events
    if not letters:
        return Outcome(state.say("the schema has no events"))
    spans = trimmed(context.text, state.spans)
    if not spans:
        return Outcome(state.say("select the trigger first"))
    if len(letters) == 1:
        return happen(context, replace(state, pieces=spans[:-1], selection=spans[-1]), *letters.values())
    options = tuple(Option(letter, name) for letter, name in letters.items())
    return Outcome(replace(state, mode=Choosing("happen", "event", options, spans=spans)))


def happen(context: Context, state: State, type_name: str) -> Outcome:
    """Make the event and begin its slot walk; the same event on the same trigger is opened instead."""
    spans = trimmed(context.text, state.spans)
    for known in context.exactly(spans):
        if isinstance(known, Event) and known.type == type_name:
            return walk(context, replace(state.say(f"{type_name} is there already"), card=known.id), known)
    event = Event(context.fresh_id("E"), type_name, Trigger(spans, surface(context.text, spans)))
    event = with_proposals(context, event)
    after = replace(state, card=event.id, pieces=(), mode=Filling(event.id, 0, ()), message="")
    return Outcome(after, add(context.document, event, name="event"))


def fill(context: Context, state: State) -> Outcome:
    """Walk the roles of the event on the card, or of the one under the cursor."""
    card = context.card(state.card)
    event = card if isinstance(card, Event) else None
    under = context.under(state.selection)
    event = event or (under if isinstance(under, Event) else None)
    if event is None:
        return Outcome(state.say("put an event on the card first"))
    return walk(context, replace(state, card=event.id), event)


def walk(context: Context, state: State, event: Event) -> Outcome:
    """Begin the slot walk of an event."""
    return Outcome(with_role_hints(context, replace(state, mode=Filling(event.id, 0, ()))))


def with_role_hints(context: Context, state: State) -> State:
    """The slot walk with its hints as the document now is; over, when there is nothing left to ask."""
    mode = state.mode
    if not isinstance(mode, Filling):
        return state
    event = context.document.events.get(mode.event_id)
    if event is None:
        return replace(state.leave(), card=None)
    roles = context.schema.roles_of(event.type)
    for number in range(mode.role, len(roles)):
        role = roles[number]
        if not mode.more and _full(event, role):
            continue
        targets = fillers(context, event, role, wide=mode.wide)
        filled = {argument.target for argument in event.arguments if argument.role == role.name}
        targets = tuple(each for each in targets if each.id is None or each.id not in filled)
        if mode.wide or mode.more or any(each.id or _is_likely(context, each) for each in targets):
            return replace(state, mode=replace(mode, role=number, targets=targets, typed=""))
    return replace(state.leave(), card=event.id)


def _is_likely(context: Context, target: Target) -> bool:
    """Whether an unlabelled word is likely to become a mention; roles without anything likely are passed over."""
    return target.span in candidates_in(context, context.sentence(target.span))


def _full(event: Event, role: Role) -> bool:
    count = sum(argument.role == role.name for argument in event.arguments)
    return role.max is not None and count >= role.max


def filling(context: Context, state: State, mode: Filling, key: str) -> Outcome:
    """A key of the slot walk: a hint fills, Tab skips, a digit is a role, `*` asks for one more, Enter closes."""
    if key in ("escape", "enter"):
        return Outcome(state.leave())
    if key == "tab":
        return Outcome(with_role_hints(context, replace(state, mode=replace(mode, role=mode.role + 1, more=False))))
    if key == "shift+tab":
        return Outcome(
            with_role_hints(context, replace(state, mode=replace(mode, role=max(mode.role - 1, 0), more=True)))
        )
    if key == "*":
        return _one_more(context, state, mode)
    if key.isdecimal():
        return _to_role(context, state, mode, int(key) - 1)
    if key == "space":
        return Outcome(with_role_hints(context, replace(state, mode=replace(mode, wide=not mode.wide))))
    if key == "backspace":
        return _emptied(context, state, mode)
    return _hinted(context, state, mode, key)


def _to_role(context: Context, state: State, mode: Filling, number: int) -> Outcome:
    event = context.document.events.get(mode.event_id)
    if event is None or not 0 <= number < len(context.schema.roles_of(event.type)):
        return Outcome(state.say("no role has this number"))
    return Outcome(with_role_hints(context, replace(state, mode=replace(mode, role=number, more=True))))


def _one_more(context: Context, state: State, mode: Filling) -> Outcome:
    event = context.document.events.get(mode.event_id)
    if event is None or not event.arguments:
        return Outcome(state.say("fill a role first"))
    names = [role.name for role in context.schema.roles_of(event.type)]
    last = event.arguments[-1].role
    number = names.index(last) if last in names else mode.role
    if _full(event, context.schema.roles_of(event.type)[number]):
        return Outcome(state.say(f"{last} takes no more"))
    return Outcome(with_role_hints(context, replace(state, mode=replace(mode, role=number, more=True))))


def _emptied(context: Context, state: State, mode: Filling) -> Outcome:
    event = context.document.events.get(mode.event_id)
    if event is None or not event.arguments:
        return Outcome(state.say("no role is filled"))
    names = [role.name for role in context.schema.roles_of(event.type)]
    last = event.arguments[-1]
    number = names.index(last.role) if last.role in names else 0
    after = replace(state, mode=replace(mode, role=number, more=True, targets=(), typed=""))
    return Outcome(after, update(context.document, structs.replace(event, arguments=event.arguments[:-1]), "unfill"))


def _hinted(context: Context, state: State, mode: Filling, key: str) -> Outcome:
    typed = mode.typed + key
    target, any_left = narrowed(mode.targets, typed)
    if target is None:
        if any_left:
            return Outcome(replace(state, mode=replace(mode, typed=typed)))
        return Outcome(replace(state.say(f"no hint {typed}"), mode=replace(mode, typed="")))
    if target.id is None and len(target.makes) > 1:
        return _ask_type(context, state, mode, target)
    return put(context, state, mode, target, target.makes[0] if target.makes else "")


def _ask_type(context: Context, state: State, mode: Filling, target: Target) -> Outcome:
    known = _type_of_same_words(context, target)
    if known:
        return put(context, state, mode, target, known)
    legal = tuple(Option(key, name) for key, name in context.letters.entities.items() if name in target.makes)
    words = f"{context.text[slice(*target.span)][:30]} is a"
    return Outcome(replace(state, mode=Choosing("make", words, legal, spans=(target.span,), back=mode)))


def _type_of_same_words(context: Context, target: Target) -> str | None:
    """The type that the same words have elsewhere in view, when it is legal here."""
    words = context.text[slice(*target.span)]
    for each in context.mentions(context.window):
        if each.type in target.makes and surface(context.text, each.spans) == words:
            return each.type
    return None


def put(context: Context, state: State, mode: Filling, target: Target, make: str) -> Outcome:
    """Fill the role and go on to the next one; a last role without limit is asked for until Enter."""
    event = context.document.events.get(mode.event_id)
    if event is None:
        return Outcome(state.leave("the event is gone"))
    role = context.schema.roles_of(event.type)[mode.role]
    edit = Edit("fill", ())
    filler = target.id
    if filler is None:
        made = new_mention(context, make, (target.span,))
        filler, edit = made.id, add(context.document, made, name="fill")
    if circular(context, event.id, filler):
        return Outcome(state.say("an event cannot be part of itself"))
    arguments = (*event.arguments, Argument(role.name, filler))
    edit = edit + update(context.document, structs.replace(event, arguments=arguments), "fill")
    stays = role.max is None and mode.role + 1 == len(context.schema.roles_of(event.type))
    following = replace(mode, role=mode.role + (not stays), targets=(), typed="", more=stays)
    return Outcome(replace(state, mode=following, card=event.id, message=""), edit)


def circular(context: Context, event_id: str, filler: str) -> bool:
    """Whether an event would, through its arguments, be an argument of itself."""
    waiting, seen = [filler], set()
    while waiting:
        each = waiting.pop()
        if each == event_id:
            return True
        event = context.document.events.get(each)
        if event and each not in seen:
            seen.add(each)
            waiting += [argument.target for argument in event.arguments]
    return False
