"""Prodigy's tokens: made for a text, or kept as places where others cut it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec import Struct

from annotator.formats.tokens import tokens_of
from annotator.model.document import Document
from annotator.model.spans import Span

TOKENS = "tokens"
"""The key under which they stand in a row, and are kept."""


class KeptTokens(Struct):
    """Where tokens stand, and whether each said if a blank follows."""

    places: tuple[Span, ...]
    ws: bool


def kept_tokens(document: Document, said: Any, places: tuple[Span, ...]) -> dict[str, Any]:
    """What is kept of tokens that were read, so that they can be written again; nothing where we would cut alike."""
    if not said or said == _written(document, _own_places(document), blanks=True):
        return {}
    for blanks in (True, False):
        if said == _written(document, places, blanks=blanks):
            return {TOKENS: {"places": [list(each) for each in places], "ws": blanks}}
    return {TOKENS: said}


def tokens_again(document: Document, kept: object) -> list[dict[str, Any]]:
    """The tokens to be written: those kept, else our own, at which every mention begins and ends."""
    if isinstance(kept, list) and all(isinstance(each, dict) and {"start", "end"} <= each.keys() for each in kept):
        return kept
    try:
        again = msgspec.convert(kept, KeptTokens)
    except msgspec.ValidationError:
        return _written(document, _own_places(document), blanks=True)
    return _written(document, again.places, blanks=again.ws)


def _own_places(document: Document) -> tuple[Span, ...]:
    edges = (edge for each in document.entities.values() for span in each.spans for edge in span)
    return tokens_of(document, edges).places


def _written(document: Document, places: Iterable[Span], *, blanks: bool) -> list[dict[str, Any]]:
    """The tokens as Prodigy has them; with `blanks`, whether one follows each."""
    text = document.text or ""
    return [
        {"text": text[start:end], "start": start, "end": end, "id": number}
        | ({"ws": text[end : end + 1] == " "} if blanks else {})
        for number, (start, end) in enumerate(places)
    ]
