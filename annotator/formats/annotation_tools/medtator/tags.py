"""MedTator (and MAE) XML: a text, tags over it, tags of the whole document, and links between tags; read only.

A tag without a place, `-1~-1`, is a label of the document. A link of two tags is a relation, its ends in the order of
their names; one of more is an event. Names of ends and what stands in labels besides are kept under `meta.medtator`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from annotator.errors import Finding, FormatError, Place
from annotator.formats.annotation_tools.medtator.schema_files import schema_beside, schema_of
from annotator.formats.document_files import document_files
from annotator.formats.kept import kept_meta
from annotator.formats.protocol import Format, Report
from annotator.formats.sample import HEAD_BYTES, Sample
from annotator.formats.xml_reading import root_name, xml_elements
from annotator.model.annotation import Argument, Entity, Event, Relation, Value
from annotator.model.document import Document, by_id, new_document
from annotator.model.order import with_ordered_arguments
from annotator.model.quoted import quoted
from annotator.model.spans import Spans, surface
from annotator.schema.label_schema import LabelSchema
from annotator.text.offsets import Offsets, offsets_in

NAME = "medtator"
NOWHERE = "-1~-1"
OWN = {"id", "spans", "text"}
"""Attributes of a tag that are no attributes of what it says."""

LOOKED_AT = 5
"""How many XML files of a folder are looked at."""

_BEGINNING = re.compile(r"\s*(<\?xml[^>]*\?>\s*)?(<!--.*?-->\s*)*<[\w.-]+>\s*<TEXT\b", re.DOTALL)
_PIECES = re.compile(r"\d{1,15}~\d{1,15}(,\d{1,15}~\d{1,15})*")
_ENDS = re.compile(r"(?P<role>.+)ID|link_.+|arg\d+")


class Medtator(Format):
    """MedTator or MAE XML, one document a file."""

    name = NAME

    def read(self, source: Path, schema: LabelSchema | None, report: Report) -> Iterator[Document]:
        """The documents of a file, or of all XML files in a folder, at any depth.

        Raises:
            FormatError: a file is not what the format says; with the findings of all files.
        """
        findings: list[Finding] = []
        for document_id, path in document_files(source, ".xml"):
            try:
                document = _document(document_id, path, report)
            except FormatError as error:
                findings += error.findings
                continue
            if not findings:
                yield document
        if findings:
            raise FormatError(*findings)

    def read_schema(self, source: Path, name: str | None, version: str, report: Report) -> LabelSchema | None:
        """The schema of the root element's name that stands beside the files or above them, as DTD, JSON or YAML."""
        roots = {root_name(_head(path).encode()): path for _, path in reversed(document_files(source, ".xml"))}
        found = [(root, schema_beside(path.parent, root)) for root, path in reversed(roots.items())]
        known = [each for _, each in found if each]
        report.lose("schema", "files of a folder are under one schema, the first", max(0, len(known) - 1))
        return schema_of(known[0], name or known[0].name, version, report) if known else None

    def recognizes(self, sample: Sample) -> bool:
        """Whether the first element inside its root is TEXT, or it is a folder with such a file."""
        if not sample.is_folder:
            return bool(_BEGINNING.match(sample.text))
        files = [sample.path / each for each in sample.names if each.lower().endswith(".xml")][:LOOKED_AT]
        return any(_BEGINNING.match(_head(each)) for each in files)


