"""What of the article is on the screen: computed before a key is pressed, and told to the editor."""

from __future__ import annotations

from typing import NamedTuple

from annotator.model.spans import Span


class InView(NamedTuple):
    """`window` is the span of the text that is on the screen, `in_full` what of it is drawn with all its rows.

    `list_rows` is how many items of a list fit.
    """

    window: Span = (0, 4000)
    in_full: Span = (0, 4000)
    list_rows: int = 15
