"""A first look at a CAS in JSON 0.4: whether what it refers to is there, before the library reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from annotator.errors import Finding, FormatError, Place
from annotator.text.offsets import offsets_in
from annotator.text.utf8 import read_utf8

STRUCTURES = "%FEATURE_STRUCTURES"
TYPES = "%TYPES"
VIEWS = "%VIEWS"
SOFA = "uima.cas.Sofa"
CODE = "cas-json"
_LARGEST_ID = 1 << 53


@dataclass
class JsonScan:
    """What a file has; `content` is the JSON that the library is given."""

    file: str
    content: str = ""
    type_by_id: dict[int, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def fault(self, path: str, message: str) -> None:
        """Say what is wrong with a part."""
        self.findings.append(Finding(Place(self.file), path, message, CODE))


def scanned_json(path: Path) -> JsonScan:
    """A look at a file.

    Raises:
        FormatError: it is no CAS in JSON, or refers to what is not there; with every such place.
    """
    scan = JsonScan(str(path))
    text = read_utf8(path, FormatError).removeprefix("\ufeff")
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        place = Place(str(path), error.lineno, error.colno)
        raise FormatError(Finding(place, "", f"no JSON: {error.msg}; expected a CAS in JSON", CODE)) from error
    if is_cas(value):
        _look_at(scan, value)
    else:
        scan.fault("", f"has no {STRUCTURES}; expected a CAS in JSON 0.4")
    if scan.findings:
        raise FormatError(*scan.findings)
    scan.content = text if TYPES in value and VIEWS in value else _completed(value)
    return scan


def is_cas(value: Any) -> bool:
    """Whether a JSON value is a CAS by its keys."""
    return isinstance(value, dict) and isinstance(value.get(STRUCTURES), list | dict)


def _structures(value: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """(path, id, structure) of every structure, whichever way they are written."""
    structures = value[STRUCTURES]
    if isinstance(structures, dict):
        for key, each in structures.items():
            yield f"{STRUCTURES}.{key}", int(key) if key.isdecimal() and len(key) < 16 else key, each
    else:
        for index, each in enumerate(structures):
            yield f"{STRUCTURES}[{index}]", each.get("%ID") if isinstance(each, dict) else None, each


def _look_at(scan: JsonScan, value: Mapping[str, Any]) -> None:
    texts: dict[int, str | None] = {}
    sound: list[tuple[str, Mapping[str, Any]]] = []
    ids: set[int] = set()
    for path, number, each in _structures(value):
        kind = each.get("%TYPE") if isinstance(each, dict) else None
        if not isinstance(kind, str) or not isinstance(number, int) or not 0 <= number < _LARGEST_ID:
            scan.fault(path, "is no structure; expected an object with %TYPE and the number %ID")
            continue
        ids.add(number)
        if kind == SOFA:
            text = each.get("sofaString")
            texts[number] = text if isinstance(text, str) else None
        else:
            scan.type_by_id[number] = kind
            sound.append((path, each))
    for path, each in sound:
        _check_references(scan, path, each, ids)
    _check_places(scan, sound, texts)
    _check_views(scan, value.get(VIEWS), ids)


def _check_references(scan: JsonScan, path: str, structure: Mapping[str, Any], ids: set[int]) -> None:
    for name, value in structure.items():
        is_array = name == "%ELEMENTS" and str(structure["%TYPE"]).endswith(("FSArray", "[]"))
        for each in value if is_array and isinstance(value, list) else [value] if name.startswith("@") else ():
            if isinstance(each, int) and each not in ids:
                scan.fault(f"{path}.{name}", f"refers to {each}, which no structure has; expected the %ID of one")


def _check_places(
    scan: JsonScan, structures: list[tuple[str, Mapping[str, Any]]], texts: Mapping[int, str | None]
) -> None:
    converting = {sofa: offsets_in("utf16", text) for sofa, text in texts.items() if text is not None}
    for path, each in structures:
        begin, end, sofa = (each.get(name) for name in ("begin", "end", "@sofa"))
        if sofa not in converting or (begin is None and end is None):
            continue
        is_place = type(begin) is int and type(end) is int and 0 <= begin <= end
        if not is_place or converting[sofa](((begin, end),)) is None:  # type: ignore[arg-type]
            found = f"{begin}-{end} is no place of the text"
            scan.fault(path, f"{found}; expected UTF-16 offsets in it, end not included")


def _check_views(scan: JsonScan, views: Any, ids: set[int]) -> None:
    if views is not None and not isinstance(views, dict):
        scan.fault(VIEWS, "is no object; expected the views by name")
        return
    for name, view in (views or {}).items():
        members = view.get("%MEMBERS") if isinstance(view, dict) else None
        if not isinstance(members, list):
            scan.fault(f"{VIEWS}.{name}", "has no list of %MEMBERS; expected one")
            continue
        for each in members:
            if not isinstance(each, int) or each not in ids:
                message = f"lists the id {each}, which no structure has; expected the %ID of one"
                scan.fault(f"{VIEWS}.{name}.%MEMBERS", message)


def _completed(value: Mapping[str, Any]) -> str:
    """The JSON with types and views: without views every annotation is in that of its text."""
    structures = [(number, each) for _, number, each in _structures(value)]
    views = {
        each["sofaID"]: {"%SOFA": sofa, "%MEMBERS": [number for number, one in structures if one.get("@sofa") == sofa]}
        for sofa, each in structures
        if each["%TYPE"] == SOFA and isinstance(each.get("sofaID"), str)
    }
    return orjson.dumps({TYPES: {}, VIEWS: views, **value}).decode("utf-8")
