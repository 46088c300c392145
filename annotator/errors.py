"""Every error this program raises on purpose, and the exit code each ends the program with.

::

    AnnotatorError            a message for a person: where, what was found, what was expected, what to do
    +-- UsageError            the call's words are off                              exit 2
    +-- InputError            input that cannot be used                             exit 3
    |   +-- FoundError        one that lists its findings: RecordError, SchemaError, FormatError, ConfigError
    |   |   RecordError       a gold or prediction record is not what the contract says
    |   |   SchemaError       a schema file is wrong, unknown or does not fit
    |   |   FormatError       a foreign file is not what its format says
    |   |   ConfigError       a project file, a suite or a file of verdicts is wrong
    |   +-- EditError         an edit does not fit the document it is applied to
    +-- LossError             something would be lost, and nothing was to be        exit 1
    +-- ExtractorError        an extractor failed; never a score                    exit 4
    |   WrongAnswerError      what it answered is no prediction, or contradicts itself
    +-- StoreError            the working store could not read or write             exit 5
    |   +-- LayerLockedError  somebody else has the layer open for writing
    |   +-- StaleWriteError   somebody else wrote the layer in the meantime
    |   +-- DamagedLogError   an operation of a log is missing or was changed
    +-- OutputClosedError     there is nowhere to write to                          exit 5

Only these leave a module: the errors of other libraries are wrapped where they are caught.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal, TypeAlias


class ExitCode(IntEnum):
    """What the program's exit status means; part of the command line's contract."""

    OK = 0
    """It worked, and there is nothing to report."""
    FINDINGS = 1
    """It worked, and found what it was asked to look for: a fault in the data, a missed gate, a loss."""
    USAGE = 2
    """The call's words are off."""
    INPUT = 3
    """The input cannot be used."""
    EXTRACTOR = 4
    """An extractor failed."""
    STORAGE = 5
    """The working store could not read or write."""
    INTERRUPTED = 130
    """Somebody pressed Ctrl+C."""


class AnnotatorError(Exception):
    """Base of all errors meant for a person; `str()` is the message to print."""

    exit_code = ExitCode.INPUT


class UsageError(AnnotatorError):
    """The call's words are off: an unknown option value, two options that exclude each other."""

    exit_code = ExitCode.USAGE


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something is: 1-based physical line and column, 0 where unknown."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """`file:line:column`, as editors and CI systems read it."""
        numbers = [str(number) for number in (self.line, self.column) if number]
        return ":".join([self.file, *numbers])


Level: TypeAlias = Literal["finding", "warning"]
"""`finding`: something is wrong, and `check` ends with 1. `warning`: it is worth a look, and changes no exit status."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of some content: where it stands, the path inside the record, what is wrong and what was expected."""

    place: Place
    path: str
    message: str
    code: str = "invalid"
    level: Level = "finding"

    def __str__(self) -> str:
        """`file:line: path: message`, the shape of every content fault; a warning says that it is one."""
        parts = (str(self.place), "warning" if self.level == "warning" else "", self.path, self.message)
        return ": ".join(filter(None, parts))


class InputError(AnnotatorError):
    """Input that cannot be used: unreadable, invalid, of an unknown or incompatible version."""

    exit_code = ExitCode.INPUT


class FoundError(InputError):
    """An input error that knows its findings; its message is their lines."""

    def __init__(self, *findings: Finding) -> None:
        """Keep the findings; there is at least one."""
        super().__init__("\n".join(str(finding) for finding in findings))
        self.findings = findings


class RecordError(FoundError):
    """A gold or prediction record is not what the contract says."""


class SchemaError(FoundError):
    """A schema file is wrong, unknown or does not fit the data."""


class FormatError(FoundError):
    """A foreign file is not what its format says."""


class ConfigError(FoundError):
    """A project file, a suite or a file of verdicts is wrong."""


class EditError(InputError):
    """An edit does not fit the document it is applied to: it was made for another state of it."""


class LossError(AnnotatorError):
    """Something of a foreign source has no place here, and nothing was to be lost: nothing was done."""

    exit_code = ExitCode.FINDINGS


class ExtractorError(AnnotatorError):
    """An extractor failed: it crashed, hung, or answered something that is no prediction."""

    exit_code = ExitCode.EXTRACTOR


class WrongAnswerError(ExtractorError):
    """An extractor's answers are no predictions, or contradict each other: nothing that it said is to be kept."""


class StoreError(AnnotatorError):
    """The working store could not read or write."""

    exit_code = ExitCode.STORAGE


class LayerLockedError(StoreError):
    """Somebody else has this layer open for writing; the message names process and host."""


class StaleWriteError(StoreError):
    """The layer in the store is not the one the edits were made for: somebody else wrote it. Never retried."""


class DamagedLogError(StoreError):
    """An operation of a log is missing or is not what was written."""


class OutputClosedError(AnnotatorError):
    """There is nowhere to write to."""

    exit_code = ExitCode.STORAGE


MOST_COMPARED = 300
"""Among more words the nearest is not looked for: it would take longer than anything else."""


def nearest(word: str, known: Iterable[str], least: float = 0.6) -> str | None:
    """The known word that somebody may have meant, letter case aside; None when none is alike by `least`, 0 to 1."""
    from difflib import get_close_matches  # noqa: PLC0415 - only for messages

    by_lower = {each.lower(): each for each in known}
    close = get_close_matches(word.lower(), by_lower, 1, least) if len(by_lower) <= MOST_COMPARED else []
    return by_lower[close[0]] if close else None


def did_you_mean(word: str, known: Iterable[str], otherwise: str | None = None) -> str:
    """The end of a message about an unknown word: the nearest known one, else all of them or what `otherwise` says."""
    words = list(known)
    meant = nearest(word, words)
    return f"did you mean {meant}?" if meant else otherwise or f"expected one of {', '.join(words)}"
