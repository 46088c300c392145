"""Layers of one document that cannot be held against each other: of different texts, or of other schema versions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from annotator.errors import InputError
from annotator.model.document import Document
from annotator.project.articles.text_changed import TAKE_TEXT
from annotator.project.project import Project
from annotator.schema.ref import comparable_version
from annotator.store.reading.status import GOLD
from annotator.store.tables.layers import all_layers, layer_state


class Unlike(NamedTuple):
    """What two layers of a document have not in common, and what to do about it."""

    message: str
    advice: str

    def __str__(self) -> str:
        """As people are told."""
        return f"{self.message}; {self.advice}"


class _Part(NamedTuple):
    """What layers of one document must have in common."""

    name: str
    of: Callable[[Document], object]
    advice: str


PARTS = (
    _Part("text", lambda document: document.text_sha256, TAKE_TEXT),
    _Part(
        "schema",
        lambda document: comparable_version(document.schema_ref or ""),
        "bring the older one over: annotator schema migrate",
    ),
)


def unlike(layers: Mapping[str, Document]) -> Unlike | None:
    """What two of a document's layers, by annotator, have not in common; None where they may be held together."""
    for part in PARTS:
        first_with: dict[object, str] = {}
        for name, document in sorted(layers.items()):
            first_with.setdefault(part.of(document), name)
        if len(first_with) > 1:
            (first, one), (second, other) = list(first_with.items())[:2]
            values = f"({_short(first)}, {_short(second)})"
            return Unlike(f"{one} and {other} have another {part.name} {values}", part.advice)
    return None


def refuse_unlike(document_id: str, layers: Mapping[str, Document]) -> None:
    """Refuse layers of different texts, or of schema versions that cannot be compared.

    Raises:
        InputError: two of them are.
    """
    if found := unlike(layers):
        expected = "expected layers of one text under one version of the schema"
        raise InputError(f"document {document_id!r}: {found.message}; {expected}")


def unlike_in(project: Project) -> dict[str, Unlike]:
    """The documents of a project whose annotators' layers cannot be held together, by id.

    Raises:
        StoreError: the store cannot be read.
    """
    rows = project.store.rows
    layers: dict[str, dict[str, Document]] = defaultdict(dict)
    for key in all_layers(rows):
        if key.name != GOLD:
            state = layer_state(rows, key)
            layers[key.document_id][key.name] = replace(state.head, text_sha256=state.text_sha256)
    return {each: found for each, of_document in layers.items() if (found := unlike(of_document))}


def _short(value: object) -> str:
    return f"{value[0]}@{value[1]}" if isinstance(value, tuple) else str(value)[:12]
