"""What is missing or wrong about one annotation, as far as the annotation itself tells; `check` judges the rest."""

from __future__ import annotations

from annotator.model.annotation import Annotation, Event
from annotator.schema.label_schema import Constraint
from annotator.tui.editor.context import Context


def problems_of(context: Context, annotation: Annotation) -> list[str]:
    """A line for each problem; empty when all is well."""
    return [*_attributes(context, annotation), *_constraints(context, annotation), *_roles(context, annotation)]


def _attributes(context: Context, annotation: Annotation) -> list[str]:
    return [
        f"{each.name} is missing"
        for each in context.schema.attributes_of(annotation.type)
        if each.required and each.name not in annotation.attributes
    ]


def _constraints(context: Context, annotation: Annotation) -> list[str]:
    return [
        f"{rule.when} {annotation.attributes[rule.when]} needs {rule.then} {' or '.join(map(str, rule.then_in))}"
        for rule in context.schema.constraints_on(annotation.type)
        if _concerns(rule, annotation) and annotation.attributes.get(rule.then) not in rule.then_in
    ]


def _concerns(rule: Constraint, annotation: Annotation) -> bool:
    return annotation.attributes.get(rule.when) in rule.when_in and rule.then in annotation.attributes


def _roles(context: Context, annotation: Annotation) -> list[str]:
    if not isinstance(annotation, Event):
        return []
    problems = []
    for role in context.schema.roles_of(annotation.type):
        count = sum(argument.role == role.name for argument in annotation.arguments)
        if count < role.min:
            problems.append(f"{role.name} is missing")
        if role.max is not None and count > role.max:
            problems.append(f"{role.name} is filled {count} times, {role.max} at most")
    return problems
