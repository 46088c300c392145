"""What a foreign file says and the record cannot: kept under `meta.FORMAT`, by annotation id, and given back.

The document's own stands under "".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import fields

from annotator.formats.protocol import Report
from annotator.model.document import Document

OWN = ""


def others(value: Any, *known: type[Struct]) -> dict[str, Any]:
    """The keys of an object that none of these classes declares, with what they hold."""
    declared = {each.encode_name for kind in known for each in fields(kind)}
    return {key: each for key, each in value.items() if key not in declared} if isinstance(value, dict) else {}


def kept_meta(name: str, kept: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The entry of `meta` that keeps this, by id; none where there is nothing to keep."""
    said = {owner: dict(values) for owner, values in kept.items() if values}
    return {name: said} if said else {}


def meta_with(
    meta: Mapping[str, Any], name: str, kept: Mapping[str, Mapping[str, Any]], report: Report
) -> dict[str, Any]:
    """Other people's `meta` with the entry that keeps this; a value of theirs that stands in its place is lost."""
    if name in meta:
        report.lose(f"meta.{name}", f"the place where keys of {name} are kept that the record has none for")
    return {key: value for key, value in meta.items() if key != name} | kept_meta(name, kept)


def kept_of(document: Document, name: str, owner: str = OWN) -> dict[str, Any]:
    """What a document keeps of a format about one annotation, or about itself; empty where somebody spoilt it."""
    kept = document.meta.get(name)
    values = kept.get(owner) if isinstance(kept, dict) else None
    return dict(values) if isinstance(values, dict) else {}


def with_kept(value: dict[str, Any], document: Document, name: str, owner: str = OWN) -> dict[str, Any]:
    """An object to be written, with what the document keeps of the format about it; its own keys stay."""
    return value | {key: each for key, each in kept_of(document, name, owner).items() if key not in value}
