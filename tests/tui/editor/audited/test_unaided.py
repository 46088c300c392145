"""In a sentence that is labelled unaided nothing is offered, by sources or rules, and one stop says so."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.model.annotation import Event, Trigger
from annotator.model.spans import Span
from annotator.suggest.offered.lots import Shares
from annotator.suggest.offered.unaided import UNAIDED
from annotator.tui.editor.annotate.preselected import ranked_fillers
from annotator.tui.editor.context import Context, Ranker
from annotator.tui.editor.coverage.sheet import all_sentences
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.move.candidates import candidates_in
from tests.tui.editor.audited.auditing import TEXT, WHOLE, audited, memory_session
from tests.tui.in_memory import press, selected

HALF = Shares(unaided=0.5, seed=6)


def unaided(work: Editor) -> list[Span]:
    return [each for each in all_sentences(work.context) if work.context.is_unaided(each[0])]


def walked(work: Editor) -> list[Span]:
    """The places at which Tab stops."""
    press(work, "ctrl+home")
    found = [work.state.selection]
    for _ in range(100):
        press(work, "tab")
        if work.state.selection in found:
            break
        found.append(work.state.selection)
    return found


def test_the_walk_stops_there_once_at_the_first_word() -> None:
    work = audited(HALF)
    hidden = unaided(work)
    assert 0 < len(hidden) < 12
    stops = walked(work)
    for sentence in hidden:
        here = [each for each in stops if sentence[0] <= each[0] < sentence[1]]
        assert [each[0] for each in here] == [sentence[0]]
        assert candidates_in(work.context, sentence) == here
    others = [each for each in all_sentences(work.context) if each not in hidden]
    assert all(len(candidates_in(work.context, each)) > 1 for each in others)


def test_whoever_comes_into_one_is_told() -> None:
    work = audited(HALF)
    sentence = unaided(work)[1]
    work.go_to((sentence[0] - 2, sentence[0] - 1))
    press(work, "tab")
    assert work.state.selection[0] == sentence[0]
    assert work.state.message == UNAIDED
    press(work, "right")
    assert work.state.message == ""


def test_a_label_there_goes_on_to_the_next_word() -> None:
    work = audited(HALF)
    sentence = unaided(work)[0]
    work.go_to((sentence[0], sentence[0] + TEXT[sentence[0] :].index(" ")))
    press(work, "o")
    assert selected(work) == TEXT[sentence[0] :].split()[1]


def test_a_sentence_is_read_once_the_stop_was_passed() -> None:
    work = audited(HALF)
    walked(work)
    assert all(row.read == row.sentences for row in work.sheet().rows if row.name == "mentions")


def test_nothing_is_held_back_where_nobody_asked() -> None:
    work = audited(Shares())
    assert unaided(work) == []
    assert work.state.message == ""
    assert len(work.context.offers.mentions(WHOLE)) == 33
    assert work.context.suggester is work.suggester


def test_an_article_says_so_when_it_is_opened() -> None:
    from rich.cells import cell_len

    from annotator.tui.keymap import keymap

    messages = {
        Editor(memory_session(), keymap(), cell_len, shares=shares).state.message
        for shares in (Shares(0.1), Shares(0, 0.1), Shares(0.1, 0.1))
    }
    assert messages == {
        "some sentences have no suggestions: label there what you see",
        "a few suggestions are planted wrong, to see how they are taken: read each",
        "a few suggestions are planted wrong, some sentences have none: read each",
    }
    assert all(len(each) < 80 for each in messages)


class Ranked(Ranker):
    """Knows one filler of everything."""

    def ranked(self, context: Context, event: Event) -> Mapping[str, list[tuple[str, float]]]:
        return {"Agent": [("T1", 0.9)]}


def test_no_filler_is_ranked_there() -> None:
    work = audited(HALF)
    hidden = unaided(work)[0]
    work.ranker = Ranked()
    for sentence in all_sentences(work.context):
        event = Event("E1", "Attack", Trigger(((sentence[0], sentence[0] + 3),)))
        assert bool(ranked_fillers(work.context, event)) == (not work.context.is_unaided(sentence[0]))
    assert work.context.is_unaided(hidden[0])
