"""Wrong suggestions that were put in on purpose and that a person took: which of them still stand in a layer."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias

from msgspec import structs

from annotator.model.annotation import Entity, Event, Value
from annotator.model.change import Edit, apply
from annotator.model.document import Document
from annotator.model.edits import remove, update
from annotator.model.spans import Spans
from annotator.suggest.worth.offers import Written, written_in

LIFT = "lift planted"
"""How the edit is called in the log that takes accepted plants out of a layer."""

Form: TypeAlias = tuple[str, Spans]
"""Type and spans."""

PLANTED = b'"planted":true'
"""What the provenance of an operation that concerns a plant holds."""

KEPT_UNAIDED = b'"unaided":'
"""What the provenance of an operation holds that keeps what was offered in sentences without suggestions."""


@dataclass(frozen=True, slots=True)
class Plant:
    """A planted suggestion that was taken, with the id of the annotation that came of it.

    `forms` are the types and spans by which it is still what was taken: a changed text and a migration give it others.
    """

    id: str
    written: Written
    forms: frozenset[Form]

    def stands_in(self, document: Document) -> bool:
        """Whether the annotation is there as it was taken; ids are given once, so no hand has made it since."""
        return _form(document.find(self.id)) in self.forms

    def moved(self, edit: Edit) -> Plant:
        """The same after a changed text or a migration, which correct nothing."""
        forms = {
            form
            for change in edit.changes
            if change.key == self.id and _form(change.before) in self.forms and (form := _form(change.after))
        }
        return replace(self, forms=self.forms | forms)


def plants_taken(edit: Edit, provenance: bytes) -> list[Plant]:
    """The planted suggestions that an edit took, by what the log keeps of it."""
    if PLANTED not in provenance:
        return []
    made = {form: change.key for change in edit.changes if (form := _form(change.after))}
    return [
        Plant(made[each.type, each.spans], each, frozenset({(each.type, each.spans)}))
        for each in written_in(provenance)
        if each.planted and each.answer == "taken" and (each.type, each.spans) in made
    ]


@dataclass(frozen=True, slots=True)
class Answered:
    """An operation that answered plants, or that kept what was withheld; `stands` unless it was taken back."""

    edit: Edit
    plants: tuple[Written, ...] = ()
    keeps_unaided: bool = False
    stands: bool = True


def concerns_plants(provenance: bytes) -> bool:
    """Whether an operation may have answered a plant, or kept what was withheld."""
    return PLANTED in provenance or KEPT_UNAIDED in provenance


def answered_by(edit: Edit, provenance: bytes) -> Answered | None:
    """What an edit answered of plants, by what the log keeps of it; None where it concerns none."""
    if not concerns_plants(provenance):
        return None
    plants = tuple(each for each in written_in(provenance) if each.planted)
    return Answered(edit, plants, KEPT_UNAIDED in provenance)


def lifting(document: Document, plants: Iterable[Plant], pointers: Collection[str] = ()) -> Edit:
    """The edit that takes out the plants that stand in a document, and what hangs on them.

    These are the relations and arguments that name them, and the values of attributes that do: `pointers` are the
    attributes that may.
    """
    gone = {each.id for each in plants if each.stands_in(document)}
    edit = remove(document, gone, LIFT)
    if not gone or not pointers:
        return edit
    left = apply(document, edit)
    lost = gone | (_chains(document) - _chains(left))
    for annotation in left.annotations():
        values = {name: annotation.attributes[name] for name in sorted(annotation.attributes.keys() & set(pointers))}
        changed = {name: kept for name, value in values.items() if (kept := _without(value, lost)) != value}
        if changed:
            attributes = {name: value for name, value in annotation.attributes.items() if name not in changed}
            attributes |= {name: value for name, value in changed.items() if value is not None}
            edit += update(left, structs.replace(annotation, attributes=attributes))
    return edit


def without_plants(document: Document, plants: Iterable[Plant], pointers: Collection[str] = ()) -> Document:
    """A document without the plants that stand in it, and without what hangs on them."""
    edit = lifting(document, plants, pointers)
    return apply(document, edit) if edit.changes else document


def _form(content: object) -> Form | None:
    return (content.type, content.spans) if isinstance(content, Entity | Event) else None


def _chains(document: Document) -> set[str]:
    return {each.coref for each in (*document.entities.values(), *document.events.values()) if each.coref}


def _without(value: Value, names: Collection[str]) -> Value | None:
    """The value of an attribute without some names; None where nothing is left of it."""
    if isinstance(value, tuple):
        return tuple(each for each in value if each not in names) or None
    return None if isinstance(value, str) and value in names else value
