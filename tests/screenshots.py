"""The pictures of README and docs: `python tests/screenshots.py` draws them anew into docs/images.

Needs Chromium. The picture of the browser is taken by tests/tui/browser/test_serve.py when the
environment variable SCREENSHOT names a file.
"""

from __future__ import annotations

import asyncio
import getpass
import os
import re
import subprocess
import sys
import tempfile
from importlib.resources import as_file
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from annotator.datasets.record import read_documents
from annotator.datasets.write import write_records
from annotator.eval.options import ScoreOptions
from annotator.model.annotation import Event
from annotator.model.change import apply
from annotator.model.document import by_id
from annotator.model.edits import remove
from annotator.project.agreement.agree_files import agree_files
from annotator.project.articles.add import add_files
from annotator.project.bundled_files import bundled_folder, bundled_gold
from annotator.project.config import CONFIG_NAME
from annotator.project.demo import label_as_gold
from annotator.project.project import Project
from tests.chromium import CHROMIUM

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.app import App

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"


OFFERED = ("ctrl+home", "tab", "tab", "enter", "enter", "enter")
"""The keys to an offer of a mention, some others taken."""
RELATED = (*OFFERED, "enter", ">")
"""Those to an offered relation."""
ALL_OFFERED = (*OFFERED, "$", "$")
"""Those to the list of all that is offered."""
ON_LIGHT = {"#292929": "#ffffff", "#c5c8c6": "#24292f"}
"""Ground and plain text of a picture as a light terminal has them."""

PIXELS_WIDE = 1000
"""How wide a picture is, before the two pixels for one of fine screens."""


async def picture(app: App[Any], name: str, size: tuple[int, int], keys: Iterator[str]) -> None:
    """Run an app without a terminal, press keys, and save it as NAME.png."""
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.5)
        for key in keys:
            await pilot.press(key)
        await pilot.pause(0.5)
        svg = app.export_screenshot(title="annotator")
    if os.environ.get("ANNOTATOR_THEME") == "light":
        for dark, light in ON_LIGHT.items():
            svg = svg.replace(dark, light)
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.S).replace("Fira Code", "DejaVu Sans Mono")
    svg = svg.replace("<svg ", f'<svg xml:space="preserve" width="{PIXELS_WIDE}" ', 1)
    drawn(svg, IMAGES / f"{name}.png")


