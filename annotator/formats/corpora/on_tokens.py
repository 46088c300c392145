"""A document as a format of tokens can hold it: what fits, with the tokens that its mentions and triggers stand on."""

from __future__ import annotations

from itertools import chain

from msgspec.structs import replace

from annotator.formats.losses import Holds, fitted
from annotator.formats.protocol import Report
from annotator.formats.tokens import AT_BLANKS, META, Tokens, other_meta, tokens_of
from annotator.model.document import Document


def fitted_on_tokens(document: Document, holds: Holds, report: Report) -> tuple[Document, Tokens]:
    """The part of a document that the format holds, and its tokens; what is not in it is reported."""
    other = other_meta(document)
    is_marked = len(other) < len(document.meta)
    kept = fitted(replace(document, meta={key: document.meta[key] for key in other}), holds, report)
    marked = replace(kept, meta={**kept.meta, META: AT_BLANKS}) if is_marked else kept
    spans = chain((each.spans for each in kept.entities.values()), (each.spans for each in kept.events.values()))
    tokens = tokens_of(marked, chain.from_iterable(chain.from_iterable(spans)))
    report.lose_all(tokens.lost_text())
    return marked, tokens
