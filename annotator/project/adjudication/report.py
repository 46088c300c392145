"""What a merge without a screen tells: how much was merged, how, and what is left to decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from annotator.agreement.adjudication.merge import Merge
from annotator.agreement.adjudication.row import Row
from annotator.agreement.adjudication.stops import Stop
from annotator.project.adjudication.unlike import Unlike


@dataclass(frozen=True)
class Adjudicated:
    """The merges of some documents, and the stops of what is open in them.

    `of_one_layer` is how many documents were left out that one person alone has labelled, `unlike` which were left out
    since their layers cannot be held together.
    """

    merges: Sequence[Merge]
    stops: Sequence[Stop]
    reopened: int = 0
    kept: int = 0
    of_one_layer: int = 0
    unlike: Mapping[str, Unlike] = field(default_factory=dict)

    @property
    def left(self) -> int:
        """How many decisions are left, what waits for another not counted."""
        return sum(len(stop.rows) for stop in self.stops)

    def to_plain(self) -> dict[str, Any]:
        """The JSON object: `{documents: [{document, annotations, agreed, by_rule, decisions, questions, left}]}`.

        Where documents were left out, `left_out` says why: `[{document, message}]`.
        """
        left_out = [{"document": each, "message": str(why)} for each, why in self.unlike.items()]
        documents = [self._document(merge) for merge in self.merges]
        return {"documents": documents} | ({"left_out": left_out} if left_out else {})

    def _document(self, merge: Merge) -> dict[str, Any]:
        document = merge.document.id
        left = [
            (number, stop, row)
            for number, stop in enumerate(self.stops, 1)
            for row in stop.rows
            if row.document == document
        ]
        return {
            "document": document,
            "annotations": sum(1 for _ in merge.document.annotations()),
            "agreed": merge.count("agreed"),
            "by_rule": merge.count("majority", "rule", "single"),
            "decisions": len(left),
            "questions": len({number for number, stop, _ in left if stop.kind == "question"}),
            "left": [_left(number, stop, row) for number, stop, row in left],
        }

    def text(self) -> str:
        """As people read it: a line a document, then what is left by kind."""
        lines = []
        for merge in self.merges:
            plain = self._document(merge)
            lines.append(
                f"{plain['document']}: {plain['annotations']} annotations in gold, {plain['agreed']} agreed, "
                f"{plain['by_rule']} by rule, {plain['decisions']} to decide"
            )
        counts = Counter((row.layer, row.kind) for stop in self.stops for row in stop.rows)
        if counts:
            kinds = ", ".join(f"{count} {layer} {kind}" for (layer, kind), count in counts.most_common())
            decisions, stops = _counted(self.left, "decision"), _counted(len(self.stops), "stop")
            lines.append(f"{decisions} in {stops}: {kinds}")
        if self.reopened or self.kept:
            lines.append(f"{self.reopened} reopened, {self.kept} kept")
        if self.of_one_layer:
            lines.append(one_layer_told(self.of_one_layer))
        lines += [f"left out: {each}" for each in unlike_told(self.unlike)]
        return "\n".join(lines)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun if count == 1 else noun + 's'}"


def one_layer_told(count: int) -> str:
    """That some documents were labelled by one person alone, and what makes gold of them."""
    has = f"{_counted(count, 'document')} {'has' if count == 1 else 'have'}"
    return f"{has} one layer: --accept-single takes it as gold, naming the document asks about each annotation"


def unlike_told(unlike: Mapping[str, Unlike]) -> list[str]:
    """Which documents have layers that cannot be held together, and what to do, a line each."""
    return [f"{each}: {why}" for each, why in unlike.items()]


def _left(number: int, stop: Stop, row: Row) -> dict[str, Any]:
    return {
        "stop": f"{number} {stop.kind}",
        "layer": row.layer,
        "kind": row.kind,
        "type": row.type,
        "place": [list(span) for span in row.place],
        "words": row.words,
        "readings": [{"words": each.words, "content": each.content} for each in row.readings],
        **({"problem": row.problem} if row.problem else {}),
    }
