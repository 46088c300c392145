"""Files of one object a line, each of one declared class: read with every fault of every line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

import msgspec
from msgspec import Struct

from annotator.datasets.json_faults import contested
from annotator.datasets.lines import json_lines
from annotator.datasets.shape import shaped
from annotator.datasets.validate import finding_of
from annotator.errors import Finding, Place

Kind = TypeVar("Kind", bound=Struct)


def typed_lines(name: str, lines: Iterable[bytes], kind: type[Kind]) -> Iterator[tuple[Place, Kind | list[Finding]]]:
    """Each line's place in the file of that name with its object, or with everything that is wrong with it."""
    for line in json_lines(lines):
        place = Place(name, line.number)
        in_line = [line.fault] if line.fault else list(contested(line.content))
        if in_line:
            yield place, [finding_of(Place(name, line.number, each.column), each.fault) for each in in_line]
            continue
        taken, faults = shaped(line.value, kind)
        yield place, [finding_of(place, fault) for fault in faults] if faults else msgspec.convert(taken, kind)
