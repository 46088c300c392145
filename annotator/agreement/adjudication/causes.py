"""What people disagree on most: by layer, kind and type how often it was asked, how it was decided, by which rule."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from annotator.agreement.adjudication.merge import Merge
from annotator.agreement.adjudication.places import Place, in_words

_CITED = re.compile(r"§ *[\w.]+(?: [A-Z][\w.]+)?")
"""A paragraph as `annotator.schema.guidelines` names it: `§ 2.4`, `§ 3 PERSON`."""


class Cause(NamedTuple):
    """One kind of difference of one type, of an attribute one name, with all its places, open ones first.

    `silent` is how many answers had the reason that the guideline is silent; `cited` the paragraph that the notes of
    the answers cite most, "" without any.
    """

    layer: str
    kind: str
    type: str
    places: tuple[Place, ...]
    silent: int
    cited: str

    @property
    def open(self) -> int:
        """How many are not decided."""
        return sum(place.outcome is None for place in self.places)


def causes(merges: Iterable[Merge]) -> list[Cause]:
    """All that was asked or is to be asked, by what it is about, most frequent first."""
    places: dict[tuple[str, str, str], list[Place]] = defaultdict(list)
    for merge in merges:
        for row, outcome in merge.rows:
            if not row.waits and (outcome is None or outcome.decision is not None):
                words = in_words(merge.sources, row, outcome.chosen) if outcome else ""
                kind = row.part if row.kind == "attribute" else row.kind
                places[row.layer, kind, row.type].append(Place(row, outcome, words))
    every = [_cause(*key, each) for key, each in places.items()]
    return sorted(every, key=lambda cause: (-len(cause.places), cause[:3]))


def _cause(layer: str, kind: str, type_name: str, places: list[Place]) -> Cause:
    decisions = [each.outcome.decision for each in places if each.outcome and each.outcome.decision]
    cited = Counter(name.strip() for each in decisions for name in _CITED.findall(each.note))
    silent = sum(each.reason == "guideline silent" for each in decisions)
    ordered = sorted(places, key=lambda place: (place.is_decided, place.row.document, place.row.place))
    best = min(cited, key=lambda name: (-cited[name], name), default="")
    return Cause(layer, kind, type_name, tuple(ordered), silent, best)
