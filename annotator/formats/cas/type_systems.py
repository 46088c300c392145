"""The type system of an XMI file: that beside it or above it, and where there is none, what the file itself shows."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from annotator.formats.cas.kinds import plain_name
from annotator.formats.cas.library import cassis, loaded, quiet
from annotator.formats.cas.naming import ANY, DOCUMENT, DOCUMENT_ANNOTATION
from annotator.formats.cas.xmi_scan import CODE, Scan, SeenFeature, SeenType
from annotator.formats.protocol import Report
from annotator.formats.sample import HEAD_BYTES
from annotator.formats.xml_reading import refuse_doctype, root_name

FILE_NAME = "TypeSystem.xml"
ROOT = "{http://uima.apache.org/resourceSpecifier}typeSystemDescription"
REFERENCES = {"Governor", "Dependent", "first", "next", "target"}
"""Features that point to other structures in every CAS of WebAnno."""

TOP = "uima.cas.TOP"
BASE = "uima.cas.AnnotationBase"
ARRAY = "uima.cas.FSArray"
TEXT = "uima.cas.String"
TEXTS = "uima.cas.StringArray"


class TypeSystems:
    """The type systems of a source: of each folder its own, read once."""

    def __init__(self, source: Path) -> None:
        """Look for them in the folder that is read, or in that of the file."""
        self._root = source if source.is_dir() else source.parent
        self._searches_below = source.is_dir()
        self._by_folder: dict[Path, list[Path]] = {}
        self._loaded: dict[tuple[Path, ...], Any] = {}

    def files_for(self, path: Path) -> list[Path]:
        """The files that the type system of a file stands in; none where there is none."""
        own = path.with_name(f"{path.stem}.{FILE_NAME}")
        if own.is_file():
            return [own]
        folder = path.parent
        while True:
            if found := self._in_folder(folder):
                return found
            if folder == self._root or folder == folder.parent:
                break
            folder = folder.parent
        return self._below_root() if self._searches_below else []

    def all_files(self) -> list[Path]:
        """Every type system in the folder that is read; none where a file is."""
        return [each for each in self._root.rglob("*.xml") if is_type_system(each)] if self._searches_below else []

    def for_file(self, path: Path, scan: Scan, report: Report) -> Any:
        """The type system of a file, with every type and feature that the file has.

        Raises:
            FormatError: a type system is none, or two do not go together.
        """
        files = self.files_for(path)
        known = self._load(tuple(files))
        if known is not None and not _missing(known, scan):
            return known
        with quiet():
            library = cassis()
            standard = standard_types(scan.types)
            if known is not None:
                merge = library.merge_typesystems
                standard = loaded(lambda: merge(known, standard), str(files[0]), CODE)
            missing = _missing(standard, scan)
            _complete(standard, scan, missing)
        if missing:
            what = "not in the type system" if files else f"described by no type system ({FILE_NAME} beside it)"
            named = ", ".join(sorted(missing)[:5]) + (", ..." if len(missing) > 5 else "")
            report.note(f"{named}: {what}; made from the data, with text for every value")
        return standard

    def _load(self, files: tuple[Path, ...]) -> Any:
        if not files:
            return None
        if files not in self._loaded:
            systems = [loaded_type_system(each) for each in files]
            merged = systems[0]
            if len(systems) > 1:
                merged = loaded(lambda: cassis().merge_typesystems(*systems), str(self._root), CODE)
            self._loaded[files] = merged
        return self._loaded[files]

    def _in_folder(self, folder: Path) -> list[Path]:
        if folder not in self._by_folder:
            self._by_folder[folder] = type_system_files(folder.glob("*.xml"))
        return self._by_folder[folder]

    def _below_root(self) -> list[Path]:
        """All there are, for files that have none beside or above them."""
        return type_system_files(each for each in self._root.rglob("*.xml"))


def type_system_files(paths: Iterable[Path]) -> list[Path]:
    """Those of some XML files that are type systems, and not of one file alone."""
    return [each for each in sorted(paths) if not each.name.endswith(f".{FILE_NAME}") and is_type_system(each)]


def is_type_system(path: Path) -> bool:
    """Whether a file is the description of a type system."""
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return root_name(stream.read(HEAD_BYTES)) == ROOT


def loaded_type_system(path: Path) -> Any:
    """The type system of a file.

    Raises:
        FormatError: it is none, or has a DOCTYPE.
    """
    refuse_doctype(path)
    return loaded(lambda: cassis().load_typesystem(path), str(path), CODE)


@cache
def _dkpro() -> Any:
    """The types of DKPro Core, with that of a document's description, which the library leaves out."""
    system = cassis().load_dkpro_core_typesystem()
    if not system.contains_type(DOCUMENT, True):
        system.create_type(DOCUMENT, DOCUMENT_ANNOTATION)
        for name in ("documentTitle", "documentId", "documentUri", "collectionId", "documentBaseUri"):
            system.create_feature(DOCUMENT, name, TEXT)
        system.create_feature(DOCUMENT, "isLastSegment", "uima.cas.Boolean")
    return system


def standard_types(names: Iterable[str]) -> Any:
    """A type system with those of these types that DKPro Core has, and what they name."""
    with quiet():
        return part_of(_dkpro(), names)


def part_of(system: Any, names: Iterable[str]) -> Any:
    """A type system with some types of another one, and what they name."""
    seeds = {system.get_type(each) for each in names if system.contains_type(each, True)}
    closure = system.transitive_closure(seeds)
    return cassis().merge_typesystems(_Chosen(sorted(closure, key=lambda each: str(each.name))))


class _Chosen:
    """Types that are merged as if they were a type system."""

    def __init__(self, types: list[Any]) -> None:
        self._types = types

    def get_types(self) -> list[Any]:
        return self._types


def _missing(known: Any, scan: Scan) -> set[str]:
    """The types, and features as `type:feature`, that a file has and a type system has not."""
    missing: set[str] = set()
    for name, seen in scan.types.items():
        if not known.contains_type(name, True):
            missing.add(name)
            continue
        features = {plain_name(each) for each in known.get_type(name).all_features} | {"elements"}
        missing |= {f"{name}:{each}" for each in seen.features if each not in features}
    return missing


def _complete(known: Any, scan: Scan, missing: set[str]) -> None:
    """Add what is missing, as the data show it."""
    for name, seen in scan.types.items():
        if name in missing:
            known.create_type(name, ANY if seen.has_offsets else BASE if seen.has_sofa else TOP)
    for name, seen in scan.types.items():
        for feature, found in seen.features.items():
            if name in missing or f"{name}:{feature}" in missing:
                kind = _range_of(feature, found, scan)
                known.create_feature(name, feature, kind, elementType=TOP if kind == ARRAY else None)


def _range_of(name: str, feature: SeenFeature, scan: Scan) -> str:
    if feature.has_elements:
        return TEXTS
    if not feature.are_ids or not feature.ids or not feature.ids <= scan.type_by_id.keys():
        return TEXT
    if name in REFERENCES:
        return TOP
    types = [scan.types.get(scan.type_by_id[each], SeenType()) for each in feature.ids]
    return ARRAY if all("target" in each.features for each in types) else TEXT
