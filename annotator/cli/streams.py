"""Standard input where a command needs a file: it is read more than once, or by several processes."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from annotator.errors import UsageError


@contextmanager
def as_files(paths: Sequence[Path]) -> Iterator[list[Path]]:
    """The same files, in the place of `-` a copy of standard input that lasts as long as the context.

    Raises:
        UsageError: `-` stands twice.
    """
    if sum(str(path) == "-" for path in paths) > 1:
        raise UsageError("standard input (-) can stand for one file only")
    if not any(str(path) == "-" for path in paths):
        yield list(paths)
        return
    with TemporaryDirectory(prefix="annotator-") as folder:
        copy = Path(folder) / "stdin.jsonl"
        with copy.open("wb") as stream:
            shutil.copyfileobj(sys.stdin.buffer, stream)
        yield [copy if str(path) == "-" else path for path in paths]
