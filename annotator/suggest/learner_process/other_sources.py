"""What other extractors say, as it is sent to the learner and as the learner looks at it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from annotator.model.spans import Span
from annotator.suggest.learner.reading.source_spans import SourceName, SourceSpans
from annotator.suggest.learner_process.messages import Said


def said_messages(said: Mapping[str, SourceSpans], names: Iterable[SourceName]) -> Iterator[Said]:
    """What is sent of what sources say, by document."""
    versions = {each.name: each.version for each in names}
    for document, sources in sorted(said.items()):
        for source, types in sorted(sources.items()):
            mentions = tuple((start, end, name) for (start, end), name in types.items())
            yield Said(document, source, versions[source], mentions)


def said_by_document(messages: Iterable[Said]) -> dict[str, dict[str, dict[Span, str]]]:
    """The same as the learner looks at it."""
    found: dict[str, dict[str, dict[Span, str]]] = {}
    for each in messages:
        found.setdefault(each.document, {})[each.source] = {(start, end): name for start, end, name in each.mentions}
    return found


def part_said(said: SourceSpans, start_char: int, length: int) -> SourceSpans:
    """What sources say of a part of an article, by places that count from the part's start."""
    if not start_char and all(end <= length for types in said.values() for _, end in types):
        return said
    return {
        source: {
            (start - start_char, end - start_char): name
            for (start, end), name in types.items()
            if start_char <= start and end - start_char <= length
        }
        for source, types in said.items()
    }
