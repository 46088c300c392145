"""Structures as a CAS of the library, and its XMI; the type system grows with what is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from annotator.errors import Finding, FormatError, Place
from annotator.formats.cas.fitting import said_of
from annotator.formats.cas.library import cassis, loaded, quiet
from annotator.formats.cas.naming import ANY, DKPRO, DOCUMENT, POS, SAID, SENTENCE, TOKEN
from annotator.formats.cas.stored import stored_in
from annotator.formats.cas.structures import Cas, Layer, SlotFeature, Structure
from annotator.formats.cas.type_systems import ARRAY, BASE, TEXTS, TOP, part_of, standard_types
from annotator.formats.cas.xmi_scan import CODE
from annotator.model.annotation import Value
from annotator.model.document import Document
from annotator.model.quoted import quoted
from annotator.model.spans import Span

_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_OF_TOKENS = {
    POS: "pos",
    f"{DKPRO}segmentation.type.Lemma": "lemma",
    f"{DKPRO}segmentation.type.Stem": "stem",
    f"{DKPRO}lexmorph.type.morph.MorphologicalFeatures": "morph",
}
"""Layers of annotations that their token points to, and the feature that does."""


def refuse_unfit_signs(document: Document) -> None:
    """See that XML can hold all that a document says.

    Raises:
        FormatError: a control character is in it, or another sign that XML 1.0 does not have.
    """
    for path, words in _words(document):
        if match := _UNFIT.search(words):
            message = f"has U+{ord(match[0]):04X} in {quoted(words[max(0, match.start() - 10) : match.end() + 10])}"
            expected = "expected signs that XML 1.0 has; take it out, or choose another format"
            raise FormatError(Finding(Place(document.id), path, f"{message}; {expected}", CODE))


def _words(document: Document) -> Iterator[tuple[str, str]]:
    yield "text", document.text or ""
    yield from ((f"meta.{key}", str(document.meta.get(key, ""))) for key in SAID)
    for each in document.annotations():
        yield f"{each.id}.type", each.type
        for value in each.attributes.values():
            for words in value if isinstance(value, tuple) else (str(value),):
                yield f"{each.id}.attributes", words
        yield from ((f"{each.id}.links", link) for link in getattr(each, "links", ()))
        yield from ((f"{each.id}.arguments", argument.role) for argument in getattr(each, "arguments", ()))


class Writing:
    """The type system that all files of a conversion share, and the files."""

    def __init__(self) -> None:
        """Begin with the types of DKPro Core."""
        self._library = cassis()
        self.ranges = TypeRanges({DOCUMENT, TOKEN, SENTENCE, *_OF_TOKENS})
        self._used = {DOCUMENT, TOKEN, SENTENCE}

    def xmi(self, cas: Cas, document: Document) -> bytes:
        """The XMI of a CAS."""
        for layer in cas.layers:
            self._declare(layer)
        with quiet():
            filled = _Filling(self._library, self.ranges.system, cas).filled(document)
        text: str = loaded(lambda: filled.to_xmi(pretty_print=True), document.id, CODE)
        return text.encode("utf-8")

    def type_system(self) -> bytes:
        """The types that were used, and those that these name."""
        with quiet():
            text: str = part_of(self.ranges.system, self._used).to_xml()
        return text.encode("utf-8")

    def _declare(self, layer: Layer) -> None:
        """Make a layer's types known, with its ends, slots and next links."""
        self._used.add(layer.name)
        self.ranges.declare(layer)
        if layer.kind == "relation":
            for end in ("Governor", "Dependent"):
                self.ranges.add(layer.name, end, ANY)
        if layer.kind == "chain":
            self.ranges.add(layer.name, "next", layer.name)
            self._used.add(chain_type(layer.name))
            self.ranges.declare_type(chain_type(layer.name), BASE)
            self.ranges.add(chain_type(layer.name), "first", layer.name)
        for slot in layer.slots:
            self.ranges.declare_type(slot.link_type, TOP)
            self.ranges.add(slot.link_type, "role", "uima.cas.String")
            self.ranges.add(slot.link_type, "target", slot.target_type)
            self.ranges.add(layer.name, slot.name, ARRAY, slot.link_type)


def chain_type(link_type: str) -> str:
    """The type of the heads of a chain layer, by that of its links."""
    return link_type.removesuffix("Link") + "Chain"


