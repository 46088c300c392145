"""The warning that what is resampled from few documents says little."""

from __future__ import annotations

from annotator.eval.notice import Notice

FEW_DOCUMENTS = 10
"""Below this many documents an interval or a p-value says little."""


def few_documents(documents: int, what: str) -> list[Notice]:
    """The warning about `what`, such as "intervals", where there are so few documents; else nothing."""
    if documents >= FEW_DOCUMENTS:
        return []
    count = f"{documents} document{'' if documents == 1 else 's'}"
    return [Notice("few-documents", None, documents, f"{what} from {count} say little; {FEW_DOCUMENTS} are the least")]
