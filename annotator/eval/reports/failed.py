"""An extractor of a suite of which there are no scores, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from annotator.errors import AnnotatorError, ExitCode
from annotator.extractors.failure import LOG_LINE


@dataclass(frozen=True, slots=True)
class Failed:
    """Who failed, why, the last lines of its log, and what that means for the exit status."""

    title: str
    spec: str
    message: str
    log: tuple[str, ...] = ()
    status: ExitCode = ExitCode.EXTRACTOR

    def to_plain(self) -> dict[str, Any]:
        """The JSON object, in the place of a report's."""
        return {"name": self.title, "spec": self.spec, "error": self.message, "log": list(self.log)}


def failed(title: str, spec: str, error: AnnotatorError) -> Failed:
    """What an error says of an extractor's run."""
    lines = str(error).split("\n")
    log = tuple(line.removeprefix(LOG_LINE) for line in lines if line.startswith(LOG_LINE))
    message = "\n".join(line for line in lines if not line.startswith(LOG_LINE))
    return Failed(title, spec, message, log, error.exit_code)
