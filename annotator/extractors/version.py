"""An extractor's version; one that has none is known by a hash of its code."""

from __future__ import annotations

UNKNOWN = "version unknown"
CODE_HASH = "sha256:"
"""How the version of an extractor begins that has none."""


def version_text(version: str) -> str:
    """A version for people; of an extractor that has none, that it has none."""
    if not version or version.startswith(CODE_HASH):
        return f"{UNKNOWN} (code {version})" if version else UNKNOWN
    return f"version {version}"
