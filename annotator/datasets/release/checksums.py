"""`SHA256SUMS`: the hash of every file of a release, as `sha256sum --check` reads it."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

FILE = "SHA256SUMS"


def checksums(files: Mapping[str, bytes]) -> str:
    """The file's content, for contents by their path in the release."""
    return "".join(f"{sha256(content).hexdigest()}  {path}\n" for path, content in sorted(files.items()))
