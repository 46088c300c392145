"""Which modules one key press and one score pass: `python -m tests.docs.walks key-press` or `score`.

Each is done for real in a process of its own, the second time around, so that imports and first uses do not count.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import tomllib
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import fill
from types import FrameType
from typing import Any, NamedTuple

from rich.cells import cell_len

from tests.shared import ROOT

CONTRACT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"][0]
LAYERS = [name.strip() for layer in CONTRACT["layers"] for name in layer.split("|")]
SAMPLE = ROOT / "datasets" / "conflict-news-sample"


def passed(act: Callable[[], object]) -> set[str]:
    """The modules of the package that are entered, by threads too, when something is done for the second time."""
    seen: set[str] = set()

    def look(frame: FrameType, event: str, _: Any) -> None:
        name = frame.f_globals.get("__name__", "")
        if event == "call" and name.startswith("annotator.") and frame.f_code.co_name != "<module>":
            seen.add(name.removeprefix("annotator."))

    threading.setprofile(look)
    sys.setprofile(look)
    try:
        act()
        seen.clear()
        act()
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
    return set(seen)


class Step(NamedTuple):
    """A part of a walk: what happens, and where the modules are that do it."""

    words: str
    folders: tuple[str, ...]


KEY_STEPS = (
    Step("The table of the mode says what the key is, and its function makes an edit", ("tui.keymap", "tui.editor")),
    Step("What the new mention may be is proposed", ("suggest",)),
    Step("What it would break is judged", ("schema",)),
    Step("The edit is applied to the document", ("model",)),
    Step("The session hands it to a thread of its own, which writes rows and log", ("store", "disk")),
    Step("The new state becomes lines", ("tui.view", "text")),
)
SCORE_STEPS = (
    Step(
        "The call becomes options, the schema is found",
        ("__main__", "cli", "project", "eval.options", "eval.schema_facts"),
    ),
    Step(
        "Both files are read and judged line by line",
        ("datasets", "formats", "model", "schema", "text", "disk", "eval.tags"),
    ),
    Step(
        "Documents are paired, and counted in batches of columns",
        ("eval.documents", "eval.columns", "eval.alignment", "eval.counting", "eval.counts", "eval.score"),
    ),
    Step("Counts become rows, figures and a table", ("eval",)),
)


def by_step(modules: set[str], steps: Sequence[Step]) -> str:
    """Modules as a numbered list with an item for each step; every module stands in the first step that names it."""
    left = set(modules)
    items = []
    for number, step in enumerate(steps, 1):
        passed_here = {each for each in left for folder in step.folders if f"{each}.".startswith(f"{folder}.")}
        left -= passed_here
        item = f"{number}. {step.words}: {by_folder(passed_here)}."
        items.append(fill(item, 118, subsequent_indent="   ", break_on_hyphens=False))
    assert not left, f"no step of the walk names {sorted(left)}"
    return "".join(f"{item}\n" for item in items)


def by_folder(modules: set[str]) -> str:
    """Modules behind their folders, from the top layer down."""
    folders: dict[str, list[str]] = {}
    for module in sorted(modules, key=lambda each: (LAYERS.index(each.partition(".")[0]), each.count("."), each)):
        folder, _, name = module.rpartition(".")
        folders.setdefault(folder.replace(".", "/") + "/" if folder else "", []).append(name)
    return "; ".join(
        f"`{folder}` {', '.join(names)}" if folder else f"`{names[0]}`" for folder, names in folders.items()
    )


def key_press() -> set[str]:
    """Label a mention: the key, the edit, the screen, the disk."""
    from annotator.project.articles.add import add_files
    from annotator.project.project import Project
    from annotator.tui.editor.editor import Editor
    from annotator.tui.keymap import keymap
    from annotator.tui.view.bars import Info
    from annotator.tui.view.hues import hues_of
    from annotator.tui.view.page import Page, painted
    from tests.tui.in_memory import press

    with TemporaryDirectory() as folder:
        project = Project.create(Path(folder) / "news")
        (article,) = add_files(project, [next((SAMPLE / "articles").glob("who*.txt"))])
        session = project.open_session(article, "mira")
        work = Editor(session, keymap(), cell_len)
        page = Page(hues_of(project.schema))

        def label() -> None:
            press(work, "g")
            painted(page, work, Info("", ""), (120, 35))
            session.flush()

        press(work, "tab")
        found = passed(label)
        session.close()
        project.close()
    return found


def score() -> set[str]:
    """Score predictions against gold and print the table."""
    from annotator.__main__ import main

    gold = str(SAMPLE / "gold-2.0.0.jsonl")
    return passed(lambda: main(["eval", gold, gold, "--measure", "strict"]))


WALKS: dict[str, tuple[Callable[[], set[str]], Sequence[Step]]] = {
    "key-press": (key_press, KEY_STEPS),
    "score": (score, SCORE_STEPS),
}


def walk(name: str) -> str:
    """One of the walks, made in a fresh process."""
    with TemporaryDirectory() as cache:
        words, env = [sys.executable, "-m", __name__, name], {**os.environ, "XDG_CACHE_HOME": cache}
        done = subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    return done.stdout[done.stdout.index("\n1. ") + 1 :]


KEY_PRESS, SCORE = (partial(walk, name) for name in WALKS)

if __name__ == "__main__":
    act, steps = WALKS[sys.argv[1]]
    print(f"\n{by_step(act(), steps)}", end="")
