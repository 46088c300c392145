"""The arguments of an event's frame: what all who have the event say of them, slot by slot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from annotator.agreement.adjudication.layers import Sources, readings_of
from annotator.agreement.adjudication.row import NOTHING, Reading, Row
from annotator.model.annotation import Entity, Event
from annotator.model.canonical import to_plain
from annotator.model.spans import Spans
from annotator.schema.mention_levels import is_by_name

Filled: TypeAlias = tuple[str, str]
"""A role and the group that fills it."""

Said: TypeAlias = Mapping[Filled, frozenset[str]]
"""Who says which argument."""


def argument_rows(sources: Sources, group: str, event_type: str) -> Iterator[Row]:
    """The rows of an event whose type is decided: one an argument, or one for several that exclude each other."""
    annotators_of_filler = _annotators_of_filler(sources, group, event_type)
    voters = _voters(sources, group, event_type)
    disputed = {
        each: by for each, by in annotators_of_filler.items() if by != _could_say(sources, voters, event_type, each)
    }
    for each in sorted(set(annotators_of_filler) - set(disputed)):
        yield _row(sources, group, event_type, "argument", [each], annotators_of_filler, voters)
    while disputed:
        kind, slot = _slot(disputed)
        for each in slot:
            del disputed[each]
        yield _row(sources, group, event_type, kind, slot, annotators_of_filler, voters)


def _annotators_of_filler(sources: Sources, group: str, event_type: str) -> Said:
    annotators: dict[Filled, set[str]] = defaultdict(set)
    for name in sources.groups.members[group]:
        event = sources.groups.annotation(group, name)
        if isinstance(event, Event):
            for each in event.arguments:
                if sources.asked_part(name, event.type, each.role) and _fits(sources, event, event_type, each.role):
                    annotators[each.role, sources.groups.of[name][each.target]].add(name)
    return {each: frozenset(by) for each, by in annotators.items()}


def _fits(sources: Sources, event: Event, event_type: str, role: str) -> bool:
    """Whether a role that stands under another type is one of the type that was decided too."""
    if event.type == event_type or sources.schema is None:
        return event.type == event_type
    return sources.schema.role_of(event_type, role) is not None


def _voters(sources: Sources, group: str, event_type: str) -> list[str]:
    """Those who have the event under the type that was decided; all who have it, where nobody has it so."""
    members = sorted(sources.groups.members[group])
    same = [name for name in members if getattr(sources.groups.annotation(group, name), "type", "") == event_type]
    return same or members


def _could_say(sources: Sources, voters: Sequence[str], event_type: str, filled: Filled) -> frozenset[str]:
    """Those of the voters who were asked for the role and have the filler: for the others it follows from that."""
    role, target = filled
    having = sources.groups.members[target]
    return frozenset(name for name in voters if name in having and sources.asked_part(name, event_type, role))


def _slot(disputed: Said) -> tuple[Any, list[Filled]]:
    """The next arguments that exclude each other: one filler under several roles, several fillers of one role."""
    role, target = min(disputed)
    mine = disputed[role, target]
    for kind, place in (("role", 1), ("link", 0)):
        slot, taken = [(role, target)], set(mine)
        for each in sorted(disputed):
            if each[place] == (role, target)[place] and each != (role, target) and not disputed[each] & taken:
                slot.append(each)
                taken |= disputed[each]
        if len(slot) > 1:
            return kind, slot
    return "argument", [(role, target)]


def _row(
    sources: Sources,
    group: str,
    event_type: str,
    kind: Any,
    slot: Sequence[Filled],
    annotators_of_filler: Said,
    voters: Sequence[str],
) -> Row:
    contents: list[tuple[str, Any]] = [
        (name, _content(sources, group, name, filled))
        for filled in slot
        for name in sorted(annotators_of_filler[filled])
    ]
    asked = frozenset().union(*(_could_say(sources, voters, event_type, each) for each in slot))
    contents += [(name, NOTHING) for name in sorted(asked - {name for name, _ in contents})]
    trigger = sources.spans(group)
    readings = tuple(
        _with_distance(sources, each, trigger)
        for each in readings_of(contents, lambda each: _words(sources, each, kind))
    )
    if kind == "argument" and len(slot) == 1 and all(each.content is not NOTHING for each in readings):
        kind = "attribute" if len(readings) > 1 else kind
    same_thing = kind == "link" and sources.is_one_thing(target for _, target in slot)
    targets = tuple(dict.fromkeys(target for _, target in slot))
    return sources.row(group, kind, slot[0][0], event_type, readings, targets, same_thing=same_thing)


def _content(sources: Sources, group: str, name: str, filled: Filled) -> dict[str, Any]:
    """An argument as JSON, with its attributes where it has some."""
    role, target = filled
    event = sources.groups.annotation(group, name)
    arguments = event.arguments if isinstance(event, Event) else ()
    attributes = next(
        (each.attributes for each in arguments if (each.role, sources.groups.of[name][each.target]) == filled), {}
    )
    plain = {"role": role, "target": sources.groups.anchors[target]}
    return {**plain, "attributes": to_plain(attributes)} if attributes else plain


def _words(sources: Sources, content: Any, kind: str) -> str:
    if content is NOTHING:
        return "nothing"
    filler = sources.words_of(sources.groups.by_anchor[content["target"]])
    if kind == "role":
        return str(content["role"])
    rest = "".join(f", {name} {value}" for name, value in content.get("attributes", {}).items())
    return f"{filler}{rest}" if kind == "link" else f"{content['role']} {filler}{rest}"


def _with_distance(sources: Sources, reading: Reading, trigger: Spans) -> Reading:
    if reading.content is NOTHING:
        return reading
    target = sources.groups.by_anchor[reading.content["target"]]
    _, annotation = sources.first(target)
    spans = sources.spans(target)
    distance = min((max(a - d, c - b, 0) for a, b in spans for c, d in trigger), default=0)
    named = isinstance(annotation, Entity) and is_by_name(annotation)
    return Reading(reading.content, reading.by, reading.words, named, distance)
