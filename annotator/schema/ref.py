"""Schema references: `name@X.Y.Z`, as records carry them."""

from __future__ import annotations

ComparableVersion = tuple[str, str]
"""A schema's name and its MAJOR.MINOR: what two things must share to be compared."""


def comparable_version(ref: str) -> ComparableVersion:
    """The part of `name@X.Y.Z` that must be equal for scores, or records and schema, to go together."""
    name, _, version = ref.partition("@")
    return name, ".".join(version.split(".")[:2])
