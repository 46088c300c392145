"""The claims of a data set: `annotator claims`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from annotator.datasets.claims.claim import Claim, TakesOne, claims
from annotator.datasets.claims.statement import Statement, statements
from annotator.errors import InputError
from annotator.project.records.data_set import documents_of, names_of
from annotator.project.schemas.find_schema import find_schema
from annotator.schema.label_schema import LabelSchema


@dataclass(frozen=True, slots=True)
class ClaimsOfDataSet:
    """The claims, what things are called, and how many documents there are."""

    claims: list[Claim]
    names: dict[str, str]
    documents: int


def claims_of(data_set: Path, *, schema: Path | None = None, project: Path | None = None) -> ClaimsOfDataSet:
    """What the documents of a data set say about the same events and relations.

    The schema, of this file or in the project around, says which roles take one filler; without it none is known to.

    Raises:
        InputError: it cannot be read, is wrong, or names nothing across documents.
    """
    documents, ref = 0, None
    said: list[Statement] = []
    for document in documents_of(data_set):
        documents += 1
        ref = ref or document.schema_ref
        said += statements(document)
    found = find_schema(ref, file=schema, project=project) if ref else None
    if not said:
        raise InputError(f"{data_set}: no event and no end of a relation has a coref id; there is nothing to compare")
    return ClaimsOfDataSet(claims(said, _takes_one(found)), names_of(data_set), documents)


def _takes_one(schema: LabelSchema | None) -> TakesOne:
    """Roles that take one filler, and attributes that are true or false or have two values."""
    if schema is None:
        return lambda type_name, slot: False
    singles = {(kind, each.name) for kind in schema.event_types for each in schema.roles_of(kind) if each.max == 1}
    for each in schema.types():
        closed = (one for one in schema.attributes_of(each.name) if one.listed and not one.multiple)
        singles |= {(each.name, attribute.name) for attribute in closed if len(attribute.choices()) == 2}
    return lambda type_name, slot: (type_name, slot) in singles
