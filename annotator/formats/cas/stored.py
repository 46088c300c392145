"""What a record keeps of the CAS it was read from, under `meta.FORMAT`: tokens and layers, and by annotation the rest.

Whatever somebody spoilt in the record is passed over: it states nothing any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from annotator.formats.cas.structures import Cas, Unit
from annotator.model.annotation import JSON, Value
from annotator.model.document import Document
from annotator.model.spans import Span

FORMATS = ("webanno", "xmi", "cas-json")
"""The formats that keep it, each under its name; what one has read another writes too."""


@dataclass(frozen=True)
class Stored:
    """What was kept: tokens by sentence and parts of tokens, the header's lines, and facts by annotation id."""

    sentences: tuple[tuple[Span, ...], ...] = ()
    subtokens: Mapping[Unit, tuple[Span, ...]] = field(default_factory=dict)
    sentence_ids: Mapping[int, str] = field(default_factory=dict)
    header: tuple[str, ...] = ()
    facts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    document: Mapping[str, Any] = field(default_factory=dict)
    """What the file said of the document as a whole."""
    has_no_tokens: bool = False
    """Whether the text is that of the file, and the file had no tokens."""

    def of(self, annotation_id: str) -> Mapping[str, Any]:
        """The facts of one annotation; none where nothing was kept."""
        return self.facts.get(annotation_id, {})

    def link_features(self, annotation_id: str) -> dict[str, Value | None]:
        """What else the link of a chain said that was a mention's own."""
        link = self.of(annotation_id).get("link")
        features = link.get("features") if isinstance(link, dict) else None
        known = features.items() if isinstance(features, dict) else ()
        return {name: value for name, value in known if isinstance(value, str)}


def kept(
    document: Document, cas: Cas, header: Iterable[str], facts: Mapping[str, Mapping[str, JSON]]
) -> dict[str, JSON]:
    """What a record keeps, as JSON; the hash says of which text it is."""
    whole: dict[str, JSON] = {
        "text": (document.text_sha256 or "")[:16],
        "tokens": [_flat(each) for each in cas.sentences],
        "subtokens": {f"{sentence}-{token}": _flat(each) for (sentence, token), each in cas.subtokens.items()},
        "sentence_ids": {str(number): name for number, name in cas.sentence_ids.items()},
        "header": list(header),
    }
    return {"": {key: value for key, value in whole.items() if value}, **{each: dict(facts[each]) for each in facts}}


def stored_in(document: Document) -> Stored:
    """What a document keeps of the file it was read from; its tokens where its text is still the same."""
    metas = [document.meta[each] for each in FORMATS if isinstance(document.meta.get(each), dict)]
    meta: Mapping[str, Any] = metas[0] if metas else {}
    facts = {key: value for key, value in meta.items() if key and isinstance(value, dict)}
    whole = meta.get("")
    if not isinstance(whole, dict):
        return Stored(facts=facts)
    said = whole.get("document")
    header = tuple(each for each in _list(whole.get("header")) if isinstance(each, str))
    known = Stored(header=header, facts=facts, document=said if isinstance(said, dict) else {})
    sentences = tuple(_spans(each) for each in _list(whole.get("tokens")))
    is_same = whole.get("text") == (document.text_sha256 or "")[:16]
    if not (is_same and _are_tokens(sentences, len(document.text or ""))):
        return known
    known = replace(known, has_no_tokens=not sentences)
    return replace(
        known,
        sentences=sentences,
        subtokens=dict(_subtokens(whole.get("subtokens"), sentences)),
        sentence_ids=dict(_sentence_ids(whole.get("sentence_ids"), len(sentences))),
    )


def _flat(spans: Iterable[Span]) -> list[int]:
    return [place for span in spans for place in span]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _spans(value: Any) -> tuple[Span, ...]:
    places = [each for each in _list(value) if isinstance(each, int)]
    return tuple(zip(places[::2], places[1::2], strict=False))


def _are_tokens(sentences: tuple[tuple[Span, ...], ...], length: int) -> bool:
    """Whether they are tokens of a text: none empty, none that overlap, and some in every sentence."""
    tokens = [span for sentence in sentences for span in sentence]
    ordered = all(left[1] <= right[0] for left, right in pairwise(tokens))
    return all(sentences) and ordered and all(0 <= start < end <= length for start, end in tokens)


def _sentence_ids(value: Any, sentences: int) -> Iterator[tuple[int, str]]:
    for number, name in value.items() if isinstance(value, dict) else ():
        if number.isdecimal() and len(number) < 10 and int(number) < sentences and isinstance(name, str) and name:
            yield int(number), name


def _subtokens(value: Any, sentences: tuple[tuple[Span, ...], ...]) -> Iterator[tuple[Unit, tuple[Span, ...]]]:
    for name, places in value.items() if isinstance(value, dict) else ():
        sentence, _, token = name.partition("-")
        if not (sentence.isdecimal() and token.isdecimal() and len(name) < 20):
            continue
        unit = (int(sentence), int(token))
        if unit[0] < len(sentences) and unit[1] < len(sentences[unit[0]]):
            start, end = sentences[unit[0]][unit[1]]
            yield unit, tuple(each for each in _spans(places) if start <= each[0] <= each[1] <= end)
