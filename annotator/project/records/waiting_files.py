"""Files that wait on the disk until all of them are made, so that a fault in the last one leaves none written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import Self

from annotator.formats.protocol import OutputFile

CHUNK_BYTES = 1 << 20


class WaitingFiles:
    """The contents of files one after the other in one temporary file; a context, after which they are gone."""

    def __init__(self) -> None:
        self._stream = TemporaryFile()  # noqa: SIM115 - closed when the context is left
        self._places: list[tuple[Path, int, int]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stream.close()

    def take(self, files: Iterable[OutputFile]) -> None:
        """Keep these files, whose chunks are asked for now."""
        for path, chunks in files:
            start = self._stream.tell()
            self._stream.writelines(chunks)
            self._places.append((path, start, self._stream.tell()))

    def files(self) -> Iterator[OutputFile]:
        """The files that were taken, in order."""
        return ((path, self._chunks(start, end)) for path, start, end in self._places)

    def _chunks(self, start: int, end: int) -> Iterator[bytes]:
        self._stream.seek(start)
        while start < end:
            chunk = self._stream.read(min(CHUNK_BYTES, end - start))
            start += len(chunk)
            yield chunk
