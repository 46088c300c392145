"""Naming the things of a corpus after what its documents call them: a registry for gold that has none yet."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from annotator.datasets.registry import Registered
from annotator.model.annotation import Entity, Event
from annotator.model.document import Document
from annotator.schema.references import name_key

_SPELT = re.compile(r"[a-z]:([a-z0-9]+(?:-[a-z0-9]+)+)")
"""An id of a thing that says in words what it is."""


def registered(documents: Iterable[Document]) -> list[Registered]:
    """An entry for each `coref` id, by id.

    A thing is called as its mentions by name call it most often, where there are any, else as its mentions do; an event
    as its id says, where that is made of words, else as its triggers do. Its type is that of the first mention by name,
    else of the first mention.
    """
    mentions: dict[str, list[Entity | Event]] = defaultdict(list)
    for document in documents:
        for each in sorted((*document.entities.values(), *document.events.values()), key=name_key):
            if each.coref:
                mentions[each.coref].append(each)
    return [_entry(name, found) for name, found in sorted(mentions.items())]


def _entry(name: str, mentions: list[Entity | Event]) -> Registered:
    first = min(mentions, key=lambda each: name_key(each)[0])
    same = [each for each in mentions if name_key(each)[0] == name_key(first)[0]]
    spelt = _SPELT.fullmatch(name) if isinstance(first, Event) else None
    words = spelt[1].replace("-", " ") if spelt else _commonest(same)
    return Registered(name, "event" if isinstance(first, Event) else "entity", first.type, words or name)


def _commonest(mentions: list[Entity | Event]) -> str:
    counted = Counter(" ".join(_words(each).split()) for each in mentions)
    counted.pop("", None)
    return max(counted, key=lambda each: (counted[each], len(each), each), default="")


def _words(mention: Entity | Event) -> str:
    if isinstance(mention, Event):
        return (mention.trigger.text if mention.trigger else None) or ""
    return mention.text or ""
