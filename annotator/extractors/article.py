"""What an extractor is given of a document: its id, its text and the schema's name; never its annotations.

A trained model is given what other extractors say of the text, too, where that is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass

import orjson


@dataclass(frozen=True, slots=True)
class Article:
    """A document to extract from; `schema_ref` is `name@X.Y.Z`, None where the source names none.

    `said` are the mentions that other extractors find in the text, each as start, end and type, by extractor.
    """

    id: str
    text: str
    schema_ref: str | None = None
    said: tuple[tuple[str, tuple[tuple[int, int, str], ...]], ...] = ()

    def question(self) -> bytes:
        """The line that asks for it."""
        plain: dict[str, object] = {"id": self.id, "text": self.text}
        if self.schema_ref:
            plain["schema"] = self.schema_ref
        if self.said:
            plain["said"] = dict(self.said)
        return orjson.dumps(plain) + b"\n"
