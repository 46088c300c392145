"""What a foreign format can do: read documents, and say them as files; both report what was lost.

Documents pass one after the other: a format neither asks for all of them nor keeps those that have passed. A format
never loses anything in silence: whatever it cannot say stands in the `Report` by the time the last one has passed.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, TypeAlias

from annotator.errors import Finding, FormatError, Place, UsageError
from annotator.formats.sample import Sample
from annotator.model.document import Document
from annotator.schema.label_schema import LabelSchema


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that did not come across: what, how often, and why."""

    what: str
    count: int
    why: str

    def __str__(self) -> str:
        """One line of the loss report."""
        return f"{self.count} x {self.what}: {self.why}"


class Report:
    """What did not come across, and what else people are told, gathered while documents pass."""

    def __init__(self) -> None:
        self._lost: Counter[tuple[str, str]] = Counter()
        self._notes: dict[str, None] = {}

    def lose(self, what: str, why: str, count: int = 1) -> None:
        """Count something as lost; the same `what` and `why` are counted together."""
        self._lost[what, why] += count

    def lose_all(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Count each (what, why) as lost once."""
        self._lost.update(pairs)

    def note(self, sentence: str) -> None:
        """Tell people something else, such as what was guessed; the same sentence is told once."""
        self._notes[sentence] = None

    @property
    def losses(self) -> tuple[Loss, ...]:
        """What was lost, in alphabetical order."""
        return tuple(Loss(what, count, why) for (what, why), count in sorted(self._lost.items()) if count)

    @property
    def notes(self) -> tuple[str, ...]:
        """What else people are told, in the order in which it was noted."""
        return tuple(self._notes)


OutputFile: TypeAlias = tuple[Path, Iterable[bytes]]
"""A file to be written, and its content in chunks, which are asked for in order and once."""

STDOUT = Path("-")
"""As a target: standard output."""


class Format(ABC):
    """A foreign format; built-in ones are registered like those of other packages."""

    name: ClassVar[str]
    """How it is called on the command line."""

    suffixes: ClassVar[tuple[str, ...]] = ()
    """How its files may end, with the dot, in lower case; asked only where no content tells."""

    writes_instead: ClassVar[str] = "a format that writes"
    """What to write where this format reads only."""

    schema_file: ClassVar[str] = ""
    """How the file is called that has a schema of its own, where it has a name."""

    rebuilt_text: ClassVar[bool] = False
    """Whether the texts it reads are made of tokens, blanks between them, and so are not the articles themselves."""

    ids_from_files: ClassVar[bool] = False
    """Whether a document is called as its file, so that in a folder it is called as the file's path there."""

    @abstractmethod
    def read(self, source: Path, schema: LabelSchema | None, report: Report) -> Iterator[Document]:
        """The documents of a file or folder, one after the other.

        Raises:
            FormatError: it is not what the format says; with all findings.
            InputError: it cannot be read.
        """

    def write(
        self, documents: Iterable[Document], target: Path, schema: LabelSchema | None, report: Report
    ) -> Iterator[OutputFile]:
        """The files that say these documents, at `target`; nothing is written here. By default, none can be.

        Raises:
            UsageError: documents of this format are only read.
            FormatError: the target cannot hold them.
        """
        raise UsageError(f"the format {self.name} reads only; expected --to {self.writes_instead}")

    def recognizes(self, sample: Sample) -> bool:
        """Whether the content of a file or folder says that it is of this format; the name of a file does not count."""
        return False

    def read_schema(self, source: Path, name: str | None, version: str, report: Report) -> LabelSchema | None:
        """The schema that a file or folder brings along; None where it brings none. `name` is None for its own.

        Raises:
            FormatError: it is not what the format says.
            InputError: it cannot be read.
        """
        return None

    def write_schema(self, schema: LabelSchema, target: Path, report: Report) -> Iterator[OutputFile]:
        """The files that say this schema, in the folder `target`; nothing is written here. By default, there are none.

        Raises:
            UsageError: the format has no schemas.
        """
        raise UsageError(f"the format {self.name} has no schemas")


def refuse_folder(target: Path) -> None:
    """See that a target is no folder, for a format that is one file.

    Raises:
        FormatError: it is one.
    """
    if target.is_dir():
        raise FormatError(Finding(Place(str(target)), "", "is a folder; expected a file, or - for standard output"))


def writes(form: Format) -> bool:
    """Whether a format can be written."""
    return type(form).write is not Format.write


def has_schemas(form: Format) -> bool:
    """Whether a format has schemas of its own, to be read at least."""
    return type(form).read_schema is not Format.read_schema


def writes_schemas(form: Format) -> bool:
    """Whether a schema can be written in a format."""
    return type(form).write_schema is not Format.write_schema
