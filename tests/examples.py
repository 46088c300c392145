"""How many examples a property test draws: what it asks for, and few under the profile `quick`.

How long an example takes fails no test: a busy machine is not a fault.

`HYPOTHESIS_PROFILE=quick` is for the work on a change, `suite` (unset) for everything, each time with other examples;
`ci` draws the same ones each time, so that a change is judged by what the one before it was judged by. A test asks for
its number by `@examples(60)`, never by `settings(max_examples=60)`, which the profile could not lower.
"""

from __future__ import annotations

import os
from typing import Any

from hypothesis import HealthCheck, settings

QUICK_EXAMPLES = 5
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "suite")


def register_profiles() -> None:
    """Make the profiles known to Hypothesis and load the one that the environment names."""
    settings.register_profile("suite", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
    settings.register_profile("quick", settings.get_profile("suite"), max_examples=QUICK_EXAMPLES)
    settings.register_profile("ci", settings.get_profile("suite"), derandomize=True)
    settings.load_profile(PROFILE)


def examples(count: int, **others: Any) -> settings:
    """Settings for that many examples, and at most a few under the profile `quick`."""
    return settings(max_examples=min(count, QUICK_EXAMPLES) if PROFILE == "quick" else count, **others)
