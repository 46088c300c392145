"""How many stops and keys it takes to decide what two unseen passes differ in, as it was decided.

`python tests/bench/bench_adjudication.py` presses the keys of `annotator adjudicate` for both double annotations of
datasets/conflict-wire/passes, and comes to the decisions that were made of them (adjudication.jsonl). The goal: at most
0.45 stops for each difference that `annotator agree` counts, and at most one key a decision. Counts, no times: they are
the same on every machine. `cut` are stops of which a screen of 80 x 24 does not show every row.
"""

from __future__ import annotations

from pathlib import Path

from rich.cells import cell_len

from annotator.agreement.adjudication.stops import Stop
from annotator.project.adjudication.adjudicate_files import decisions_by_document, read_decisions
from annotator.tui.adjudicate.chain_rows import chain_rows
from annotator.tui.adjudicate.drawing import listed_rows
from annotator.tui.adjudicate.passage import Articles, passage_rows
from annotator.tui.adjudicate.state import AdjudicationState
from tests.tui.adjudicate.deciding_hand import DecidingHand

ROOT = Path(__file__).resolve().parents[2]
PASSES = ROOT / "datasets" / "conflict-wire" / "passes"
SIZE = (80, 24)
PAIRS = (("first", "second", "2.0.1"), ("third", "fourth", "2.1.0"))


class Watching(DecidingHand):
    """Counts the stops that a small screen cuts off."""

    cut = 0

    def is_shown(self, state: AdjudicationState, stop: Stop) -> None:
        articles, width = Articles(self.merge), SIZE[0]
        if stop.kind == "chain":
            rows = chain_rows(state, stop, articles, width, cell_len)
        elif stop.kind == "sentence":
            listed = listed_rows(state, stop, articles, width, cell_len, SIZE[1])
            rows = [*passage_rows(state, stop, articles, width, cell_len), *listed]
        else:
            return
        self.cut += len(rows) > SIZE[1] - 3


def main() -> None:
    known = decisions_by_document(read_decisions(PASSES / "adjudication.jsonl"))
    print("| passes | differences | decisions | stops | stops a difference | keys | keys a decision | cut |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    for first, second, version in PAIRS:
        files = PASSES / f"{first}.jsonl", PASSES / f"{second}.jsonl"
        hand = Watching(files, ROOT / "schema" / "conflict-news" / f"{version}.yaml", known)
        hand.decide_all()
        stops = hand.stops.total()
        print(
            f"| {first}, {second} | {hand.differences} | {hand.decisions} | {stops} | {stops / hand.differences:.2f} "
            f"| {hand.keys} | {hand.keys / hand.decisions:.2f} | {hand.cut} |"
        )


if __name__ == "__main__":
    main()
