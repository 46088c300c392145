"""What a language model is expected to be asked, before it is: requests, tokens and their price."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import FoundError
from annotator.extractors.article import Article
from annotator.extractors.llm.spec import parse_model
from annotator.extractors.llm.task import task
from annotator.extractors.llm.windows import windows
from annotator.extractors.spec import ExtractorSpec
from annotator.project.config import Config
from annotator.schema.label_schema import LabelSchema
from annotator.text.utf8 import read_utf8

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
        InputError: a file that the spec names cannot be read.
    """
    if spec.target != "llm":
        return None
    model = parse_model(spec.argument or "").within(folder)
    prompt = read_utf8(model.prompt, FoundError) if model.prompt else None
    before = len(task(schema, prompt)) + (len(read_utf8(model.examples, FoundError)) if model.examples else 0)
    chars = [
        end - start
        for article in articles
        for start, end in windows(article.text, model.window_chars, model.overlap_chars)
    ]
    tokens = sum((before + each * (1 + ANSWER_SHARE)) / CHARS_PER_TOKEN for each in chars)
    of_a_million = config.llm.prices.get(model.model)
    price = None if of_a_million is None else of_a_million * round(tokens) / 1_000_000
    return Expected(len(chars), round(tokens), price, config.llm.currency)
