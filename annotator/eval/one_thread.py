"""numpy with one thread for its products: ours are small, and threads that wait cost more than the work of a start."""

from __future__ import annotations

import os
import sys

THREADS = "OPENBLAS_NUM_THREADS"


def load_numpy() -> None:
    """Load numpy, where that is still to do; a choice that was made before holds, and children see nothing of ours."""
    if "numpy" in sys.modules or THREADS in os.environ:
        return
    os.environ[THREADS] = "1"
    try:
        import numpy as np  # noqa: F401, PLC0415 - read the choice while it stands
    finally:
        del os.environ[THREADS]
