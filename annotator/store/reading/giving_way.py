"""Long work beside the screen gives way to keys: Python runs one thread at a time.

Whoever works long rests between two batches, and longer while keys are being pressed; the interpreter is told to hand
over more often than by itself, so that a key waits for less than one batch.
"""

from __future__ import annotations

import sys
from time import monotonic, sleep

REST_S = 0.001
"""How long is rested after each batch."""
PRESSED_S = 0.05
"""How long after a key somebody is taken to be pressing keys."""
LONGEST_REST_S = 0.1
"""So long at most is rested for keys: a key that is held down does not stop the work."""
SWITCHED_S = 0.0005
"""How long a thread goes on that another one waits for."""

_last_key_s = 0.0


def keys_come_first() -> None:
    """Have the interpreter hand over to a waiting thread soon; for programs with a screen."""
    sys.setswitchinterval(SWITCHED_S)


def key_pressed() -> None:
    """Say that a key is being answered."""
    global _last_key_s
    _last_key_s = monotonic()


def give_way() -> None:
    """Rest between two batches of long work."""
    sleep(REST_S)
    until = monotonic() + LONGEST_REST_S
    while monotonic() - _last_key_s < PRESSED_S and monotonic() < until:
        sleep(REST_S * 5)
