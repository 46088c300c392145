"""One thing that looks inconsistent, and the kinds of it."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

from annotator.errors import Place

Kind: TypeAlias = Literal["string-types", "unlabelled-name", "bare-event", "chain-types", "relation-twice"]

KINDS: dict[Kind, str] = {
    "string-types": "the same words as mentions of different types",
    "unlabelled-name": "a labelled name that stands elsewhere without a label",
    "bare-event": "an event whose required roles, or all roles, are empty",
    "chain-types": "a thing whose mentions have different types",
    "relation-twice": "a relation that one sentence states twice",
}
"""The kinds with what each is, in the order in which they are reported."""


class Doubt(NamedTuple):
    """What looks inconsistent: its kind, what it is about, what is the matter, and where it is met first."""

    kind: Kind
    about: str
    message: str
    place: Place
    path: str

    @property
    def key(self) -> str:
        """By which an explanation names it: `string-types: Halcyon`."""
        return f"{self.kind}: {self.about}"
