"""What is said from beside stands until it was on the screen from one key to the next, and then goes by itself."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.tui.editor.news import SEEN_KEYS, News
from tests.examples import examples

STEPS = st.lists(st.sampled_from(["hear", "paint", "key", "key"]), min_size=1, max_size=30)


@given(STEPS)
@examples(60)
def test_nothing_is_lost_unseen_and_nothing_stays(steps: list[str]) -> None:
    news, keys_while_painted, painted = News(), dict[str, int](), set[str]()
    lost: list[str] = []
    for number, step in enumerate(steps):
        if step == "hear":
            news.hear(f"news {number}")
            keys_while_painted[f"news {number}"] = 0
        elif step == "paint":
            news.painted()
            painted.update(news.all)
        else:
            news.key_pressed()
            for each in painted:
                keys_while_painted[each] += 1
        standing = tuple(each for each, keys in keys_while_painted.items() if keys < SEEN_KEYS)
        lost += [] if news.all == standing else [f"after {number + 1} steps: {news.all}, not {standing}"]
    assert not lost


def test_news_stand_behind_what_a_key_says_and_are_told_once() -> None:
    news = News()
    news.hear("the file has changed")
    news.hear("")
    news.hear("the file has changed")
    assert news.beside("GPE Selm") == "GPE Selm; the file has changed"
    assert news.beside("") == "the file has changed"
    assert news.take() == ("the file has changed",)
    assert news.beside("") == ""
