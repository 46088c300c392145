"""The recipe of figures, read from a signature: only figures of one recipe are compared."""

from __future__ import annotations

from annotator.eval.options import OPTIONS

NO_RECIPE = frozenset({"version", "trials", *(each.signature for each in OPTIONS.values() if not each.in_recipe)})
"""The parts of a signature that change no figure: which rows there are, what concerns resampling, the program."""

NOTHING = "nothing"


def recipe(signature: str) -> dict[str, str]:
    """The parts of a signature that figures depend on, by name."""
    parts = (part.partition(":") for part in signature.split("|") if part)
    return {name: value for name, _, value in parts if name not in NO_RECIPE}


def differences(before: str, now: str) -> list[str]:
    """The parts in which two signatures' recipes differ, as `name: before, now VALUE`; empty where figures compare."""
    left, right = recipe(before), recipe(now)
    return [
        f"{name}: {left.get(name, NOTHING)}, now {right.get(name, NOTHING)}"
        for name in dict.fromkeys((*left, *right))
        if left.get(name) != right.get(name)
    ]
