"""Relations: `>`, the letter of the type, and a hint; required attributes are asked for at once."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from msgspec import structs

from annotator.model.annotation import Entity, Event, Relation, Value
from annotator.model.change import Edit
from annotator.model.edits import add, remove
from annotator.model.spans import Span, envelope
from annotator.schema.attributes.kinds import shown
from annotator.schema.rules.relations import limited_ends
from annotator.tui.editor.annotate.frames import first_required
from annotator.tui.editor.annotate.mentions import words_of
from annotator.tui.editor.annotate.proposals import evidence, with_values
from annotator.tui.editor.choose.targets import lettered_annotations
from annotator.tui.editor.choose.type_options import relation_options
from annotator.tui.editor.context import Context, spans_of
from annotator.tui.editor.move.heads import heads_in, next_head
from annotator.tui.editor.related import directed, may_relate, same_between
from annotator.tui.editor.state import AlreadyThere, Choosing, Hinting, Outcome, State, Target

NEAR = 10_000
"""How far around a relation others of its type are looked at for the commonest value, in code points."""


def source(context: Context, state: State) -> Entity | Event | None:
    """What a relation starts from: the card's annotation, a relation's head, or what the cursor is on."""
    card = context.card(state.card)
    if isinstance(card, Relation):
        card = context.document.find(card.head)
    if isinstance(card, Entity | Event):
        return card
    return context.under(state.selection)


def start(context: Context, state: State, *, back: bool = False) -> Outcome:
    """Ask for the type of a relation from the card or, with `back`, to it."""
    annotation = source(context, state)
    if annotation is None:
        at = state.selection[0]
        annotation = next_head(context, None, at) or next_head(context, None, at, heads_in)
        if annotation is None or not annotation.spans:
            return Outcome(state.leave("a relation starts at an annotation, and none further on can be related"))
        state = state.select(envelope(annotation.spans))
    if not context.letters.relations:
        return Outcome(state.leave("the schema has no relations"))
    return Outcome(asking_type(context, state, annotation, back=back))


def asking_type(context: Context, state: State, head: Entity | Event, *, back: bool) -> State:
    """The state in which the type of a relation from an annotation, or with `back` to it, is asked for."""
    near = context.mentions(context.sentence(_place_of(state, head)))
    options = relation_options(context, head, near, back=back)
    return replace(state, card=head.id, mode=Choosing("relation", options, head.id, back))


def _place_of(state: State, annotation: Entity | Event) -> Span:
    return envelope(annotation.spans) if annotation.spans else state.selection


def turn(context: Context, state: State, subject: str, *, back: bool) -> Outcome:
    """Ask for the type of a relation in the other direction."""
    relation = context.document.find(subject)
    if not isinstance(relation, Entity | Event):
        return Outcome(state.leave("it is gone"))
    return Outcome(asking_type(context, state, relation, back=not back))


def of_type(context: Context, state: State, subject: str, type_name: str, *, back: bool) -> Outcome:
    """Show hints on what a relation of this type may lead to."""
    return Outcome(state.enter(Hinting("relate", subject=subject, part=type_name, back=back)))


def turned(context: Context, state: State, mode: Hinting) -> Outcome:
    """The same type the other way round; a symmetric one has no direction."""
    if context.schema.relation_types[mode.part].symmetric:
        return Outcome(state.say(f"{mode.part} has no direction"))
    return Outcome(state.enter(replace(mode, back=not mode.back, targets=(), typed="")))


def targets(context: Context, state: State, mode: Hinting) -> tuple[Target, ...]:
    """What the relation may lead to, with hints."""
    subject = context.document.find(mode.subject)
    if not isinstance(subject, Entity | Event):
        return ()
    at = _place_of(state, subject)
    return lettered_annotations(context, at, mode, lambda other: admits(context, mode, other))


def admits(context: Context, mode: Hinting, other: Entity | Event) -> bool:
    """Whether a relation of the type that is asked for may lead to an annotation."""
    subject = context.document.find(mode.subject)
    if not isinstance(subject, Entity | Event) or other.id == subject.id:
        return False
    return may_relate(context, mode.part, subject, other, back=mode.back)


def to_target(context: Context, state: State, mode: Hinting, target: Target) -> Outcome:
    """Join the two."""
    ends, other = context.document.find(mode.subject), context.document.find(target.id or "")
    if not isinstance(ends, Entity | Event) or not isinstance(other, Entity | Event):
        return Outcome(state.leave("it is gone"))
    head, tail = (other.id, ends.id) if mode.back else (ends.id, other.id)
    return join(context, state, mode.part, head, tail)


def join(context: Context, state: State, type_name: str, head: str, tail: str) -> Outcome:
    """Add a relation; where the same one is there, or another that leaves no room for it, ask first."""
    head, tail = directed(context, type_name, head, tail)
    if known := same_between(context, type_name, head, tail):
        ids = tuple(each.id for each in known)
        return Outcome(state.enter(AlreadyThere("open", is_there(known[0]), ids, type_name, head, tail)))
    if rivals := _rivals(context, type_name, head, tail):
        annotation = context.document.find(head)
        prompt = f"{words_of(context, annotation) if annotation else head} has {type_name} already"
        return Outcome(state.enter(AlreadyThere("replace", prompt, rivals, type_name, head, tail)))
    return made(context, state, type_name, head, tail)


def made(
    context: Context, state: State, type_name: str, head: str, tail: str, *, instead_of: tuple[str, ...] = ()
) -> Outcome:
    """Add a relation and ask for its required attributes; `instead_of` are relations that go."""
    spans = [envelope(place) for each in (head, tail) if (place := spans_of(context.document, each))]
    relation = Relation(
        context.fresh_id("R"), type_name, head, tail, evidence=evidence(context, spans) if spans else ()
    )
    relation = with_usual_values(context, with_values(context, relation), spans)
    edit = remove(context.document, instead_of) if instead_of else Edit("relate", ())
    edit = Edit("relate", (*edit.changes, *add(context.document, relation).changes))
    return Outcome(first_required(context.schema, state, relation), edit)


def with_usual_values(context: Context, relation: Relation, spans: list[Span]) -> Relation:
    """The relation with the commonest value for each required attribute that has none, proposed."""
    required = [
        each for each in context.schema.attributes_of(relation.type)
        if each.required and each.name not in relation.attributes
    ]  # fmt: skip
    if not required or not spans:
        return relation
    near = _near(context, relation.type, min(spans))
    values: dict[str, Value] = {}
    for attribute in required:
        counts = Counter(each.attributes[attribute.name] for each in near if attribute.name in each.attributes)
        if counts:
            values[attribute.name] = counts.most_common(1)[0][0]
    return structs.replace(
        relation,
        attributes={**relation.attributes, **values},
        unconfirmed=tuple(sorted({*relation.unconfirmed, *values})),
    )


def _near(context: Context, type_name: str, at: Span) -> list[Relation]:
    mentions = context.mentions((max(at[0] - NEAR, 0), at[1] + NEAR))
    ids = dict.fromkeys(naming for each in mentions for naming in context.index.naming(each.id))
    relations = (context.document.relations.get(each) for each in ids)
    return [each for each in relations if each and each.type == type_name]


def _rivals(context: Context, type_name: str, head: str, tail: str) -> tuple[str, ...]:
    """The relations that cardinality allows no second one beside, with another end."""
    around, ends = context.around, {"head": head, "tail": tail}
    rivals = set()
    for rule in context.schema.relation_line(type_name):
        for end, other in limited_ends(rule):
            relations = around.relations_at(around.thing(ends[end]), end, rule.name)
            rivals |= {each.id for each in relations if around.thing(getattr(each, other)) != around.thing(ends[other])}
    return tuple(sorted(rivals))


def is_there(relation: Relation) -> str:
    """That a relation is there already, with its values."""
    return f"{relation.type} is there" + (f" ({described(relation)})" if relation.attributes else "")


def described(relation: Relation) -> str:
    """The values of a relation in a few words."""
    return ", ".join(shown(value) for value in relation.attributes.values())
