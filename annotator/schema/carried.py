"""What an event that fills a role is probably like: attributes that the role carries over to it.

A file writes `carries: {modality: "THREATENED", source: {role: "Communicator"}}`: what is threatened has this modality,
and its source is who fills the role Communicator of the threat.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, TypeAlias

from annotator.model.annotation import Value
from annotator.schema.handwritten.declared import Limit, ReadAs, Wrong, shown
from annotator.schema.handwritten.values import SCALAR

ROLE = "role"


@dataclass(frozen=True, slots=True)
class Carried:
    """An attribute that is carried over: its value, or the role whose filler is the value."""

    attribute: str
    value: Value | None = None
    role: str = ""

    @property
    def written(self) -> Value | Mapping[str, str] | None:
        """The value as a file writes it."""
        return {ROLE: self.role} if self.role else self.value


def _no_carried_value(value: object) -> Wrong:
    names_role = isinstance(value, Mapping) and list(value) == [ROLE] and isinstance(value[ROLE], str) and value[ROLE]
    if not (names_role or isinstance(value, str | bool | int)):
        yield (), f'expected a value or {{role: "NAME"}}, found {shown(value)}'


_JSON = {"anyOf": [SCALAR, {"type": "object", "properties": {ROLE: {"type": "string"}}, "required": [ROLE]}]}
_Written: TypeAlias = Annotated[Any, Limit(_no_carried_value, _JSON, alone=True)]


def _carried(written: Mapping[str, Any]) -> tuple[Carried, ...]:
    return tuple(
        Carried(name, role=value[ROLE]) if isinstance(value, Mapping) else Carried(name, value)
        for name, value in written.items()
    )


Carries: TypeAlias = Annotated[tuple[Carried, ...], ReadAs(dict[str, _Written], _carried)]
