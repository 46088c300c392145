"""The words for what Web Annotation has none for: a body `annotator:Fields`, and the text and fields of a document.

Everything in them is named and shaped as in our records.
"""

from __future__ import annotations

from typing import Any, Final

NAME: Final = "w3c"
CONTEXT: Final = ["http://www.w3.org/ns/anno.jsonld", {"annotator": "urn:gold-annotator:"}]
FIELDS_TYPE = "annotator:Fields"
VALUE = "annotator:value"
DOCUMENT = "annotator:document"

FIELDS = ("attributes", "coref", "uncertain", "unconfirmed", "was", "score", "evidence", "arguments")
"""Fields of annotations that a body of this type holds."""

DOCUMENT_FIELDS = ("text", "annotator", "incomplete_for", "meta", "labels", "extractor")


def body_of_type(bodies: list[Any], type_name: str) -> dict[str, Any]:
    """What the first body of a type holds; empty where there is none."""
    for each in bodies:
        if isinstance(each, dict) and each.get("type") == type_name and isinstance(each.get(VALUE), dict):
            return dict(each[VALUE])
    return {}


def as_list(value: Any) -> list[Any]:
    """A value that may stand alone, in a list, or not at all."""
    return value if isinstance(value, list) else [] if value is None else [value]
