"""What an extractor is given of a document: its id, its text and the schema's name; never its annotations."""

from __future__ import annotations

from dataclasses import dataclass

import orjson


@dataclass(frozen=True, slots=True)
class Article:
    """A document to extract from; `schema_ref` is `name@X.Y.Z`, None where the source names none."""

    id: str
    text: str
    schema_ref: str | None = None

    def question(self) -> bytes:
        """The line that asks for it."""
        plain = {"id": self.id, "text": self.text}
        return orjson.dumps(plain | ({"schema": self.schema_ref} if self.schema_ref else {})) + b"\n"
