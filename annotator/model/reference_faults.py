"""Faults of ids and of what refers to them: repeated ids, dangling references, cycles of events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from annotator.model.fault import Fault
from annotator.model.quoted import quoted
from annotator.model.record import LAYERS, Record


def reference_faults(record: Record) -> Iterator[Fault]:
    """Ids that stand twice, then heads, tails and targets that name no entity or event, then cycles of events."""
    entities = {each.id for each in record.entities}
    if len(entities) == len(record.entities) and "" not in entities and not record.relations and not record.events:
        return
    events = {each.id for each in record.events}
    known = {each.id for each in record.relations}.union(entities, events)
    if "" in known or len(known) != len(record.entities) + len(record.relations) + len(record.events):
        yield from _id_faults(record)
    if not record.relations and not record.events:
        return
    legal = entities | events
    targets = {argument.target for event in record.events for argument in event.arguments}
    if not (targets <= legal and all([each.head in legal and each.tail in legal for each in record.relations])):  # noqa: C419 - faster
        yield from _dangling(record, legal)
    if not targets <= entities:
        yield from _cycle_faults(record)


def _id_faults(record: Record) -> Iterator[Fault]:
    """Ids that are empty, or given twice within the document, whatever the layer."""
    first: dict[str, str] = {}
    for path, annotation_id in _ids(record):
        if not annotation_id:
            yield Fault(f"{path}.id", "empty; expected an id", "empty")
        elif annotation_id in first:
            message = f"{quoted(annotation_id)} is already the id of {first[annotation_id]}"
            yield Fault(f"{path}.id", f"{message}; expected ids that are unique in the document", "duplicate-id")
        else:
            first[annotation_id] = path


def _ids(record: Record) -> Iterator[tuple[str, str]]:
    for layer in LAYERS:
        for index, annotation in enumerate(getattr(record, layer)):
            yield f"{layer}[{index}]", annotation.id


def _dangling(record: Record, legal: set[str]) -> Iterator[Fault]:
    relations = {each.id for each in record.relations}
    for path, target in _references(record):
        if target in legal:
            continue
        if target in relations:
            yield Fault(path, f"{quoted(target)} is a relation; expected the id of an entity or event", "reference")
        else:
            message = f"there is no annotation {quoted(target)} in this document"
            yield Fault(path, f"{message}; expected the id of an entity or event", "reference")


def _references(record: Record) -> Iterator[tuple[str, str]]:
    for index, relation in enumerate(record.relations):
        yield f"relations[{index}].head", relation.head
        yield f"relations[{index}].tail", relation.tail
    for index, event in enumerate(record.events):
        for position, argument in enumerate(event.arguments):
            yield f"events[{index}].arguments[{position}].target", argument.target


def _cycle_faults(record: Record) -> Iterator[Fault]:
    """Events that are, through whatever other events, arguments of themselves; each cycle once."""
    events = {event.id: index for index, event in enumerate(record.events)}
    graph = {event.id: [argument.target for argument in event.arguments] for event in record.events}
    for cycle in cycles(graph):
        owner = record.events[events[cycle[-1]]]
        position = next(at for at, argument in enumerate(owner.arguments) if argument.target == cycle[0])
        path = f"events[{events[cycle[-1]]}].arguments[{position}].target"
        chain = " -> ".join(map(quoted, [*cycle, cycle[0]]))
        yield Fault(path, f"a cycle of events: {chain}; expected no event to be an argument of itself", "cycle")


def cycles(graph: Mapping[str, Iterable[str]]) -> Iterator[list[str]]:
    """One cycle for each edge that closes one, as the nodes in order; nothing for an acyclic graph.

    Depth first with a stack of its own: a chain of any length is walked. A target that is no node is passed over.
    """
    done: set[str] = set()
    for root in graph:
        trail: dict[str, Iterator[str]] = {}
        if root not in done:
            trail[root] = iter(graph[root])
        while trail:
            node = next(reversed(trail))
            target = next(trail[node], None)
            if target is None:
                done.add(node)
                del trail[node]
            elif target in trail:
                path = list(trail)
                yield path[path.index(target) :]
            elif target in graph and target not in done:
                trail[target] = iter(graph[target])
