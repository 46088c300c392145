"""The schema of data: the one that a source brings along, else one made of what stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from annotator.errors import InputError, SchemaError
from annotator.formats.protocol import Format, Report
from annotator.model.document import Document
from annotator.schema.from_data import Renamed, Seen, with_names
from annotator.schema.label_schema import LabelSchema
from annotator.schema.language import parse_schema
from annotator.schema.write import schema_text

FIRST_VERSION = "1.0.0"


def schema_name_of(path: Path) -> str:
    """The name of a schema that is made for a file or folder: its own without ending, blanks and @ replaced."""
    name = path.name.partition(".")[0] or path.name
    return re.sub(r"[\s@]+", "-", name).strip("-") or "data"


def own_schema(form: Format, path: Path, report: Report) -> LabelSchema | None:
    """The schema that a source brings along, None where it brings none; what of it has no place is a loss.

    Raises:
        InputError: it cannot be read.
    """
    return form.read_schema(path, None, FIRST_VERSION, report)


class Passing:
    """Documents that pass, each with the names that a schema can have, and what is seen of them."""

    def __init__(self, documents: Iterator[Document], renamed: Renamed) -> None:
        """Nothing has passed."""
        self._documents = documents
        self._renamed = renamed
        self.seen = Seen()
        self.count = 0

    def __iter__(self) -> Iterator[Document]:
        for each in self._documents:
            self.count += 1
            document = with_names(each, self._renamed)
            if document.schema_ref is None:
                self.seen.add(document)
            yield document


@dataclass(frozen=True, slots=True)
class Making:
    """A schema on its way: how it will be called, and which types are called otherwise for its sake."""

    name: str
    renamed: Renamed = field(default_factory=dict)
    impossible: str = ""
    """Why none can be made; "" as long as one can."""

    @property
    def placeholder(self) -> LabelSchema | None:
        """What can be said of it before all documents have passed: its name and version."""
        return None if self.impossible else LabelSchema(self.name, FIRST_VERSION)

    def made(self, seen: Seen, definition: str) -> LabelSchema | Making:
        """The schema of what has passed; or how to go about it once more, where it cannot be one.

        A schema has a name for one type only, none that stands for a layer, and none that looks like another one.
        """
        if (renamed := seen.renamed()) and not self.renamed:
            return replace(self, renamed=renamed)
        schema = seen.schema(self.name, FIRST_VERSION, definition)
        try:
            return parse_schema(schema_text(schema), "the schema")
        except SchemaError as error:
            return replace(self, renamed={}, impossible=error.findings[0].message)

    def tell(self, report: Report) -> None:
        """Say what became of names, and of the schema where none can be made."""
        for layer, names in self.renamed.items():
            for name, own in names.items():
                report.lose(f"name {name} of {layer}", f"in a schema it is another type's, or a layer's: it is {own}")
        if self.impossible:
            report.lose("schema", f"none can be made of these data: {self.impossible}")


def schema_from_data(
    form: Format, path: Path, name: str, definition: str, report: Report, version: str = FIRST_VERSION
) -> LabelSchema:
    """The schema that is made of the data of a source.

    Raises:
        InputError: the source cannot be read, or its names are none of a schema.
    """
    making = Making(name)
    while True:
        told = Report()
        passing = Passing(form.read(path, None, told), making.renamed)
        for each in passing:
            if each.schema_ref is not None:
                passing.seen.add(each)
        made = making.made(passing.seen, definition)
        if isinstance(made, LabelSchema):
            break
        if made.impossible:
            raise InputError(f"{path}: no schema can be made of it: {made.impossible}")
        making = made
    making.tell(report)
    for note in told.notes:
        report.note(note)
    return replace(made, version=version)
