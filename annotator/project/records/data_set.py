"""A data set as it lies on the disk: one file of records, or a folder with files of records and a registry."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from annotator.datasets.data_set_files import record_files
from annotator.datasets.naming import registered
from annotator.datasets.record import read_documents
from annotator.datasets.registry import REGISTRY, read_registry
from annotator.model.document import Document


def documents_of(data_set: Path) -> Iterator[Document]:
    """The documents of all its files.

    Raises:
        InputError: as `record_files`; a file cannot be read, or is wrong.
    """
    for file in record_files(data_set):
        yield from read_documents(file)


def names_of(data_set: Path) -> dict[str, str]:
    """What the things of a data set are called, by `coref` id: by the registry beside them, else as records do.

    Raises:
        InputError: the registry cannot be read, or is wrong.
    """
    registry = (data_set if data_set.is_dir() else data_set.parent) / REGISTRY
    entries = read_registry(registry) if registry.is_file() else registered(documents_of(data_set))
    return {each.id: each.name for each in entries}
