"""What runs an extractor: the program and its arguments."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Command:
    """A program to be run as a child.

    `name` is the spec string, which messages and predictions carry. `greets` says that the first line out tells who
    extracts, as the runner does; otherwise `version` is known beforehand. `given` is a hash of the
    files that a greeting extractor is given besides the documents, or the versions of what is installed of it.
    `folders` are those that it imports its own code from.
    """

    name: str
    path: str
    words: tuple[str, ...]
    version: str = ""
    greets: bool = False
    given: str = ""
    folders: tuple[Path, ...] = ()
