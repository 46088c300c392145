"""A text that the library cannot digest has sentences all the same."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from annotator.suggest.segment.languages import segmenter_for
from annotator.suggest.segment.library_sentences import is_panic, library_sentences


class PanicException(BaseException):
    """What comes out of code in Rust that gave up."""


PanicException.__module__ = "pyo3_runtime"


def library(monkeypatch: pytest.MonkeyPatch, error: type[BaseException] | None, pieces: list[str]) -> None:
    def segment(language: str, text: str) -> list[str]:
        if error:
            raise error
        return pieces

    fake = ModuleType("sentencex")
    fake.segment = segment  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "sentencex", fake)


def test_a_panic_leaves_the_boundaries_of_unicode(monkeypatch: pytest.MonkeyPatch) -> None:
    library(monkeypatch, PanicException, [])
    assert library_sentences("en")("He left. She came.") == [0, 9]


def test_lost_characters_leave_the_boundaries_of_unicode(monkeypatch: pytest.MonkeyPatch) -> None:
    library(monkeypatch, None, ["He left."])
    assert library_sentences("en")("He left. She came.") == [0, 9]


@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError, SystemExit, ValueError])
def test_nothing_else_is_caught(monkeypatch: pytest.MonkeyPatch, error: type[BaseException]) -> None:
    library(monkeypatch, error, [])
    with pytest.raises(error):
        library_sentences("en")("He left. She came.")


def test_a_real_panic_is_told_by_its_type() -> None:
    from sentencex import segment

    with pytest.raises(BaseException) as caught:  # noqa: PT011 - its type cannot be imported
        segment("en", "A\x85. ")
    assert is_panic(caught.value)
    assert not is_panic(KeyboardInterrupt())


@pytest.mark.parametrize("blank", ["\x85", "\u00a0", "\u2003", "\u2028", "\u3000"])
@pytest.mark.parametrize("form", ["A{}. ", "by{}A. Smith left.", "A {}. B", "A{0}{0}.  {0}B."])
def test_blanks_of_several_bytes_before_an_initial_do_not_reach_the_library(
    capfd: pytest.CaptureFixture[str], form: str, blank: str
) -> None:
    assert library_sentences("en")(form.format(blank))[0] == 0
    # The library would have written on the terminal, over the screen.
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ["Gen. Ilan Marek left on Feb. 16.", "The U.S. stayed."]),
        ("en", ["“We stay.”", "He left.", "The end."]),
        ("de", ["Das war z. B. am 3. Mai.", "Dr. Meier ging."]),
        ("ja", ["彼は言った。", "「行く。」", "そして去った。"]),
    ],
)
def test_abbreviations_and_quotations(language: str, sentences: list[str]) -> None:
    text = ("" if language == "ja" else " ").join(sentences)
    starts = library_sentences(language)(text)
    assert [text.index(each) for each in sentences] == starts


def test_a_line_is_the_end_of_a_sentence() -> None:
    text = "A headline\n\nThe end."
    assert segmenter_for("en").next_sentence(text, 0) == (12, 20)
