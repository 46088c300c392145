"""What an extractor gets and may take: variables, the schema, time, and bytes that this program has to hold for it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.datasets.prediction_reader import PredictionReader
from annotator.formats.conll.schemes import Repair, Scheme

if TYPE_CHECKING:
    from annotator.extractors.confinement import Confinement

DEFAULT_TIMEOUT_S = 600.0
SPARE_LINE_BYTES = 16 * 1024 * 1024
LINE_BYTES_PER_TEXT_BYTE = 32


ANSWERS = PredictionReader(strict=True)
"""Answers in our offsets; words that stand elsewhere than they say are an extractor's fault, and fail its run."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one run.

    `timeout_s` is for the whole run, from start to end. After the end, processes that the extractor started may take
    `grace_s` to end too. `environment` names the variables that it gets besides PATH, LANG and HOME; the file `schema`,
    where there is one, lies in its folder as `schema.yaml`. With `allow_errors`, a document whose answer is an `error`
    is missing; without, the run has failed. `reader` says what its offsets count and how its quotes are placed;
    with `confinement` it runs confined; `scheme` and `repair` how predictions are read
    that are tags, and `pred_format` in which format predictions are, `auto` to recognise it.
    """

    timeout_s: float = DEFAULT_TIMEOUT_S
    environment: tuple[str, ...] = ()
    allow_errors: bool = False
    grace_s: float = 1.0
    schema: Path | None = None
    reader: PredictionReader = ANSWERS
    confinement: Confinement | None = None
    scheme: Scheme = "auto"
    repair: Repair = "none"
    pred_format: str = "auto"


def longest_line(text_bytes: int) -> int:
    """How many bytes one answer may have when the longest text has `text_bytes`."""
    return SPARE_LINE_BYTES + LINE_BYTES_PER_TEXT_BYTE * text_bytes
