"""Canonical lines of documents by id; they wait in a file, so that as many as one likes take the room of their ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from tempfile import TemporaryFile
from types import TracebackType
from typing import Self

from annotator.datasets.write import write_records
from annotator.errors import Finding, Place, RecordError
from annotator.model.document import Document
from annotator.model.quoted import quoted


class LinesById:
    """Lines that are added in any order and given in the order asked for; a context, after which they are gone."""

    def __init__(self) -> None:
        self._stream = TemporaryFile()  # noqa: SIM115 - closed when the context is left
        self._places: dict[str, tuple[int, int]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stream.close()

    def add(self, document: Document) -> None:
        """Keep the line of a document.

        Raises:
            RecordError: it has structural errors, or another one has its id.
        """
        if document.id in self._places:
            message = "two documents have this id; expected one line a document"
            raise RecordError(Finding(Place(f"document {quoted(document.id)}"), "id", message, "duplicate-document"))
        line = BytesIO()
        write_records([document], line)
        self._places[document.id] = self._stream.tell(), self._stream.write(line.getvalue())

    def ids(self) -> list[str]:
        """All ids, sorted, as a file has its documents."""
        return sorted(self._places)

    def of(self, ids: Iterable[str]) -> Iterator[bytes]:
        """The lines of these documents, in this order."""
        for each in ids:
            start, length = self._places[each]
            self._stream.seek(start)
            yield self._stream.read(length)
