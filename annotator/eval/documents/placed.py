"""A prediction held against the text of gold: what does not stand there is put among its `unplaced`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from annotator.datasets.unplaced import holds, without_misplaced
from annotator.eval.input_options import InputOptions
from annotator.model.record import Record


def placed(gold: Record, predicted: Record, options: InputOptions) -> Record:
    """The prediction with nothing in its layers but what stands in gold's text; as it is where there is no text.

    A text of its own that is gold's was seen to when it was read.
    """
    text = gold.known_text
    if text is None or predicted.known_text == text or holds(predicted, text):
        return predicted
    return without_misplaced(predicted, text, agreeing(options))


def agreeing(options: InputOptions) -> Callable[[str, str], bool]:
    """Which predicted words may pass for those of the text."""
    if options.placing == "exact":
        return str.__eq__
    from annotator.text.placing import alike  # noqa: PLC0415 - regex, where words differ

    return partial(alike, placing=options.placing, threshold=options.placing_threshold)
