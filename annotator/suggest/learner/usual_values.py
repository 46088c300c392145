"""The values that attributes mostly have, by type: the order of a menu, and what is proposed where no rule knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from annotator.model.annotation import Annotation, Value
from annotator.schema.label_schema import LabelSchema
from annotator.suggest.learner.reading.lesson import Lesson

Tables = Mapping[str, Mapping[str, tuple[str, ...]]]
"""By type and attribute the listed values that occur, the commonest first."""


@dataclass(frozen=True)
class UsualValues:
    """The values of attributes by how common they are."""

    tables: Tables

    def order(self, type_name: str, attribute: str) -> tuple[str, ...]:
        """The values that an attribute had, the commonest first."""
        return self.tables.get(type_name, {}).get(attribute, ())


def fit_usual_values(lessons: Sequence[Lesson], schema: LabelSchema) -> UsualValues:
    """How common the listed values are in what a person decided."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for lesson in lessons:
        annotations: list[Annotation] = [*lesson.entities, *lesson.events, *lesson.relations]
        for each in annotations:
            for attribute in schema.attributes_of(each.type):
                value = each.attributes.get(attribute.name)
                if attribute.name not in each.unconfirmed and _is_listed(value, attribute.values):
                    counts.setdefault((each.type, attribute.name), Counter())[str(value)] += 1
    tables: dict[str, dict[str, tuple[str, ...]]] = {}
    for (type_name, name), values in sorted(counts.items()):
        ordered = sorted(values, key=lambda value: (-values[value], value))
        tables.setdefault(type_name, {})[name] = tuple(ordered)
    return UsualValues(tables)


def _is_listed(value: Value | None, values: Sequence[str]) -> bool:
    return isinstance(value, str) and value in values
