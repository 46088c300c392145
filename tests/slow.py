"""Cases of a parametrized test: the first ones in the inner loop, all of them in the suite."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any

import pytest


def first_quick(cases: Iterable[Any], quick: int = 1) -> list[Any]:
    """The same cases; those behind the first `quick` are marked slow."""
    rest = iter(cases)
    return [*islice(rest, quick), *(pytest.param(each, marks=pytest.mark.slow) for each in rest)]
