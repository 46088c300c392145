"""Changes of a relation type between two versions: what it may join, how often, and its algebra."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.schema.diff.change import Kind, SchemaChange
from annotator.schema.diff.lineage import Lineage, newly_named
from annotator.schema.label_schema import LabelSchema, RelationType

Pairs = frozenset[tuple[str, str]]


def relation_changes(
    old: LabelSchema, new: LabelSchema, before: RelationType, after: RelationType, lineage: Lineage
) -> Iterator[SchemaChange]:
    """The changes of an old relation type against what became of it."""
    names, old_names = (after.name,), (before.name,)
    if before.symmetric != after.symmetric:
        message = "symmetric now: head and tail change places freely" if after.symmetric else "no longer symmetric"
        yield SchemaChange(Kind.TIGHTEN, names, "symmetric", message, old_names)
    if before.transitive != after.transitive:
        yield SchemaChange(Kind.GUIDELINES, names, "transitive", f"transitive: {after.transitive}", old_names)
    for flag in ("irreflexive", "acyclic"):
        if getattr(before, flag) != getattr(after, flag):
            kind = Kind.TIGHTEN if getattr(after, flag) else Kind.LOOSEN
            yield SchemaChange(kind, names, flag, f"{flag}: {getattr(after, flag)}", old_names)
    yield from _cardinality(before, after)
    yield from _joined_types(old, new, before, after, lineage)


def _cardinality(before: RelationType, after: RelationType) -> Iterator[SchemaChange]:
    limits = [tuple(side == "1" for side in each.cardinality.split(":")) for each in (before, after)]
    for kind, stricter, looser in ((Kind.TIGHTEN, limits[1], limits[0]), (Kind.LOOSEN, limits[0], limits[1])):
        if any(strict and not loose for strict, loose in zip(stricter, looser, strict=True)):
            message = f"cardinality {before.cardinality} -> {after.cardinality}"
            yield SchemaChange(kind, (after.name,), "cardinality", message, (before.name,))


def _joined_types(
    old: LabelSchema, new: LabelSchema, before: RelationType, relation: RelationType, lineage: Lineage
) -> Iterator[SchemaChange]:
    after, old_names = new.joined_by(relation), (before.name,)
    images = {pair: set(_images(pair, lineage)) for pair in old.joined_by(before)}
    lost = sorted(pair for pair, news in images.items() if not news <= after)
    named = newly_named(new, before.domain, relation.domain, {head for head, _ in after})
    named_tails = newly_named(new, before.range, relation.range, {tail for _, tail in after})
    known = {each for news in images.values() for each in news}
    sources = lineage.sources()
    gained = sorted(
        (head, tail)
        for head, tail in after - known
        if (head in named or head in sources) and (tail in named_tails or tail in sources)
    )
    if lost:
        illegal = sorted({new for pair in lost for new in images[pair]} - after)
        message = f"no longer joins {_listed(illegal)}" if illegal else "joins fewer types"
        pairs = tuple(f"{head} -> {tail}" for head, tail in lost)
        yield SchemaChange(Kind.TIGHTEN, (relation.name,), "types", message, old_names, "types", pairs)
    if gained:
        message = f"now joins {_listed(gained)}"
        yield SchemaChange(Kind.LOOSEN, (relation.name,), "types", message, old_names, "types")


def _images(pair: tuple[str, str], lineage: Lineage) -> Iterator[tuple[str, str]]:
    for head in lineage.images(pair[0]):
        for tail in lineage.images(pair[1]):
            yield head, tail


def _listed(pairs: list[tuple[str, str]], most: int = 4) -> str:
    shown = ", ".join(f"{head} -> {tail}" for head, tail in pairs[:most])
    return f"{shown} and {len(pairs) - most} more" if len(pairs) > most else shown
