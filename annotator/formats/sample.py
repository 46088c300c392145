"""The beginning of a file, or the names in a folder: what a format is recognised by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

from annotator.errors import InputError

HEAD_BYTES = 1 << 16
NAMES = 1000


@dataclass(frozen=True)
class Sample:
    """A file's first bytes, or a folder's first names, relative to it."""

    path: Path
    head: bytes = b""
    names: tuple[str, ...] = ()
    is_folder: bool = False

    @cached_property
    def text(self) -> str:
        """The head as UTF-8, a cut last character left out, anything else replaced."""
        return self.head.decode("utf-8-sig", "replace")

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of the head; the last one may be cut."""
        return tuple(self.text.split("\n"))

    @cached_property
    def value(self) -> Any:
        """The first value of a JSON file: of its first line, its list, or an object over several lines; else None."""
        if self.is_folder or not self.text.lstrip().startswith(("{", "[")):
            return None
        for content in self._first_values():
            try:
                return orjson.loads(content)
            except orjson.JSONDecodeError:
                continue
        return None

    @cached_property
    def first(self) -> dict[str, Any]:
        """The first value of a JSON file, where it is an object; else an empty one."""
        return self.value if isinstance(self.value, dict) else {}

    @cached_property
    def xml_root(self) -> str:
        """The name of the root element of an XML file, `{namespace}name` or `name`; "" where it is no XML."""
        from annotator.formats.xml_reading import root_name  # noqa: PLC0415 - only where a format asks

        return root_name(self.head)

    @property
    def has_doctype(self) -> bool:
        """Whether it is XML with a DOCTYPE."""
        return self.text.lstrip().startswith("<?xml") and "<!DOCTYPE" in self.text

    def _first_values(self) -> Iterator[bytes]:
        """What the first value may be: the first line, unless the file is a list, else what its brackets hold."""
        from annotator.formats.json_members import begins_list, members  # noqa: PLC0415 - only where a format asks

        is_list = begins_list(self.head)
        with self.path.open("rb") as stream:
            if not is_list:
                yield next((line for line in stream if line.strip()), b"").removeprefix(b"\xef\xbb\xbf")
                stream.seek(0)
            yield from (each.content for each in islice(members(stream, in_list=is_list), 1))


def sample_of(path: Path) -> Sample:
    """The sample of a file or folder.

    Raises:
        InputError: it is not there, or cannot be read.
    """
    try:
        if path.is_dir():
            inside = islice(sorted(each for each in path.rglob("*") if each.is_file()), NAMES)
            return Sample(path, names=tuple(each.relative_to(path).as_posix() for each in inside), is_folder=True)
        with path.open("rb") as stream:
            return Sample(path, stream.read(HEAD_BYTES))
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
