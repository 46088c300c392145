"""Relations: `>` and a hint, shown only where domain and range allow one; a letter when several types are legal."""

from __future__ import annotations

from dataclasses import replace

from annotator.model.annotation import Entity, Event, Relation
from annotator.model.edits import add
from annotator.model.order import mention_key
from annotator.model.spans import envelope
from annotator.tui.editor.annotate.proposals import evidence, with_values
from annotator.tui.editor.choose.targets import annotated
from annotator.tui.editor.context import Context, spans_of
from annotator.tui.editor.letters import options
from annotator.tui.editor.state import Choosing, Hinting, Outcome, State, Target


def source(context: Context, state: State) -> Entity | Event | None:
    """What a relation starts from: the card's annotation, a relation's head, or what the cursor is on."""
    card = context.card(state.card)
    if isinstance(card, Relation):
        card = context.document.find(card.head)
    if isinstance(card, Entity | Event):
        return card
    return context.under(state.selection)


def relate(context: Context, state: State, *, back: bool = False, wide: bool = False) -> Outcome:
    """Show hints on everything that a relation may lead to, or come from with `back`."""
    start = source(context, state)
    if start is None:
        return Outcome(state.leave("a relation starts at an annotation: put one on the card"))

    def legal(other: Entity | Event) -> bool:
        return other.id != start.id and bool(legal_types(context, start, other, back=back))

    at = envelope(start.spans) if start.spans else state.selection
    targets = annotated(context, at, legal, wide=wide)
    if not targets and not wide:
        return relate(context, state, back=back, wide=True)
    if not targets:
        return Outcome(state.leave(f"no relation of a {start.type} is legal with anything in view"))
    verb = "relate_back" if back else "relate"
    words = f"{'from' if back else 'to'} which"
    return Outcome(replace(state, mode=Hinting(verb, f"relation {words}", targets, subject=start.id, wide=wide)))


def legal_types(context: Context, start: Entity | Event, other: Entity | Event, *, back: bool) -> tuple[str, ...]:
    """The relation types that may join two annotations, by the types that these count as."""
    around = context.around
    head, tail = (other, start) if back else (start, other)
    legal = context.schema.legal_relations(around.kind(head.id) or head.type, around.kind(tail.id) or tail.type)
    if around.thing(head.id) != around.thing(tail.id):
        return tuple(each.name for each in legal)
    return tuple(each.name for each in legal if not any(e.irreflexive for e in context.schema.relation_line(each.name)))


def to_target(context: Context, state: State, mode: Hinting, target: Target) -> Outcome:
    """Join the two, or ask for the type when several are legal."""
    start, other = context.document.find(mode.subject), context.document.find(target.id or "")
    if not isinstance(start, Entity | Event) or not isinstance(other, Entity | Event):
        return Outcome(state.leave("it is gone"))
    back = mode.verb == "relate_back"
    types = legal_types(context, start, other, back=back)
    head, tail = (other.id, start.id) if back else (start.id, other.id)
    if len(types) == 1:
        return join(context, state, types[0], head, tail)
    return Outcome(replace(state, mode=Choosing("join", "relation", options(types), subject=head, other=tail)))


def join(context: Context, state: State, type_name: str, head: str, tail: str) -> Outcome:
    """Add a relation; of a symmetric one the mention that stands first is the head."""
    head, tail = directed(context, type_name, head, tail)
    for known in context.index.naming(head):
        held = context.document.relations.get(known)
        if held and (held.type, held.head, held.tail) == (type_name, head, tail):
            return Outcome(replace(state.leave(f"{type_name} is there already"), card=held.id))
    spans = [envelope(found) for each in (head, tail) if (found := spans_of(context.document, each))]
    relation = Relation(
        context.fresh_id("R"), type_name, head, tail, evidence=evidence(context, spans) if spans else ()
    )
    relation = with_values(context, relation)
    return Outcome(replace(state.leave(), card=relation.id), add(context.document, relation, name="relate"))


def directed(context: Context, type_name: str, head: str, tail: str) -> tuple[str, str]:
    """Head and tail as the schema wants them; the ends of a symmetric relation stand in the order of the text."""
    found = context.schema.relation_types.get(type_name)
    first, second = context.document.find(head), context.document.find(tail)
    if not found or not isinstance(first, Entity | Event) or not isinstance(second, Entity | Event):
        return head, tail
    if found.symmetric and mention_key(second) < mention_key(first):
        return tail, head
    return head, tail
