"""Every example of the documentation does what it says: files are written, commands typed, in the order of the page.

A file is a fenced block below `<!-- file: NAME -->`. A console block is as in the README (tests/readme.py); a last line
`(exit status N)` says how a command ends if not with 0. A block below `<!-- not run: WHY -->` is only shown, and one
below `<!-- needs: PROGRAM -->` is run where that is installed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import fields
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from annotator.cli.app import VERBS
from annotator.eval.options import ScoreOptions
from annotator.eval.suites.suite import Drop, Suite, SuiteExtractor
from tests.cli.help_text import CALLS, help_of
from tests.docs.options import options_of, page_of
from tests.docs.pages import DOCS
from tests.readme import Step, pattern, steps

PART = re.compile(
    r"(?:<!-- (?P<mark>file|not run|needs): (?P<word>.*?) -->\n)?^```(?P<language>\w*)\n(?P<content>.*?)^```",
    re.MULTILINE | re.DOTALL,
)
STATUS = re.compile(r"\(exit status (\d+)\)\s*$")
PAGES = sorted(DOCS.glob("*.md"))
TYPED = [page for page in PAGES if "```console" in page.read_text("utf-8")]
LINK = re.compile(r"\]\(([\w./-]+\.md(?:#[\w-]+)?)\)")


def run(step: Step, folder: Path) -> None:
    wanted, status = STATUS.sub("", step.printed), STATUS.search(step.printed)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GITHUB_")}
    environment |= {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "80"}
    if not entry_points(group="pytest11", name="annotator"):
        environment["PYTEST_ADDOPTS"] = "-p annotator.python.pytest_plugin"
    command = ["bash", "-c", step.command]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    shown = (done.stdout + done.stderr).strip()
    assert pattern(wanted).fullmatch(shown), f"$ {step.command}\n{shown}"
    assert done.returncode == int(status[1] if status else 0), f"$ {step.command}\n{shown}"


@pytest.mark.slow
@pytest.mark.parametrize("page", TYPED, ids=lambda page: page.name)
def test_what_is_typed_prints_what_it_says(page: Path, tmp_path: Path) -> None:
    here = tmp_path
    for part in PART.finditer(page.read_text("utf-8")):
        if part["mark"] == "file":
            file = here / part["word"]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(part["content"], "utf-8")
            file.chmod(0o755)
        elif part["language"] == "console" and part["mark"] != "not run":
            if part["mark"] == "needs" and shutil.which(part["word"]) is None:
                continue
            for step in steps(part["content"]):
                if step.command.startswith("cd "):
                    here /= step.command[3:]
                else:
                    run(step, here)


@pytest.mark.parametrize("call", [call for call in CALLS if call], ids=" ".join)
def test_every_option_is_named_in_its_page_and_the_help_names_the_page(call: tuple[str, ...]) -> None:
    text = (DOCS / page_of(call)).read_text("utf-8")
    told = help_of(call)
    assert f"Page: docs/{page_of(call)}" in told
    shown = set(re.findall(r"^│ (?:\*)? *(--[\w-]+)", told, re.MULTILINE)) - {"--help", "--version"}
    assert {name for name in shown if f"`{name}`" not in text} == set()
    assert shown - {"--version"} <= {name for names, _ in options_of(call) for name in names.split()}


@pytest.mark.parametrize("declared", [Suite, SuiteExtractor, Drop, ScoreOptions])
def test_every_key_of_a_suite_is_named_in_its_page(declared: Any) -> None:
    names = {declared.names_in_file.get(each.name, each.name) for each in fields(declared)} - set(declared.not_in_file)
    text = (DOCS / "suites.md").read_text("utf-8")
    assert {name for name in names if f"`{name}`" not in text and f"[{name}]" not in text} == set()


def test_every_page_of_a_verb_is_there() -> None:
    assert {f"{verb.page}.md" for verb in VERBS} <= {page.name for page in PAGES}


def anchors(text: str) -> set[str]:
    """The anchors of a page's headings, as forges make them."""
    titles = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title).strip().lower().replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for link in LINK.findall(page.read_text("utf-8")):
        name, _, anchor = link.partition("#")
        assert not anchor or anchor in anchors((page.parent / name).read_text("utf-8")), link
        assert (page.parent / name).exists(), link


def workflow_commands() -> list[str]:
    """Every `annotator ...` that a recipe of ci.md runs."""
    found = []
    for part in PART.finditer((DOCS / "ci.md").read_text("utf-8")):
        if part["language"] == "yaml":
            assert YAML(typ="safe").load(part["content"])
            found += re.findall(r"(?:run: |- )(annotator .*)", part["content"])
    return found


@pytest.mark.slow
def test_the_recipes_commands_do_what_they_say(tmp_path: Path) -> None:
    text = (DOCS / "ci.md").read_text("utf-8")
    suite = next(part for part in PART.finditer(text) if part["mark"] == "file")
    run(Step("annotator demo sample < /dev/null > /dev/null", "..."), tmp_path)
    folder = tmp_path / "sample"
    (folder / suite["word"]).parent.mkdir(parents=True, exist_ok=True)
    (folder / suite["word"]).write_text(suite["content"], "utf-8")
    commands = workflow_commands()
    assert len(commands) >= 4
    for command in commands:
        run(Step(command, "..."), folder)
    assert (folder / "report.xml").stat().st_size
