"""Kinds of hand-written files: what each holds, and the one reader, which tells all faults of a file with places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from annotator.errors import Finding, FoundError, Place
from annotator.schema.handwritten.declared import JsonSchema
from annotator.schema.handwritten.expectation import Expectation
from annotator.schema.handwritten.node import Node, changed, paths, places_about
from annotator.schema.handwritten.shape_faults import repairs, shape_faults
from annotator.text.utf8 import read_utf8

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")

Trees = Callable[[str, str], tuple[Node, list[Finding]]]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ROUNDS = 3
"""So often a file is repaired and read again, to find what only shows behind other faults."""


@dataclass(frozen=True)
class FileKind(Generic[T]):
    """A kind of file: its declaration, the tree reader of its form, and what is raised when one is wrong.

    The declaration is a `Declared` class, or what pydantic makes of some. `meaning` finds what no declaration can say,
    such as names that lead nowhere; it is asked of what could be read even where something else is wrong.
    """

    title: str
    declaration: type[T]
    tree: Trees
    error: type[FoundError]
    code: str
    meaning: Callable[[T, Node], Iterable[Finding]] = lambda _value, _root: ()

    def read(self, path: Path | str) -> T:
        """The content of a file.

        Raises:
            FoundError: of the kind's class: it cannot be read, or something in it is wrong; with all findings.
        """
        return self.parse(read_utf8(path, self.error), str(path))

    def parse(self, text: str, file: str) -> T:
        """The content of a text; `file` is its name in messages.

        Raises:
            FoundError: of the kind's class: something in it is wrong; with all findings.
        """
        try:
            root, findings = self.tree(text, file)
        except FoundError as error:
            raise self.error(*error.findings) from error
        value = self._validated(root, findings)
        if value is None or findings:
            raise self.error(*_in_order(findings))
        return value

    def read_lines(self, path: Path | str) -> list[tuple[T, Place]]:
        """The content of a file in which every line that is not blank stands for itself, with the line's place.

        Raises:
            FoundError: of the kind's class: the file cannot be read, or lines are wrong; with all findings.
        """
        file = str(path)
        values: list[tuple[T, Place]] = []
        findings: list[Finding] = []
        for number, line in enumerate(read_utf8(path, self.error).split("\n"), 1):
            if not line.strip():
                continue
            try:
                values.append((self.parse(line, file), Place(file, number)))
            except FoundError as error:
                findings += [replace(each, place=replace(each.place, line=number)) for each in error.findings]
        if findings:
            raise self.error(*findings)
        return values

    def json_schema(self) -> JsonSchema:
        """The JSON Schema of such files, for editors."""
        json_schema: JsonSchema = _plainer(self._adapter.json_schema())
        return {"$schema": DIALECT, "title": self.title} | json_schema

    @cached_property
    def _adapter(self) -> TypeAdapter[T]:
        from pydantic import TypeAdapter  # noqa: PLC0415 - heavy

        return TypeAdapter(self.declaration)

    def _validated(self, root: Node, findings: list[Finding]) -> T | None:
        """What the tree says, adding to the findings; None where that cannot be told.

        No place is named twice: the first fault explains what else seems wrong there.
        """
        from pydantic import ValidationError  # noqa: PLC0415 - heavy

        paths_written = dict(paths(root))
        taken = {each.place for each in findings}
        for _ in range(ROUNDS):
            try:
                value = self._adapter.validate_python(root.plain())
            except ValidationError as error:
                expected = Expectation(self.json_schema())
                findings += [each for each in shape_faults(error, root, expected, self.code) if each.place not in taken]
                taken |= {place for detail in error.errors() for place in places_about(root, detail["loc"])}
                changes = repairs(error, root, expected)
                if not changes:
                    return None
                root = changed(root, changes)
            else:
                faults = (each for each in self.meaning(value, root) if each.place not in taken)
                findings += [replace(each, path=paths_written.get(each.place) or each.path) for each in faults]
                return value
        return None


def _in_order(findings: Sequence[Finding]) -> list[Finding]:
    return sorted(dict.fromkeys(findings), key=lambda each: (each.place.line, each.place.column))


def _plainer(schema: Any) -> Any:
    """A JSON Schema without the titles that pydantic makes from names, and without defaults that say nothing."""
    if isinstance(schema, list):
        return [_plainer(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: _plainer(value)
        for key, value in schema.items()
        if not (key == "title" and isinstance(value, str))
        and not (key == "default" and not value and value is not False)
    }
