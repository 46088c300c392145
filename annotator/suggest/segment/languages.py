"""Which segmenter a language has. The rules are imported for the language at hand: compiling them takes a while."""

from __future__ import annotations

from annotator.suggest.language_tags import ENGLISH, main_language
from annotator.suggest.segment.library_sentences import library_sentences
from annotator.suggest.segment.segmenter import Segmenter


def segmenter_for(language: str) -> Segmenter:
    """A new segmenter for texts in a language, given by its normal tag: English rules, a model's, else Unicode's."""
    main = main_language(language)
    if main == ENGLISH:
        from annotator.suggest.segment.english_words import english_words  # noqa: PLC0415 - see above

        return Segmenter("en-1", english_words, library_sentences(main))
    from annotator.suggest.segment.unicode_words import unicode_words  # noqa: PLC0415 - see above
    from annotator.suggest.segment.unspaced_words import model_of, unspaced_words  # noqa: PLC0415 - see above

    model, notice = model_of(language), ""
    if model:
        try:
            return Segmenter(f"budoux-{model}-1", unspaced_words(model), library_sentences(main))
        except ModuleNotFoundError:
            notice = f'words of {main} need: pip install "gold-annotator[cjk]"'
    return Segmenter(f"unicode-{main}-1", unicode_words, library_sentences(main), notice)
