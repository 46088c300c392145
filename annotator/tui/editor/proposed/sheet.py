"""`$`: the lists of what is proposed, and confirming what is on the screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from string import ascii_lowercase

from msgspec import structs

from annotator.model.annotation import Annotation, Entity, Event, Relation, new_coref
from annotator.model.change import Edit
from annotator.model.edits import add, remove, update
from annotator.model.spans import envelope
from annotator.suggest.offered.offer import Offer, OfferedLayer
from annotator.tui.editor.annotate.coref import in_chain
from annotator.tui.editor.annotate.events import happen
from annotator.tui.editor.annotate.frames import first_missing
from annotator.tui.editor.annotate.proposals import COREF
from annotator.tui.editor.confirming import SCOPES, Confirming, ProposedItem, Scope
from annotator.tui.editor.context import Context
from annotator.tui.editor.mode_table import LEAVE, Act, ModeKey, ModeTable, is_digit, is_small_letter
from annotator.tui.editor.move.moves import go
from annotator.tui.editor.offered.mentions import said_at
from annotator.tui.editor.offered.relations import offered_between
from annotator.tui.editor.proposed.into_layer import into_layer, opened
from annotator.tui.editor.proposed.items import confirmed, proposed_in
from annotator.tui.editor.proposed.reasons import confirmable
from annotator.tui.editor.rejected import Kind, reject
from annotator.tui.editor.state import Item, Outcome, Picking, State

KINDS: Mapping[OfferedLayer, Kind] = {"entities": "mention", "relations": "relation", "events": "trigger"}
"""As what an offer of each layer is put aside."""


def show_proposed(context: Context, state: State) -> Outcome:
    """Open the list of the sentence; of the article where nothing is proposed in the sentence."""
    mode = Confirming("sentence", state.selection, state.card)
    return Outcome(replace(state, mode=listed(context, mode)))


def listed(context: Context, mode: Confirming) -> Confirming:
    """The list with what is proposed in its part as the document is, as many rows as fit."""
    items, total, is_cut, stopped = proposed_in(context, mode)
    rows = (
        mode.rows if mode.rows > len(ascii_lowercase) else max(min(context.in_view.list_rows, len(ascii_lowercase)), 1)
    )
    top = min(mode.top, max(len(items) - rows, 0))
    left = tuple(each.key for each in items if each.key in mode.left)
    return replace(
        mode,
        items=items,
        total=total,
        is_cut=is_cut,
        stopped=stopped,
        rows=rows,
        top=top,
        left=left,
        document=context.document,
    )


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
    alone = mode.takes[0] if len(mode.takes) == 1 and mode.takes[0].is_alone else None
    if alone and (asked := _taken_alone(context, state, mode, alone)):
        return asked
    outcome = take(context, state, mode.takes)
    if outcome.edit is None:
        return outcome
    if mode.scope == "article" and len(mode.takes) == len(mode.items):
        return outcome._replace(state=outcome.state.leave(f"{outcome.state.message}; nothing is proposed any more"))
    # What stays of the page is taken by the next Enter, whatever comes up from below.
    left = tuple(item.key for item in mode.visible if item not in mode.takes)
    return outcome._replace(state=outcome.state.enter(replace(mode, left=left)))


def take(context: Context, state: State, items: Sequence[ProposedItem]) -> Outcome:
    """Confirm what is proposed in some items, and take what others offer."""
    annotations = [each for item in items if (each := context.document.find(item.id))]
    new = into_layer(context, items)
    if not annotations and not new:
        return Outcome(state.say("nothing is proposed here; $ the article, 1-5 other lists, Esc leaves"))
    changes = tuple(change for each in annotations for change in update(context.document, confirmed(each)).changes)
    edit = Edit("confirm", (*changes, *add(context.document, *new).changes))
    return Outcome(state.say(f"{len(annotations) + len(new)} confirmed"), edit)


def _taken_alone(context: Context, state: State, mode: Confirming, item: ProposedItem) -> Outcome | None:
    """An event goes to its frame, a relation without a value that it must have is asked for it; None for others."""
    new = into_layer(context, [item])
    if not new:
        return _open(context, state, mode, item)
    there = _at(context, state, mode, item, new[0])
    asking = first_missing(context.schema, there, new[0])
    return Outcome(asking, add(context.document, new[0], name="confirm")) if asking else None


def _open(context: Context, state: State, mode: Confirming, item: ProposedItem) -> Outcome:
    """Go to an item; when it is decided, the list comes back."""
    if item.offer and item.offer.layer == "events":
        return _open_event(context, state, mode, item.offer)
    new = opened(context, item.offer) if item.offer else None
    annotation = new or context.document.find(item.id)
    there = _at(context, state, mode, item, annotation)
    name = "relate" if isinstance(new, Relation) else "label"
    return Outcome(there, add(context.document, new, name=name) if new else None)


def _open_event(context: Context, state: State, mode: Confirming, offer: Offer) -> Outcome:
    """Make the event that is offered, and ask for its roles; the list comes back when it is closed."""
    outcome = happen(context, go(context, replace(state, mode=None), offer.span).state, offer.type, offer.spans)
    made = next((each.after for each in outcome.edit.changes), None) if outcome.edit else None
    if not isinstance(made, Event):
        return outcome
    back = _back(mode, made)
    return outcome._replace(state=replace(outcome.state, opened_from=back), is_sure=True)


def _at(context: Context, state: State, mode: Confirming, item: ProposedItem, annotation: Annotation | None) -> State:
    """At the place of an item, with its annotation on the card."""
    there = go(context, replace(state, mode=None), item.span).state
    return replace(there, card=annotation.id if annotation else item.id, opened_from=_back(mode, annotation))


def _back(mode: Confirming, annotation: Annotation | None) -> Confirming:
    """The list as it comes back when an annotation is decided."""
    card, parts = (annotation.id, len(confirmable(annotation))) if annotation else ("", 0)
    return replace(mode, opened=card, rejecting=False, parts=max(parts, 1))


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
    """No: what is offered is put aside, a proposed relation goes, a proposed thing becomes new, proposed values go."""
    if item.offer:
        kind = KINDS[item.offer.layer]
        return Outcome(state.say(f"{item.words}: no"), reject(context.document, item.offer.span, kind))
    annotation = context.document.find(item.id)
    if annotation is None:
        return Outcome(state.say("it is gone"))
    if isinstance(annotation, Relation) or (isinstance(annotation, Entity) and _was_offered(context, annotation)):
        return Outcome(state.say(f"{item.words}: no"), _away(context, annotation))
    return Outcome(state.say(f"{item.words}: no"), update(context.document, _refused(context, annotation), "no"))


def _was_offered(context: Context, entity: Entity) -> bool:
    """Whether a mention came from the list, and nobody has said yes to it."""
    return "type" in entity.unconfirmed and bool(said_at(context, entity.spans))


def _away(context: Context, annotation: Entity | Relation) -> Edit:
    """Take a proposed mention or relation away, and put its place aside where it would be offered again."""
    edit = remove(context.document, [annotation.id], "no")
    if isinstance(annotation, Entity):
        return Edit("no", (*edit.changes, *reject(context.document, envelope(annotation.spans)).changes))
    offers = offered_between(context, annotation.head, annotation.tail) if "type" in annotation.unconfirmed else []
    refused = reject(context.document, offers[0].span, "relation").changes if offers else ()
    return Edit("no", (*edit.changes, *refused))


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
