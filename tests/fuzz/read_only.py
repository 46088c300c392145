"""A good file of each format that is only read, where plain JSON would lead nowhere."""

from __future__ import annotations

import json
from typing import Any

TEXT = "Oskell struck Selm"
OSKELL: dict[str, Any] = {"start": 0, "end": 6, "label": "GPE", "text": "Oskell"}
POTATO = {
    "user_id": "mira",
    "instance_id": "a",
    "displayed_text": TEXT,
    "label_annotations": {"mood": {"dark": "true"}, "why": {"text_box": "war"}},
    "span_annotations": [{"start": 14, "end": 18, "span": "Selm", "annotation": "GPE"}],
}
ANSWER = {"value": [OSKELL], "user_id": "u", "status": "submitted"}
ARGILLA = [
    {"id": "a", "text": TEXT, "annotation": [["GPE", 0, 6]], "annotation_agent": "mira", "status": "Validated"},
    {"id": "b", "fields": {"text": TEXT}, "responses": {"places": [ANSWER]}, "suggestions": {}, "metadata": {"x": 1}},
    {"id": "c", "text": TEXT, "places.responses": [[OSKELL]], "places.responses.users": ["u"]},
]

READ_ONLY = {
    "argilla": json.dumps(ARGILLA).encode(),
    "potato": (json.dumps(POTATO) + "\n").encode(),
}
"""By the name of the format."""
