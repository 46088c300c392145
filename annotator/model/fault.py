"""One fault of a record: where it is, what is wrong, what was expected."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.errors import Level


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: the path inside the record (`entities[3].spans[0]`), what is wrong and what was expected."""

    path: str
    message: str
    code: str
    level: Level = "finding"
