"""What was offered to people and what they answered, as the log keeps it in an operation's provenance.

::

    {"offered": [{"source": "model:first@1", "layer": "entities", "type": "GPE", "spans": [[0, 4]],
                  "probability": 0.93, "shown": true, "planted": false, "batch": false, "answer": "taken"}],
     "unaided": {"made": 5, "found": 4, "unknown": 1}}

`also` names the other sources that said the same. `answer` is one of `ANSWERS`, also of what was computed and not
shown: it is `taken` if the person made it unasked. `unaided` counts, for the sentences in which nothing was shown, what
the person made there and what of it would have been suggested; `unknown` are those of which nobody knows that, and
nothing of them is counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import msgspec

from annotator.model.spans import Spans

OFFERED, UNAIDED = "offered", "unaided"
Answer: TypeAlias = Literal["taken", "retyped", "refused"]


class Written(msgspec.Struct, frozen=True):
    """An offer as it stands in the log."""

    source: str
    layer: str
    type: str
    answer: Answer
    spans: Spans = ()
    probability: float | None = None
    shown: bool = True
    planted: bool = False
    batch: bool = False
    also: tuple[str, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """All who said so."""
        return self.source, *self.also


class Unaided(msgspec.Struct, frozen=True):
    """What a person made in sentences without suggestions, and what of it would have been suggested.

    Of `unknown` more sentences it is not known what that is.
    """

    made: int
    found: int
    unknown: int = 0


class _Provenance(msgspec.Struct, frozen=True):
    offered: tuple[Written, ...] = ()
    unaided: Unaided | None = None


_DECODER = msgspec.json.Decoder(_Provenance)


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer with who answered, where and how fast; `is_right` is what finished gold says, None without any."""

    written: Written
    who: str
    document_id: str
    elapsed_ms: int | None = None
    is_right: bool | None = None


@dataclass(frozen=True, slots=True)
class Logged:
    """The provenance of an operation, with whose and where it is."""

    document_id: str
    who: str
    elapsed_ms: int | None
    provenance: bytes


def offers(logged: Iterable[Logged]) -> tuple[list[Offer], list[Unaided]]:
    """What was offered, and the sentences without suggestions; what cannot be read is left out."""
    found: list[Offer] = []
    unaided: list[Unaided] = []
    for each, read in _read(logged):
        found += [Offer(one, each.who, each.document_id, each.elapsed_ms) for one in read.offered]
        unaided += [read.unaided] if read.unaided else []
    return found, unaided


def written_in(provenance: bytes) -> tuple[Written, ...]:
    """The offers in an operation's provenance; none where it cannot be read."""
    try:
        return _DECODER.decode(provenance).offered
    except msgspec.MsgspecError:
        return ()


def _read(logged: Iterable[Logged]) -> Iterator[tuple[Logged, Any]]:
    for each in logged:
        try:
            yield each, _DECODER.decode(each.provenance)
        except msgspec.MsgspecError:
            continue
