"""Something that a reader of scores must know besides the figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Notice:
    """A warning, or what no score covers; `document` is None for something about all of them."""

    code: str
    document: str | None
    count: int
    message: str

    def place(self) -> tuple[bool, str, str, str]:
        """Where it stands among others: those about the whole first, then by document."""
        return self.document is not None, self.document or "", self.code, self.message

    def to_plain(self) -> dict[str, Any]:
        """The JSON object."""
        return {"code": self.code, "document": self.document, "count": self.count, "message": self.message}

    def __str__(self) -> str:
        """As one line: which document, what, how many."""
        where = "" if self.document is None else f"{self.document}: "
        return f"{where}{self.message} ({self.count})"
