"""A change between two schema versions, and the rows of the change table by which it is classed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from annotator.schema.diff.version import Bump


class Row(NamedTuple):
    """A row of the change table: what a kind of change demands."""

    title: str
    bump: Bump
    automatic: str
    migration: str


class Kind(Enum):
    """The kinds of change; the value is the row of the change table (schema specification, section 9)."""

    DESCRIPTION = Row("description, color, key, what helps labelling", Bump.PATCH, "yes", "stamp the version")
    GUIDELINES = Row("guidelines changed", Bump.MINOR, "no", "review the types that the wording touches")
    ADD_TYPE = Row("type added", Bump.MINOR, "data yes, coverage no", "stamp; not covered until a pass is done")
    ADD_ROLE = Row("optional role added", Bump.MINOR, "data yes, coverage no", "stamp; not covered until a pass")
    ADD_ATTRIBUTE = Row("optional attribute added", Bump.MINOR, "data yes, coverage no", "stamp; set the default")
    LOOSEN = Row("loosened", Bump.MINOR, "yes", "nothing; what is now legal is not covered until a pass")
    RENAME = Row("renamed", Bump.MAJOR, "yes, reversible", "map; ids and history are kept")
    MERGE = Row("types merged", Bump.MAJOR, "yes, lossy", "map, keep `was`, remove duplicates, report")
    MERGE_ASKING = Row("types merged, required attribute", Bump.MAJOR, "partly", "fill where unique, else ask")
    SPLIT = Row("type split", Bump.MAJOR, "no", "propose, ask, confirm")
    ADD_REQUIRED = Row("required attribute added", Bump.MAJOR, "only with an explicit unknown value", "ask")
    TIGHTEN = Row("tightened", Bump.MAJOR, "detected only", "list what breaks the rule")
    REMOVE = Row("removed", Bump.MAJOR, "yes, lossy", "archive to a side file")
    SPAN_RULES = Row("offset unit, span rule", Bump.MAJOR, "computed or not", "anchor again, verify surfaces")


@dataclass(frozen=True, slots=True)
class SchemaChange:
    """One change between an old and a new version.

    `types` are the new names of the types it concerns (the old ones where nothing is left of them), `old_types` the
    old names; `part` is the attribute, role or side concerned, "" for the type itself. `lost` lists what is no longer
    legal, in old names: types of fillers, `HEAD -> TAIL` pairs, values.
    """

    kind: Kind
    types: tuple[str, ...]
    part: str
    message: str
    old_types: tuple[str, ...] = ()
    old_part: str = ""
    lost: tuple[str, ...] = ()

    @property
    def bump(self) -> Bump:
        """The class of the change."""
        return self.kind.value.bump

    @property
    def subject(self) -> str:
        """What it is about, as `TYPE` or `TYPE/PART`; several types stand together."""
        names = ", ".join(self.types) or "schema"
        return f"{names}/{self.part}" if self.part else names
