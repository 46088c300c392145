"""Rules of document labels: which there are, which must be there, and their values."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.schema.attributes.kinds import one_of
from annotator.schema.rules.breach import Breach
from annotator.schema.rules.surroundings import Surroundings


def label_breaches(around: Surroundings) -> Iterator[Breach]:
    """What is wrong with the labels of a document."""
    schema, values = around.schema, around.document.labels
    for name, value in values.items():
        label = schema.labels.get(name)
        if label is None:
            yield Breach("", f"labels.{name}", f"unknown label {name!r} (schema {schema.ref})", "unknown-label")
        elif fault := label.fault(value, around.names):
            yield Breach("", f"labels.{name}", fault, "label-value")
        elif around.judges_forms and (fault := label.input_fault(value, around.names)):
            yield Breach("", f"labels.{name}", fault, "value-form")
    for name, label in schema.labels.items():
        if label.required and name not in values and name not in around.uncovered:
            message = f"missing; the schema requires this label{one_of(label.words())}"
            yield Breach("", f"labels.{name}", message, "missing-label")
