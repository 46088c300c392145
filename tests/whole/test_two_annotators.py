"""Two annotators and who decides, from `assign` to gold that is checked and released, through the real screens.

Every key is counted. On PostgreSQL each person has a login that the server's rules hold to what is theirs, and the
server is killed and restarted while one labels and while the other decides.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.resources import as_file
from pathlib import Path
from typing import Any

import pytest

from annotator.datasets.record import read_documents
from annotator.project.bundled_files import bundled_folder
from annotator.store.team.membership import Member
from tests.databases import DATABASES, Cluster, as_login, cluster, team_location
from tests.tui.terminal import Terminal, running

__all__ = ["cluster"]

pytestmark = [pytest.mark.terminal, pytest.mark.slow]

SIZE = (120, 35)
PEOPLE = (Member("ana", "ana", "annotator"), Member("ben", "ben", "annotator"), Member("lea", "lea", "lead"))
DONE = ("_", "m", "v", "r", "e", "escape")
"""The keys by which an article is declared done, all parts of it."""

DATA_SET = """\
version = "1.0.0"
published = "2031-05-12"
summary = "Two reports, labelled by two people."
licence = "CC-BY-4.0"
authors = ["Lea Orr"]
"""


class Team:
    """A project that several people work on, each as themselves; `keys` counts what they press."""

    def __init__(self, folder: Path, server: Cluster | None) -> None:
        self.server = server
        self.folder = folder
        self.keys = 0
        subprocess.run([sys.executable, "-m", "annotator", "init", str(folder)], check=True, capture_output=True)
        if server is not None:
            address = as_login(team_location(server, *PEOPLE), "").url.replace("//@", "//")
            with (folder / "annotator.toml").open("a") as stream:
                stream.write(f'store = "{address}"\n')

    def environment(self, name: str) -> dict[str, str]:
        """Who asks: the login on a server, else the user of the machine."""
        return {"PGUSER": name, "LOGNAME": name, "USER": name}

    def run(self, name: str, *words: str, status: int = 0) -> str:
        """Type a command as somebody; what it prints."""
        done = subprocess.run(
            [sys.executable, "-m", "annotator", *words],
            cwd=self.folder,
            env=os.environ | self.environment(name),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout

    def press(self, terminal: Terminal, *keys: str) -> None:
        """Press keys one by one."""
        self.keys += len(keys)
        terminal.keys(*keys)

    def label(self, name: str, types: str, *, lose_server: bool = False) -> None:
        """Label two mentions in each article, the second as this type, and declare it done."""
        with running(["label"], self.folder, SIZE, **self.environment(name)) as terminal:
            terminal.wait_for("● on disk")
            for number in (1, 2):
                terminal.wait_for(f" {number}/2 ")
                self.press(terminal, "g", "enter")
                if lose_server and self.server and number == 1:
                    self.lost(terminal, types)
                else:
                    self.press(terminal, "tab", types, "enter")
                self.press(terminal, *DONE)
                terminal.wait_for("● on disk")
                if number == 1:
                    self.press(terminal, ",", "n")
            self.press(terminal, ",", "q")
            assert terminal.end() == 0

    def lost(self, terminal: Terminal, types: str) -> None:
        """The server dies, labelling goes on, and what was labelled meanwhile is written when it is back."""
        assert self.server is not None
        terminal.wait_for("● on disk")
        self.server.kill()
        self.press(terminal, "tab", types)
        terminal.wait_for("✗ not on disk")
        terminal.wait_for("the database does not answer now")
        terminal.wait_for("kept in memory and tried again")
        self.press(terminal, "enter")
        self.server.serve()
        terminal.wait_for("● on disk")

    def decide(self, *, lose_server: bool = False) -> None:
        """Decide every stop as the first reading."""
        with running(["adjudicate", "--seed", "1"], self.folder, SIZE, **self.environment("lea")) as terminal:
            terminal.wait_for("ADJUDICATE")
            if lose_server and self.server:
                self.server.kill()
                self.press(terminal, "1")
                terminal.wait_for("the database does not answer now")
                assert "2 stops" in terminal.text, "an answer that is not on disk moves nothing on"
                self.server.serve()
            self.press(terminal, "1")
            terminal.wait_for("  1 stop")
            self.press(terminal, "1")
            terminal.wait_for("nothing is left to decide")
            terminal.keys("\x11")
            assert terminal.end() == 0


@pytest.fixture(params=DATABASES)
def team(request: pytest.FixtureRequest, tmp_path: Path) -> Team:
    """A team on each database; a server of its own, since it is killed."""
    server = request.getfixturevalue("cluster") if request.param == "postgresql" else None
    return Team(tmp_path / "p", server)


def test_two_annotators_make_gold(team: Team, tmp_path: Path) -> None:
    with as_file(bundled_folder("articles")) as articles:
        team.run("lea", "add", *map(str, sorted(articles.glob("*.txt"))))
    team.run("lea", "assign", "--to", "ana,ben", "--overlap", "2", "--adjudicator", "lea")
    team.label("ana", "o", lose_server=True)
    team.label("ben", "p")
    labelling = team.keys
    status = json.loads(team.run("lea", "status", "--format", "json"))
    assert (status["documents"]["ready"], status["decisions_open"]) == (2, 2)
    assert [each["done"] for each in status["annotators"] if each["annotator"] in ("ana", "ben")] == [2, 2]
    team.decide(lose_server=True)
    deciding = team.keys - labelling
    assert (labelling, deciding) == (2 * (2 * 11 + 4), 2 + (team.server is not None)), "one key a decision"
    team.run("lea", "adjudicate")
    gold = tmp_path / "gold.jsonl"
    team.run("lea", "export", "--layer", "gold", "--provenance", "-o", str(gold))
    team.run("lea", "check", str(gold))
    documents = list(read_documents(gold))
    assert [len(each.entities) for each in documents] == [2, 2], "nothing is lost, nothing is there twice"
    assert not any(each.incomplete_for for each in documents)
    hows = [sorted(each["how"] for each in provenance(document).values()) for document in documents]
    assert hows == [["agreed", "chosen"]] * 2
    assert team.run("lea", "doctor").strip() == ""
    data_set = team.folder / "datasets" / "story"
    data_set.mkdir(parents=True)
    team.run("lea", "export", "--layer", "gold", "--provenance", "-o", str(data_set / "gold.jsonl"))
    (data_set / "dataset.toml").write_text(DATA_SET, "utf-8")
    team.run("lea", "release", str(data_set))
    released = list(read_documents(data_set / "releases" / "1.0.0" / "gold.jsonl"))
    assert [provenance(each) for each in released] == [provenance(each) for each in documents]
    assert json.loads(team.run("lea", "status", "--format", "json"))["documents"]["adjudicated"] == 2


def provenance(document: Any) -> dict[str, Any]:
    """How each annotation came into gold."""
    return dict(document.meta["provenance"])
