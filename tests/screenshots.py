"""The pictures of README and docs: `python tests/screenshots.py` draws them anew into docs/images.

Needs `rsvg-convert` (librsvg). The picture of the browser is taken by tests/tui/browser/test_serve.py when the
environment variable SCREENSHOT names a file.
"""

from __future__ import annotations

import asyncio
import getpass
import os
import re
import shutil
import subprocess
import sys
import tempfile
from importlib.resources import as_file
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.datasets.write import write_records
from annotator.model.annotation import Event
from annotator.model.change import apply
from annotator.model.edits import remove
from annotator.project.articles.add import add_files
from annotator.project.bundled_files import bundled_folder, bundled_gold
from annotator.project.demo import label_as_gold
from annotator.project.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"


async def picture(app: App[Any], name: str, size: tuple[int, int], key: str, enough: Callable[[], bool]) -> None:
    """Run an app without a terminal, press a key until the screen shows enough, and save it as NAME.png."""
    async with app.run_test(size=size) as pilot:
        for _ in range(40):
            if enough():
                break
            await pilot.press(key)
        await pilot.pause(0.5)
        svg = app.export_screenshot(title="annotator")
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.S).replace("Fira Code", "DejaVu Sans Mono")
    svg = svg.replace("<svg ", '<svg xml:space="preserve" ', 1)
    subprocess.run(
        ["rsvg-convert", "--width", "1000", "--output", str(IMAGES / f"{name}.png")], input=svg.encode(), check=True
    )


def labelled(folder: Path, name: str, size: tuple[int, int]) -> None:
    """A bundled article as labelled in its gold, with an event in focus."""
    from annotator.tui.app import LabelApp
    from annotator.tui.documents import Documents
    from annotator.tui.keymap import keymap

    project = Project.create(folder, "2.0.0")
    with as_file(bundled_folder("articles")) as articles:
        add_files(project, sorted(articles.glob("*.txt")))
    label_as_gold(project, getpass.getuser())
    app = LabelApp(Documents(project, getpass.getuser()), project.document_ids()[0], keymap({}))

    def many_arguments() -> bool:
        card = app._work.context.card(app._work.state.card)
        return isinstance(card, Event) and len(card.arguments) >= 4

    asyncio.run(picture(app, name, size, "ctrl+right", many_arguments))
    project.close()


def errors(folder: Path) -> None:
    """An error of a prediction that the gold was thinned out and bent for."""
    from annotator.project.scoring.review import review_files
    from annotator.tui.review.app import ReviewApp

    gold = bundled_gold("conflict-news@2.0.0")
    bent = [apply(each, remove(each, sorted(each.entities)[4::9])) for each in gold]
    write_records(gold, folder / "gold.jsonl")
    write_records(bent, folder / "predictions.jsonl")
    app = ReviewApp(review_files(folder / "gold.jsonl", folder / "predictions.jsonl"))
    mistakes = app._state.mistakes
    asyncio.run(picture(app, "errors-120x35", (120, 35), "n", lambda: mistakes[app._state.index].layer == "relations"))


def main() -> int:
    """Draw every picture."""
    if shutil.which("rsvg-convert") is None:
        print("rsvg-convert is missing; it comes with librsvg", file=sys.stderr)
        return 2
    os.environ.pop("NO_COLOR", None)
    os.environ["COLORTERM"] = "truecolor"
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        labelled(Path(scratch) / "small", "label-80x24", (80, 24))
        labelled(Path(scratch) / "wide", "label-120x35", (120, 35))
        errors(Path(scratch))
    return 0


if __name__ == "__main__":
    sys.exit(main())
