"""What a declaration expects at a place, asked of its JSON Schema: known keys, legal words, a phrase for messages."""

from __future__ import annotations

from typing import Any

from annotator.schema.handwritten.declared import JsonSchema
from annotator.schema.handwritten.node import Steps

_TYPES = {
    "string": "a string",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "array": "a list",
    "object": "a mapping",
}


class Expectation:
    """The JSON Schema of one place; without `root` that of a whole file."""

    def __init__(self, schema: JsonSchema, root: JsonSchema | None = None) -> None:
        """Resolve references and what may also be nothing."""
        self._root = root or schema
        self.or_list = any(each.get("type") == "array" for each in schema.get("anyOf", ())[1:])
        """Whether a list may stand in the place of what is expected."""
        while (reference := schema.get("$ref")) or "anyOf" in schema:
            if reference:
                schema = self._root["$defs"][reference.rpartition("/")[2]] | {
                    key: value for key, value in schema.items() if key != "$ref"
                }
            else:
                schema = next((each for each in schema["anyOf"] if each.get("type") != "null"), {})
        self._schema = schema

    def at(self, steps: Steps) -> Expectation:
        """What is expected at a place below this one; anything where nothing is said."""
        expectation = self
        for step in steps:
            schema = expectation._schema
            inner = schema.get("items") if isinstance(step, int) else schema.get("properties", {}).get(step)
            if inner is None and not isinstance(step, int):
                inner = schema.get("additionalProperties")
            expectation = Expectation(inner if isinstance(inner, dict) else {}, self._root)
        return expectation

    @property
    def keys(self) -> list[str]:
        """The keys that a mapping may have here."""
        return list(self._schema.get("properties", ()))

    @property
    def required(self) -> list[str]:
        """The keys that a mapping must have here."""
        return list(self._schema.get("required", ()))

    @property
    def words(self) -> list[str]:
        """The words that a string may be here; none where others are legal too."""
        only = [self._schema["const"]] if "const" in self._schema else []
        return [each for each in self._schema.get("enum", only) if isinstance(each, str) and each]

    @property
    def type(self) -> str:
        """The JSON type of a value here; "" where several are legal."""
        type_ = self._schema.get("type", "")
        return type_ if isinstance(type_, str) else ""

    @property
    def example(self) -> Any:
        """A legal value, where the declaration gives one or any will do; None where there is none."""
        if "required" in self._schema:
            return None
        plain = {"string": "x", "array": [], "object": {}, "number": 1, "integer": 1, "boolean": False}
        return [*self._schema.get("examples", ()), *self.words, plain.get(self.type)][0]

    def __str__(self) -> str:
        """In words."""
        if self.words:
            return f"one of {', '.join(self.words)}"
        description = "" if self.type == "object" else self._schema.get("description")
        return str(description or _TYPES.get(self.type, "another value")) + (" or a list" if self.or_list else "")
