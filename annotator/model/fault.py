"""One fault of a record: where it is, what is wrong, what was expected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Severity: TypeAlias = Literal["error", "finding"]
"""`error`: every reader refuses the document. `finding`: it is read; only `check` reports it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: the path inside the record (`entities[3].spans[0]`), what is wrong and what was expected."""

    path: str
    message: str
    code: str
    severity: Severity = "error"
