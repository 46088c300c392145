"""How often English news is right, reason by reason: `python -m tests.suggest.measured [GOLD.jsonl ...]`.

Each article is gone through in the order of the text, mentions of a sentence before its events, as a person labels it;
what was labelled before is known, and nothing else. The gold is of conflict-news 2.0.0.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from annotator.datasets.record import read_documents
from annotator.model.annotation import Entity, Event
from annotator.model.document import Document, by_id
from annotator.model.spans import Span
from annotator.schema.label_schema import LabelSchema
from annotator.schema.language import read_schema
from annotator.suggest.english_news.confidence import ATTRIBUTES, CANDIDATES, CHAINS, FILLER
from annotator.suggest.english_news.suggester import EnglishNews
from annotator.suggest.relation_suggestions import AS_BEFORE
from annotator.suggest.segment.languages import segmenter_for
from annotator.suggest.segment.segmenter import Segmenter
from tests.shared import ROOT
from tests.suggest.view import View

SCHEMA = ROOT / "schema" / "conflict-news" / "2.0.0.yaml"
Judged = tuple[str, str, bool]
"""What was proposed ("mention", an attribute, "same thing"), for which reason, and whether it was right."""


def gold_files() -> list[Path]:
    """The gold of conflict-news 2.0.0 that comes with the program and with its tests."""
    return [
        ROOT / "datasets" / "conflict-news-sample" / "gold-2.0.0.jsonl",
        ROOT / "tests" / "tui" / "editor" / "held_out.jsonl",
    ]


def judged(document: Document, schema: LabelSchema) -> Iterator[Judged]:
    """Everything that is proposed while an article is labelled as it is in gold."""
    suggester, segmenter = EnglishNews(), segmenter_for("en")
    labelled = replace(document, entities=by_id([]), events=by_id([]), relations=by_id([]))
    for sentence in sentences(segmenter, document.text or ""):
        spans = {each.spans for each in document.entities.values()}
        for each in suggester.candidates(View(labelled, schema, segmenter), sentence):
            yield "mention", each.reason, (each.value.span,) in spans
        for annotation in of_sentence(document, sentence):
            yield from proposals(suggester, View(labelled, schema, segmenter), annotation)
            if isinstance(annotation, Entity):
                labelled = replace(labelled, entities=labelled.entities.set(annotation.id, annotation))
            else:
                labelled = replace(labelled, events=labelled.events.set(annotation.id, annotation))
        there = {(each.type, each.head, each.tail) for each in document.relations.values()}
        for relation in suggester.relations(View(labelled, schema, segmenter), sentence):
            ends = relation.value.type, relation.value.head, relation.value.tail
            yield "relation", relation.reason, ends in there
        for made in document.relations.values():
            if made.head in labelled.entities and made.tail in labelled.entities:
                labelled = replace(labelled, relations=labelled.relations.set(made.id, made))


def sentences(segmenter: Segmenter, text: str) -> Iterator[Span]:
    sentence = segmenter.next_sentence(text, -1)
    while sentence is not None:
        yield sentence
        sentence = segmenter.next_sentence(text, sentence[0])


def of_sentence(document: Document, sentence: Span) -> list[Entity | Event]:
    def here(each: Entity | Event) -> bool:
        return bool(each.spans) and sentence[0] <= each.spans[0][0] < sentence[1]

    entities = sorted(filter(here, document.entities.values()), key=lambda each: (each.spans[0][0], -each.spans[0][1]))
    return [*entities, *sorted(filter(here, document.events.values()), key=lambda each: each.spans[0])]


def proposals(suggester: EnglishNews, view: View, annotation: Entity | Event) -> Iterator[Judged]:
    for name, each in suggester.attributes(view, annotation).items():
        known = view.schema.attribute_of(annotation, name)
        if known and (known.kind == "reference" or not known.values or each.value in known.values):
            yield name, "", annotation.attributes.get(name) == each.value
    if isinstance(annotation, Event):
        for filler in suggester.fillers(view, replace(annotation, arguments=())):
            yield "filler", filler.reason, filler.value in annotation.arguments
    if view.schema.has_coref(annotation) and annotation.coref:
        [first] = suggester.chains(view, annotation)
        before = {each.coref for each in view.mentions((0, len(view.text)))}
        right = annotation.coref not in before if first.value is None else annotation.coref == first.value
        yield "same thing", first.reason, right


def table(files: list[Path]) -> str:
    """What was right and how often, by what was proposed and why."""
    schema = read_schema(SCHEMA)
    documents = [each for file in files for each in read_documents(file)]
    counts: dict[tuple[str, str], Counter[bool]] = defaultdict(Counter)
    for document in documents:
        for what, reason, right in judged(document, schema):
            counts[what, reason][right] += 1
    lines = [f"{len(documents)} articles", f"{'proposed':12} {'reason':22} {'right':>5} {'of':>5}  share  stated"]
    for (what, reason), count in sorted(counts.items()):
        share = count[True] / count.total()
        lines.append(
            f"{what:12} {reason:22} {count[True]:5} {count.total():5}   {share:.2f}    {stated(what, reason):.2f}"
        )
    return "\n".join(lines)


def stated(what: str, reason: str) -> float:
    """The confidence that the program states."""
    if what == "relation":
        return AS_BEFORE
    if what == "filler":
        return FILLER
    table = {"mention": CANDIDATES, "same thing": CHAINS}.get(what, ATTRIBUTES)
    return table[{"labelled before": "known"}.get(reason, reason) or what]


if __name__ == "__main__":
    print(table([Path(each) for each in sys.argv[1:]] or gold_files()))
