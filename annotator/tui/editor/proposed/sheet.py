"""`$`: the lists of what is proposed, and confirming what is on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from string import ascii_lowercase

from msgspec import structs

from annotator.model.annotation import Annotation, Entity, Event, Relation, new_coref
from annotator.model.change import Edit
from annotator.model.edits import add, remove, update
from annotator.tui.editor.annotate.coref import in_chain
from annotator.tui.editor.annotate.proposals import COREF
from annotator.tui.editor.confirming import SCOPES, Confirming, ProposedItem, Scope
from annotator.tui.editor.context import Context
from annotator.tui.editor.mode_table import LEAVE, Act, ModeKey, ModeTable, is_digit, is_small_letter
from annotator.tui.editor.move.moves import go
from annotator.tui.editor.proposed.items import confirmed, proposed_in
from annotator.tui.editor.proposed.reasons import confirmable
from annotator.tui.editor.proposed.relations import made, relation_of
from annotator.tui.editor.rejected import reject
from annotator.tui.editor.state import Item, Outcome, Picking, State


def show_proposed(context: Context, state: State) -> Outcome:
    """Open the list of the sentence; of the article where nothing is proposed in the sentence."""
    mode = Confirming("sentence", state.selection, state.card)
    return Outcome(replace(state, mode=listed(context, mode)))


def listed(context: Context, mode: Confirming) -> Confirming:
    """The list with what is proposed in its part as the document is, as many rows as fit."""
    items, total = proposed_in(context, mode)
    rows = (
        mode.rows if mode.rows > len(ascii_lowercase) else max(min(context.in_view.list_rows, len(ascii_lowercase)), 1)
    )
    top = min(mode.top, max(len(items) - rows, 0))
    left = tuple(each.key for each in items if each.key in mode.left)
    return replace(mode, items=items, total=total, rows=rows, top=top, left=left, document=context.document)


def refreshed(context: Context, state: State) -> State:
    """The state with its list as the document now is; back to the list when an item that it opened is decided."""
    mode = state.mode
    if isinstance(mode, Confirming) and mode.document is not context.document:
        return replace(state, mode=listed(context, mode))
    if mode is None and state.opened_from is not None:
        return _returned(context, state, state.opened_from)
    return state


def _returned(context: Context, state: State, before: Confirming) -> State:
    opened = context.document.find(before.opened)
    if opened is not None and confirmable(opened) and len(confirmable(opened)) >= before.parts:
        return state if state.card == opened.id else replace(state, opened_from=None)
    return replace(state, opened_from=None, mode=listed(context, replace(before, opened="")))


def _letter(context: Context, state: State, mode: Confirming, key: str) -> Outcome:
    place = ascii_lowercase.find(key)
    if not 0 <= place < len(mode.visible):
        return Outcome(state.say(f"{key} is no item; a letter opens one, - and a letter says no"))
    item = mode.visible[place]
    return _reject(context, state, mode, item) if mode.rejecting else _open(context, state, mode, item)


def _scroll(step: int, *, pages: bool = False) -> Act:
    def act(context: Context, state: State, mode: Confirming, key: str) -> Outcome:
        rows = step * (mode.rows if pages else 1)
        top = min(max(mode.top + rows, 0), max(len(mode.items) - mode.rows, 0))
        return Outcome(state.enter(replace(mode, top=top, left=())))

    return act


def _no(context: Context, state: State, mode: Confirming, key: str) -> Outcome:
    return Outcome(state.enter(replace(mode, rejecting=not mode.rejecting)))


def _list_of(context: Context, state: State, mode: Confirming, key: str) -> Outcome:
    """The list of a digit."""
    if int(key) not in range(1, len(SCOPES) + 1):
        return Outcome(state.say(f"{key} is no list; 1 to {len(SCOPES)} are: {', '.join(SCOPES)}"))
    return _other_list(context, state, mode, SCOPES[int(key) - 1])


def _article_or_sentence(context: Context, state: State, mode: Confirming, key: str) -> Outcome:
    return _other_list(context, state, mode, "article" if mode.scope != "article" else "sentence")


def _other_list(context: Context, state: State, mode: Confirming, scope: Scope) -> Outcome:
    return Outcome(state.enter(listed(context, replace(mode, scope=scope, top=0, left=(), rejecting=False))))


def _take(context: Context, state: State, mode: Confirming, key: str) -> Outcome:
    outcome = take(context, state, mode.takes)
    if outcome.edit is None:
        return outcome
    if mode.scope == "article" and len(mode.takes) == len(mode.items):
        return outcome._replace(state=outcome.state.leave(f"{outcome.state.message}; nothing is proposed any more"))
    # What stays of the page is taken by the next Enter, whatever comes up from below.
    left = tuple(item.key for item in mode.visible if item not in mode.takes)
    return outcome._replace(state=outcome.state.enter(replace(mode, left=left)))


def take(context: Context, state: State, items: Sequence[ProposedItem]) -> Outcome:
    """Confirm what is proposed in some items."""
    annotations = [each for item in items if (each := context.document.find(item.id))]
    new = [made(context, offered, decided=True) for item in items if (offered := relation_of(item))]
    if not annotations and not new:
        return Outcome(state.say("nothing is proposed here; $ the article, 1-5 other lists, Esc leaves"))
    changes = tuple(change for each in annotations for change in update(context.document, confirmed(each)).changes)
    edit = Edit("confirm", (*changes, *add(context.document, *new).changes))
    return Outcome(state.say(f"{len(annotations) + len(new)} confirmed"), edit)


def _open(context: Context, state: State, mode: Confirming, item: ProposedItem) -> Outcome:
    """Go to an item; when it is decided, the list comes back."""
    there = go(context, replace(state, mode=None), item.span).state
    offered = relation_of(item)
    new = made(context, offered, decided=False) if offered else None
    card = new.id if new else item.id
    annotation = new or context.document.find(item.id)
    back = replace(mode, opened=card, rejecting=False, parts=len(confirmable(annotation)) if annotation else 0)
    opened = replace(there, card=card, opened_from=back)
    return Outcome(opened, add(context.document, new, name="relate") if new else None)


def _find(context: Context, state: State, mode: Confirming, key: str) -> Outcome:
    items = tuple(Item(each.words, f"{each.tag}  {each.proposed}  {each.reason}", each.key) for each in mode.items)
    return Outcome(state.enter(Picking("choice", "open", items, back=mode)))


def choose(context: Context, state: State, mode: Confirming, key: str) -> Outcome:
    """Open the item of a line of the list."""
    item = next((each for each in mode.items if each.key == key), None)
    return _open(context, state, mode, item) if item else Outcome(state.enter(mode).say("it is gone"))


def _reject(context: Context, state: State, mode: Confirming, item: ProposedItem) -> Outcome:
    return refuse(context, replace(state, mode=replace(mode, rejecting=False)), item)


def refuse(context: Context, state: State, item: ProposedItem) -> Outcome:
    """No: a proposed relation goes, a proposed thing becomes a new one, proposed values go."""
    if offered := relation_of(item):
        return Outcome(state.say(f"{item.words}: no"), reject(context.document, offered.span, "relation"))
    annotation = context.document.find(item.id)
    if annotation is None:
        return Outcome(state.say("it is gone"))
    if isinstance(annotation, Relation):
        return Outcome(state.say(f"{item.words}: no"), remove(context.document, [annotation.id], "no"))
    return Outcome(state.say(f"{item.words}: no"), update(context.document, _refused(context, annotation), "no"))


def _refused(context: Context, annotation: Annotation) -> Annotation:
    if isinstance(annotation, Entity | Event) and COREF in annotation.unconfirmed:
        own = new_coref(context.document.id, annotation.id, is_event=isinstance(annotation, Event))
        return in_chain(annotation, own)
    gone = confirmable(annotation)
    kept = {name: value for name, value in annotation.attributes.items() if name not in gone}
    left = tuple(each for each in annotation.unconfirmed if each not in gone)
    return structs.replace(annotation, attributes=kept, unconfirmed=left)


CONFIRM = ModeTable(
    "LIST",
    (
        ModeKey(_take, "confirm the visible items that are ticked; again: the other visible ones", "confirm",
                verbs=("accept",), keys=("enter",)),
        ModeKey(_letter, "open an item; when it is decided the list comes back", "open it", family=is_small_letter,
                shown="a-z"),
        ModeKey(_no, "the next letter says no to an item", "no", verbs=("reject",)),
        ModeKey(_list_of, "another list: sentence, words, thing, type, article", "of what", family=is_digit,
                shown="1-5"),
        ModeKey(_find, "find an item by its words and open it", "find", verbs=("search",)),
        ModeKey(_article_or_sentence, "the list of the article, or of the sentence again", verbs=("proposed",)),
        ModeKey(_scroll(1, pages=True), "more items", "more", verbs=("jump", "page_down")),
        ModeKey(_scroll(-1, pages=True), "a page back", verbs=("page_up",)),
        ModeKey(_scroll(1), "one item on", verbs=("down",)),
        ModeKey(_scroll(-1), "one item back", verbs=("up",)),
        LEAVE,
    ),
)  # fmt: skip
"""The keys of the lists of what is proposed."""
