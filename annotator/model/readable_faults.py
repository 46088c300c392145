"""What every reader accepts in a record, and `check` reports: duplicates, empty spans, white space at an edge."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from itertools import chain

from annotator.model.annotation import Argument, Attributes, Event
from annotator.model.fault import Fault
from annotator.model.quoted import quoted
from annotator.model.record import Record
from annotator.model.spans import Spans

ALWAYS_BREAKS_BELOW = "\u0300"
"""Between two characters below this one a grapheme always ends, CR LF aside: no combining mark or joiner is below."""


def readable_faults(record: Record) -> Iterator[Fault]:
    """What `check` reports of a record that readers accept; each fault knows whether it is a warning only."""
    text = record.text
    yield from _duplicates(record)
    yield from _conflicts(record)
    splits = _split_points(record, text) if text else frozenset()
    for path, spans in _mentions(record):
        for index, (start, end) in enumerate(spans):
            place = f"{path}.spans[{index}]"
            if start == end:
                yield Fault(place, f"no characters between {start} and {end}; expected a mention", "zero-length")
            elif text:
                yield from _ragged(place, text[start:end])
            for offset in dict.fromkeys((start, end)):
                if offset in splits:
                    message = f"{offset} is inside one visible character (a letter and its marks, a joined emoji)"
                    yield Fault(place, message, "splits-grapheme", "warning")


def _conflicts(record: Record) -> Iterator[Fault]:
    conflicts = record.meta.get("conflicts")
    for index, each in enumerate(conflicts if isinstance(conflicts, list | tuple) else ()):
        place = each.get("place", "") if isinstance(each, dict) else ""
        message = f"{quoted(str(place))} was changed on two branches differently; decide it and take this entry out"
        yield Fault(f"meta.conflicts[{index}]", message, "conflict")


def _mentions(record: Record) -> Iterator[tuple[str, Spans]]:
    for index, entity in enumerate(record.entities):
        yield f"entities[{index}]", entity.spans
    for index, event in enumerate(record.events):
        if event.trigger:
            yield f"events[{index}].trigger", event.trigger.spans


def _ragged(path: str, words: str) -> Iterator[Fault]:
    if words != words.strip():
        message = f"{quoted(words)} starts or ends with white space; expected the words alone"
        yield Fault(path, message, "whitespace", "warning")


def _duplicates(record: Record) -> Iterator[Fault]:
    first: dict[Hashable, str] = {}
    for path, annotation_id, content in _contents(record):
        if content in first:
            message = f"{quoted(annotation_id)} says the same as {quoted(first[content])}"
            yield Fault(path, f"{message}: a duplicate; delete one of them", "duplicate")
        first.setdefault(content, annotation_id)


def _contents(record: Record) -> Iterator[tuple[str, str, Hashable]]:
    """What makes two annotations duplicates: type and spans of a mention; of the others all that they state."""
    for index, entity in enumerate(record.entities):
        yield f"entities[{index}]", entity.id, ("entity", entity.type, entity.spans)
    for index, relation in enumerate(record.relations):
        ends = (relation.type, relation.head, relation.tail, relation.evidence)
        yield f"relations[{index}]", relation.id, ("relation", ends, _items(relation.attributes))
    for index, event in enumerate(record.events):
        yield f"events[{index}]", event.id, ("event", event.type, event.spans, _arguments(event))
        for position, argument in enumerate(event.arguments):
            path = f"events[{index}].arguments[{position}]"
            yield path, argument.target, ("argument", event.id, _argument(argument))


def _arguments(event: Event) -> Hashable:
    return frozenset(map(_argument, event.arguments)), _items(event.attributes)


def _argument(argument: Argument) -> Hashable:
    return argument.role, argument.target, _items(argument.attributes)


def _items(attributes: Attributes) -> Hashable:
    return frozenset((name, type(value), value) for name, value in attributes.items())


def _split_points(record: Record, text: str) -> frozenset[int]:
    """The offsets of mentions that fall inside a grapheme; the text is segmented only where one might."""
    offsets = set(chain.from_iterable(chain.from_iterable(spans for _, spans in _mentions(record))))
    doubtful = {offset for offset in offsets if 0 < offset < len(text) and _may_join(text[offset - 1 : offset + 1])}
    if not doubtful:
        return frozenset()
    import regex  # noqa: PLC0415 - few documents need it, and the label screen's start must not pay for it

    borders = {match.start() for match in regex.finditer(r"\X", text)}
    return frozenset(doubtful - borders)


def _may_join(pair: str) -> bool:
    return pair == "\r\n" or max(pair) >= ALWAYS_BREAKS_BELOW
