"""What an extractor writes in another format than ours: kept whole in a file, and read when it has ended.

Which format it is, the first line tells where it is an object of JSON; a file that goes on over lines, such as XML or
a list of JSON, is kept until its end. A line that is nothing of the kind is told at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson

from annotator.disk.called import called
from annotator.errors import InputError
from annotator.extractors.answers import LAYERS, LEGAL
from annotator.extractors.child import Child
from annotator.formats.conll.sentences import DOCUMENT_START
from annotator.formats.foreign import AUTO, RECORDS
from annotator.formats.recognition import by_content

OVER_LINES = (b"[", b"<", b"#", DOCUMENT_START.encode())
"""How a first line begins of what goes on over lines."""
OUTPUT = "its output"


def is_foreign(first: bytes, name: str) -> bool:
    """Whether an extractor whose output begins with this line writes another format than ours.

    Args:
        first: the first line that is not blank.
        name: the format that it is said to write, or `auto`.

    Raises:
        UsageError: there is no such format.
    """
    if name != AUTO:
        return name != RECORDS
    if first.startswith(OVER_LINES) or first.strip() == b"{":
        return True
    if _is_ours(first):
        return False
    with TemporaryDirectory(prefix="annotator-") as folder:
        path = Path(folder) / "line"
        path.write_bytes(first + b"\n")
        found = by_content(path)
    return bool(found) and all(each.name != RECORDS for each in found)


def _is_ours(line: bytes) -> bool:
    """Whether a line is an object with the keys of an answer alone, and so are its annotations."""
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError:
        return False
    if not isinstance(value, dict) or not value.keys() <= LEGAL:
        return False
    lists = [value[each] for each in LAYERS if isinstance(value.get(each), list)]
    return all(isinstance(each, dict) and "type" in each for annotations in lists for each in annotations[:1])


@contextmanager
def kept(child: Child, lines: Iterable[bytes], most_bytes: int) -> Iterator[Path]:
    """The file of a child's output, once it has ended well.

    Raises:
        WrongAnswerError: it is no predictions.
        ExtractorError: the child failed, or wrote more than it may.
    """
    with TemporaryDirectory(prefix="annotator-") as folder:
        path = Path(folder) / "output"
        size = 0
        with path.open("wb") as stream:
            for line in lines:
                size += len(line) + 1
                if size > most_bytes:
                    raise child.failed(f"wrote more than {most_bytes:,} bytes, and was killed")
                stream.write(line + b"\n")
        child.ending()
        try:
            with called(str(path), OUTPUT):
                yield path
        except InputError as error:
            raise child.wrong(str(error)) from None
