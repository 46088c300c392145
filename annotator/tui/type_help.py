"""What `?` shows: the guideline of a type with examples from the gold, and the keys."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path

from annotator.errors import SchemaError
from annotator.model.document import Document
from annotator.model.spans import envelope
from annotator.schema.label_schema import EntityType, EventType, LabelSchema, LabelType, RelationType
from annotator.text.excerpt import excerpt
from annotator.text.utf8 import read_utf8

MOST_EXAMPLES = 12


def guidance(schema: LabelSchema, name: str, guidelines: str, documents: Iterable[Document], width: int) -> list[str]:
    """The lines about one type: its definition, rules, the guideline's section, and labelled examples."""
    declared = schema.type_named(name)
    if declared is None:
        return [f"the schema {schema.ref} has no type {name}"]
    lines = [declared.definition or "(no definition)", *_rules(schema, declared), ""]
    lines += [f"yes: {each}" for each in declared.examples] + [f"no:  {each}" for each in declared.counterexamples]
    if section := guideline_section(guidelines, name):
        lines += ["", "GUIDELINE", *section]
    examples = [f"- {each}" for each in _examples(documents, name)]
    lines += ["", "LABELLED SO", *(examples or ["nothing yet"])]
    return [part for line in lines for part in (textwrap.wrap(line, width, subsequent_indent="  ") or [""])]


def _rules(schema: LabelSchema, declared: LabelType) -> Iterator[str]:
    if isinstance(declared, RelationType):
        arrow = "<->" if declared.symmetric else "->"
        yield from (f"{', '.join(heads)} {arrow} {', '.join(tails)}" for heads, tails in schema.ends_of(declared))
    if isinstance(declared, EventType):
        for role in schema.roles_of(declared.name):
            most = "" if role.max is None else f", at most {role.max}"
            least = f", at least {role.min}" if role.min else ""
            yield f"{role.name}: {', '.join(role.types)}{least}{most}"
    if isinstance(declared, EntityType) and declared.is_value:
        yield "a value: it takes no part in coreference"
    for attribute in schema.attributes_of(declared.name):
        legal = ", ".join(attribute.described())
        yield f"{attribute.name}{' (required)' if attribute.required else ''}: {legal}"


def guideline_section(guidelines: str, name: str) -> list[str]:
    """The lines of a guideline document under the heading that names a type."""
    lines = guidelines.split("\n")
    for number, line in enumerate(lines):
        if line.startswith("#") and name in line.replace("`", " ").replace(",", " ").split():
            level = len(line) - len(line.lstrip("#"))
            end = next(
                (
                    later
                    for later in range(number + 1, len(lines))
                    if lines[later].startswith("#") and len(lines[later]) - len(lines[later].lstrip("#")) <= level
                ),
                len(lines),
            )
            return [each for each in lines[number + 1 : end] if each.strip()]
    return []


def _examples(documents: Iterable[Document], name: str) -> Iterator[str]:
    seen: set[str] = set()
    for document in documents:
        for each in (*document.entities.values(), *document.events.values()):
            words = " ".join((document.text or "")[start:end] for start, end in each.spans)
            if each.type == name and each.spans and words not in seen:
                seen.add(words)
                yield excerpt(document.text or "", *envelope(each.spans))
                if len(seen) >= MOST_EXAMPLES:
                    return


def guideline_text(schema: LabelSchema, schema_file: Path) -> str:
    """The guideline document of a schema; "" where there is none."""
    names = [schema.guidelines.file] if schema.guidelines else []
    for name in (*names, f"guidelines-{schema.version}.md"):
        try:
            return read_utf8(schema_file.parent / name, SchemaError)
        except SchemaError:
            continue
    return ""
