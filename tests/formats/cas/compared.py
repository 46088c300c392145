"""What a CAS says, whatever its keys and numbers are."""

from __future__ import annotations

from collections import Counter
from typing import Any

from annotator.formats.cas.structures import Cas


def said(cas: Cas) -> dict[str, Any]:
    """Everything by content: each structure with what it is linked to, and the chains in the order of their links."""
    plain = {
        each.key: (each.layer, each.span, tuple(sorted(each.features.items(), key=repr))) for each in cas.structures
    }
    structures = Counter(
        (
            plain[each.key],
            tuple((slot.feature, slot.role, plain[slot.target]) for slot in each.slots),
            tuple(plain[end] for end in each.ends or ()),
        )
        for each in cas.structures
    )
    chains = Counter(tuple(plain[key] for key in chain.members) for chain in cas.chains)
    sentences = [(each, cas.sentence_ids.get(number)) for number, each in enumerate(cas.sentences)]
    return {"text": cas.text, "sentences": sentences, "structures": structures, "chains": chains}
