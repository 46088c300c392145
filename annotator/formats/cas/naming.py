"""Names of types and features that WebAnno and DKPro Core give a meaning, and the layers that new annotations get."""

from __future__ import annotations

from annotator.formats.cas.structures import Layer, SlotFeature

DKPRO = "de.tudarmstadt.ukp.dkpro.core.api."
TOKEN = f"{DKPRO}segmentation.type.Token"
TAG_SET = f"{DKPRO}metadata.type.TagsetDescription"
SENTENCE = f"{DKPRO}segmentation.type.Sentence"
POS = f"{DKPRO}lexmorph.type.pos.POS"
DOCUMENT = f"{DKPRO}metadata.type.DocumentMetaData"
ANY = "uima.tcas.Annotation"
DOCUMENT_ANNOTATION = "uima.tcas.DocumentAnnotation"

NAMED_ENTITY = Layer(f"{DKPRO}ner.type.NamedEntity", "span", ("identifier", "value"))
RELATION = Layer("webanno.custom.Relation", "relation", ("value",))
ARGUMENTS = SlotFeature("arguments", "webanno.custom.EventArgumentsLink", ANY)
EVENT = Layer("webanno.custom.Event", "span", ("value", ARGUMENTS))
COREFERENCE = Layer(f"{DKPRO}coref.type.CoreferenceLink", "chain", ("referenceType", "referenceRelation"))

IDENTIFIER = "identifier"
"""The feature that names an entry of a knowledge base."""

REFERENCE_TYPE = "referenceType"
REFERENCE_RELATION = "referenceRelation"

LABELS = ("value", "label", "PosValue", "DependencyType", "chunkValue", "constituentType")
"""Features that say what something is, in the order in which they are asked."""

RESERVED = {
    *LABELS, IDENTIFIER, REFERENCE_TYPE, REFERENCE_RELATION, ARGUMENTS.name,
    "begin", "end", "sofa", "Governor", "Dependent", "next", "first", "role", "target", "self", "type",
}  # fmt: skip
"""Names that an attribute of the record does not get as a feature."""


SAID = {"title": "documentTitle", "language": "language"}
"""What `meta` says of an article, and the feature of a CAS that says it."""

UNKNOWN_LANGUAGE = "x-unspecified"


def short_name(layer: str) -> str:
    """The last part of a type's name, which a person calls it by."""
    return layer.rpartition(".")[2] or layer


def label_feature(layer: Layer) -> str:
    """The feature that says what an annotation of a layer is; where it has none, the one it would have."""
    if layer.kind == "chain":
        return REFERENCE_TYPE
    return next((each for each in LABELS if each in layer.features), "value")
