"""How offsets are counted that do not fit is seen, and said with the way out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.eval.documents.shifts import READINGS, SAMPLE, Shifts
from annotator.model.annotation import Entity
from annotator.model.record import Record
from annotator.model.spans import Span

TEXT = "Ana met Bén and 😀 Tomas."
WORDS = ("Ana", "met", "Bén", "and", "Tomas")
ONE = "the first character is counted as 1"


def record(spans: list[Span], words: list[str | None]) -> Record:
    entities = (
        Entity(f"T{number}", "A", (each,), word) for number, (each, word) in enumerate(zip(spans, words, strict=True))
    )
    return Record("d", entities=tuple(entities))


def counted(name: str, word: str) -> Span:
    """Where a word stands as it is counted otherwise."""
    start = TEXT.index(word)
    end = start + len(word)
    if name == "counted in UTF-8 bytes":
        return len(TEXT[:start].encode()), len(TEXT[:end].encode())
    if name == "counted in UTF-16 units":
        return len(TEXT[:start].encode("utf-16-le")) // 2, len(TEXT[:end].encode("utf-16-le")) // 2
    if name == "taken with inclusive ends":
        return start, end - 1
    return start + 1, end + 1


NAMES = ("counted in UTF-8 bytes", "counted in UTF-16 units", "taken with inclusive ends", ONE)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("says_words", [True, False])
def test_the_way_of_counting_is_named_with_the_way_out(name: str, says_words: bool) -> None:
    shifts = Shifts()
    predicted = record([counted(name, word) for word in WORDS], [word if says_words else None for word in WORDS])
    if says_words:
        shifts.look(predicted, TEXT)
    else:
        gold = record([(TEXT.index(word), TEXT.index(word) + len(word)) for word in WORDS], list(WORDS))
        shifts.look_at_spans(gold, predicted, TEXT)
    found = shifts.warnings()
    if not says_words and name == ONE:
        assert not found, "spans alone do not tell that from anything else"
        return
    [(code, document, message)] = found
    assert (code, document) == ("shift", None)
    assert message.startswith("5 of 5 predicted ")
    assert f"when {name}, " in message
    assert message.endswith(READINGS[name])
    assert found[code, document, message] == 5


@given(st.sampled_from(WORDS))
def test_one_mention_that_says_its_words_is_enough(word: str) -> None:
    shifts = Shifts()
    shifts.look(record([counted(ONE, word)], [word]), TEXT)
    [(_, _, message)] = shifts.warnings()
    assert "1 of 1 " in message
    assert ONE in message or word in WORDS[3:]  # Behind "é" bytes and UTF-16 units fit as well.


@pytest.mark.parametrize(("wrong", "right", "warns"), [(1, 0, True), (2, 1, True), (2, 2, False), (1, 2, False)])
def test_as_much_as_fits_already_is_no_shift(wrong: int, right: int, warns: bool) -> None:
    shifts = Shifts()
    spans = [counted(ONE, word) for word in WORDS[:wrong]]
    spans += [(TEXT.index(word), TEXT.index(word) + len(word)) for word in WORDS[wrong : wrong + right]]
    shifts.look(record(spans, list(WORDS[: wrong + right])), TEXT)
    assert bool(shifts.warnings()) == warns


@pytest.mark.parametrize(("shifted", "others", "warns"), [(2, 2, True), (1, 2, False)])
def test_half_of_all_must_fit(shifted: int, others: int, warns: bool) -> None:
    shifts = Shifts()
    spans = [counted(ONE, word) for word in WORDS[:shifted]] + [(20, 24)] * others
    shifts.look(record(spans, [*WORDS[:shifted], *["nowhere"] * others]), TEXT)
    assert bool(shifts.warnings()) == warns


def test_no_more_is_looked_at_than_a_sample() -> None:
    shifts = Shifts()
    shifts.look(record([counted(ONE, "met")] * SAMPLE, ["met"] * SAMPLE), TEXT)
    shifts.look(record([counted(ONE, "met")], ["met"]), TEXT)
    [(_, _, message)] = shifts.warnings()
    assert f"{SAMPLE} of {SAMPLE} " in message
