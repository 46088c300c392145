"""What the forms of a word have in common, in the language of an article."""

from __future__ import annotations

from annotator.model.document import Document
from annotator.suggest.english_news.stems import stem
from annotator.suggest.language_tags import DEFAULT_LANGUAGE, ENGLISH, main_language, normal_language
from annotator.suggest.trigger_words import Stem


def stem_for(document: Document, language: str | None) -> Stem:
    """The stem of a word in a document's language: endings off in English, else the word in small letters."""
    spoken = normal_language(document.meta.get("language")) or normal_language(language) or DEFAULT_LANGUAGE
    return stem if main_language(spoken) == ENGLISH else str.casefold
