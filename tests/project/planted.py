"""What the log keeps of suggestions, for tests that plant wrong ones."""

from __future__ import annotations

from typing import Any

from annotator.model.spans import Spans


def offered(type_name: str, spans: Spans, answer: str = "taken", **more: Any) -> dict[str, Any]:
    """The provenance of an operation that answered one suggestion of a mention."""
    plain = {"source": "learner", "layer": "entities", "type": type_name, "spans": [list(each) for each in spans]}
    return {"offered": [{**plain, "answer": answer, **more}]}