class TypeRanges:
    """Which kinds of values the features of a type system have; new types and features are added to it."""

    def __init__(self, names: Iterable[str]) -> None:
        """Begin with these types of DKPro Core."""
        self.system = standard_types(names)

    def fits(self, layer: Layer, feature: str, value: Value) -> bool:
        """Whether a feature can have a value; a new one can have values of this kind from now on."""
        self.declare_type(layer.name, ANY)
        with quiet():
            known = self.system.get_type(layer.name).get_feature(feature)
        kind = _kind(value)
        if known is None:
            self.add(layer.name, feature, kind)
            return True
        return str(known.rangeType.name) == kind

    def declare(self, layer: Layer) -> None:
        """Make a layer known; features that have no value yet hold words."""
        self.declare_type(layer.name, ANY)
        for feature in layer.features:
            self.add(layer.name, feature, "uima.cas.String")

    def declare_type(self, name: str, parent: str) -> None:
        """Make a type known, where it is not: that of DKPro Core, else a new one."""
        if self.system.contains_type(name, True):
            return
        standard = standard_types([name])
        if standard.contains_type(name, True):
            with quiet():
                self.system = cassis().merge_typesystems(self.system, standard)
        else:
            self.system.create_type(name, parent)

    def add(self, name: str, feature: str, kind: str, element_type: str | None = None) -> None:
        """Make a feature known, where it is not."""
        self.declare_type(kind, ANY)
        if self.system.get_type(name).get_feature(feature) is None:
            with quiet():
                self.system.create_feature(name, feature, kind, elementType=element_type)


def _kind(value: Value) -> str:
    if isinstance(value, bool):
        return "uima.cas.Boolean"
    if isinstance(value, int):
        return "uima.cas.Long"
    if isinstance(value, float):
        return "uima.cas.Double"
    return TEXTS if isinstance(value, tuple) else "uima.cas.String"


class _Filling:
    """One CAS of the library while it is filled."""

    def __init__(self, library: Any, system: Any, cas: Cas) -> None:
        self._system = system
        self._cas = cas
        self._layers = {each.name: each for each in cas.layers}
        self._filled = library.Cas(typesystem=system, sofa_string=cas.text, sofa_mime="text/plain")
        self._tokens: dict[Span, Any] = {}
        self._made: dict[int, Any] = {}

    def filled(self, document: Document) -> Any:
        """The CAS with everything in it."""
        self._say_of(document)
        for number, sentence in enumerate(self._cas.sentences):
            name = self._cas.sentence_ids.get(number)
            self._add(self._new(SENTENCE, begin=sentence[0][0], end=sentence[-1][1], id=name))
            for begin, end in sentence:
                self._tokens[begin, end] = self._add(self._new(TOKEN, begin=begin, end=end))
        for each in self._cas.structures:
            self._made[each.key] = self._annotation(each)
        for each in self._cas.structures:
            self._refer(each, self._made[each.key])
        for chain in self._cas.chains:
            links = [self._made[key] for key in chain.members]
            for link, following in pairwise(links):
                link["next"] = following
            self._add(self._new(chain_type(str(links[0].type.name)), first=links[0]))
        return self._filled

    def _say_of(self, document: Document) -> None:
        """What is said of the document as a whole: what was kept, and what `meta` says now."""
        said: dict[str, Any] = dict(stored_in(document).document)
        held = said_of(document)
        said |= {name: held.get(key) for key, name in SAID.items()}
        said.setdefault("documentId", document.id)
        known = {each.name: each.rangeType.name for each in self._system.get_type(DOCUMENT).all_features}
        kinds = {"uima.cas.String": str, "uima.cas.Boolean": bool}
        fit = {
            name: value
            for name, value in said.items()
            if name in known and type(value) is kinds.get(known[name]) and not _UNFIT.search(str(value))
        }
        self._add(self._new(DOCUMENT, begin=0, end=len(self._cas.text), **fit))

    def _annotation(self, structure: Structure) -> Any:
        if structure.layer == TOKEN:
            return self._tokens[structure.span]
        begin, end = structure.span
        values = {name: self._value(value) for name, value in structure.features.items() if value is not None}
        made = self._add(self._new(structure.layer, begin=begin, end=end, **_accessors(values)))
        token = self._tokens.get(structure.span)
        if token is not None and structure.layer in _OF_TOKENS:
            token[_OF_TOKENS[structure.layer]] = made
        return made

    def _value(self, value: Value) -> Any:
        return self._new(TEXTS, elements=list(value)) if isinstance(value, tuple) else value

    def _refer(self, structure: Structure, made: Any) -> None:
        for slot in self._layers[structure.layer].slots if structure.slots else ():
            made[slot.name] = self._new(ARRAY, elements=list(self._links(structure, slot)))
        if structure.ends:
            made["Governor"], made["Dependent"] = (self._end(made, end) for end in structure.ends)

    def _links(self, structure: Structure, slot: SlotFeature) -> Iterator[Any]:
        for each in structure.slots:
            if each.feature == slot.name:
                yield self._new(slot.link_type, role=each.role, target=self._made[each.target])

    def _end(self, relation: Any, key: int) -> Any:
        """What a relation ends at: the token of a part of speech, where the relations of its type join tokens."""
        end = self._made[key]
        joins_tokens = relation.type.get_feature("Governor").rangeType.name == TOKEN
        token = self._tokens.get((end.begin, end.end))
        return token if joins_tokens and token is not None and end.type.name == POS else end

    def _new(self, name: str, **features: Any) -> Any:
        return self._system.get_type(name)(**features)

    def _add(self, structure: Any) -> Any:
        self._filled.add(structure)
        return structure


def _accessors(values: Mapping[str, Any]) -> dict[str, Any]:
    """The names by which the library knows features that Python has a use for."""
    return {f"{name}_" if name in ("self", "type") else name: value for name, value in values.items()}
