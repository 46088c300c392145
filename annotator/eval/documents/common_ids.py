"""Whether gold and predictions are of the same documents at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from annotator.errors import InputError
from annotator.model.quoted import quoted
from annotator.model.record import Record

SHOWN_IDS = 3


class CommonIds:
    """Watches the records of both sides go by, until an id was on both."""

    def __init__(self) -> None:
        """Nothing has gone by."""
        self._ids: tuple[dict[str, None], dict[str, None]] = ({}, {})
        self._common = False

    def passing(self, records: Iterable[Record], side: int) -> Iterator[Record]:
        """The records of gold (0) or of the predictions (1)."""
        own, other = self._ids[side], self._ids[1 - side]
        for record in records:
            if not self._common:
                own[record.id] = None
                self._common = record.id in other
            yield record

    def refuse_strangers(self) -> None:
        """Refuse sides that have documents, and none in common.

        Raises:
            InputError: they are of that kind.
        """
        if not self._common and all(self._ids):
            gold, predicted = (", ".join(map(quoted, islice(ids, SHOWN_IDS))) for ids in self._ids)
            raise InputError(
                f"gold and predictions have no document id in common, so nothing can be scored: "
                f"gold has {gold}, the predictions have {predicted}; expected the same ids"
            )
