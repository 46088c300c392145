"""Rows of Parquet and Arrow files, which `datasets` writes; with the extra `hf`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.disk.bytes_read import count_whole
from annotator.errors import Finding, FormatError, InputError, Place, UsageError
from annotator.formats.json_rows import Row

if TYPE_CHECKING:
    pass

PARQUET, ARROW = ".parquet", ".arrow"
ROWS_AT_ONCE = 100


def arrow_rows(file: Path) -> Iterator[Row]:
    """The rows of a file, a hundred at a time.

    Raises:
        UsageError: pyarrow is not installed.
        FormatError: it is no such file.
        InputError: it cannot be read.
    """
    try:
        import pyarrow  # noqa: PLC0415 - an extra, and slow to load
    except ImportError as error:
        message = f"{file}: needs pyarrow, which is not installed: pip install 'gold-annotator[hf]'"
        raise UsageError(message) from error
    number = 0
    try:
        for batch in _batches(file):
            for value in batch.to_pylist():
                number += 1
                yield Row(Place(str(file)), f"[{number - 1}]", number, value)
        count_whole(file.stat().st_size)
    except pyarrow.ArrowException as error:
        message = f"is no {file.suffix.removeprefix('.')} file: {str(error).splitlines()[0]}"
        raise FormatError(Finding(Place(str(file)), "", message, "arrow")) from error
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error}") from error


def _batches(file: Path) -> Iterator[Any]:
    if file.suffix.lower() == PARQUET:
        from pyarrow import parquet  # noqa: PLC0415 - as above

        with parquet.ParquetFile(file) as opened:
            yield from opened.iter_batches(batch_size=ROWS_AT_ONCE)
        return
    from pyarrow import ipc, memory_map  # noqa: PLC0415 - as above

    with memory_map(str(file)) as source:
        yield from _of_stream_or_file(ipc, source)


def _of_stream_or_file(ipc: Any, source: Any) -> Iterator[Any]:
    """The batches of an Arrow file, in whichever of its two layouts."""
    is_file = source.read(6) == b"ARROW1"
    source.seek(0)
    if is_file:
        opened = ipc.open_file(source)
        yield from (opened.get_batch(each) for each in range(opened.num_record_batches))
    else:
        yield from ipc.open_stream(source)
