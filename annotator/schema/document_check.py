"""Whether a document keeps to its schema: types, attributes, domains, roles, cardinalities, coverage names.

Judged by the entity's type where the schema speaks of fillers, heads and tails: a mention used for something else
(metonymy) keeps its own type, and its entity's type is that of the first name among the mentions of its `coref`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from annotator.model.annotation import Annotation, Entity, Event, Relation, Value
from annotator.model.document import Document
from annotator.model.order import mention_key
from annotator.schema.label_schema import (
    AttributeType,
    Constraint,
    EventType,
    LabelSchema,
    LabelType,
    RelationType,
    Role,
)
from annotator.schema.lookalike import looks_like, odd_letters
from annotator.schema.mention_levels import is_by_name

COREF = "coref"
"""The part of a type, in `incomplete_for`, that stands for its coreference."""


@dataclass(frozen=True, slots=True)
class Breach:
    """One rule of the schema that a document breaks.

    `annotation_id` names the annotation, "" the document itself; `part` the part of it, such as `type` or
    `attributes.level`; `code` the rule.
    """

    annotation_id: str
    part: str
    message: str
    code: str


def breaches(
    document: Document, schema: LabelSchema, entity_types: Mapping[str, str] | None = None
) -> Iterator[Breach]:
    """Every rule of the schema that the document breaks.

    `entity_types` gives the types of entities by `coref` id where a registry names them.
    """
    yield from _coverage(document, schema)
    yield from _labels(document, schema)
    for annotation in sorted(document.annotations(), key=lambda each: each.id):
        if unknown := _unknown_type(annotation, schema):
            yield unknown
        else:
            yield from _attribute_breaches(annotation, schema, document)
    kinds = entity_kinds(document, entity_types or {}, schema)
    for relation in sorted(document.relations.values(), key=lambda each: each.id):
        if found := schema.relation_types.get(relation.type):
            yield from _relation_breaches(relation, found, document, schema, kinds)
    for event in sorted(document.events.values(), key=mention_key):
        if kind := schema.event_types.get(event.type):
            yield from _event_breaches(event, kind, schema, kinds, document.incomplete_for)
    yield from _cardinalities(document, schema)
    yield from _circles(document, schema)


def entity_kinds(document: Document, registry: Mapping[str, str], schema: LabelSchema | None = None) -> dict[str, str]:
    """The type by which each entity and event counts as a filler, by annotation id.

    That of its entity: from the registry, else of the first mention by name, else of the first mention. A registry's
    type that the schema does not know is of another version of it, and says nothing here.
    """
    kinds = {event.id: event.type for event in document.events.values()}
    by_coref: dict[str, str] = {}
    mentions = sorted(document.entities.values(), key=lambda each: (not is_by_name(each), *mention_key(each)))
    for entity in mentions:
        if entity.coref and entity.coref not in by_coref:
            named = registry.get(entity.coref)
            known = named is not None and (schema is None or named in schema.entity_types)
            by_coref[entity.coref] = named if known and named is not None else entity.type
    for entity in mentions:
        kinds[entity.id] = by_coref.get(entity.coref, entity.type) if entity.coref else entity.type
    return kinds


def _unknown_type(annotation: Annotation, schema: LabelSchema) -> Breach | None:
    layers: dict[type, Mapping[str, LabelType]] = {
        Entity: schema.entity_types,
        Relation: schema.relation_types,
        Event: schema.event_types,
    }
    known = layers[type(annotation)]
    if found := known.get(annotation.type):
        message = f"{annotation.type} is abstract: nothing is annotated as it; expected one of its children"
        return Breach(annotation.id, "type", message, "abstract-type") if found.abstract else None
    odd = odd_letters(annotation.type) or looks_like(annotation.type, known)
    message = f"unknown type {annotation.type!r} (schema {schema.ref})" + (f"; {odd}" if odd else "")
    close = get_close_matches(annotation.type, known, 1)
    hint = f"did you mean {close[0]}?" if close else "see: annotator schema show"
    return Breach(annotation.id, "type", f"{message}; {hint}", "unknown-type")


def _coverage(document: Document, schema: LabelSchema) -> Iterator[Breach]:
    for each in document.incomplete_for:
        if message := coverage_fault(each, schema):
            yield Breach("", "incomplete_for", message, "unknown-coverage")


def coverage_fault(entry: str, schema: LabelSchema) -> str | None:
    """What is wrong with an entry of `incomplete_for`; None when the schema knows it.

    Legal are a type, `TYPE/PART` where the part is an attribute, a role or `coref`, and `*/PART` for every type.
    """
    name, slash, part = entry.partition("/")
    if name != "*" and schema.type_named(name) is None:
        close = get_close_matches(name, [each.name for each in schema.types()], 1)
        hint = f"; did you mean {close[0]}?" if close else "; see: annotator schema show"
        return f"unknown type {name!r} (schema {schema.ref}){hint}"
    if name == "*" and not slash:
        return "'*' alone names nothing; expected '*/PART', such as '*/coref'"
    if slash and part not in _parts(name, schema):
        return f"{name} has no part {part!r}; expected one of {', '.join(sorted(_parts(name, schema)))}"
    return None


def _parts(name: str, schema: LabelSchema) -> set[str]:
    types = list(schema.types()) if name == "*" else [found for found in (schema.type_named(name),) if found]
    parts = {attribute.name for each in types for attribute in schema.attributes_of(each.name)}
    parts |= {role.name for each in types for role in schema.roles_of(each.name)}
    return parts | {COREF} if any(not isinstance(each, RelationType) for each in types) else parts


def _labels(document: Document, schema: LabelSchema) -> Iterator[Breach]:
    for name, value in document.labels.items():
        found = schema.labels.get(name)
        if found is None:
            yield Breach("", f"labels.{name}", f"unknown label {name!r} (schema {schema.ref})", "unknown-label")
        elif message := value_fault(found, value, document):
            yield Breach("", f"labels.{name}", message, "label-value")
    for name, found in schema.labels.items():
        if found.required and name not in document.labels and name not in document.incomplete_for:
            yield Breach("", f"labels.{name}", "missing; the schema requires this label", "missing-label")


def _attribute_breaches(annotation: Annotation, schema: LabelSchema, document: Document) -> Iterator[Breach]:
    legal = {each.name: each for each in schema.attributes_of(annotation.type)}
    for name, value in annotation.attributes.items():
        part = f"attributes.{name}"
        if name not in legal:
            known = ", ".join(legal) or "none"
            message = f"{annotation.type} has no attribute {name!r}; it has {known}"
            yield Breach(annotation.id, part, message, "unknown-attribute")
        elif message := value_fault(legal[name], value, document):  # type: ignore[assignment]
            yield Breach(annotation.id, part, message, "attribute-value")
    unknown = {f"{annotation.type}/{{}}", "*/{}"}
    for name, attribute in legal.items():
        uncovered = any(each.format(name) in document.incomplete_for for each in unknown)
        if attribute.required and name not in annotation.attributes and not uncovered:
            message = f"missing; {annotation.type} requires {name}" + _choices(attribute)
            yield Breach(annotation.id, f"attributes.{name}", message, "missing-attribute")
    for constraint in schema.constraints_on(annotation.type):
        if message := _constraint_fault(constraint, annotation):  # type: ignore[assignment]
            yield Breach(annotation.id, f"attributes.{constraint.then}", message, "constraint")


def _choices(attribute: AttributeType) -> str:
    return f" (one of {', '.join(attribute.values)})" if attribute.values else ""


def value_fault(attribute: AttributeType, value: Value, document: Document) -> str | None:
    """What is wrong with a value of an attribute or label; None when it is legal."""
    if isinstance(value, tuple):
        if not attribute.multiple:
            return f"a list; expected a single value{_choices(attribute)}"
        return next((fault for each in value if (fault := value_fault(attribute, each, document))), None)
    if attribute.kind == "boolean":
        return None if isinstance(value, bool) else f"{value!r} is not legal; expected true or false"
    if attribute.kind == "enumerated" and value not in attribute.values:
        close = get_close_matches(str(value), attribute.values, 1, 0.3)
        hint = f"; did you mean {close[0]}?" if close else ""
        return f"{value!r} is not legal{_choices(attribute)}{hint}"
    if attribute.kind == "reference" and value not in attribute.values:
        return _reference_fault(attribute, value, document)
    return None


def _reference_fault(attribute: AttributeType, value: Value, document: Document) -> str | None:
    pools = {"entity": [document.entities], "event": [document.events]}.get(
        attribute.to, [document.entities, document.events]
    )
    names = {each.id for pool in pools for each in pool.values()}  # type: ignore[attr-defined]
    names |= {each.coref for pool in pools for each in pool.values()}  # type: ignore[attr-defined]
    if value in names or (isinstance(value, str) and value.startswith(("e:", "h:"))):
        return None
    constants = f" or one of {', '.join(attribute.values)}" if attribute.values else ""
    return f"{value!r} names nothing here; expected an annotation id, a coref id{constants}"


def _constraint_fault(constraint: Constraint, annotation: Annotation) -> str | None:
    when, then = (annotation.attributes.get(name) for name in (constraint.when, constraint.then))
    if when is None or then is None or when not in constraint.when_in or then in constraint.then_in:
        return None
    legal = " or ".join(str(each) for each in constraint.then_in)
    return f"{constraint.then} is {then} where {constraint.when} is {when}; expected {legal}"


def _relation_breaches(
    relation: Relation, kind: RelationType, document: Document, schema: LabelSchema, kinds: Mapping[str, str]
) -> Iterator[Breach]:
    head, tail = kinds.get(relation.head), kinds.get(relation.tail)
    if head is None or tail is None:
        return
    pairs = schema.ends_of(kind)
    domain, range_ = (tuple(dict.fromkeys(name for pair in pairs for name in pair[side])) for side in (0, 1))
    ends = (("head", head, domain, "domain"), ("tail", tail, range_, "range"))
    fits = schema.fits(kind, head, tail)
    odd = [] if fits else [end for end in ends if not schema.admits(end[2], end[1])]
    for part, found, types, side in odd:
        message = f"{found} is not in the {side} of {kind.name} ({', '.join(types)})"
        yield Breach(relation.id, part, message, side)
    if not fits and not odd:
        known = "; ".join(f"{'|'.join(heads)} -> {'|'.join(tails)}" for heads, tails in pairs)
        yield Breach(relation.id, "tail", f"{kind.name} does not lead from {head} to {tail} (only {known})", "range")
    if kind.irreflexive and _same(document, relation.head, relation.tail):
        yield Breach(relation.id, "tail", f"{kind.name} cannot relate a thing to itself", "irreflexive")
    keys = [
        mention_key(found)
        for found in map(document.find, (relation.head, relation.tail))
        if isinstance(found, Entity | Event)
    ]
    if kind.symmetric and len(keys) == 2 and keys[0] > keys[1]:
        message = f"{kind.name} is symmetric: its head is the mention that stands first, here {relation.tail}"
        yield Breach(relation.id, "head", message, "symmetric-order")


def _same(document: Document, head: str, tail: str) -> bool:
    corefs = [getattr(document.find(each), "coref", None) for each in (head, tail)]
    return head == tail or (corefs[0] is not None and corefs[0] == corefs[1])


def _event_breaches(
    event: Event, kind: EventType, schema: LabelSchema, kinds: Mapping[str, str], incomplete_for: tuple[str, ...]
) -> Iterator[Breach]:
    counts = Counter(argument.role for argument in event.arguments)
    roles = {role.name: role for role in schema.roles_of(kind.name)}
    for argument in event.arguments:
        role = roles.get(argument.role)
        found = kinds.get(argument.target)
        if role is None:
            close = get_close_matches(argument.role, roles, 1)
            hint = f"did you mean {close[0]}?" if close else f"it has {', '.join(roles) or 'none'}"
            yield Breach(event.id, "arguments", f"{kind.name} has no role {argument.role!r}; {hint}", "unknown-role")
        elif found is not None and not schema.admits(role.types, found):
            message = f"{found} cannot be {role.name} of {kind.name} (one of {', '.join(role.types)})"
            yield Breach(event.id, "arguments", message, "filler-type")
    for role in roles.values():
        covered = not {f"{kind.name}/{role.name}", f"*/{role.name}"} & set(incomplete_for)
        yield from _role_counts(event, role, counts[role.name], covered)


def _role_counts(event: Event, role: Role, count: int, covered: bool) -> Iterator[Breach]:
    if role.max is not None and count > role.max:
        message = f"{role.name} is filled {count} times; {event.type} allows {role.max}"
        yield Breach(event.id, "arguments", message, "role-max")
    if count < role.min and covered:
        message = f"{role.name} is filled {count} times; {event.type} needs {role.min}"
        yield Breach(event.id, "arguments", message, "role-min")


def _cardinalities(document: Document, schema: LabelSchema) -> Iterator[Breach]:
    tails: dict[tuple[str, str], set[str]] = defaultdict(set)
    heads: dict[tuple[str, str], set[str]] = defaultdict(set)
    for relation in sorted(document.relations.values(), key=lambda each: each.id):
        kind = schema.relation_types.get(relation.type)
        if kind is None or kind.cardinality == "N:N":
            continue
        head, tail = (_thing(document, each) for each in (relation.head, relation.tail))
        tails[kind.name, head].add(tail)
        heads[kind.name, tail].add(head)
        for side, found in (("tail", tails[kind.name, head]), ("head", heads[kind.name, tail])):
            limited = kind.cardinality.endswith(":1") if side == "tail" else kind.cardinality.startswith("1:")
            if limited and len(found) > 1:
                message = f"{kind.name} is {kind.cardinality}: one {side} only, here {', '.join(sorted(found))}"
                yield Breach(relation.id, side, message, "cardinality")


def _thing(document: Document, annotation_id: str) -> str:
    return getattr(document.find(annotation_id), "coref", None) or annotation_id


def _circles(document: Document, schema: LabelSchema) -> Iterator[Breach]:
    for kind in schema.relation_types.values():
        if not kind.acyclic:
            continue
        edges = [each for each in document.relations.values() if each.type == kind.name]
        onward: dict[str, set[str]] = defaultdict(set)
        for each in edges:
            onward[_thing(document, each.head)].add(_thing(document, each.tail))
        for each in sorted(edges, key=lambda relation: relation.id):
            if _reaches(onward, _thing(document, each.tail), _thing(document, each.head)):
                message = f"{kind.name} goes in a circle through {each.head} and {each.tail}"
                yield Breach(each.id, "tail", message, "circle")


def _reaches(onward: Mapping[str, set[str]], start: str, goal: str) -> bool:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        here = waiting.pop()
        if here == goal:
            return True
        if here not in seen:
            seen.add(here)
            waiting.extend(onward.get(here, ()))
    return False
