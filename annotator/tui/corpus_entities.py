"""The things of the corpus that a mention may be linked to: the registry's, and the chains of other articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path

from annotator.errors import AnnotatorError
from annotator.model.annotation import Annotation, Entity, Event
from annotator.model.document import Document
from annotator.model.order import ordered_entities, ordered_events
from annotator.model.spans import surface
from annotator.schema.mention_levels import is_by_name
from annotator.tui.editor.state import Item

MOST = 5_000


def corpus_things(folder: Path, documents: Iterable[Document], *, happening: bool = False) -> list[Item]:
    """A line for each thing: what it is called, its type, how often and where it stands; registered ones first.

    With `happening` for each happening instead: an event and an entity are never one thing.
    """
    registered = () if happening else tuple(_registered(folder))
    known = {each.key for each in registered}
    chained = (each for each in _chained(documents, happening=happening) if each.key not in known)
    return list(islice(chain(registered, chained), MOST))


def counts_elsewhere(annotations: Iterable[tuple[str, Annotation]]) -> dict[str, tuple[int, int]]:
    """For each thing how many annotations it has, and in how many articles; each is given with its article."""
    mentions: Counter[str] = Counter()
    articles: dict[str, set[str]] = {}
    for document_id, each in annotations:
        if isinstance(each, Entity | Event) and each.coref:
            mentions[each.coref] += 1
            articles.setdefault(each.coref, set()).add(document_id)
    return {coref: (count, len(articles[coref])) for coref, count in mentions.items()}


@dataclass(slots=True)
class Places:
    """Where a thing stands: its first name, or first words, its type, how many mentions it has, in which articles."""

    words: str
    type: str
    is_named: bool
    mentions: int = 0
    documents: dict[str, None] = field(default_factory=dict)


def _places(documents: Iterable[Document], *, happening: bool) -> dict[str, Places]:
    """The places of each thing; with `happening` those of events, else those of mentions."""
    places_of: dict[str, Places] = {}
    for document in documents:
        named: Sequence[Entity | Event] = ordered_events(document) if happening else ordered_entities(document)
        for each in named:
            if each.coref and each.spans:
                words = surface(document.text or "", each.spans)
                by_name = is_by_name(each)
                places = places_of.setdefault(each.coref, Places(words, each.type, by_name))
                if by_name and not places.is_named:
                    places.words, places.is_named = words, True
                places.mentions += 1
                places.documents[document.id] = None
    return places_of


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
    for coref, places in _places(documents, happening=happening).items():
        first, *others = places.documents
        where = f"in {first}" + (f" and {len(others)} more" if others else "")
        yield Item(places.words, f"{places.type}  {places.mentions}x {where}  {coref}", coref)
