"""`split.json`: which documents stand in which part, with the hashes of their texts, and how they came there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from annotator.datasets.splits.summary import Summary

FORMAT = 1


def split_bytes(
    documents: Sequence[Summary], parts: Mapping[str, Sequence[int]], recipe: Mapping[str, Any], *, near: float
) -> bytes:
    """The content of the file: the same for the same documents and recipe."""
    listed = {
        name: [
            {
                "id": each.id,
                "text_sha256": each.text_sha256,
                **({"group": each.group} if each.group is not None else {}),
            }
            for each in sorted((documents[number] for number in numbers), key=lambda each: each.id)
        ]
        for name, numbers in parts.items()
    }
    plain = {"format": FORMAT, "recipe": {**recipe, "near_identical": near}, "parts": listed}
    return orjson.dumps(plain, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
