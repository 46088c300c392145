"""What plain mode says about a sentence, an annotation and a document: whole sentences of words, no layout."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.model.annotation import Annotation, Entity, Event, Relation
from annotator.model.spans import Span
from annotator.schema.attributes.kinds import shown
from annotator.text.visible import visible
from annotator.tui.editor.annotate.mentions import words_of
from annotator.tui.editor.annotate.problems import problems_of
from annotator.tui.editor.context import Context


def word_spans(context: Context, sentence: Span) -> list[Span]:
    """The words of a sentence, punctuation left out; their numbers count from 1."""
    return [
        (start, end)
        for start, end in context.segmenter.tokens(context.text, *sentence)
        if any(map(str.isalnum, context.text[start:end]))
    ]


def sentence_lines(context: Context, sentence: Span) -> Iterator[str]:
    """The sentence, its numbered words, and what is annotated in it."""
    yield visible(" ".join(context.text[slice(*sentence)].split()))
    words = word_spans(context, sentence)
    yield "words: " + ", ".join(
        f"{number} {visible(context.text[slice(*span)])}" for number, span in enumerate(words, 1)
    )
    here = context.mentions(sentence)
    for each in here:
        yield describe(context, each)
    for relation_id in sorted({naming for each in here for naming in context.index.naming(each.id)}):
        relation = context.document.relations.get(relation_id)
        if relation:
            yield describe(context, relation)


def describe(context: Context, annotation: Annotation) -> str:
    """One annotation in words, with its attributes, what is proposed and what is wrong."""
    parts = [f"{annotation.id}: {_kind(annotation)} {annotation.type}{_what(context, annotation)}"]
    for name, value in sorted(annotation.attributes.items()):
        proposed = " (proposed)" if name in annotation.unconfirmed else ""
        parts.append(f"{name} {shown(value)}{proposed}")
    if isinstance(annotation, Entity | Event) and annotation.coref:
        others = sorted(set(context.index.chain(annotation.coref)) - {annotation.id})
        proposed = " (proposed)" if "coref" in annotation.unconfirmed else ""
        if others:
            parts.append(f"same as {', '.join(others[:5])}{proposed}")
    if annotation.uncertain:
        parts.append("uncertain")
    if annotation.note:
        parts.append(f"note: {annotation.note}")
    parts += [f"problem: {problem}" for problem in problems_of(context, annotation)]
    return visible("; ".join(parts))


def _kind(annotation: Annotation) -> str:
    if isinstance(annotation, Relation):
        return "relation"
    return "event" if isinstance(annotation, Event) else "mention"


def _what(context: Context, annotation: Annotation) -> str:
    if isinstance(annotation, Relation):
        return f" from {_named(context, annotation.head)} to {_named(context, annotation.tail)}"
    words = f' "{words_of(context, annotation)}"' if annotation.spans else ""
    if isinstance(annotation, Event):
        for argument in annotation.arguments:
            words += f", {argument.role} {_named(context, argument.target)}"
    return words


def _named(context: Context, annotation_id: str) -> str:
    annotation = context.document.find(annotation_id)
    return f'{annotation_id} "{words_of(context, annotation)}"' if annotation else annotation_id
