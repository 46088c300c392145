"""What a language model is expected to be asked, before it is: requests, tokens and their price."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import InputError
from annotator.extractors.article import Article
from annotator.extractors.llm.opening import opening
from annotator.extractors.llm.spec import parse_model
from annotator.extractors.llm.windows import windows
from annotator.extractors.spec import ExtractorSpec
from annotator.project.config import Config
from annotator.schema.label_schema import LabelSchema

CHARS_PER_TOKEN = 4
"""Roughly, in English; tokenizers differ by a third, other scripts take more."""

ANSWER_SHARE = 1.5
"""How many tokens an answer has for one of the text: each mention is quoted, with its type and attributes."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What a run over articles is expected to take; `price` None where the project names none for the model."""

    requests: int
    tokens: int
    price: float | None
    currency: str

    def __str__(self) -> str:
        """In a line."""
        price = "no price in [llm.prices]" if self.price is None else f"about {self.price:,.2f} {self.currency}"
        return f"about {self.requests:,} requests, {self.tokens:,} tokens, {price}"


def expected(
    spec: ExtractorSpec, articles: Iterable[Article], schema: LabelSchema, config: Config, folder: Path
) -> Expected | None:
    """What a language model is expected to be asked about articles; None for another extractor.

    The files that the spec names are looked for from a folder.

    Raises:
        InputError: a file that the spec names cannot be used.
    """
    if spec.target != "llm":
        return None
    model = parse_model(spec.argument or "").within(folder)
    asked = list(articles)
    try:
        told = opening(model, schema, [{"id": each.id, "text": each.text} for each in asked])
    except ValueError as error:
        raise InputError(f"{spec.text}: {error}") from error
    chars: list[float] = []
    for article in asked:
        before = told.chars(article.text)
        shown = windows(article.text, model.window_chars, model.overlap_chars)
        chars += [before + (end - start) * (1 + ANSWER_SHARE) for start, end in shown]
    tokens = sum(chars) / CHARS_PER_TOKEN
    of_a_million = config.llm.prices.get(model.model)
    price = None if of_a_million is None else of_a_million * round(tokens) / 1_000_000
    return Expected(len(chars), round(tokens), price, config.llm.currency)
