"""Hypothesis strategies for the pure model: texts of any characters, documents that are structurally valid.

`documents()` draws whatever the gold record allows: nested, crossing, discontinuous and empty mentions, events as
arguments, forward references, odd ids. `documents_under(schema)` draws documents that also keep to a schema.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from annotator.model.annotation import Argument, Attributes, Entity, Event, Relation, Trigger, Value, mention
from annotator.model.document import Document, ExtractorRun, by_id, new_document
from annotator.model.order import with_ordered_arguments
from annotator.model.spans import Spans, surface

CLUSTERS = (
    "e\u0301", "\u1100\u1161\u11a8", "👩\u200d🔬", "👍🏽", "🇦🇲", "ش\u064f", "क\u094dष", "“", "’s", "漢", "🚀", "𐎀",
    "\r\n", "\r", "\n", "\t", "\0", "\x7f", "\x1b[31m",
    "\u00a0", "\u2028", "\u2029", "\u0085", "\u202e", "\ufeff", "\u200b",
)  # fmt: skip
"""What texts trip over: marks, joiners, wide and astral characters, line ends, controls."""

SCALARS = st.characters(exclude_categories=["Cs"])
"""Every character that can be in a text."""


def texts(max_size: int = 40) -> SearchStrategy[str]:
    """Texts of any characters, the awkward ones often."""
    words = st.sampled_from(["Varania", "Oskell", "said", "on", " ", " ", ". ", "Ilan Marek"])
    pieces = st.one_of(words, st.sampled_from(CLUSTERS), SCALARS)
    return st.lists(pieces, max_size=max_size).map("".join)


def names(max_size: int = 6) -> SearchStrategy[str]:
    """Strings that are not empty: ids, types, roles."""
    return st.one_of(
        st.sampled_from(["T1", "E1", "PERSON", "Attack.Bomb", "ä", "../x"]),
        st.text(SCALARS, min_size=1, max_size=max_size),
    )


def values() -> SearchStrategy[Value]:
    """Whatever an attribute may hold."""
    integers = st.integers(-(2**53), 2**53)
    floats = st.floats(allow_nan=False, allow_infinity=False)
    lists = st.lists(st.text(SCALARS, max_size=3), min_size=1, max_size=3).map(tuple)
    return st.one_of(st.text(SCALARS, max_size=4), st.booleans(), integers, floats, lists)


def attribute_maps() -> SearchStrategy[Attributes]:
    """Attributes by name."""
    return st.dictionaries(names(), values(), max_size=3)


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


def sorted_names() -> SearchStrategy[tuple[str, ...]]:
    """Names without order: sorted, each once."""
    return st.lists(names(), max_size=2, unique=True).map(sorted).map(tuple)


def coverage() -> SearchStrategy[tuple[str, ...]]:
    """What a document was not labelled for."""
    items = st.sampled_from(["PERSON", "Attack/Place", "*/coref", "Attack/coref", "ä"])
    return st.lists(items, max_size=2, unique=True).map(sorted).map(tuple)


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


def _identity() -> SearchStrategy[dict[str, Any]]:
    links = st.lists(names(), max_size=2).map(tuple)
    return st.one_of(st.just({}), st.fixed_dictionaries({}, optional={"coref": names(), "links": links}))


@st.composite
def documents(draw: DrawFn, *, text: SearchStrategy[str] | None = None, max_each: int = 4) -> Document:
    """A structurally valid document with everything that the gold record can say, in canonical order."""
    article = draw(texts() if text is None else text)
    ids = draw(st.lists(names(), max_size=3 * max_each, unique=True))
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


def extractor_runs() -> SearchStrategy[ExtractorRun]:
    """Who made a prediction."""
    seconds = st.floats(0, 1e6)
    return st.builds(ExtractorRun, names(), st.text(SCALARS, max_size=3), st.none() | seconds, st.none() | names())


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
