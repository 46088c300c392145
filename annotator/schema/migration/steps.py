"""What each step does to documents; every function returns new ones, and tells what was lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from immutables import Map
from msgspec.structs import replace

from annotator.model.annotation import JSON, Annotation, Argument, Entity, Event, Relation, Value, new_coref
from annotator.model.canonical import to_plain
from annotator.model.document import Document
from annotator.model.order import with_ordered_arguments
from annotator.schema.migration.duplicates import entities_once
from annotator.schema.migration.losses import Lost
from annotator.schema.migration.operations import (
    TYPE,
    AskAttributes,
    DropAttribute,
    DropRole,
    DropType,
    MergeTypes,
    MoveRole,
    Operation,
    OwnCoref,
    RenameAttribute,
    RenameRole,
    RenameType,
    RenameValue,
    SetAttribute,
    SplitType,
)
from annotator.schema.migration.proposals import fits, proposed, proposed_types
from annotator.schema.references import References

Documents = tuple[Document, ...]
Kind = TypeVar("Kind", Entity, Relation, Event)


def apply_step(step: Operation, documents: Documents) -> tuple[Documents, list[Lost]]:
    """The documents after one step, and what it lost."""
    lost: list[Lost] = []
    if isinstance(step, SplitType):
        types = proposed_types(step, documents)
        return tuple(_split(step, each, types) for each in documents), lost
    action = _ACTIONS.get(type(step))
    if action is not None:
        documents = tuple(action(step, each, lost) for each in documents)
    return documents, lost


def concerns(types: Iterable[str], annotation: Annotation) -> bool:
    """Whether an annotation is of one of these types; `ENTITY`, `RELATION` and `EVENT` are all of a kind."""
    word = "ENTITY" if isinstance(annotation, Entity) else "EVENT" if isinstance(annotation, Event) else "RELATION"
    return annotation.type in types or word in types


def changed(document: Document, change: Callable[[Any], Any]) -> Document:
    """The document with every annotation replaced by what `change` makes of it; None takes it out."""
    return replace(
        document,
        entities=_changed(document.entities, change),
        relations=_changed(document.relations, change),
        events=_changed(document.events, change),
    )


def _changed(annotations: Map[str, Kind], change: Callable[[Kind], Kind | None]) -> Map[str, Kind]:
    mutation = annotations.mutate()
    for key, each in annotations.items():
        after = change(each)
        if after is None:
            del mutation[key]
        elif after is not each:
            mutation[key] = after
    return mutation.finish()


def with_was(annotation: Kind, **replaced: JSON) -> Kind:
    """The annotation remembering what a migration replaced; an older memory is kept inside the new one."""
    was: dict[str, JSON] = dict(replaced)
    if annotation.was is not None:
        was["was"] = annotation.was
    return replace(annotation, was=was)


def without_was(annotation: Kind) -> Kind:
    """The annotation with the newest memory taken off."""
    older = annotation.was.get("was") if isinstance(annotation.was, dict) else None
    return replace(annotation, was=older)


def was_type(annotation: Annotation) -> str | None:
    """The type that the last migration replaced."""
    type_before = annotation.was.get(TYPE) if isinstance(annotation.was, dict) else None
    return type_before if isinstance(type_before, str) else None


def confirmed(annotation: Kind, parts: Iterable[str]) -> Kind:
    """The annotation without these parts among the unconfirmed."""
    gone = set(parts)
    return replace(annotation, unconfirmed=tuple(each for each in annotation.unconfirmed if each not in gone))


def unconfirmed(annotation: Kind, parts: Iterable[str]) -> Kind:
    """The annotation with these parts among the unconfirmed."""
    return replace(annotation, unconfirmed=tuple(sorted({*annotation.unconfirmed, *parts})))


def with_roles(event: Event, names: Mapping[str, str]) -> Event:
    """The event with roles renamed."""
    if not names:
        return event
    return replace(
        event, arguments=tuple(replace(each, role=names.get(each.role, each.role)) for each in event.arguments)
    )


def _rename_type(step: RenameType, document: Document, lost: list[Lost]) -> Document:
    return changed(document, lambda each: replace(each, type=step.new) if each.type == step.old else each)


def _rename_role(step: RenameRole, document: Document, lost: list[Lost]) -> Document:
    def change(each: Annotation) -> Annotation:
        return (
            with_roles(each, {step.old: step.new}) if isinstance(each, Event) and concerns(step.types, each) else each
        )

    return with_ordered_arguments(changed(document, change))


def _rename_attribute(step: RenameAttribute, document: Document, lost: list[Lost]) -> Document:
    def change(each: Any) -> Any:
        if not concerns(step.types, each):
            return each
        attributes = {step.new if name == step.old else name: value for name, value in each.attributes.items()}
        parts = tuple(sorted(step.new if part == step.old else part for part in each.unconfirmed))
        return replace(each, attributes=attributes, unconfirmed=parts)

    return changed(document, change)


def _rename_value(step: RenameValue, document: Document, lost: list[Lost]) -> Document:
    def renamed(value: Value) -> Value:
        if isinstance(value, tuple):
            return tuple(step.new if one == step.old else one for one in value)
        return step.new if value == step.old else value

    def change(each: Any) -> Any:
        if not concerns(step.types, each) or step.attribute not in each.attributes:
            return each
        return replace(each, attributes={**each.attributes, step.attribute: renamed(each.attributes[step.attribute])})

    return changed(document, change)


def _move_role(step: MoveRole, document: Document, lost: list[Lost]) -> Document:
    references = References(document.annotations())

    def moved(argument: Argument) -> Argument:
        move = argument.role == step.old and references.type_of(argument.target, document) in step.fillers
        return replace(argument, role=step.new) if move else argument

    def change(each: Annotation) -> Annotation:
        if isinstance(each, Event) and concerns(step.types, each):
            return replace(each, arguments=tuple(moved(one) for one in each.arguments))
        return each

    return with_ordered_arguments(changed(document, change))


def _merge(step: MergeTypes, document: Document, lost: list[Lost]) -> Document:
    def change(each: Any) -> Any:
        if each.type not in step.old:
            return each
        after = replace(each, type=step.new)
        if isinstance(after, Event):
            after = with_roles(after, step.roles.get(each.type, {}))
        if not step.undoes:
            return with_was(after, type=each.type)
        if TYPE not in each.unconfirmed:
            lost.append(
                Lost(document.id, each.id, f"type {each.type}", f"{step.new} is all there was", {TYPE: each.type})
            )
        if was_type(each) == step.new:
            after = without_was(after)
        return confirmed(after, (TYPE,))

    after = with_ordered_arguments(changed(document, change))
    return after if step.undoes else entities_once(after, step.new, lost)


def _split(step: SplitType, document: Document, types: Mapping[tuple[str, str], str]) -> Document:
    def change(each: Any) -> Any:
        if each.type != step.old:
            return each
        if step.undoes and (known := _known_again(step, each, document)):
            return _retyped(without_was(each) if was_type(each) in step.new else each, known, step)
        chosen = types[document.id, each.id]
        after = unconfirmed(_retyped(each, chosen, step), (TYPE,))
        return after if step.undoes else with_was(after, type=step.old)

    return with_ordered_arguments(changed(document, change))


def _known_again(step: SplitType, annotation: Any, document: Document) -> str | None:
    """The type that a merger is undone to without asking: by a value that only it has, else by `was`."""
    rule = next((each for each in step.rules if fits(each, annotation, document)), None)
    if rule is not None:
        return str(rule.gives[TYPE])
    type_before = was_type(annotation)
    return type_before if type_before in step.new else None


def _retyped(annotation: Any, chosen: str, step: SplitType) -> Any:
    after = replace(annotation, type=chosen)
    return with_roles(after, step.roles.get(chosen, {})) if isinstance(after, Event) else after


def _drop_type(step: DropType, document: Document, lost: list[Lost]) -> Document:
    gone = [each for each in document.annotations() if concerns(step.types, each)]
    return removed(document, gone, f"{', '.join(step.types)} has no place in the new version", lost)


def removed(document: Document, gone: Sequence[Annotation], why: str, lost: list[Lost]) -> Document:
    """The document without some annotations and what hangs on them, all archived."""
    ids = {each.id for each in gone}
    hanging = [each for each in document.relations.values() if {each.head, each.tail} & ids and each.id not in ids]
    for each in (*gone, *hanging):
        lost.append(Lost(document.id, each.id, f"{each.type} annotation", why, to_plain(each)))
    ids |= {each.id for each in hanging}

    def change(each: Any) -> Any:
        if each.id in ids:
            return None
        if isinstance(each, Event) and any(one.target in ids for one in each.arguments):
            for one in each.arguments:
                if one.target in ids:
                    lost.append(_argument(document, each, one, why))
            return replace(each, arguments=tuple(one for one in each.arguments if one.target not in ids))
        return each

    return changed(document, change)


def _argument(document: Document, event: Event, argument: Argument, why: str) -> Lost:
    content: dict[str, JSON] = {"role": argument.role, "target": argument.target}
    if argument.attributes:
        content["attributes"] = {
            name: list(value) if isinstance(value, tuple) else value for name, value in argument.attributes.items()
        }
    return Lost(document.id, event.id, f"{event.type}/{argument.role} argument", why, content)


def _drop_role(step: DropRole, document: Document, lost: list[Lost]) -> Document:
    def change(each: Annotation) -> Annotation:
        if not isinstance(each, Event) or not concerns(step.types, each):
            return each
        return without_arguments(document, each, lambda one: one.role == step.role, "the role is gone", lost)

    return changed(document, change)


def without_arguments(
    document: Document, event: Event, gone: Callable[[Argument], bool], why: str, lost: list[Lost]
) -> Event:
    """The event without some arguments, which are archived."""
    lost += [_argument(document, event, each, why) for each in event.arguments if gone(each)]
    kept = tuple(each for each in event.arguments if not gone(each))
    return event if len(kept) == len(event.arguments) else replace(event, arguments=kept)


def _drop_attribute(step: DropAttribute, document: Document, lost: list[Lost]) -> Document:
    def change(each: Any) -> Any:
        if not concerns(step.types, each):
            return each
        decided = step.attribute not in each.unconfirmed and each.attributes.get(step.attribute) not in step.silently
        if step.partly and decided:
            return each
        return without_attribute(document, each, step.attribute, "the attribute is gone", lost, step.silently)

    return changed(document, change)


def without_attribute(
    document: Document, annotation: Kind, name: str, why: str, lost: list[Lost], silently: tuple[Value, ...] = ()
) -> Kind:
    """The annotation without an attribute, which is archived unless its value is one that says nothing."""
    after = confirmed(annotation, (name,)) if name in annotation.unconfirmed else annotation
    if name not in annotation.attributes:
        return after
    value = annotation.attributes[name]
    if value not in silently and name not in annotation.unconfirmed:
        plain: JSON = list(value) if isinstance(value, tuple) else value
        lost.append(Lost(document.id, annotation.id, f"{annotation.type}/{name}", why, {name: plain}))
    kept = {key: each for key, each in annotation.attributes.items() if key != name}
    return replace(after, attributes=kept)


def _set_attribute(step: SetAttribute, document: Document, lost: list[Lost]) -> Document:
    def change(each: Any) -> Any:
        if not concerns(step.types, each) or step.attribute in each.attributes:
            return each
        return replace(each, attributes={**each.attributes, step.attribute: step.value})

    return changed(document, change)


def _ask(step: AskAttributes, document: Document, lost: list[Lost]) -> Document:
    def change(each: Any) -> Any:
        if not concerns(step.types, each):
            return each
        open_parts = [name for name in step.attributes if name not in each.attributes]
        if not open_parts:
            return each
        written = {}
        if step.written:
            proposal = proposed(step.rules, step.otherwise, each, document)
            written = {name: proposal[name] for name in open_parts if name in proposal}
        return unconfirmed(replace(each, attributes={**each.attributes, **written}), open_parts)

    return changed(document, change)


def _own_coref(step: OwnCoref, document: Document, lost: list[Lost]) -> Document:
    def change(each: Any) -> Any:
        if not isinstance(each, Event) or not concerns(step.types, each):
            return each
        own = new_coref(document.id, each.id, is_event=True)
        if step.undoes:
            return replace(each, coref=None) if each.coref == own else each
        return each if each.coref else replace(each, coref=own)

    return changed(document, change)


_ACTIONS: Mapping[type, Callable[[Any, Document, list[Lost]], Document]] = {
    RenameType: _rename_type,
    RenameRole: _rename_role,
    RenameAttribute: _rename_attribute,
    RenameValue: _rename_value,
    MoveRole: _move_role,
    MergeTypes: _merge,
    DropType: _drop_type,
    DropRole: _drop_role,
    DropAttribute: _drop_attribute,
    SetAttribute: _set_attribute,
    AskAttributes: _ask,
    OwnCoref: _own_coref,
}
