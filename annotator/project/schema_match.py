"""Whether two schema versions are close enough for their data to be mixed: the same name, MAJOR and MINOR."""

from __future__ import annotations


def same_minor(left: str | None, right: str | None) -> bool:
    """Whether both references name the same schema in the same MAJOR.MINOR version."""
    return _minor(left) == _minor(right)


def _minor(schema_ref: str | None) -> tuple[str, list[str]]:
    name, _, version = (schema_ref or "").partition("@")
    return name, version.split(".")[:2]
