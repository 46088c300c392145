"""The first paint: an empty screen with a line on it, before anything heavy is imported."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

ALTERNATE, MAIN, HIDE, SHOW = "\x1b[?1049h", "\x1b[?1049l", "\x1b[?25l", "\x1b[?25h"


@contextmanager
def splash(words: str = "annotator") -> Iterator[None]:
    """Show the alternate screen at once, for textual to take over; gone again when it never comes to that.

    Nothing is written where the screen is not a terminal of ours.
    """
    out = sys.__stderr__
    if out is None or not out.isatty() or "TEXTUAL_DRIVER" in os.environ:
        yield
        return
    out.write(f"{ALTERNATE}{HIDE}\x1b[2J\x1b[H {words} ...")
    out.flush()
    with ExitStack() as undo:
        # Whatever kept the screen from coming, Ctrl+C and a plain exit too, must not leave the terminal in its state.
        undo.callback(out.flush)
        undo.callback(out.write, f"{MAIN}{SHOW}")
        yield
        undo.pop_all()
