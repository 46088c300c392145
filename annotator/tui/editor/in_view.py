"""What of the article is on the screen: computed before a key is pressed, and told to the editor."""

from __future__ import annotations

from typing import NamedTuple

from annotator.model.spans import Span


class InView(NamedTuple):
    """`window` is the span of the text that is on the screen, `page_rows` how many rows of prose that is.

    `list_rows` is how many items of a list fit.
    """

    window: Span = (0, 4000)
    page_rows: int = 10
    list_rows: int = 15
