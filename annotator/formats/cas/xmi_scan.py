"""A first look at an XMI file: which types and features it has, and whether what it refers to is there.

It finds what is wrong before the library reads the file, with the line of it: ids that nothing has, offsets outside the
text, elements that are no structures. A DOCTYPE is refused on the way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from annotator.errors import Finding, FormatError, Place
from annotator.formats.xml_reading import XmlElement, xml_elements
from annotator.text.offsets import offsets_in

XMI = "{http://www.omg.org/XMI}"
CAS = "{http:///uima/cas.ecore}"
ROOT = f"{XMI}XMI"
ID = f"{XMI}id"
CODE = "xmi"
_TYPE = re.compile(r"\{http:///(.+)\.ecore\}(\w+)")
_OWN = {ID, "sofa", "begin", "end"}


@dataclass
class SeenFeature:
    """A feature as a file has it: whether every value is ids, those, and whether it stands in elements of its own."""

    are_ids: bool = True
    ids: set[int] = field(default_factory=set)
    has_elements: bool = False


@dataclass
class SeenType:
    """A type as a file has it: its features, and whether its structures stand in a text."""

    features: dict[str, SeenFeature] = field(default_factory=dict)
    has_offsets: bool = False
    has_sofa: bool = False


@dataclass
class Scan:
    """What a file has."""

    file: str
    types: dict[str, SeenType] = field(default_factory=dict)
    type_by_id: dict[int, str] = field(default_factory=dict)
    texts: dict[int, str | None] = field(default_factory=dict)
    """The text of every sofa, by its id."""
    findings: list[Finding] = field(default_factory=list)

    def fault(self, line: int, path: str, message: str) -> None:
        """Say what is wrong with an element."""
        self.findings.append(Finding(Place(self.file, line), path, message, CODE))


def scanned(path: Path) -> Scan:
    """A look at a file.

    Raises:
        FormatError: it is no XMI, has a DOCTYPE, or refers to what is not there; with every such line.
    """
    scan = Scan(str(path))
    members: list[tuple[int, list[str]]] = []
    places: list[tuple[int, str, int, int, int]] = []
    for element in xml_elements(path):
        name = type_name(element.tag)
        if element.tag == f"{CAS}View":
            members.append((element.line, element.get("members", "").split()))
        elif not name:
            scan.fault(
                element.line, element.tag, "is no structure; expected a namespace such as http:///uima/cas.ecore"
            )
        elif element.tag == f"{CAS}Sofa":
            _see_sofa(scan, element)
        elif element.tag != f"{CAS}NULL":
            places += _see(scan, element, name)
    _check_members(scan, members)
    _check_places(scan, places)
    if not scan.type_by_id and not scan.texts and not scan.findings:
        scan.fault(1, "", "has no structure of a CAS; expected an XMI file of UIMA")
    if scan.findings:
        raise FormatError(*sorted(scan.findings, key=lambda each: each.place.line))
    return scan


def type_name(tag: str) -> str:
    """The type of an element: its namespace with dots; "" where it is none."""
    match = _TYPE.fullmatch(tag)
    return f"{match[1].replace('/', '.')}.{match[2]}".removeprefix("uima.noNamespace.") if match else ""


def _see_sofa(scan: Scan, element: XmlElement) -> None:
    number = _id(scan, element)
    if number is not None:
        scan.texts[number] = element.get("sofaString")


def _id(scan: Scan, element: XmlElement) -> int | None:
    value = element.get(ID, "")
    if not value.isdecimal() or len(value) > 12:
        scan.fault(element.line, type_name(element.tag), f"has the id {value!r}; expected xmi:id to be a number")
        return None
    if int(value) in scan.type_by_id or int(value) in scan.texts:
        scan.fault(element.line, type_name(element.tag), f"has the id {value}, which another one has; expected its own")
    return int(value)


def _see(scan: Scan, element: XmlElement, name: str) -> Iterator[tuple[int, str, int, int, int]]:
    """Remember a structure; its line, type, sofa and offsets, where it has any."""
    number = _id(scan, element)
    if number is not None:
        scan.type_by_id[number] = name
    seen = scan.types.setdefault(name, SeenType())
    for attribute, value in element.attrib.items():
        if attribute not in _OWN and not attribute.startswith("{"):
            _see_values(seen.features.setdefault(attribute, SeenFeature()), value)
    for child in element:
        seen.features.setdefault(child.tag, SeenFeature()).has_elements = True
    seen.has_sofa |= "sofa" in element.attrib
    if "begin" in element.attrib and "end" in element.attrib:
        seen.has_offsets = True
        numbers = [element.get(each, "") for each in ("sofa", "begin", "end")]
        if all(each.isdecimal() and len(each) < 13 for each in numbers):
            sofa, begin, end = map(int, numbers)
            yield element.line, name, sofa, begin, end
        else:
            scan.fault(element.line, name, "sofa, begin and end are no numbers; expected numbers from 0")


def _see_values(feature: SeenFeature, value: str) -> None:
    values = value.split()
    feature.are_ids = feature.are_ids and all(each.isdecimal() and len(each) < 13 for each in values)
    feature.ids = feature.ids | set(map(int, values)) if feature.are_ids else set()


def _check_members(scan: Scan, members: list[tuple[int, list[str]]]) -> None:
    for line, ids in members:
        for each in ids:
            if not each.isdecimal() or int(each[:13]) not in scan.type_by_id:
                message = f"lists the id {each[:40]}, which no structure has; expected the xmi:id of one"
                scan.fault(line, "cas:View/members", message)


def _check_places(scan: Scan, places: list[tuple[int, str, int, int, int]]) -> None:
    converting = {sofa: offsets_in("utf16", text) for sofa, text in scan.texts.items() if text is not None}
    for line, name, sofa, begin, end in places:
        if sofa not in scan.texts:
            scan.fault(line, f"{name}/sofa", f"is {sofa}, which no sofa has; expected the xmi:id of one")
        elif sofa in converting and (begin > end or converting[sofa](((begin, end),)) is None):
            found = f"{begin}-{end} is no place of the text"
            scan.fault(line, name, f"{found}; expected UTF-16 offsets in it, end not included")
