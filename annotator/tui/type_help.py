"""What `?` shows: the guideline of a type with examples from the gold, and the keys."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from annotator.model.document import Document
from annotator.model.spans import envelope
from annotator.schema.guidelines import Paragraph, guideline_section, names_type, paragraphs
from annotator.schema.label_schema import EntityType, EventType, LabelSchema, LabelType, RelationType
from annotator.text.excerpt import excerpt

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


def citable(schema: LabelSchema, name: str, guidelines: str) -> list[Paragraph]:
    """What can be cited of a type: its definition, the guideline's paragraphs about it, then all others."""
    declared = schema.type_named(name)
    lines = [declared.definition or "(no definition)", *_rules(schema, declared)] if declared else []
    all_paragraphs = paragraphs(guidelines)
    own = [each for each in all_paragraphs if names_type(each.name, name)]
    others = [each for each in all_paragraphs if each not in own]
    return [*(Paragraph(f"{schema.ref} {name}", line) for line in lines), *own, *others]


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
