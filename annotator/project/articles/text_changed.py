"""When an article's file changes after it was labelled: noticing it, and offering where each span went.

Nothing is ever moved by itself. `reanchor` says for every span where it is in the new text and how sure that is;
`reanchoring` makes one edit of the answers that a person accepted.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from annotator.errors import AnnotatorError
from annotator.model.annotation import Annotation, Entity, Event, Relation
from annotator.model.change import Change, Edit
from annotator.model.document import Document
from annotator.model.edits import remove, slot_of
from annotator.model.record import text_hash
from annotator.model.spans import Span, Spans, surface
from annotator.project.read_text import read_text
from annotator.store.tables.documents import Source, sources

if TYPE_CHECKING:
    from annotator.project.project import Project

CONTEXT_CHARS = 40
"""How much around a span is compared, on either side."""
NEAR_CHARS = 4_000
"""How far from where it is expected a span is looked for."""
SURE = 0.95
"""From this confidence on a person need not look."""
UNSURE = 0.5
"""Below it nothing is offered."""

TAKE_TEXT = "not everybody has taken the changed text: each opens the document (annotator label) and moves the labels"
"""What to do about layers of different texts."""


@dataclass(frozen=True, slots=True)
class ChangedText:
    """An article whose file has changed; `new_text` is None when the file is gone or is no text any more."""

    document_id: str
    path: Path
    new_text: str | None


class Anchor(NamedTuple):
    """Where a span of the old text is in the new one, and how sure that is, 0 to 1; None is nowhere."""

    span: Span
    new_span: Span | None
    confidence: float


def changed_sources(project: Project) -> Iterator[ChangedText]:
    """The articles whose files are not what was added any more."""
    for source in sources(project.store.rows):
        if change := _change_of(project, source):
            yield change


def changed_text(project: Project, document: Document) -> ChangedText | None:
    """How the article's file differs from the text that a layer is on; None when it does not, or there is no file."""
    source = next((each for each in sources(project.store.rows, document.id)), None)
    return _change_of(project, source._replace(text_sha256=str(document.text_sha256))) if source else None


def _change_of(project: Project, source: Source) -> ChangedText | None:
    path = project.folder / source.path
    text = _text(path)
    if text is not None and text_hash(text) == source.text_sha256:
        return None
    return ChangedText(source.document_id, path, text)


def _text(path: Path) -> str | None:
    try:
        return read_text(path)
    except AnnotatorError:
        return None


def original_text(project: Project, document_id: str, sha256: str) -> str | None:
    """The text that was added, from the article's file, when that still has it."""
    source = next((each for each in sources(project.store.rows, document_id)), None)
    text = _text(project.folder / source.path) if source else None
    return text if text is not None and text_hash(text) == sha256 else None


def reanchor(old_text: str, new_text: str, spans: Iterable[Span]) -> list[Anchor]:
    """Where each span of the old text is in the new one.

    A span within a stretch that both texts share is moved with it, and that is sure. One whose surroundings changed
    is looked for by its words near where it is expected; the confidence is how much of words and surroundings is the
    same. The same words standing nearby several times make it less sure.
    """
    blocks = _common_blocks(old_text, new_text)
    starts = [block.old for block in blocks]
    return [_anchor(old_text, new_text, blocks, starts, span) for span in spans]


class _Block(NamedTuple):
    old: int
    new: int
    size: int


def _common_blocks(old_text: str, new_text: str) -> list[_Block]:
    """Stretches that both texts share, in order: whole lines first, characters within the lines that differ."""
    old_lines, new_lines = old_text.splitlines(keepends=True), new_text.splitlines(keepends=True)
    old_at, new_at = _offsets(old_lines), _offsets(new_lines)
    blocks: list[_Block] = []
    matcher = SequenceMatcher(None, old_lines, new_lines, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            blocks.append(_Block(old_at[i1], new_at[j1], old_at[i2] - old_at[i1]))
        elif tag == "replace":
            old_part, new_part = old_text[old_at[i1] : old_at[i2]], new_text[new_at[j1] : new_at[j2]]
            blocks += _word_blocks(old_part, new_part, old_at[i1], new_at[j1])
    return blocks


def _offsets(lines: Sequence[str]) -> list[int]:
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line))
    return offsets


def _word_blocks(old_part: str, new_part: str, old_start: int, new_start: int) -> list[_Block]:
    old_words, new_words = _words(old_part), _words(new_part)
    old_at, new_at = _offsets(old_words), _offsets(new_words)
    matcher = SequenceMatcher(None, old_words, new_words, autojunk=False)
    return [
        _Block(old_start + old_at[match.a], new_start + new_at[match.b], old_at[match.a + match.size] - old_at[match.a])
        for match in matcher.get_matching_blocks()
        if match.size
    ]


def _words(text: str) -> list[str]:
    import regex  # noqa: PLC0415 - only when a text has changed

    return regex.findall(r"\w+|\s+|[^\w\s]", text)