def _head(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return Sample(path, stream.read(HEAD_BYTES)).text
    except OSError:
        return ""


def _document(document_id: str, path: Path, report: Report) -> Document:
    parts = {element.tag: element for element in xml_elements(path, ("TEXT", "TAGS"))}
    if "TEXT" not in parts:
        raise FormatError(Finding(Place(str(path)), "", "has no <TEXT>; expected the text of the document", NAME))
    tags = list(parts["TAGS"]) if "TAGS" in parts else []
    return _Builder(path, parts["TEXT"].text or "", tags, report).document(document_id)


class _Builder:
    def __init__(self, path: Path, text: str, tags: list[Element], report: Report) -> None:
        self._path, self._text, self._report = path, text, report
        self._placed = [each for each in tags if each.get("spans", NOWHERE) not in (NOWHERE, "")]
        self._whole = [each for each in tags if each.get("spans") in (NOWHERE, "")]
        self._links = [each for each in tags if each.get("spans") is None]
        self._kept: dict[str, dict[str, Any]] = {}
        self._unit = self._counted()

    def document(self, document_id: str) -> Document:
        self._see_ids()
        entities = by_id(self._entity(each) for each in self._placed)
        links = [self._link(each, set(entities)) for each in self._links]
        document = new_document(
            document_id,
            self._text,
            labels=self._labels(),
            entities=entities,
            relations=by_id(each for each in links if isinstance(each, Relation)),
            events=by_id(each for each in links if isinstance(each, Event)),
            meta=kept_meta(NAME, self._kept),
        )
        return with_ordered_arguments(document)

    def _see_ids(self) -> None:
        seen: dict[str, int] = {}
        for each in (*self._placed, *self._whole, *self._links):
            own, line = each.get("id") or "", getattr(each, "line", 0)
            if not own or own in seen:
                what = f"the id {quoted(own)} stands in line {seen[own]} too" if own else "has no id"
                raise self._fault(each, f"{what}; expected ids that differ")
            seen[own] = line

    def _counted(self) -> Offsets:
        """What offsets count: the program is JavaScript, and some characters are two for it."""
        units: tuple[Offsets, ...] = ("chars", "utf16")
        if self._text.isascii():
            return "chars"
        unit = max(units, key=lambda each: (sum(self._says(tag, each) for tag in self._placed), -units.index(each)))
        if unit != "chars":
            self._report.note("offsets count UTF-16 units: so the words of tags fit")
        return unit

    def _says(self, tag: Element, unit: Offsets) -> bool:
        spans = self._spans(tag, unit)
        return spans is not None and _letters(surface(self._text, spans)) == _letters(_words(tag))

    def _spans(self, tag: Element, unit: Offsets) -> Spans | None:
        said = tag.get("spans", "")
        if not _PIECES.fullmatch(said):
            raise self._fault(tag, f"{quoted(said)} is no place; expected START~END, several with a comma between")
        pairs = (piece.split("~") for piece in said.split(","))
        spans = tuple(sorted((int(start), int(end)) for start, end in pairs))
        edges = [edge for span in spans for edge in span]
        return offsets_in(unit, self._text)(spans) if edges == sorted(edges) else None

    def _entity(self, tag: Element) -> Entity:
        spans, said = self._spans(tag, self._unit), _words(tag)
        if spans is None:
            message = f"{tag.get('spans')} does not stand in the text of {len(self._text)} characters"
            raise self._fault(tag, f"{message}; expected start <= end, one piece after the other")
        words = surface(self._text, spans)
        if said and _letters(words) != _letters(said):
            message = f"{tag.get('spans')} is {quoted(words)} in the text, but {quoted(said)} is said"
            raise self._fault(tag, f"{message}; expected the words of the text, whatever their case")
        if said and " ".join(said.split()) != " ".join(words.split()):
            self._report.note(
                "tags say their words in other letters than the text (upper or lower case): the text's count"
            )
        if internal := {name: value for name, value in tag.attrib.items() if name.startswith("_")}:
            self._kept[str(tag.get("id"))] = internal
        return Entity(str(tag.get("id")), tag.tag, spans, words, attributes=_attributes(tag, OWN))

    def _labels(self) -> dict[str, Value]:
        """The tags of the whole document: each a label, its attributes with it; a second of one type is only kept."""
        labels: dict[str, Value] = {}
        for each in self._whole:
            self._kept[str(each.get("id"))] = {"tag": each.tag, **_attributes(each, OWN)}
            if each.tag in labels:
                self._report.note("of several tags of one type for the whole document the first is a label")
                continue
            labels[each.tag] = True
            labels |= {f"{each.tag}.{name}": value for name, value in _attributes(each, OWN).items()}
        return labels

    def _link(self, tag: Element, known: set[str]) -> Relation | Event | None:
        ends = dict(_ends(tag))
        companions = {f"{role}Text" for role in ends}
        names = OWN | companions | {name for name in tag.attrib if _role(name) in ends}
        lost = [role for role, target in ends.items() if target not in known]
        self._report.lose("end of a link", "it names no tag that stands in the text", len(lost))
        found = sorted((role, target) for role, target in ends.items() if target in known)
        own, attributes = str(tag.get("id")), _attributes(tag, names)
        self._kept[own] = {"ends": [role for role, _ in found]}
        if len(ends) == 2:
            if lost:
                return None
            return Relation(own, tag.tag, found[0][1], found[1][1], attributes=attributes)
        arguments = tuple(Argument(role, target) for role, target in found)
        return Event(own, tag.tag, None, arguments, attributes=attributes)

    def _fault(self, tag: Element, message: str) -> FormatError:
        place = Place(str(self._path), getattr(tag, "line", 0))
        return FormatError(Finding(place, f"{tag.tag} {tag.get('id', '')}".strip(), message, NAME))


def _attributes(tag: Element, without: set[str]) -> Mapping[str, Value]:
    """The attributes of a tag that say something: an empty one was never filled in, `_` is the program's own."""
    return {name: value for name, value in tag.attrib.items() if name not in without and value and name[0] != "_"}


def _ends(tag: Element) -> Iterator[tuple[str, str]]:
    """(role, id) of what a link names."""
    for name, value in tag.attrib.items():
        if (role := _role(name)) and value:
            yield role, value


def _role(name: str) -> str:
    """The role that an attribute of a link names the filler of; "" where it names none."""
    match = _ENDS.fullmatch(name)
    return (match["role"] or name) if match and not name.endswith("Text") else ""


def _words(tag: Element) -> str:
    """The words that a tag says, without the dots that stand between pieces."""
    said = tag.get("text", "")
    return said.replace(" ... ", " ") if "," in tag.get("spans", "") else said


def _letters(words: str) -> str:
    """What of words counts: their letters, whatever their case."""
    return "".join(words.split()).casefold()
