"""Names and ids as brat allows them: letters, digits, `_` and `-`; `T1`, `E1`, `R1`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from annotator.model.document import Document

_ALLOWED = re.compile(r"[A-Za-z0-9_-]+")


def brat_name(name: str) -> str:
    """A name in brat's letters; others become `_`."""
    return name if _ALLOWED.fullmatch(name) else re.sub(r"[^A-Za-z0-9_-]", "_", name) or "_"


def brat_names(names: Iterable[str], known: Collection[str] = ()) -> dict[str, str]:
    """Different names in brat's letters, still different: a number is added where two would be the same.

    `known` ones stay whatever their letters are.
    """
    brat_of: dict[str, str] = {}
    ordered = list(dict.fromkeys(names))
    taken = {name for name in ordered if name in known or brat_name(name) == name}
    for name in ordered:
        chosen, number = name if name in known else brat_name(name), 2
        while chosen != name and chosen in taken:
            chosen, number = f"{brat_name(name)}_{number}", number + 1
        taken.add(chosen)
        brat_of[name] = chosen
    return brat_of


def brat_ids(document: Document) -> Mapping[str, str]:
    """Every annotation's id in brat: its own where it is one of that kind, else a new number."""
    ids: dict[str, str] = {}
    for letter, layer in (("T", document.entities), ("E", document.events), ("R", document.relations)):
        own = {each for each in layer if re.fullmatch(rf"{letter}[1-9]\d{{0,9}}", each)}
        number = 0
        for annotation_id in sorted(layer):
            if annotation_id in own:
                ids[annotation_id] = annotation_id
                continue
            number += 1
            while f"{letter}{number}" in own:
                number += 1
            ids[annotation_id] = f"{letter}{number}"
    return ids
