"""Layers as the lines at the head of a WebAnno table: `#T_SP=layer|feature|...`.

====  ===================================================================
T_SP  spans; links in roles are two columns, `ROLE_layer:feature_linktype|targettype`
T_CH  chains
T_RL  relations; the last column is `BT_` and the layer of what they join
====  ===================================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from annotator.formats.cas.structures import Kind, Layer, SlotFeature

KINDS: dict[str, Kind] = {"#T_SP=": "span", "#T_CH=": "chain", "#T_RL=": "relation"}
FORMAT_LINE = "#FORMAT=WebAnno TSV "
CURRENT, OLDER = "3.3", "3.2"
"""The versions that are written: what was read as 3.2, which is written alike, stays so."""

_NAME = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")
ROLE = "ROLE_"
BASE = "BT_"


class HeaderError(ValueError):
    """A line that declares no layer; its words are a message."""


def layer_of_line(line: str) -> Layer:
    """The layer that a line declares.

    Raises:
        HeaderError: it declares none.
    """
    kind = KINDS.get(line[:6])
    name, *fields = line[6:].split("|")
    if kind is None or not _NAME.fullmatch(name):
        raise HeaderError("no declaration of a layer; expected #T_SP=, #T_CH= or #T_RL= with a name and its features")
    columns: list[str | SlotFeature] = []
    base = ""
    rest = iter([each for each in fields if each])
    for field in rest:
        if kind == "relation" and field.startswith(BASE):
            base = field.removeprefix(BASE)
        elif kind == "span" and field.startswith(ROLE):
            columns.append(_slot(field, next(rest, ""), name))
        else:
            columns.append(field)
    if kind == "relation" and not base:
        raise HeaderError(f"the relation layer {name} says not what it joins; expected a last column BT_ and a layer")
    return Layer(name, kind, tuple(columns), base)


def _slot(field: str, target: str, layer: str) -> SlotFeature:
    """The slot feature of the field of its roles and that of its targets."""
    rest = field.removeprefix(ROLE)
    rest = rest.removeprefix(f"{layer}:") if rest.startswith(f"{layer}:") else rest.partition(":")[2]
    package, dot, types = rest.partition(".")
    feature, _, first = package.rpartition("_")
    if not feature or not dot or not target:
        message = f"{field} says not which feature links to what; expected ROLE_layer:feature_linktype|targettype"
        raise HeaderError(message)
    return SlotFeature(feature, f"{first}{dot}{types}", target)


def line_of_layer(layer: Layer) -> str:
    """The line that declares a layer, without a line end; one without any feature ends in a bar."""
    fields: list[str] = []
    for each in layer.columns:
        if isinstance(each, str):
            fields.append(each)
        else:
            fields += [f"{ROLE}{layer.name}:{each.name}_{each.link_type}", each.target_type]
    if layer.kind == "relation":
        fields.append(f"{BASE}{layer.base}")
    prefix = next(prefix for prefix, kind in KINDS.items() if kind == layer.kind)
    return "|".join([f"{prefix}{layer.name}", *(fields or [""])])


def layers_of_lines(lines: Iterable[str]) -> tuple[Layer, ...]:
    """The layers of lines that were kept, each name once; lines that somebody spoilt are passed over."""
    layers: dict[str, Layer] = {}
    for line in lines:
        try:
            layer = layer_of_line(line)
        except HeaderError:
            continue
        layers.setdefault(layer.name, layer)
    return tuple(layers.values())
