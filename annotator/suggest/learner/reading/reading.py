"""An article as the learner reads it: tokens, sentences, and what the rules of its language find."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from annotator.model.document import Document, new_document
from annotator.model.spans import Span
from annotator.schema.label_schema import LabelSchema
from annotator.suggest.choice import suggesting
from annotator.suggest.growing_view import GrowingView
from annotator.suggest.learner.reading.source_spans import NOTHING_SAID, SourceSpans
from annotator.suggest.segment.segmenter import Segmenter
from annotator.suggest.several import Several


@dataclass(frozen=True)
class Reading:
    """A text with its tokens and sentences in order.

    `rules` maps what rules take for a mention to their reason, `listed` what they take for a trigger to its type;
    `said` is what other extractors say of the text.
    """

    text: str
    tokens: tuple[Span, ...]
    sentences: tuple[Span, ...]
    rules: Mapping[Span, str]
    listed: Mapping[Span, str]
    said: SourceSpans = field(default_factory=dict)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The tokens' words."""
        return tuple(self.text[start:end] for start, end in self.tokens)

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self.tokens]

    @cached_property
    def _ends(self) -> list[int]:
        return [end for _, end in self.tokens]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    @cached_property
    def rules_by_token(self) -> tuple[str, ...]:
        """For each token the reason of the rules' candidate that it is in; "none" where it is in none."""
        reasons = ["none"] * len(self.tokens)
        for span, reason in self.rules.items():
            for number in self.within(span):
                reasons[number] = reason
        return tuple(reasons)

    def within(self, span: Span) -> range:
        """The numbers of the tokens that a span touches."""
        return range(bisect_right(self._ends, span[0]), bisect_left(self._starts, span[1]))

    def sentence_of(self, char: int) -> int:
        """The number of the sentence that holds a place, the one before it between two; 0 before the first."""
        return max(bisect_right(self._sentence_starts, char) - 1, 0)


@dataclass(frozen=True)
class Language:
    """What reads the articles of one language, made for one of them."""

    segmenter: Segmenter
    suggester: Several


def language_of(document: Document, language: str | None) -> Language:
    """The rules for a document; `language` holds where its metadata names none."""
    segmenter, suggester = suggesting(document, language)
    return Language(segmenter, suggester)


def read(document: Document, schema: LabelSchema, language: Language, said: SourceSpans = NOTHING_SAID) -> Reading:
    """The reading of a document's text, with what other extractors say; what is labelled in it is not looked at."""
    text = document.text or ""
    segmenter = language.segmenter
    view = GrowingView(new_document(document.id, text), schema, segmenter)
    sentences = tuple(_sentences(segmenter, text))
    suggester = language.suggester
    found = (each for sentence in sentences for each in suggester.candidates(view, sentence))
    triggers = (each.value for sentence in sentences for each in suggester.triggers(view, sentence))
    return Reading(
        text,
        tuple(segmenter.tokens(text, 0, len(text))),
        sentences,
        {each.value.span: each.reason for each in found},
        {each.span: each.types[0] for each in triggers if each.types},
        said,
    )


def _sentences(segmenter: Segmenter, text: str) -> Iterator[Span]:
    sentence = segmenter.next_sentence(text, -1)
    while sentence is not None:
        yield sentence
        sentence = segmenter.next_sentence(text, sentence[0])
