"""Archives for tests: the same members in each kind that is read."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

Members = Sequence[tuple[str, bytes]]


def as_zip(members: Members) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return whole.getvalue()


def as_tar(members: Members) -> bytes:
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w") as archive:
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return whole.getvalue()


KINDS: dict[str, Callable[[Members], bytes]] = {
    "zip": as_zip,
    "tar": as_tar,
    "tar.gz": lambda members: gzip.compress(as_tar(members)),
    "tgz": lambda members: gzip.compress(as_tar(members)),
    "tar.bz2": lambda members: bz2.compress(as_tar(members)),
    "tar.xz": lambda members: lzma.compress(as_tar(members)),
}
"""What makes an archive of members, by how it may be called."""


def packed(folder: Path, kind: str, members: Members, name: str = "corpus") -> Path:
    """The archive `NAME.KIND` in a folder."""
    path = folder / f"{name}.{kind}"
    path.write_bytes(KINDS[kind](members))
    return path
