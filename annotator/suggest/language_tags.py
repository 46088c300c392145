"""Names of languages as a document's metadata has them: `en`, `pt-BR`, `zh-Hant`."""

from __future__ import annotations

ENGLISH = "en"
DEFAULT_LANGUAGE = ENGLISH
"""The language of texts of which nobody says it."""

_THREE_LETTERS = {"eng": "en", "jpn": "ja", "tha": "th", "zho": "zh", "chi": "zh", "cmn": "zh"}
"""The codes that are often met in place of the two letters, for languages with rules of their own."""


def normal_language(tag: object) -> str | None:
    """A language tag in lower case with hyphens; None for what is none."""
    words = tag.strip().lower().replace("_", "-").split("-") if isinstance(tag, str) else []
    if not words or not words[0].isalpha() or not all(word.isalnum() and word.isascii() for word in words):
        return None
    main = _THREE_LETTERS.get(words[0], words[0])
    return "-".join((main, *words[1:])) if len(main) in (2, 3) else None


def main_language(language: str) -> str:
    """A normal tag without its country and script: `pt` of `pt-br`."""
    return language.partition("-")[0]
