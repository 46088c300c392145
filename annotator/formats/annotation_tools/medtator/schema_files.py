"""MedTator's schemas - a DTD, or the same as JSON or YAML - as ours.

They stand beside the files or above them, and are told by the name that is the root element's too. A tag without a
place is a label of documents, as such tags of documents are. Which types a link may join they do not say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import orjson
from msgspec import Struct

from annotator.errors import Finding, FormatError, Place
from annotator.formats.protocol import Report
from annotator.schema.attributes.attribute_type import AttributeType
from annotator.schema.label_schema import ANY_ENTITY, EntityType, EventType, LabelSchema, RelationType, Role
from annotator.text.utf8 import read_utf8

ENDINGS = (".dtd", ".json", ".yaml", ".yml")
FOLDERS_UP = 3
"""How far above the files a schema is looked for."""

_NAME = re.compile(r'<!ENTITY\s+name\s+"([^"]+)"\s*>')
_ELEMENT = re.compile(r"<!ELEMENT\s+([\w.-]+)\s+(\(\s*#PCDATA\s*\)|EMPTY)\s*>")
_ATTRIBUTE = re.compile(
    r"<!ATTLIST\s+(?P<tag>[\w.-]+)\s+(?P<name>[\w.-]+)(?:\s+(?P<values>\([^)]*\)|CDATA|IDREF|ID))?(?P<rest>[^>]*)>"
)


class _Attribute(Struct):
    """An attribute of a tag: a list of values, a text, or what a link names."""

    name: str
    vtype: str = "text"
    values: tuple[str, ...] = ()
    default_value: str | None = None


class _Tag(Struct):
    """A tag, over words or not, or a link."""

    name: str
    attrs: tuple[_Attribute, ...] = ()
    is_non_consuming: bool = False


class Declared(Struct):
    """A schema as MedTator has it: tags and links."""

    name: str
    etags: tuple[_Tag, ...] = ()
    rtags: tuple[_Tag, ...] = ()


def schema_beside(folder: Path, name: str) -> Declared | None:
    """The schema of this name in a folder, or in those above it; the first in alphabetical order.

    Raises:
        FormatError: a file with the schema's name on it cannot be read as one.
    """
    for place in (folder, *folder.resolve().parents[:FOLDERS_UP]):
        for path in sorted(each for each in place.iterdir() if each.suffix.lower() in ENDINGS and each.is_file()):
            found = declared(path)
            if found and found.name == name:
                return found
    return None


def declared(path: Path) -> Declared | None:
    """What a file declares; None where it is no schema of MedTator.

    Raises:
        FormatError: it is one by its keys, and not in its shape.
    """
    text = read_utf8(path, FormatError).removeprefix("\ufeff")
    if path.suffix.lower() == ".dtd":
        return _of_dtd(text)
    try:
        said = orjson.loads(text) if path.suffix.lower() == ".json" else _yaml(text)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(said, dict) or not isinstance(said.get("name"), str) or "etags" not in said:
        return None
    try:
        return msgspec.convert({key: value for key, value in said.items() if value is not None}, Declared, strict=False)
    except msgspec.ValidationError as error:
        raise FormatError(Finding(Place(str(path)), "", f"no schema of MedTator: {error}", "medtator")) from error


def _yaml(text: str) -> Any:
    from ruamel.yaml import YAML  # noqa: PLC0415 - heavy, and of few files
    from ruamel.yaml.error import YAMLError  # noqa: PLC0415 - as above

    try:
        return YAML(typ="safe", pure=True).load(text)
    except (YAMLError, ValueError):
        return None


def _of_dtd(text: str) -> Declared | None:
    plain = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    name = _NAME.search(plain)
    if name is None:
        return None
    attributes: dict[str, list[_Attribute]] = {}
    nowhere: set[str] = set()
    for match in _ATTRIBUTE.finditer(plain):
        if match["name"] == "spans":
            nowhere |= {match["tag"]} if "#IMPLIED" in match["rest"] else set()
            continue
        attributes.setdefault(match["tag"], []).append(_attribute(match))
    etags: list[_Tag] = []
    rtags: list[_Tag] = []
    for tag, content in _ELEMENT.findall(plain):
        made = _Tag(tag, tuple(attributes.get(tag, ())), tag in nowhere)
        (rtags if content == "EMPTY" else etags).append(made)
    return Declared(name[1], tuple(etags), tuple(rtags))


def _attribute(match: re.Match[str]) -> _Attribute:
    rest, values = match["rest"], match["values"] or ""
    if values == "IDREF" or re.fullmatch(r"arg\d+", match["name"]):
        prefix = re.search(r'prefix\s*=\s*"([^"]+)"', rest)
        return _Attribute(prefix[1] if prefix else match["name"], "idref")
    default = re.search(r'"([^"]*)"', rest)
    legal = tuple(each.strip() for each in values.strip("()").split("|")) if values.startswith("(") else ()
    return _Attribute(match["name"], "list" if legal else "text", legal, default[1] if default else None)


def schema_of(said: Declared, name: str, version: str, report: Report) -> LabelSchema:
    """The schema of what MedTator declares; what it cannot hold is reported."""
    entities: dict[str, EntityType] = {}
    labels: dict[str, AttributeType] = {}
    for tag in said.etags:
        if tag.is_non_consuming:
            labels |= dict(_labels(tag))
        else:
            entities[tag.name] = EntityType(tag.name, attributes=tuple(_attributes(tag, report)))
    relations: dict[str, RelationType] = {}
    events: dict[str, EventType] = {}
    for tag in said.rtags:
        ends = sorted(each.name for each in tag.attrs if each.vtype == "idref")
        attributes = tuple(_attributes(tag, report))
        if len(ends) == 2:
            relations[tag.name] = RelationType(
                tag.name,
                (ANY_ENTITY,),
                (ANY_ENTITY,),
                head_name=ends[0],
                tail_name=ends[1],
                attributes=attributes,
            )
        else:
            roles = tuple(Role(each, (ANY_ENTITY,), 0, None) for each in ends)
            events[tag.name] = EventType(tag.name, roles=roles, attributes=attributes)
    return LabelSchema(name, version, entities, relations, events, labels)


def _labels(tag: _Tag) -> Iterator[tuple[str, AttributeType]]:
    """A label that the tag is there, and one for each of its attributes."""
    yield tag.name, AttributeType(tag.name, "boolean")
    for each in tag.attrs:
        name = f"{tag.name}.{each.name}"
        yield name, AttributeType(name, "enumerated" if each.values else "free", each.values)


def _attributes(tag: _Tag, report: Report) -> Iterator[AttributeType]:
    for each in tag.attrs:
        if each.vtype == "idref":
            continue
        if each.default_value and each.values and each.default_value not in each.values:
            report.lose(f"default of {each.name}", "it is none of the values")
        fits = each.default_value and (not each.values or each.default_value in each.values)
        default = each.default_value if fits else None
        yield AttributeType(each.name, "enumerated" if each.values else "free", each.values, default=default)