def _anchor(old_text: str, new_text: str, blocks: list[_Block], starts: list[int], span: Span) -> Anchor:
    index = bisect_right(starts, span[0]) - 1
    block = blocks[index] if index >= 0 else _Block(0, 0, 0)
    shift = block.new - block.old
    if block.old <= span[0] and span[1] <= block.old + block.size:
        moved = (span[0] + shift, span[1] + shift)
        return Anchor(span, moved, _likeness(old_text, new_text, span, moved))
    return _search(old_text, new_text, span, span[0] + shift)


def _search(old_text: str, new_text: str, span: Span, expected: int) -> Anchor:
    words = old_text[span[0] : span[1]]
    occurrences = _occurrences(new_text, words, expected) if words else []
    scored = sorted(((_likeness(old_text, new_text, span, each), each) for each in occurrences), reverse=True)
    if not scored:
        return Anchor(span, None, 0.0)
    likeness, best = scored[0]
    rival = scored[1][0] if len(scored) > 1 else 0.0
    # Another place that looks the same is as good a guess.
    confidence = likeness * (1 - 0.5 * rival / likeness) if likeness and rival > UNSURE else likeness
    return (
        Anchor(span, best, round(confidence, 3)) if confidence >= UNSURE else Anchor(span, None, round(confidence, 3))
    )


def _occurrences(text: str, words: str, expected: int) -> list[Span]:
    occurrences: list[Span] = []
    low, high = max(0, expected - NEAR_CHARS), expected + NEAR_CHARS + len(words)
    at = text.find(words, low, high)
    while at >= 0 and len(occurrences) < 50:
        occurrences.append((at, at + len(words)))
        at = text.find(words, at + 1, high)
    return occurrences


def _likeness(old_text: str, new_text: str, span: Span, moved: Span) -> float:
    """How much of the surroundings is the same; the words are. Half of it is given for the words alone."""
    before = _same_end(old_text[max(0, span[0] - CONTEXT_CHARS) : span[0]], new_text[: moved[0]][-CONTEXT_CHARS:])
    after = _same_end(
        old_text[span[1] : span[1] + CONTEXT_CHARS][::-1], new_text[moved[1] : moved[1] + CONTEXT_CHARS][::-1]
    )
    return round(0.5 + 0.25 * before + 0.25 * after, 3)


def _same_end(old: str, new: str) -> float:
    """Which share of the old words next to the span also stands next to it in the new text."""
    if not old and not new:
        return 1.0
    same = 0
    while same < min(len(old), len(new)) and old[-1 - same] == new[-1 - same]:
        same += 1
    return min(1.0, same / max(1, min(CONTEXT_CHARS // 2, max(len(old), len(new)))))


def reanchoring(document: Document, new_text: str, anchors: Iterable[Anchor]) -> Edit:
    """One edit that puts the new text under a document and moves its annotations by these anchors.

    A mention or trigger of which a piece went nowhere, or across another, goes, with what hangs on it; whoever keeps
    it lists an anchor of their own. Evidence that went nowhere is left out.
    """
    moved = {anchor.span: anchor.new_span for anchor in anchors}
    lost = [each.id for each in (*document.entities.values(), *document.events.values()) if _is_lost(each, moved)]
    removing = remove(document, lost) if lost else Edit("text changed", ())
    after = {(change.slot, change.key): change.after for change in removing.changes}
    changes = list(removing.changes)
    for annotation in document.annotations():
        place = (slot_of(annotation), annotation.id)
        current = after.get(place, annotation)
        shifted = _moved(current, moved, new_text) if isinstance(current, Entity | Relation | Event) else None
        if shifted is not None and shifted != current:
            changes.append(Change(*place, current, shifted))
    return Edit("text changed", (*changes, Change("text", "", document.text, new_text)))


def _is_lost(annotation: Entity | Event, moved: dict[Span, Span | None]) -> bool:
    places = [moved.get(span) for span in annotation.spans]
    placed = [place for place in places if place is not None]
    return len(placed) < len(places) or any(left[1] > right[0] for left, right in pairwise(placed))


def _moved(annotation: Annotation, moved: dict[Span, Span | None], text: str) -> Annotation:
    if isinstance(annotation, Relation):
        return replace(annotation, evidence=_places(annotation.evidence, moved))
    spans = _places(annotation.spans, moved)
    if isinstance(annotation, Event):
        if annotation.trigger is None:
            return annotation
        return replace(annotation, trigger=replace(annotation.trigger, spans=spans, text=surface(text, spans)))
    return replace(annotation, spans=spans, text=surface(text, spans))


def _places(spans: Spans, moved: dict[Span, Span | None]) -> Spans:
    moved_spans = (moved.get(span) for span in spans)
    return tuple(sorted(span for span in moved_spans if span is not None))


def spans_of(document: Document) -> list[Span]:
    """Every span of a document's annotations, evidence included, each once, in order."""
    pieces = {span for each in (*document.entities.values(), *document.events.values()) for span in each.spans}
    return sorted(pieces | {span for each in document.relations.values() for span in each.evidence})
