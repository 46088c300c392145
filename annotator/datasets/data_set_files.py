"""The files of a data set as it lies in a folder: those of records, the registry, and what it says about itself."""

from __future__ import annotations

from pathlib import Path

from annotator.datasets.registry import REGISTRY
from annotator.errors import InputError

FILE = "dataset.toml"
"""The file in which a data set says what no record can (`release/declaration`)."""


def is_described(folder: Path) -> bool:
    """Whether a folder is a data set by its own word: then its files of records are its gold, and nothing below is."""
    return (folder / FILE).is_file()


def record_files(data_set: Path) -> list[Path]:
    """The files of records: the file itself, or those of a folder, by name.

    Raises:
        InputError: a folder has none.
    """
    if not data_set.is_dir():
        return [data_set]
    files = [each for each in sorted(data_set.glob("*.jsonl")) if each.name != REGISTRY]
    if not files:
        raise InputError(f"{data_set}: has no .jsonl file in it; expected a data set")
    return files
