"""Versions of schemas: reading them, comparing them, and the least one that a change may carry."""

from __future__ import annotations

from enum import IntEnum

from annotator.errors import Finding, Place, SchemaError


class Bump(IntEnum):
    """The part of `MAJOR.MINOR.PATCH` that a change raises."""

    NONE = 0
    """Nothing changed."""
    PATCH = 1
    """Old gold keeps its meaning and its completeness."""
    MINOR = 2
    """Old gold is valid, but may be silent about what is new."""
    MAJOR = 3
    """Old gold must be migrated."""


Version = tuple[int, int, int]
"""`(major, minor, patch)`."""


def version_key(version: str) -> Version:
    """A version as numbers, by which versions are ordered.

    Raises:
        SchemaError: it is not `X.Y.Z`.
    """
    parts = version.split(".")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
        raise SchemaError(Finding(Place(version), "version", f"{version!r} is no version; expected X.Y.Z", "version"))
    major, minor, patch = (int(part) for part in parts)
    return major, minor, patch


def raised(version: str, bump: Bump) -> str:
    """The version after one step of this class."""
    major, minor, patch = version_key(version)
    if bump is Bump.MAJOR:
        return f"{major + 1}.0.0"
    if bump is Bump.MINOR:
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + 1}" if bump is Bump.PATCH else version


def declared_bump(old: str, new: str) -> Bump:
    """Which part a new version raises over an old one; NONE when it is not higher."""
    before, after = version_key(old), version_key(new)
    if after <= before:
        return Bump.NONE
    if after[0] > before[0]:
        return Bump.MAJOR
    return Bump.MINOR if after[1] > before[1] else Bump.PATCH
