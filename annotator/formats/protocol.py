"""What a foreign format can do: read documents, and render them as files; both say what was lost.

A format never loses anything in silence: whatever it cannot say stands in a `Loss`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

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


@dataclass(frozen=True, slots=True)
class Reading:
    """Documents read from a foreign file or folder, and what of it has no place in them."""

    documents: tuple[Document, ...]
    losses: tuple[Loss, ...] = ()
    notes: tuple[str, ...] = ()
    """What else people are told, such as what was guessed."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """Files ready to be written, by their path; `STDOUT` is standard output."""

    files: Mapping[Path, bytes]
    losses: tuple[Loss, ...] = ()


STDOUT = Path("-")
"""As a target: standard output."""


class Format(Protocol):
    """A foreign format; built-in ones are registered like those of other packages."""

    name: str
    """How it is called on the command line."""

    def read(self, source: Path, schema: LabelSchema | None = None) -> Reading:
        """The documents of a file or folder.

        Raises:
            FormatError: it is not what the format says; with all findings.
            InputError: it cannot be read.
        """
        ...

    def render(self, documents: Sequence[Document], target: Path, schema: LabelSchema | None = None) -> Rendering:
        """The files that say these documents, under `target`; nothing is written.

        Raises:
            FormatError: the target cannot hold them.
        """
        ...


@runtime_checkable
class SchemaFormat(Format, Protocol):
    """A format that has schemas of its own too."""

    def read_schema(self, source: Path, name: str | None, version: str) -> tuple[LabelSchema, tuple[Loss, ...]]:
        """The schema of a file or folder, and what of it is lost; without a name it is called as the folder is.

        Raises:
            FormatError: it is not what the format says.
            InputError: it cannot be read.
        """
        ...

    def render_schema(self, schema: LabelSchema, target: Path) -> Rendering:
        """The files that say this schema, in the folder `target`; nothing is written."""
        ...


def counted(pairs: Iterable[tuple[str, str]]) -> tuple[Loss, ...]:
    """Losses from (what, why) pairs, equal ones counted together, in alphabetical order."""
    return tuple(Loss(what, count, why) for (what, why), count in sorted(Counter(pairs).items()))
