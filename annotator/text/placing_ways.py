"""The ways to look for words that somebody quoted; `annotator.text.placing` says what each takes in."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

Placing: TypeAlias = Literal["exact", "blanks", "case", "fuzzy"]

PLACINGS: tuple[Placing, ...] = get_args(Placing)
"""The ways to look, from the strictest on."""

DEFAULT_PLACING: Placing = "blanks"
DEFAULT_THRESHOLD = 0.85
"""How much alike words must be for `fuzzy`, 0 to 1: `difflib.SequenceMatcher.ratio`, case aside."""
