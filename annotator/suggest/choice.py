"""Which segmenter and which suggesters serve a document: by its language, unless the project names suggesters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from annotator.model.document import Document
from annotator.suggest.language_tags import DEFAULT_LANGUAGE, ENGLISH, main_language, normal_language
from annotator.suggest.registry import suggester_named
from annotator.suggest.segment.languages import segmenter_for
from annotator.suggest.segment.segmenter import Segmenter
from annotator.suggest.several import Several


class Suggesting(NamedTuple):
    """What splits an article and what makes suggestions for it, made for this one."""

    segmenter: Segmenter
    suggester: Several


def suggesting(document: Document, language: str | None = None, suggesters: Sequence[str] | None = None) -> Suggesting:
    """What serves a document; `language` holds where its metadata names none, English where nobody does.

    Raises:
        InputError: there is no suggester of a name.
    """
    spoken = normal_language(document.meta.get("language")) or normal_language(language) or DEFAULT_LANGUAGE
    names = usual_suggesters(spoken) if suggesters is None else suggesters
    return Suggesting(segmenter_for(spoken), Several([suggester_named(name) for name in names]))


def usual_suggesters(language: str) -> tuple[str, ...]:
    """The suggesters for texts in a language when nobody names any."""
    return ("english-news",) if main_language(language) == ENGLISH else ("labelled-words",)
