"""Plain mode's lists: likely places, what is proposed, things, words that stand twice, back, and where one stopped."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.errors import UsageError
from annotator.model.document import new_document
from annotator.model.order import ordered_entities
from annotator.project.articles.add import add_files
from annotator.project.project import Project
from annotator.schema.coverage import everything
from annotator.tui.editor.editor import Editor
from annotator.tui.keymap import keymap
from annotator.tui.plain.commands import HELP, Speaker
from tests.tui.in_memory import FULL_SCHEMA, MemorySession

TEXT = "Oskell attacked the Dawn Column. Oskell denied it. Ilan Marek led the Dawn Column.\n"


def speaker(text: str = TEXT) -> Speaker:
    document = new_document("article", text, incomplete_for=everything(FULL_SCHEMA))
    return Speaker(Editor(MemorySession(text, FULL_SCHEMA, document), keymap(), len))


def test_what_is_likely_is_named_until_it_is_decided() -> None:
    plain = speaker()
    assert '"Oskell"' in plain.do("likely").lines[0]
    assert "not a trigger" in plain.do('not trigger "attacked"').lines[0]
    assert plain.do('not "Oskell"').lines == ("Oskell: not a mention",)
    assert '"Oskell"' not in "".join(plain.do("likely").lines)
    assert plain.do('not "Oskell"').lines == ("Oskell: a mention after all",)
    plain.do('"Oskell" GPE')
    plain.do('"Dawn Column" ORG')
    assert '"Dawn Column"' not in "".join(plain.do("likely").lines)
    with pytest.raises(UsageError, match="not trigger WORDS"):
        plain.do("not at all")


def test_what_is_proposed_is_listed_and_only_that_is_confirmed() -> None:
    plain = speaker()
    plain.do('"Oskell" GPE')
    plain.do("n")
    plain.do('"Oskell" GPE')
    plain.do("p")
    assert plain.do("confirm all").lines == ("proposed first lists what there is to confirm",)
    listed = plain.do("proposed").lines
    assert len(listed) == 1
    assert "Oskell" in listed[0]
    assert plain.do("confirm all").lines == ("1 confirmed",)
    open_ones = [each for each in plain.work.session.document.entities.values() if each.unconfirmed]
    assert len(open_ones) == 1
    assert len(plain.do("proposed article").lines) == 1
    plain.do("confirm all")
    assert not any(each.unconfirmed for each in plain.work.session.document.entities.values())
    plain.do("undo")
    assert plain.do("proposed article").lines != ("nothing is proposed here",)
    with pytest.raises(UsageError, match="proposed article"):
        plain.do("proposed here")


def test_things_are_listed_with_an_id_each() -> None:
    plain = speaker()
    plain.do('all "Dawn Column" ORG')
    (line,) = plain.do("things").lines
    assert "Dawn Column, ORG, 2 times" in line
    assert line.partition(":")[0] in plain.work.session.document.entities


def test_the_things_that_one_may_be_are_listed_as_the_screen_does() -> None:
    plain = speaker()
    for words in ('all "Dawn Column" ORG', "n", "n", '"Marek" PERSON', "p", "p", '"Oskell" GPE'):
        plain.do(words)
    ids = {each.text: each.id for each in plain.work.session.document.entities.values()}
    assert plain.do(f"things {ids['Oskell']}").lines == ("no other thing of this kind is named yet",)
    plain.do("n")
    plain.do('"Oskell" GPE')
    first, last = (each.id for each in ordered_entities(plain.work.session.document) if each.text == "Oskell")
    assert plain.do(f"things {last}").lines == (f"{first}: Oskell, GPE, 2 times",)
    for wrong, why in (("things e99", "no annotation e99"), (f"things {first} {last}", "things, or things ID")):
        with pytest.raises(UsageError, match=why):
            plain.do(wrong)


def test_back_leads_to_where_the_search_began_and_forth() -> None:
    plain = speaker()
    first = plain.sentence
    plain.do("find Marek")
    there = plain.sentence
    assert there != first
    plain.do("back")
    assert plain.sentence == first
    plain.do("back")
    assert plain.sentence == there


def test_the_same_words_elsewhere_are_taken_over() -> None:
    words = "The Selm Brigade of Varania left the town of Orrin in the far north"
    plain = speaker(f"{words}. Nothing else was said of it. {words}, they said.\n")
    plain.do('"Selm Brigade" ORG')
    plain.do("n")
    plain.do("n")
    assert "took over 1 mention" in plain.do("twin").lines[0]
    assert len(plain.work.session.document.entities) == 2


def test_every_command_of_the_help_is_one() -> None:
    plain = speaker()
    for name in ("likely", "proposed", "things", "twin", "back", "done", "list", "types"):
        assert f"\n{name}" in HELP
        assert plain.do(name).lines


@pytest.mark.slow
def test_an_article_is_opened_where_it_was_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    opened = Project.create(tmp_path / "project", "1.0.0")
    (tmp_path / "first.txt").write_text(TEXT, "utf-8")
    add_files(opened, [tmp_path / "first.txt"])
    opened.close()

    def plain(lines: str) -> str:
        command = [sys.executable, "-m", "annotator", "label", "--plain", "first"]
        ran = subprocess.run(
            command, input=lines, capture_output=True, text=True, cwd=tmp_path / "project", check=True,
            env={**os.environ, "PYTHONPATH": str(Path.cwd())},
        )  # fmt: skip
        return ran.stdout

    assert "Oskell attacked" in plain("n\nquit\n")
    again = plain("say\nquit\n")
    assert "Oskell denied it." in again
    assert "2 attacked" not in again