def drawn(svg: str, path: Path) -> None:
    """Have Chromium draw an SVG."""
    width, height = map(float, re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)[0])
    assert CHROMIUM is not None
    with tempfile.TemporaryDirectory() as scratch:
        page = Path(scratch) / "page.html"
        page.write_text(f'<body style="margin:0;background:transparent">{svg}</body>', "utf-8")
        size = f"--window-size={PIXELS_WIDE},{round(PIXELS_WIDE * height / width)}"
        subprocess.run(
            [CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", size,
             "--force-device-scale-factor=1.5", "--default-background-color=00000000",
             f"--user-data-dir={scratch}/profile", f"--screenshot={path}", page.as_uri()],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip


def bundled_project(folder: Path) -> Project:
    """A project with the bundled articles; no learner runs beside the screen, as its answers come when they come."""
    Project.create(folder, "2.0.0").close()
    with (folder / CONFIG_NAME).open("a", encoding="utf-8") as config:
        config.write("\n[suggest]\nlearner = false\n")
    project = Project.open(folder)
    with as_file(bundled_folder("articles")) as articles:
        add_files(project, sorted(articles.glob("*.txt")))
    return project


def labelled(folder: Path, name: str, size: tuple[int, int], keys: Sequence[str] = ()) -> None:
    """A bundled article as labelled in its gold, with an event in focus; then some keys."""
    from annotator.tui.app import LabelApp
    from annotator.tui.documents import Documents
    from annotator.tui.keymap import keymap

    project = bundled_project(folder)
    label_as_gold(project, getpass.getuser())
    app = LabelApp(Documents(project, getpass.getuser()), project.document_ids()[0], keymap({}))

    def pressed() -> Iterator[str]:
        for _ in range(40):
            card = app._work.context.card(app._work.state.card)
            if isinstance(card, Event) and len(card.arguments) >= 4:
                break
            yield "ctrl+right"
        yield from keys

    asyncio.run(picture(app, name, size, pressed()))
    project.close()


def suggested(folder: Path, name: str, size: tuple[int, int], keys: Sequence[str] = ()) -> None:
    """A bundled article whose first third is labelled, with what an extractor offers for the rest; then some keys."""
    from annotator.suggest.offered.source import Source
    from annotator.suggest.offered.sources import Sources
    from annotator.tui.app import LabelApp
    from annotator.tui.documents import Documents
    from annotator.tui.keymap import keymap

    project = bundled_project(folder)
    app = LabelApp(Documents(project, getpass.getuser()), project.document_ids()[0], keymap({}))
    gold = next(each for each in bundled_gold("conflict-news@2.0.0") if each.text == app._work.text)
    entities = by_id(
        replace(each, score=(0.97, 0.62)[number % 4 == 3])
        for number, each in enumerate(sorted(gold.entities.values(), key=lambda each: each.spans))
        if number % 9 != 5
    )
    between = [each for each in gold.relations.values() if each.head in entities and each.tail in entities]
    happened = [replace(each, score=0.88) for each in gold.events.values()]
    related = by_id(replace(each, score=0.82) for each in between)
    said = replace(gold, relations=related, events=by_id(happened), entities=entities)

    def pressed() -> Iterator[str]:
        app._work.take_offers(Sources((Source("model:first", "1", said, frozenset({"GPE", "PERSON", "ORG"})),)))
        yield from keys

    asyncio.run(picture(app, name, size, pressed()))
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

    def pressed() -> Iterator[str]:
        while mistakes[app._state.index].layer != "relations":
            yield "n"

    asyncio.run(picture(app, "errors-120x35", (120, 35), pressed()))


PASSES = ROOT / "datasets" / "conflict-wire" / "passes"
ADJUDICATED = "exchange-04"
"""The article of the pictures of adjudication."""


def adjudication(folder: Path) -> None:
    """Two passes over one article: sentences with all readings in place, a chain by its pieces; a disagreement."""
    from annotator.agreement.kinds import KINDS
    from annotator.project.adjudication.adjudicate_project import Adjudication
    from annotator.project.records.import_records import import_records
    from annotator.project.schemas.find_guidelines import find_guidelines
    from annotator.tui.adjudicate.app import AdjudicationApp, first_state
    from annotator.tui.adjudicate.state import at_stop
    from annotator.tui.differences.app import DifferencesApp

    project = Project.create(folder / "p", "2.1.0")
    files = []
    for name in ("third", "fourth"):
        document = next(each for each in read_documents(PASSES / f"{name}.jsonl") if each.id == ADJUDICATED)
        files.append(folder / f"{name}.jsonl")
        write_records([document], files[-1])
        import_records(project, files[-1])
    adjudication = Adjudication(project, seed=1)
    adjudication.write_gold()
    state = first_state(adjudication)
    kinds = [(stop.kind, len(stop.blocks), len(stop.rows)) for stop in state.stops]
    sentence = max(range(len(kinds)), key=lambda number: (kinds[number][0] == "sentence", kinds[number][1:]))
    chain = next(number for number, kind in enumerate(kinds) if kind[0] == "chain")
    for name, at, size, keys in (
        ("adjudicate-80x24", sentence, (80, 24), ()),
        ("adjudicate-120x35", sentence, (120, 35), ("down",)),
        ("chains-80x24", chain, (80, 24), ("down",)),
    ):
        asyncio.run(picture(AdjudicationApp(adjudication, at_stop(state, at)), name, size, iter(keys)))
    schema = project.schema
    agreement = agree_files(files, ScoreOptions())
    app = DifferencesApp(agreement, KINDS, schema, lambda: find_guidelines(schema, project=project.folder))
    asyncio.run(picture(app, "disagreement-80x24", (80, 24), iter(("f", "f", "f", "enter"))))
    project.close()


def main() -> int:
    """Draw every picture."""
    if CHROMIUM is None:
        print("Chromium is missing", file=sys.stderr)
        return 2
    os.environ.pop("NO_COLOR", None)
    os.environ.update(COLORTERM="truecolor", ANNOTATOR_THEME="dark")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        labelled(Path(scratch) / "small", "label-80x24", (80, 24))
        labelled(Path(scratch) / "wide", "label-120x35", (120, 35))
        labelled(Path(scratch) / "things", "things-80x24", (80, 24), ("=",))
        labelled(Path(scratch) / "done", "done-80x24", (80, 24), ("_",))
        suggested(Path(scratch) / "offered", "offered-80x24", (80, 24), OFFERED)
        suggested(Path(scratch) / "offered-wide", "offered-120x35", (120, 35), OFFERED)
        suggested(Path(scratch) / "all-offered", "offered-list-80x24", (80, 24), ALL_OFFERED)
        os.environ["ANNOTATOR_THEME"] = "light"
        suggested(Path(scratch) / "on-light", "offered-120x35-light", (120, 35), OFFERED)
        suggested(Path(scratch) / "related", "offered-relation-80x24-light", (80, 24), RELATED)
        os.environ["ANNOTATOR_THEME"] = "dark"
        errors(Path(scratch))
        adjudication(Path(scratch))
    return 0


if __name__ == "__main__":
    sys.exit(main())
