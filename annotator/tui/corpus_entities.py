"""The things of the corpus that a mention may be linked to: the registry's, and the chains of other articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from annotator.errors import AnnotatorError
from annotator.model.annotation import Entity, Event
from annotator.model.document import Document
from annotator.model.order import ordered_entities, ordered_events
from annotator.model.spans import surface
from annotator.tui.editor.state import Item

MOST = 5_000


def corpus_things(folder: Path, documents: Iterable[Document], *, happening: bool = False) -> list[Item]:
    """A line for each thing: what it is called, its type, its id; registered ones first.

    With `happening` for each happening instead: an event and an entity are never one thing.
    """
    items: dict[str, Item] = {}
    for item in chain(() if happening else _registered(folder), _chained(documents, happening=happening)):
        items.setdefault(item.key, item)
        if len(items) >= MOST:
            break
    return list(items.values())


def _registered(folder: Path) -> Iterator[Item]:
    from annotator.datasets.registry import read_registry  # noqa: PLC0415 - imports pydantic

    for file in sorted((folder / "datasets").glob("*/entities.jsonl")):
        try:
            things = list(read_registry(file))
        except AnnotatorError:
            # What is wrong with it is for `annotator check` to say.
            continue
        for thing in things:
            yield Item(thing.name, f"{thing.type}  {thing.id}  {' '.join(thing.links)}", thing.id)


def _chained(documents: Iterable[Document], *, happening: bool) -> Iterator[Item]:
    for document in documents:
        text = document.text or ""
        mentions: Sequence[Entity | Event] = ordered_events(document) if happening else ordered_entities(document)
        for each in mentions:
            if each.coref and each.spans:
                yield Item(surface(text, each.spans), f"{each.type}  {each.coref}  in {document.id}", each.coref)
