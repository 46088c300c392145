"""Hypothesis strategies for the pure model: texts of any characters, documents that are structurally valid.

`documents()` draws whatever the gold record allows: nested, crossing, discontinuous and empty mentions, events as
arguments, forward references, odd ids. `documents_under(schema)` draws documents that also keep to a schema.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy
from msgspec.structs import replace

from annotator.model.annotation import Argument, Attributes, Entity, Event, Relation, Trigger, Value, mention, new_coref
from annotator.model.document import Document, by_id, new_document
from annotator.model.order import mention_key, with_ordered_arguments
from annotator.model.record import LAYERS, ExtractorRun, Unplaced
from annotator.model.spans import Spans, surface
from annotator.schema.attributes.attribute_type import AttributeType
from annotator.schema.label_schema import Constraint, EventType, LabelSchema, RelationType

CLUSTERS = (
    "e\u0301", "\u1100\u1161\u11a8", "👩\u200d🔬", "👍🏽", "🇦🇲", "ش\u064f", "क\u094dष", "“", "’s", "漢", "🚀", "𐎀",
    "\r\n", "\r", "\n", "\t", "\0", "\x7f", "\x1b[31m",
    "\u00a0", "\u2028", "\u2029", "\u0085", "\u202e", "\ufeff", "\u200b",
)  # fmt: skip
"""What texts trip over: marks, joiners, wide and astral characters, line ends, controls."""

SCALARS = st.characters(exclude_categories=["Cs"])
"""Every character that can be in a text."""


@cache
def texts(max_size: int = 40) -> SearchStrategy[str]:
    """Texts of any characters, the awkward ones often."""
    words = st.sampled_from(["Varania", "Oskell", "said", "on", " ", " ", ". ", "Ilan Marek"])
    pieces = st.one_of(words, st.sampled_from(CLUSTERS), SCALARS)
    return st.lists(pieces, max_size=max_size).map("".join)


@cache
def names(max_size: int = 6) -> SearchStrategy[str]:
    """Strings that are not empty: ids, types, roles."""
    return st.one_of(
        st.sampled_from(["T1", "E1", "PERSON", "Attack.Bomb", "ä", "../x"]),
        st.text(SCALARS, min_size=1, max_size=max_size),
    )


@cache
def values() -> SearchStrategy[Value]:
    """Whatever an attribute may hold."""
    integers = st.integers(-(2**53), 2**53)
    floats = st.floats(allow_nan=False, allow_infinity=False)
    lists = st.lists(st.text(SCALARS, max_size=3), min_size=1, max_size=3).map(tuple)
    return st.one_of(st.text(SCALARS, max_size=4), st.booleans(), integers, floats, lists)


@cache
def attribute_maps() -> SearchStrategy[Attributes]:
    """Attributes by name."""
    return st.dictionaries(names(), values(), max_size=3)


@cache
def json_values() -> SearchStrategy[Any]:
    """Any JSON, as `meta` and `was` may hold it."""
    numbers = st.one_of(st.integers(-(2**53), 2**53), st.floats(allow_nan=False, allow_infinity=False))
    leaves = st.one_of(st.none(), st.booleans(), numbers, st.text(SCALARS, max_size=4))
    keys = st.text(SCALARS, max_size=4)
    return st.recursive(
        leaves, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(keys, inner, max_size=2), max_leaves=4
    )


@st.composite
def piece_lists(draw: DrawFn, length: int, *, empty: bool = True) -> Spans:
    """The pieces of one mention in a text of this length: mostly one, sometimes several or an empty one."""
    borders = sorted(draw(st.lists(st.integers(0, length), min_size=2, max_size=draw(st.sampled_from([2, 2, 4])))))
    borders = borders[: len(borders) // 2 * 2]
    spans = tuple(zip(borders[::2], borders[1::2], strict=True))
    if not empty and length:
        spans = tuple((start, end) for start, end in spans if start < end) or ((0, length),)
    return spans


@cache
def sorted_names() -> SearchStrategy[tuple[str, ...]]:
    """Names without order: sorted, each once."""
    return st.lists(names(), max_size=2, unique=True).map(sorted).map(tuple)


@cache
def coverage() -> SearchStrategy[tuple[str, ...]]:
    """What a document was not labelled for."""
    items = st.sampled_from(["PERSON", "Attack/Place", "*/coref", "Attack/coref", "ä"])
    return st.lists(items, max_size=2, unique=True).map(sorted).map(tuple)


@cache
def _rest() -> SearchStrategy[dict[str, Any]]:
    """The keys that all annotations may have; none, mostly."""
    some = st.fixed_dictionaries(
        {},
        optional={
            "note": st.text(SCALARS, min_size=1, max_size=5),
            "uncertain": st.booleans(),
            "unconfirmed": sorted_names(),
            "was": json_values().filter(lambda was: was is not False and was not in ("", [], {})),
            "score": st.floats(allow_nan=False, allow_infinity=False),
            "attributes": attribute_maps(),
        },
    )
    return st.one_of(st.just({}), some)


@cache
def _identity() -> SearchStrategy[dict[str, Any]]:
    links = st.lists(names(), max_size=2).map(tuple)
    return st.one_of(st.just({}), st.fixed_dictionaries({}, optional={"coref": names(), "links": links}))


@st.composite
def documents(draw: DrawFn, *, text: SearchStrategy[str] | None = None, max_each: int = 4) -> Document:
    """A structurally valid document with everything that the gold record can say, in canonical order."""
    article = draw(texts() if text is None else text)
    least = draw(st.sampled_from([0, 3, 3, 6] if max_each > 1 else [0, 3]))
    ids = draw(st.lists(names(), min_size=least, max_size=3 * max_each, unique=True))
    third = len(ids) // 3
    entity_ids, event_ids, relation_ids = ids[: third * 2], ids[third * 2 :][:third], ids[third * 3 :]
    entities = [draw(_entities(entity_id, article)) for entity_id in entity_ids]
    # Events point forwards only in a drawn order, which is every graph without cycles.
    chain = draw(st.permutations(event_ids))
    events = [
        draw(_events(event_id, article, [*entity_ids, *chain[chain.index(event_id) + 1 :]])) for event_id in event_ids
    ]
    relations = [draw(_relations(each, article, entity_ids + event_ids)) for each in relation_ids if entity_ids]
    document = new_document(
        draw(names()),
        article,
        schema_ref=draw(st.sampled_from(["mini@1.0.0", "conflict-news@10.2.33"])),
        annotator=draw(st.none() | names()),
        incomplete_for=draw(coverage()),
        meta=draw(st.dictionaries(st.text(SCALARS, max_size=4), json_values(), max_size=2)),
        labels=draw(attribute_maps()),
        entities=by_id(entities),
        relations=by_id(relations),
        events=by_id(events),
        extractor=draw(st.none() | extractor_runs()),
    )
    return with_ordered_arguments(document)


@cache
def extractor_runs() -> SearchStrategy[ExtractorRun]:
    """Who made a prediction."""
    seconds, counts = st.floats(0, 1e6), st.none() | st.integers(0, 2**53)
    quoted = st.builds(
        Unplaced,
        layer=st.sampled_from(LAYERS),
        type=names(),
        text=names(),
        nth=st.none() | st.integers(1, 9),
        reason=names(),
    )
    return st.builds(
        ExtractorRun,
        names(),
        st.text(SCALARS, max_size=3),
        st.none() | seconds,
        st.none() | names(),
        counts,
        counts,
        counts,
        st.lists(quoted, max_size=2).map(tuple),
    )


@st.composite
def _entities(draw: DrawFn, entity_id: str, text: str) -> Entity:
    spans = draw(piece_lists(len(text)))
    return mention(entity_id, draw(names()), text, spans, **draw(_rest()), **draw(_identity()))


@st.composite
def _relations(draw: DrawFn, relation_id: str, text: str, targets: Sequence[str]) -> Relation:
    head, tail = (draw(st.sampled_from(targets)) for _ in range(2))
    evidence: Spans = draw(st.just(()) | piece_lists(len(text)))
    return Relation(relation_id, draw(names()), head, tail, evidence=evidence, **draw(_rest()))


@st.composite
def _events(draw: DrawFn, event_id: str, text: str, targets: Sequence[str]) -> Event:
    spans: Spans = draw(st.just(()) | piece_lists(len(text)))
    trigger = Trigger(spans, surface(text, spans)) if spans else None
    arguments = st.builds(Argument, names(), st.sampled_from(targets), attribute_maps()) if targets else st.nothing()
    fillers = tuple(draw(st.lists(arguments, max_size=3)))
    return Event(event_id, draw(names()), trigger, fillers, **draw(_rest()), **draw(_identity()))


@st.composite
def flat_documents(draw: DrawFn) -> Document:
    """A document of what every tool for labelling has: mentions of whole words, relations, events with arguments.

    Ids are numbered, names are plain, notes and values stand on one line, mentions that are one are two or more. A
    format that cannot say all of this says so; one that says nothing is lost gives it back as it was.
    """
    words = draw(
        st.lists(st.sampled_from(["Varania", "Oskell", "struck", "Ilan", "漢字", "🚀"]), min_size=3, max_size=9)
    )
    text = " ".join(words) + ".\n"
    starts = [sum(len(each) + 1 for each in words[:index]) for index in range(len(words))]
    places = st.integers(0, len(words) - 1).map(lambda index: ((starts[index], starts[index] + len(words[index])),))
    plain = st.sampled_from(["Oskell", "a-b", "x"])
    rest: SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
        {"attributes": st.dictionaries(st.sampled_from(["level", "sure"]), plain | st.just(True), max_size=2)},
        optional={"note": st.sampled_from(["fine", "two words"])},
    )
    links = st.lists(st.sampled_from(["Wikidata:Q1", "GeoNames:2"]), max_size=2, unique=True).map(tuple)
    spans = draw(st.lists(places, min_size=1, max_size=5, unique=True))
    types = st.sampled_from(["PERSON", "GPE"])
    entities = [
        mention(f"T{number}", draw(types), text, each, links=draw(links), **draw(rest))
        for number, each in enumerate(spans, 1)
    ]
    if len(entities) > 1 and draw(st.booleans()):
        first, second = sorted(entities[:2], key=mention_key)
        same = [replace(each, coref=new_coref("d", first.id, is_event=False)) for each in (first, second)]
        entities = [*same, *entities[2:]]
    ids = [each.id for each in entities]
    events: list[Event] = []
    for number in range(1, draw(st.integers(1, 3))):
        trigger = draw(places)
        fillers = draw(st.lists(st.sampled_from(ids), max_size=2, unique=True))
        arguments = tuple(Argument(role, each) for role, each in zip(("Agent", "Place"), fillers, strict=False))
        kind = draw(st.sampled_from(["Attack", "Meet"]))
        events.append(Event(f"E{number}", kind, Trigger(trigger, surface(text, trigger)), arguments, **draw(rest)))
    relations = [
        Relation(f"R{number}", "Near", draw(st.sampled_from(ids)), draw(st.sampled_from(ids)), **draw(rest))
        for number in range(1, draw(st.integers(1, 3)))
    ]
    document = new_document("d", text, entities=by_id(entities), relations=by_id(relations), events=by_id(events))
    return with_ordered_arguments(document)


@st.composite
def documents_under(
    draw: DrawFn, schema: LabelSchema, *, text: SearchStrategy[str] | None = None, max_mentions: int = 6
) -> Document:
    """A document that is structurally valid and keeps to a schema: `judge` finds nothing in it."""
    article = draw(texts().filter(len) if text is None else text)
    mentions = [each.name for each in schema.entity_types.values() if not each.abstract]
    happenings = [each for each in schema.event_types.values() if not each.abstract]
    document = new_document(
        draw(names()), article, schema_ref=schema.ref, labels=draw(_values_of(schema.labels.values()))
    )
    for number in range(draw(st.integers(0, max_mentions)) if mentions else 0):
        entity = draw(_mention_under(schema, f"T{number + 1}", draw(st.sampled_from(mentions)), article))
        document = replace(document, entities=document.entities.set(entity.id, entity))
    for number in range(draw(st.integers(0, max_mentions // 2)) if happenings else 0):
        event = draw(_event_under(schema, f"E{number + 1}", draw(st.sampled_from(happenings)), document))
        if event:
            document = replace(document, events=document.events.set(event.id, event))
    for number in range(draw(st.integers(0, max_mentions // 2)) if document.entities else 0):
        relation = draw(_relation_under(schema, f"R{number + 1}", document))
        if relation:
            document = replace(document, relations=document.relations.set(relation.id, relation))
    types = sorted(each.name for each in schema.types())
    unknown = draw(st.lists(st.sampled_from(types), max_size=2, unique=True)) if types else []
    return with_ordered_arguments(replace(document, incomplete_for=tuple(sorted(unknown))))


@st.composite
def _mention_under(draw: DrawFn, schema: LabelSchema, entity_id: str, type_name: str, text: str) -> Entity:
    made = mention(entity_id, type_name, text, draw(piece_lists(len(text), empty=False)))
    if schema.has_coref(made):
        made = replace(made, coref=draw(st.sampled_from([None, f"e:{type_name}-1", f"e:{type_name}-2"])))
    return replace(made, attributes=draw(_attributes_under(schema, type_name)))


@st.composite
def _event_under(draw: DrawFn, schema: LabelSchema, event_id: str, kind: EventType, document: Document) -> Event | None:
    """An event of this type; None when the document has not enough to fill the roles that must be filled."""
    arguments: list[Argument] = []
    for role in schema.roles_of(kind.name):
        fit = sorted(each.id for each in document.annotations() if schema.admits(role.types, each.type))
        most = min(len(fit), role.min + 2 if role.max is None else role.max)
        if len(fit) < role.min:
            return None
        fillers = draw(st.lists(st.sampled_from(fit), min_size=role.min, max_size=most, unique=True)) if fit else []
        arguments += [Argument(role.name, target) for target in fillers]
    spans: Spans = draw(st.just(()) | piece_lists(len(document.text or ""), empty=False))
    trigger = Trigger(spans, surface(document.text or "", spans)) if spans else None
    attributes = draw(_attributes_under(schema, kind.name))
    return Event(event_id, kind.name, trigger, tuple(arguments), attributes)


@st.composite
def _relation_under(draw: DrawFn, schema: LabelSchema, relation_id: str, document: Document) -> Relation | None:
    """A legal relation between two annotations, one that breaks no rule about several; None when there is none."""
    ends = sorted([*document.entities.values(), *document.events.values()], key=mention_key)
    legal = [
        (kind, head, tail)
        for head in ends
        for tail in ends
        for kind in schema.legal_relations(head.type, tail.type)
        if _may_hold(schema, kind, head, tail, document)
        and (not kind.symmetric or mention_key(head) <= mention_key(tail))
    ]
    if not legal:
        return None
    kind, head, tail = draw(st.sampled_from(legal))
    return Relation(relation_id, kind.name, head.id, tail.id, draw(_attributes_under(schema, kind.name)))


def _may_hold(
    schema: LabelSchema, kind: RelationType, head: Entity | Event, tail: Entity | Event, document: Document
) -> bool:
    things = {each.id: each.coref or each.id for each in [*document.entities.values(), *document.events.values()]}
    for rule in schema.relation_line(kind.name):
        if (rule.irreflexive or rule.acyclic) and things[head.id] >= things[tail.id]:
            return False
        used = [each for each in document.relations.values() if rule.name in schema.ancestors(each.type)]
        one_tail = rule.cardinality.endswith(":1") and things[head.id] in {things[each.head] for each in used}
        one_head = rule.cardinality.startswith("1:") and things[tail.id] in {things[each.tail] for each in used}
        if one_tail or one_head:
            return False
    return True


@st.composite
def _attributes_under(draw: DrawFn, schema: LabelSchema, type_name: str) -> Attributes:
    held = dict(draw(_values_of(schema.attributes_of(type_name))))
    rules = schema.constraints_on(type_name)
    for _ in rules:
        for rule in rules:
            if _applies(rule, held) and not _holds(rule, held):
                many = isinstance(held[rule.then], tuple)
                held[rule.then] = (str(rule.then_in[0]),) if many else rule.then_in[0]
    # Two rules may ask for each other's opposite: then no values of these attributes keep to both.
    assume(all(_holds(rule, held) for rule in rules if _applies(rule, held)))
    return held


def _applies(rule: Constraint, held: Attributes) -> bool:
    return rule.then in held and any(each in rule.when_in for each in _listed(held.get(rule.when)))


def _holds(rule: Constraint, held: Attributes) -> bool:
    return all(each in rule.then_in for each in _listed(held[rule.then]))


def _listed(value: Value | None) -> tuple[Value, ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


@st.composite
def _values_of(draw: DrawFn, attributes: Iterable[AttributeType]) -> Attributes:
    return {each.name: draw(value_of(each)) for each in attributes if each.required or draw(st.booleans())}


WELL_FORMED = {
    "date": ("2031", "2031-05", "2031-05-12", "2031-05-12T08:30Z", "2031-05/2031-06", "2031-W20-1", "HARVEST_REF"),
    "number": ("3", "-1.5", "1500", "40 kilometres", "12%", "COUNT_REF"),
    "money": ("1500 USD", "0.5 old crowns", "SUM_REF"),
}
"""Texts of each form that `format` can ask for."""


def value_of(attribute: AttributeType) -> SearchStrategy[Value]:
    single: SearchStrategy[Any]
    if attribute.kind == "boolean":
        single = st.booleans()
    elif attribute.kind == "enumerated":
        single = st.sampled_from(attribute.values)
    elif attribute.kind == "reference":
        single = st.sampled_from((*attribute.values, "e:somebody"))
    elif attribute.format:
        single = st.sampled_from(WELL_FORMED[attribute.format])
    else:
        single = st.text(SCALARS, max_size=4)
    several = st.lists(single, min_size=1, max_size=2).map(tuple)
    return single | several if attribute.multiple and attribute.kind != "boolean" else single
