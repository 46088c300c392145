"""Text that terminals draw in different widths, in a real tmux: tags under their words, clicks on them, no remains."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.project.articles.add import add_files
from annotator.project.project import Project
from tests.tui.terminal import running
from tests.tui.tmux import in_tmux, needs_tmux

pytestmark = pytest.mark.terminal

TEXTS = {
    "hindi": "कल सुबह दिल्ली में क्षत्रिय नेता Marek से मुलाकात की और Tessal गए।\n",
    "bengali": "আজ বাংলাদেশের রাজধানী Marek এবং চট্টগ্রাম Tessal থেকে।\n",
    "tamil": "இன்று தமிழ்நாட்டின் தலைநகர் Marek மற்றும் சென்னை Tessal இருந்து.\n",
    "thai": "น้ำฝนกับวิชัย Marek เดินทางไปเชียงใหม่ Tessal ที่นั่น\n",
    "signs with VS16": "Now ✈️✈️ and 1️⃣ for Marek ❤️❤️ to Tessal ☎️ again.\n",
    "joined emoji": "Look 👨‍👩‍👧‍👦 and 👍🏽 with Marek 🏳️‍🌈 near Tessal 🫨 today.\n",
    "marks": "The cafe\u0301 of Z\u0351\u036babc Marek in Tes\u0301sal and Tessal.\n",
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    folder = tmp_path / "project"
    opened = Project.create(folder, "1.0.0")
    for name, text in TEXTS.items():
        (tmp_path / f"{name}.txt").write_text(text * 3, "utf-8")
        add_files(opened, [tmp_path / f"{name}.txt"])
    opened.close()
    return folder


@needs_tmux
@pytest.mark.parametrize(
    ("name", "size"), [*((name, (80, 24)) for name in TEXTS), ("hindi", (120, 35)), ("joined emoji", (120, 35))]
)
def test_tags_and_clicks_are_where_the_terminal_draws_the_words(
    name: str, size: tuple[int, int], project: Path
) -> None:
    before = {word: TEXTS[name][: TEXTS[name].rindex(word)] for word in ("Marek", "Tessal")}
    with in_tmux(["label", name], project, size) as tmux:
        tmux.wait_for("LABEL")
        columns = {word: tmux.column_after(words) for word, words in before.items()}
        assert columns["Tessal"] + 6 < (80 if size[0] < 100 else 76), "the words stand in the first row"
        for word, letter in (("Marek", "p"), ("Tessal", "g")):
            tmux.keys("C-Home")
            tmux.click(columns[word] + 1, 1)
            shown = tmux.keys(letter)
            tag = {"p": "PER", "g": "GPE"}[letter]
            assert shown[2][columns[word] : columns[word] + 3] == tag, "\n".join(shown)
        shown = tmux.click(columns["Marek"] + 4, 1)
        assert any("PERSON" in line and "Marek" in line for line in shown), "\n".join(shown)
        for _ in range(3):
            tmux.keys("Right", "Right")
        tmux.keys("Down", "Up", "C-Home", "]", "]")
        tmux.keys("Escape")
        moved = tmux.keys("C-End")
        assert tmux.keys("C-l") == moved, "something was left behind"


@needs_tmux
def test_what_the_terminal_does_not_draw_is_shown_by_its_code(project: Path, tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text("It said \U0001fae8 in Tessal.\n", "utf-8")
    opened = Project.open(project)
    add_files(opened, [tmp_path / "new.txt"])
    opened.close()
    with in_tmux(["label", "new"], project) as tmux:
        tmux.wait_for("LABEL")
        drawn = tmux.column_after("x\U0001fae8") - 1
        assert ("<U+1FAE8>" in tmux.lines[1]) == (drawn == 0)


def test_a_terminal_that_never_answers_shows_the_article(project: Path) -> None:
    with running(["label", "hindi"], project) as terminal:
        terminal.wait_for("LABEL")
        asked = terminal.bytes.count(b"\x1b[6n")
        assert asked > 10
        terminal.wait_for("Marek")
        terminal.keys("right", "right", "pagedown", "pagedown")
        assert terminal.bytes.count(b"\x1b[6n") == asked, "a terminal that does not answer is asked once"


def test_plain_letters_are_not_asked_about(project: Path, tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text("The “Dawn Column” – a wing… of Zürich’s Ελλάδα, 漢字, Москва.\n", "utf-8")
    opened = Project.open(project)
    add_files(opened, [tmp_path / "plain.txt"])
    opened.close()
    with running(["label", "plain"], project) as terminal:
        terminal.wait_for("LABEL")
        terminal.keys("right", "ctrl+z")
        assert b"\x1b[6n" not in terminal.bytes
