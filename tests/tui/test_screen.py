"""The labelling screen through a pseudo-terminal: keys in, screen out."""

from __future__ import annotations

import re
import signal
from pathlib import Path

import pytest

from annotator.datasets.write import write_records
from annotator.model.annotation import mention
from annotator.model.document import by_id, new_document
from annotator.project.articles.add import add_files
from annotator.project.project import Project
from tests.tui.terminal import Terminal, running

pytestmark = pytest.mark.terminal

TEXT = (
    "Oskell blacklisted the Dawn Column in May.\n\nIlan Marek, the head of the Selm Brigade, said they attacked "
    "Varania’s Border Corps. An Oskell-backed group denied it.\n"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    opened = Project.create(folder, "1.0.0")
    (tmp_path / "first.txt").write_text(TEXT, "utf-8")
    (tmp_path / "second.txt").write_text("A second article about Tessal.\n", "utf-8")
    add_files(opened, [tmp_path / "first.txt", tmp_path / "second.txt"])
    opened.close()
    return folder


def entities(folder: Path, document_id: str = "first") -> list[tuple[str, str]]:
    opened = Project.open(folder)
    session = opened.open_session(document_id)
    found = sorted((each.type, each.text or "") for each in session.document.entities.values())
    session.close()
    opened.close()
    return found


def test_a_mention_labelled_is_on_the_screen_and_on_disk(project: Path) -> None:
    with running(["label", "first"], project) as terminal:
        terminal.wait_for("Oskell blacklisted")
        terminal.wait_for("LABEL")
        terminal.keys("g")
        # Before the key it said "on disk" too.
        terminal.wait_for("1 mention ")
        terminal.wait_for("● on disk")
        assert terminal.lines[2].startswith("GPE?┘") or terminal.lines[2].startswith("GPE")
        terminal.process.kill(signal.SIGKILL)
    assert entities(project) == [("GPE", "Oskell")]
    with running(["label", "first"], project) as terminal:
        terminal.wait_for("GPE")
        terminal.keys("ctrl+z")
        terminal.wait_for("undo")
        assert "GPE" not in terminal.lines[2]
        terminal.keys(",", "q")
        assert terminal.end() == 0
    assert entities(project) == []


def test_relation_event_and_next_article(project: Path) -> None:
    with running(["label", "first"], project) as terminal:
        terminal.wait_for("LABEL")
        walk_to(terminal, "Ilan Marek", "p")
        walk_to(terminal, "Selm Brigade", "o")
        terminal.keys("<")
        terminal.wait_for("RELATION")
        terminal.keys(letter_of(terminal, "LEADER_OF"))
        terminal.wait_for("HINT")
        terminal.keys("f")
        terminal.wait_for("─LEADER_OF▸")
        terminal.keys("end", "home", ")", ",", "n")
        terminal.wait_for("A second article")
        terminal.keys(",", "b")
        terminal.wait_for("Oskell blacklisted")
        terminal.keys("ctrl+c")
        assert terminal.end() == 0
    assert ("PERSON", "Ilan Marek") in entities(project)


def test_an_article_is_declared_as_done_and_shown_as_such_in_the_list(project: Path) -> None:
    with running(["label", "first"], project, size=(120, 35)) as terminal:
        terminal.wait_for("/3 read")
        terminal.keys("g", "_")
        terminal.wait_for("done? ── first")
        terminal.keys("m")
        terminal.wait_for("mentions: done")
        terminal.keys("escape", "f5")
        terminal.wait_for("mentions done")
        assert "◐" in terminal.text
        terminal.keys("escape", "_", "v", "r", "e", "escape", "f5")
        terminal.wait_for("●")
        terminal.keys("escape", ",", "q")
        assert terminal.end() == 0
    opened = Project.open(project)
    assert [each.status for each in opened.documents()] == ["done", "new"]
    opened.close()
    with running(["label", "first"], project) as terminal:
        terminal.wait_for("/3 read")
        assert " the Dawn Column" in terminal.lines[1]
        terminal.keys(",", "j")
        terminal.wait_for("done? ── first")
        terminal.keys("escape", ",", "q")
        assert terminal.end() == 0


def test_a_capital_makes_one_thing_a_place_is_put_aside_and_ctrl_o_leads_back(project: Path) -> None:
    with running(["label", "first"], project) as terminal:
        terminal.wait_for("LABEL")
        terminal.keys("G")
        terminal.wait_for("ALL?")
        terminal.keys("enter")
        terminal.wait_for("x 2, one thing")
        terminal.keys("-")
        terminal.wait_for("not a mention")
        terminal.keys("/", *"denied", "enter")
        terminal.wait_for(" denied ")
        terminal.keys("ctrl+o")
        terminal.read()
        assert " denied " not in terminal.lines[-5] + " "
        terminal.keys(",", "q")
        assert terminal.end() == 0
    opened = Project.open(project)
    session = opened.open_session("first")
    assert len({each.coref for each in session.document.entities.values()}) == 1
    assert not any(each.unconfirmed for each in session.document.entities.values())
    assert len(session.document.rejected) == 1
    session.close()
    opened.close()


def test_what_is_proposed_is_confirmed_from_the_list(project: Path) -> None:
    with running(["label", "first"], project) as terminal:
        terminal.wait_for("LABEL")
        terminal.keys("g", "$", "$")
        terminal.wait_for("proposed in this article: 1")
        terminal.keys("escape", "f5")
        terminal.wait_for("first   1?  1m 0r 0e")
        terminal.keys("escape", "$", "$")
        terminal.keys("enter")
        terminal.wait_for("1 confirmed")
        terminal.keys("escape", ",", "q")
        assert terminal.end() == 0
    opened = Project.open(project)
    session = opened.open_session("first")
    assert [each.unconfirmed for each in session.document.entities.values()] == [()]
    session.close()
    opened.close()


def test_a_digit_of_the_list_of_things_joins_and_minus_takes_out(project: Path) -> None:
    with running(["label", "first"], project) as terminal:
        terminal.wait_for("LABEL")
        terminal.keys("g", "enter", "o", "enter", "tab")
        walk_to(terminal, "they", "o")
        terminal.keys("=")
        terminal.wait_for("is the same as")
        terminal.wait_for("[Dawn Column]")
        terminal.keys("=")
        terminal.keys("=", "1")
        terminal.wait_for("= Dawn Column: 1 mention moved")
        terminal.keys(",", "q")
        assert terminal.end() == 0
    opened = Project.open(project)
    session = opened.open_session("first")
    corefs = {each.text: each.coref for each in session.document.entities.values()}
    assert corefs["they"] == corefs["Dawn Column"] != corefs["Oskell"]
    session.close()
    opened.close()


def test_what_stands_twice_is_offered_when_the_article_is_opened_and_taken_over(project: Path) -> None:
    caption = "Ilan Marek of the Selm Brigade walks through Tessal after the raid."
    (project.parent / "twin.txt").write_text(f"{caption}\n\nOther words.\n\n{caption}\n", "utf-8")
    opened = Project.open(project)
    add_files(opened, [project.parent / "twin.txt"])
    opened.close()
    with running(["label", "twin"], project) as terminal:
        terminal.wait_for("LABEL")
        terminal.keys("p", "enter")
        terminal.wait_for("● on disk")
        terminal.keys(",", "q")
        assert terminal.end() == 0
    with running(["label", "twin"], project) as terminal:
        terminal.wait_for(",= takes over 1 mention: line 5 repeats line 1")
        terminal.keys(",", "=")
        terminal.wait_for("took over 1 mention")
        terminal.keys(",", "q")
        assert terminal.end() == 0
    one, other = entities(project, "twin")
    assert one == other


def walk_to(terminal: Terminal, words: str, letter: str) -> None:
    """Walk the candidates until some words are on the card, then label them."""
    for _ in range(30):
        if f" {words} " in terminal.lines[-5] + " ":
            terminal.keys(letter)
            return
        terminal.keys("tab")
    raise AssertionError(f"never came to {words}:\n{terminal.text}")


def letter_of(terminal: Terminal, name: str) -> str:
    found = re.search(rf"(\w) {name}", terminal.text)
    assert found, terminal.text
    return found[1]


def test_click_and_drag_select_by_their_own_cells(project: Path) -> None:
    with running(["label", "first"], project) as terminal:
        terminal.wait_for("LABEL")
        column = terminal.lines[1].index("Dawn")
        terminal.click(column + 1, 1)
        assert " Dawn " in terminal.lines[-5] + " "
        terminal.click(column, 1, release_at=(column + len("Dawn Column") - 1, 1))
        assert " Dawn Column " in terminal.lines[-5] + " "
        terminal.keys("o", ",", "q")
        assert terminal.end() == 0
    assert entities(project) == [("ORG", "Dawn Column")]


def test_moving_and_labelling_send_little_and_idling_nothing(project: Path) -> None:
    with running(["label", "first"], project) as terminal:
        terminal.wait_for("LABEL")
        # What has changed before the first look beside the screen is told before the key, whose words take its place.
        terminal.read(1.0)
        moves = [terminal.keys("right") for _ in range(6)]
        assert sorted(moves)[3] <= 1024
        labels = [terminal.keys("g") for _ in range(3)]
        assert sorted(labels)[1] <= 1024
        # What has changed before the first look beside the screen is told before the key, whose words take its place.
        terminal.read(1.0)
        assert terminal.read(1.5) == 0


def test_a_page_of_a_dense_article_takes_at_most_four_kilobytes(project: Path, tmp_path: Path) -> None:
    words = ["Oskell", "banned", "the", "Dawn", "Column", "in", "May", "near", "Tessal", "and", "Selm", "said", "of"]
    text = "".join(f"{' '.join(words[(n + k) % len(words)] for k in range(14))}. " for n in range(400))
    entities = [mention(f"T{n}", "GPE", text, ((20 * n, 20 * n + 6),)) for n in range(1400)]
    opened = Project.open(project)
    dense = new_document("dense", text, schema_ref=opened.schema.ref, entities=by_id(entities))
    write_records([dense], tmp_path / "dense.jsonl")
    add_files(opened, [tmp_path / "dense.jsonl"])
    opened.close()
    with running(["label", "dense"], project, (120, 35)) as terminal:
        terminal.wait_for("LABEL")
        # What has changed before the first look beside the screen is told before the key, whose words take its place.
        terminal.read(1.0)
        pages = []
        for _ in range(6):
            pages.append(terminal.keys("pagedown") + terminal.read(0.3))
        assert "GPE" in terminal.text
        assert sorted(pages)[3] <= 4096


def test_opening_scrolling_and_quitting_changes_no_byte(project: Path) -> None:
    with running(["label", "first"], project) as terminal:
        terminal.wait_for("LABEL")
        terminal.keys("g", ",", "q")
        assert terminal.end() == 0
    before = contents(project)
    with running(["label", "first"], project) as terminal:
        terminal.wait_for("LABEL")
        terminal.keys("down", "pagedown", "end", "tab", "|", ",", "q")
        assert terminal.end() == 0
    assert contents(project) == before


def contents(folder: Path) -> dict[str, bytes]:
    """The bytes of every file, but for SQLite's index in shared memory, which holds nothing and which readers mark."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.name.endswith("-shm"))
    return {path.name: path.read_bytes() for path in files}


HOSTILE = (
    "A \x1b]0;owned\x07 title \x1b]52;c;aGk=\x07 and \x9b31m red \u202eleft\u202c [/oops] [@click=app.quit]x[/] end.\n"
)


def test_nothing_in_an_article_or_its_name_reaches_the_terminal_as_a_command(tmp_path: Path) -> None:
    folder = tmp_path / "project"
    opened = Project.create(folder, "1.0.0")
    (tmp_path / "odd [bold]\u202e.txt").write_bytes(HOSTILE.encode())
    add_files(opened, [tmp_path / "odd [bold]\u202e.txt"])
    opened.close()
    with running(["label"], folder) as terminal:
        terminal.wait_for("LABEL")
        terminal.keys("right", "right", "g", "#", *"[/b]", "enter", "|", "f5", "escape", "?")
        terminal.wait_for("READ")
        terminal.keys("escape", ",", "i", "escape")
        terminal.wait_for("[/oops]")
        assert b"\x1b]0;" not in terminal.bytes
        assert b"\x1b]52" not in terminal.bytes
        assert "\x9b".encode() not in terminal.bytes
        assert "\u202e".encode() not in terminal.bytes
        terminal.keys(",", "q")
        assert terminal.end() == 0


def test_the_second_screen_on_a_layer_is_read_only_and_says_why(project: Path) -> None:
    with running(["label", "first"], project) as first:
        first.wait_for("LABEL")
        with running(["label", "first"], project) as second:
            second.wait_for("read-only")
            second.keys("g")
            assert "GPE" not in second.lines[2]
            second.keys(",", "q")
            assert second.end() == 0
        first.keys("g")
        first.wait_for("GPE")


def test_where_titles_repeat_the_id_stands_before_them_and_is_found(project: Path, tmp_path: Path) -> None:
    """10,000 files that begin with the same line were 10,000 equal rows; the id was not searched."""
    names = [f"minutes-{number}" for number in (7, 8, 9)]
    for name in names:
        (tmp_path / f"{name}.txt").write_text(f"MINUTES OF THE MEETING\n\n{name} was held in Tessal.\n", "utf-8")
    opened = Project.open(project)
    add_files(opened, [tmp_path / f"{name}.txt" for name in names])
    opened.close()
    with running(["label", "minutes-7"], project) as terminal:
        terminal.wait_for("LABEL")
        assert "minutes-7" in terminal.lines[0]
        terminal.keys("f5")
        terminal.wait_for("articles")
        rows = [line for line in terminal.lines if "MINUTES" in line]
        assert all(any(line.index(name) < line.index("MINUTES") for line in rows if name in line) for name in names)
        terminal.keys(*"tes-9")
        terminal.wait_for("1 of 5")
        terminal.keys("enter")
        terminal.wait_for("minutes-9 was held")
        assert "minutes-9" in terminal.lines[0]


def test_a_note_is_written_shown_and_kept_and_an_article_renamed(project: Path) -> None:
    with running(["label", "first"], project) as terminal:
        terminal.wait_for("LABEL")
        terminal.keys("g", "#")
        terminal.wait_for("note")
        terminal.keys(*"two of them", "enter")
        terminal.wait_for("two of them")
        terminal.wait_for("● on disk")
        terminal.keys(",", "N")
        terminal.wait_for("TEXT")
        terminal.keys("ctrl+u", *"other", "enter")
        terminal.wait_for("first is called other now")
        terminal.wait_for("● on disk")
        terminal.keys(",", "q")
        assert terminal.end() == 0
    opened = Project.open(project)
    session = opened.open_session("other")
    assert [each.note for each in session.document.entities.values()] == ["two of them"]
    session.close()
    opened.close()


def test_the_list_of_things_names_what_it_is_for(project: Path) -> None:
    with running(["label", "first"], project) as terminal:
        terminal.wait_for("LABEL")
        for name in ("Oskell", "Varania"):
            walk_to(terminal, name, "g")
        terminal.keys("=")
        terminal.wait_for("is the same as")
        [title] = [line for line in terminal.lines if "is the same as" in line]
        assert "Varania" in title
        assert " GPE  NAM " in title
        assert any(line.lstrip().startswith("1 Oskell") for line in terminal.lines)


@pytest.mark.parametrize("size", [(20, 5), (1, 1), (200, 50)])
def test_every_size_works(project: Path, size: tuple[int, int]) -> None:
    with running(["label", "first"], project, size) as terminal:
        terminal.read(2.0)
        terminal.keys("right", "g", "space", "escape", ",", "q")
        assert terminal.end() == 0
    assert len(entities(project)) == 1


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "xterm"}, {"ANNOTATOR_THEME": "light"}])
def test_without_colours_everything_is_still_said(project: Path, environment: dict[str, str]) -> None:
    with running(["label", "first"], project, (80, 24), **environment) as terminal:
        terminal.wait_for("LABEL")
        terminal.keys("g")
        terminal.wait_for("GPE?─┘")
        assert "GPE" in terminal.lines[2]
        if "NO_COLOR" in environment:
            assert not re.search(rb"\x1b\[[0-9;]*(3[0-7]|4[0-7]|38|48|9[0-7])[;m]", terminal.bytes)


def test_plain_mode_labels_line_by_line(project: Path) -> None:
    with running(["label", "--plain", "first"], project) as terminal:
        terminal.wait_for("words: 1 Oskell")
        terminal.process.send('"Oskell" GPE\n')
        terminal.wait_for('mention GPE "Oskell"')
        terminal.process.send("1-2 nonsense\n")
        terminal.wait_for("no type nonsense")
        terminal.process.send("quit\n")
        assert terminal.end() == 0
    assert entities(project) == [("GPE", "Oskell")]


def test_a_changed_article_is_shown_and_its_labels_move_when_asked(project: Path) -> None:
    with running(["label", "first"], project) as terminal:
        terminal.wait_for("LABEL")
        terminal.keys("g", "o")
        terminal.keys(",", "q")
        assert terminal.end() == 0
    article = project.parent / "first.txt"
    article.write_text("A new line.\n\n" + TEXT, "utf-8")
    with running(["label", "first"], project, (120, 30)) as terminal:
        terminal.wait_for("has changed since it was labelled")
        assert "A new line" not in terminal.text
        terminal.keys(",", "c")
        terminal.wait_for("move all")
        assert "[Oskell]" in terminal.text
        terminal.keys("enter")
        terminal.wait_for("A new line.")
        terminal.wait_for("● on disk")
        terminal.keys("ctrl+z")
        terminal.wait_for("undo: text changed")
        assert "A new line" not in terminal.text
        terminal.keys("ctrl+y", ",", "q")
        assert terminal.end() == 0
    assert entities(project) == [("GPE", "Oskell"), ("ORG", "Dawn Column")]


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP])
def test_an_ending_terminal_leaves_everything_on_disk_and_the_layer_free(project: Path, ending: int) -> None:
    with running(["label", "first"], project) as terminal:
        terminal.wait_for("LABEL")
        terminal.process.send("g")
        terminal.read(0.05)
        terminal.process.kill(ending)
        terminal.end()
    assert entities(project) == [("GPE", "Oskell")]
    with running(["label", "first"], project) as terminal:
        terminal.wait_for("LABEL")
        terminal.read(0.5)
        assert "taken over" not in terminal.text


def test_a_thing_of_another_article_is_one_with_the_card(project: Path) -> None:
    with running(["label", "first"], project) as terminal:
        terminal.wait_for("LABEL")
        terminal.keys("g", "=", "=", ",", "n")
        terminal.wait_for("A second article")
        while " Tessal " not in terminal.lines[-5] + " ":
            terminal.keys("right")
        terminal.keys("g", "@")
        terminal.wait_for("things of the corpus")
        assert "e:first.T1" in terminal.text
        terminal.keys("enter")
        terminal.wait_for("GPE Tessal")
        terminal.wait_for("● on disk")
        terminal.keys(",", "q")
        assert terminal.end() == 0
    opened = Project.open(project)
    session = opened.open_session("second")
    assert [each.coref for each in session.document.entities.values()] == ["e:first.T1"]
    session.close()
    opened.close()


def test_what_is_found_for_coreference_has_the_things_of_other_articles_behind_those_of_this_one(project: Path) -> None:
    with running(["label", "first"], project) as terminal:
        terminal.wait_for("LABEL")
        terminal.keys("g", "=", "=", ",", "n")
        terminal.wait_for("A second article")
        while " Tessal " not in terminal.lines[-5] + " ":
            terminal.keys("right")
        terminal.keys("g", "=", "/")
        terminal.wait_for("find, other articles too")
        terminal.wait_for("e:first.T1")
        terminal.keys("enter")
        terminal.wait_for("GPE Tessal")
        terminal.wait_for("● on disk")
        terminal.keys(",", "q")
        assert terminal.end() == 0
    opened = Project.open(project)
    session = opened.open_session("second")
    assert [each.coref for each in session.document.entities.values()] == ["e:first.T1"]
    session.close()
    opened.close()


def test_a_schema_that_changes_while_the_screen_is_open_is_noticed_and_read_with_the_next_article(
    project: Path,
) -> None:
    schema = project / "schema" / "conflict-news" / "1.0.0.yaml"
    with running(["label", "first"], project) as terminal:
        terminal.wait_for("Oskell blacklisted")
        # What has changed before the first look beside the screen is told before the key, whose words take its place.
        terminal.read(1.0)
        schema.write_text(schema.read_text("utf-8").replace("  GPE:", '  CLUB: {key: "c"}\n  GPE:', 1), "utf-8")
        terminal.keys("g")
        terminal.wait_for("1.0.0.yaml has changed: reopen to label by it")
        terminal.keys(",", "n")
        terminal.wait_for("1.0.0.yaml has changed: labels go by it now")
        terminal.keys("c")
        terminal.wait_for("CLU")
        terminal.keys(",", "q")
        assert terminal.end() == 0
    assert [kind for kind, _ in entities(project, "second")] == ["CLUB"]
    with running(["label", "first"], project) as terminal:
        terminal.wait_for("conflict-news@1.0.0 has changed since")
        terminal.keys(",", "q")
        assert terminal.end() == 0
