"""Documents of several annotators in one file: each is called after its annotator where a text has more than one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from annotator.formats.protocol import Report

SEVERAL = "texts that several people annotated have a document of each, called ID~ANNOTATOR"


class Annotators:
    """Which texts have several annotations, by their ids, and which names were given so far."""

    def __init__(self, ids: Iterable[str]) -> None:
        """Count the annotations of each id."""
        self._annotations = Counter(ids)
        self._seen: Counter[str] = Counter()

    def document_id(self, own_id: str, annotator: str | None, report: Report) -> str:
        """The id of a document: its own, with the annotator behind `~` where others have annotated the text too."""
        if self._annotations[own_id] < 2:
            return own_id
        report.note(SEVERAL)
        return own_id + self.layer(own_id, annotator)

    def layer(self, own_id: str, annotator: str | None) -> str:
        """An annotator's name behind `~`, with a number from the second time on."""
        name = f"~{annotator or 'unknown'}"
        self._seen[own_id + name] += 1
        return name if self._seen[own_id + name] == 1 else f"{name}~{self._seen[own_id + name]}"
