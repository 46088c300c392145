"""Twins: words that an article says twice, such as a caption; what is labelled in one is taken over into the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from msgspec import structs

from annotator.model.annotation import Annotation, Entity, Event, Relation, Trigger
from annotator.model.edits import add
from annotator.model.spans import Span, Spans, contains, envelope, surface
from annotator.tui.editor.context import Context
from annotator.tui.editor.state import Outcome, State

LEAST_WORDS = 8
"""Fewer words in a row are no twin."""
MOST_CHARS = 2_000_000
"""In longer articles twins are not looked for."""
_WORD = re.compile(r"\S+")


class Twin(NamedTuple):
    """Two places with the same words, the spans of which are in the same order."""

    first: tuple[Span, ...]
    second: tuple[Span, ...]

    def turned(self) -> Twin:
        """The other way round."""
        return Twin(self.second, self.first)

    @property
    def source(self) -> Span:
        """The span of the first place."""
        return self.first[0][0], self.first[-1][1]

    def across(self, spans: Spans) -> Spans | None:
        """The same places in the second; None where one is not within the first."""
        moved = [self._across(span) for span in spans]
        return tuple(each for each in moved if each) if all(moved) else None

    def _across(self, span: Span) -> Span | None:
        pairs = list(zip(self.first, self.second, strict=True))
        start = next((other[0] + span[0] - word[0] for word, other in pairs if word[0] <= span[0] < word[1]), None)
        end = next((other[0] + span[1] - word[0] for word, other in pairs if word[0] < span[1] <= word[1]), None)
        return None if start is None or end is None else (start, end)


@lru_cache(4)
def twins(text: str) -> tuple[Twin, ...]:
    """The runs of words that occur twice without overlapping, in the order of their second place."""
    words = [match.span() for match in _WORD.finditer(text)] if len(text) <= MOST_CHARS else []
    word_texts = [text[slice(*span)] for span in words]
    seen: dict[tuple[str, ...], int] = {}
    places, at = [], 0
    while at + LEAST_WORDS <= len(word_texts):
        before = seen.get(tuple(word_texts[at : at + LEAST_WORDS]))
        if before is None or before + LEAST_WORDS > at:
            seen.setdefault(tuple(word_texts[at : at + LEAST_WORDS]), at)
            at += 1
            continue
        count = LEAST_WORDS
        while (
            at + count < len(word_texts)
            and before + count < at
            and word_texts[before + count] == word_texts[at + count]
        ):
            count += 1
        places.append(Twin(tuple(words[before : before + count]), tuple(words[at : at + count])))
        at += count
    return tuple(places)


def take_over(context: Context, state: State) -> Outcome:
    """Take over what is labelled in one of two twins into the other, as proposals."""
    offer = _offer(context, state.selection)
    if offer is None:
        none = "nothing to take over from it" if twins(context.text) else "no words of this article stand in it twice"
        return Outcome(state.say(none))
    twin, made = offer
    after = replace(state.select(twin.second[0]), card=made[0].id)
    message = f"{_places(context, twin)}: took over {_counted(made)}; {context.keys.key_of('proposed')} confirms"
    return Outcome(after.say(message), structs.replace(add(context.document, *made), name="twin"))


def offered(context: Context, selection: Span) -> str:
    """What could be taken over, in words; "" where nothing could."""
    offer = _offer(context, selection)
    if offer is None:
        return ""
    twin, made = offer
    return f"{context.keys.key_of('twin')} takes over {_counted(made)}: {_places(context, twin)}"


def _offer(context: Context, selection: Span) -> tuple[Twin, list[Annotation]] | None:
    offers = ((twin, _made(context, twin)) for twin in _here_first(context, selection))
    return next((offer for offer in offers if offer[1]), None)


def _places(context: Context, twin: Twin) -> str:
    return f"line {_line(context, twin.second[0][0])} repeats line {_line(context, twin.source[0])}"


def _here_first(context: Context, selection: Span) -> Iterator[Twin]:
    """The twins in both directions: those around the selection first."""
    both = [each for twin in twins(context.text) for each in (twin, twin.turned())]
    return iter(sorted(both, key=lambda twin: not (contains(twin.source, selection) or _in_second(twin, selection))))


def _in_second(twin: Twin, selection: Span) -> bool:
    return contains(twin.turned().source, selection)


def _made(context: Context, twin: Twin) -> list[Annotation]:
    """What is missing in the second place of what is labelled in the first."""
    ids: dict[str, str] = {}
    made: list[Annotation] = []
    here = [
        each for each in context.mentions(twin.source) if each.spans and contains(twin.source, envelope(each.spans))
    ]
    # Mentions first: events and relations name them.
    for each in sorted(here, key=lambda each: isinstance(each, Event)):
        spans = twin.across(each.spans)
        if spans is None:
            continue
        there = next((one for one in context.exactly(spans) if one.type == each.type), None)
        ids[each.id] = there.id if there else context.fresh_id(each.id[:1])
        if there is None:
            made.append(_copied(context, each, ids[each.id], spans))
    events = [_with_arguments(each, ids) if isinstance(each, Event) else each for each in made]
    return [*events, *_relations(context, twin, ids)]


def _copied(context: Context, each: Entity | Event, new_id: str, spans: Spans) -> Entity | Event:
    asked = tuple(sorted({"type", *each.attributes, *(("coref",) if each.coref else ())}))
    words = surface(context.text, spans)
    if isinstance(each, Event):
        return structs.replace(each, id=new_id, trigger=Trigger(spans, words), unconfirmed=asked)
    return structs.replace(each, id=new_id, spans=spans, text=words, unconfirmed=asked)


def _with_arguments(event: Event, ids: Mapping[str, str]) -> Event:
    arguments = (structs.replace(each, target=ids.get(each.target, each.target)) for each in event.arguments)
    return structs.replace(event, arguments=tuple(arguments))


def _relations(context: Context, twin: Twin, ids: Mapping[str, str]) -> Iterator[Relation]:
    named = sorted({naming for each in ids for naming in context.index.naming(each)})
    existing = {(each.type, each.head, each.tail) for each in context.document.relations.values()} if named else set()
    for each in filter(None, map(context.document.relations.get, named)):
        if each.head in ids and each.tail in ids and (each.type, ids[each.head], ids[each.tail]) not in existing:
            yield structs.replace(
                each,
                id=context.fresh_id("R"),
                head=ids[each.head],
                tail=ids[each.tail],
                evidence=twin.across(each.evidence) or (),
                unconfirmed=tuple(sorted({"type", *each.attributes})),
            )


def _counted(made: list[Annotation]) -> str:
    kinds = ((Entity, "mention"), (Relation, "relation"), (Event, "event"))
    counts = ((sum(isinstance(each, kind) for each in made), noun) for kind, noun in kinds)
    return ", ".join(f"{count} {noun}{'s' if count > 1 else ''}" for count, noun in counts if count)


def _line(context: Context, char: int) -> int:
    return context.text.count("\n", 0, char) + 1
