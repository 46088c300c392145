"""What an article costs in keys with the learner beside it: `python -m tests.tui.editor.offered_keys [-o PICTURE.svg]`.

The articles of conflict-wire after 0, 1, 3, 5, 10 and 15 finished ones, at each point the same five, as `annotator
suggest simulate` draws them (seed 0). They are annotated in the editor, on a screen of 80x24, by a hand that takes what
is offered: mentions one at a time and by sentence, relations, events. The learner is fitted to the finished articles,
and asked anew where the screen asks it; what may be sure is what is known out of fold of those articles alone.

With `--at 5` only that point, with `--articles 1` only the first article. Other gold is replayed after the articles of
conflict-wire, or after those of `--finished`, such as

    python -m tests.tui.editor.offered_keys tests/tui/editor/held_out.jsonl --at 0 5
    python -m tests.tui.editor.offered_keys mine.jsonl --finished mine.jsonl --schema schema/mine/1.0.0.yaml

With `--through-terminal` the keys are pressed in `annotator label` too, in a project with these finished articles, its
learner answering beside it; it must come to the same labels.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from time import monotonic

from annotator.errors import AnnotatorError
from annotator.suggest.worth.simulation import POINTS
from annotator.suggest.worth.simulation_picture import picture
from tests.tui.editor.pressed.costs import table
from tests.tui.editor.pressed.lot import ARTICLES, WIRE, Lot
from tests.tui.editor.pressed.sharing import replay


def parser() -> argparse.ArgumentParser:
    """The options."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("gold", type=Path, nargs="*", help="files of gold to replay [conflict-wire]")
    options.add_argument(
        "--finished", type=Path, nargs="+", default=[WIRE], help="files to finish first [conflict-wire]"
    )
    options.add_argument("--schema", type=Path, help="the schema's file, for other gold than the bundled")
    options.add_argument("--at", type=int, nargs="+", default=POINTS, help="finished articles [0 1 3 5 10 15]")
    options.add_argument("--articles", type=int, default=ARTICLES, help="how many are replayed [5]")
    options.add_argument("--jobs", type=int, default=2, help="processes [2]")
    options.add_argument("--through-terminal", action="store_true", help="press the keys in the real program too")
    options.add_argument("-o", "--output", type=Path, help="a picture, FILE.svg")
    return options


def main(arguments: list[str] | None = None) -> int:
    """Print the table; the exit status, 1 where an article could not be replayed."""
    chosen, begun_s = parser().parse_args(arguments), monotonic()
    lot = Lot(tuple(chosen.gold or [WIRE]), tuple(chosen.finished), chosen.articles, chosen.schema)
    try:
        lot.schema()
        points = [each for each in sorted(set(chosen.at)) if each <= len(lot.before())]
    except (AnnotatorError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    for each in sorted(set(chosen.at) - set(points)):
        print(f"{each} finished articles: there are {len(lot.before())}", file=sys.stderr)
    found = replay(lot, points, chosen.jobs, _report, through_terminal=chosen.through_terminal)
    if found.points:
        print(table(found.points), end="")
        if chosen.output:
            articles = f"{len(lot.replayed())} articles of {', '.join(file.stem for file in lot.gold)}"
            chosen.output.write_text(picture(found.points, f"{articles}, pressed in the program"), "utf-8")
    minutes, seconds = divmod(round(monotonic() - begun_s), 60)
    _report(f"took {minutes}:{seconds:02}" + "".join(f"\nfailed: {each}" for each in found.failed))
    return 1 if found.failed else 0


def _report(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
