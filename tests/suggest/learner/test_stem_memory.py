"""Stems of triggers: one document can be left out, and words that were not read are not counted as passed over."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.learner.reading.lesson import Lesson
from annotator.suggest.learner.stem_memory import StemsOfDocuments
from tests.examples import examples
from tests.suggest.learner.test_triggers import lesson

READ = st.lists(st.booleans(), min_size=3, max_size=3)


def article(name: str, read: list[bool]) -> Lesson:
    """Three sentences in which three words were a trigger, the same word being passed over once."""
    text = "They frobbed the bridge. They frobbed a mill and quilled it. Others frobbed too."
    whole = lesson(name, text, "frobbed", "quilled")
    sentences = whole.reading.sentences
    return replace(whole, events_read=tuple(each for each, is_read in zip(sentences, read, strict=True) if is_read))


@examples(20)
@given(st.lists(READ, min_size=1, max_size=4), st.integers(0, 3))
def test_leaving_out_a_document_is_never_having_seen_it(read: list[list[bool]], out: int) -> None:
    lessons = [article(f"a{number}", each) for number, each in enumerate(read)]
    out = min(out, len(lessons) - 1)
    rest = lessons[:out] + lessons[out + 1 :]
    assert StemsOfDocuments(lessons).without(out) == StemsOfDocuments(rest).whole()
    assert StemsOfDocuments(rest).with_part(lessons[out]) == StemsOfDocuments(lessons).whole()


@examples(20)
@given(READ)
def test_a_share_counts_what_was_read_and_what_is_a_trigger(read: list[bool]) -> None:
    memory = StemsOfDocuments([article("a", read)]).whole()
    assert memory.share("frob") == 1 / (1 + read[1] + read[2])
    assert memory.share("quil") == 1
    assert memory.share("bridge") == 0
