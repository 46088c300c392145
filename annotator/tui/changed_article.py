"""An article whose file has changed since it was labelled: shown span by span, and moved when a person says so."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from annotator.model.change import Edit
from annotator.model.document import Document
from annotator.project.articles.text_changed import SURE, Anchor, ChangedText, reanchor, reanchoring, spans_of
from annotator.tui.editor.state import Item, Picking

ALL, SURE_ONLY = "all", "sure"
"""The keys of the two items that accept: everything offered, or only what is sure."""


@dataclass(frozen=True, slots=True)
class ChangedArticle:
    """What became of an article's file, and where each span of the labelled text is in it."""

    path: Path
    new_text: str | None
    anchors: tuple[Anchor, ...]

    def notice(self, shown_by: str) -> str:
        """What the status line says; `shown_by` is what a person presses or types to see it."""
        if self.new_text is None:
            return f"{self.path.name} is gone or no text any more; the labels stay on the text as it was"
        return f"{self.path.name} has changed since it was labelled; {shown_by} shows where each span would go"

    def offer(self, document: Document) -> Picking:
        """The list: two ways to accept, then every span with its confidence, least sure first."""
        text = document.text or ""
        lost = sum(anchor.new_span is None for anchor in self.anchors)
        sure = sum(_is_sure(anchor) for anchor in self.anchors)
        items = [
            Item(f"move all spans that were found: {len(self.anchors) - lost}", f"lost and removed: {lost}", ALL),
            Item(f"move the sure spans alone: {sure}", f"removed: {len(self.anchors) - sure}", SURE_ONLY),
        ]
        for anchor in sorted(self.anchors, key=lambda each: each.confidence):
            words = " ".join(text[slice(*anchor.span)].split())
            items.append(Item(words, f"{anchor.confidence:.0%}  {self._place(anchor)}", "", anchor.span))
        return Picking(
            "reanchor", f"{self.path.name} has changed; Enter on one of the first two moves the labels", tuple(items)
        )

    def _place(self, anchor: Anchor) -> str:
        if anchor.new_span is None or self.new_text is None:
            return "lost"
        start, end = anchor.new_span
        around = (
            f"{self.new_text[max(start - 20, 0) : start]}[{self.new_text[start:end]}]{self.new_text[end : end + 20]}"
        )
        return " ".join(around.split())

    def edit(self, document: Document, choice: str) -> Edit:
        """The one edit that puts the labels on the new text; undo takes it back."""
        kept = (
            anchor if choice == ALL or _is_sure(anchor) else anchor._replace(new_span=None) for anchor in self.anchors
        )
        return reanchoring(document, self.new_text or "", kept)


def _is_sure(anchor: Anchor) -> bool:
    return anchor.new_span is not None and anchor.confidence >= SURE


def changed_article(document: Document, change: ChangedText) -> ChangedArticle:
    """Where each span of a document is in the changed file."""
    if change.new_text is None:
        return ChangedArticle(change.path, None, ())
    anchors = reanchor(document.text or "", change.new_text, spans_of(document))
    return ChangedArticle(change.path, change.new_text, tuple(anchors))
