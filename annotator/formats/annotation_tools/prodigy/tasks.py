"""The format `prodigy`: JSON Lines of tasks and their answers, as `prodigy db-out` writes and recipes read them.

What was rejected or ignored is not gold. Rows about one text are one document, since each of them may be the answer to
one question. Ids of ours stand in Prodigy's rows, which may have keys of others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import orjson

from annotator.formats.annotation_tools.prodigy.merging import Answered, Groups, Plan
from annotator.formats.annotation_tools.prodigy.reading import document_of_rows
from annotator.formats.annotation_tools.prodigy.rows import NAME, Task, is_pattern
from annotator.formats.annotation_tools.prodigy.writing import row_of
from annotator.formats.document_files import with_text
from annotator.formats.json_rows import Row, documents_of_rows, json_rows, leave_out, shaped_as
from annotator.formats.losses import Holds, fitted
from annotator.formats.protocol import Format, OutputFile, Report, refuse_folder
from annotator.formats.sample import Sample
from annotator.model.document import Document
from annotator.schema.label_schema import LabelSchema

HOLDS = Holds(NAME, document=("annotator",), meta=True, entities=("score",), relations=(), ids=True)

NOT_GOLD = {
    "reject": "rejected: what it shows is wrong, and no gold",
    "ignore": "ignored: nobody knows, so it is no gold",
}


class Prodigy(Format):
    """Prodigy JSON Lines: tasks that were accepted, with spans and relations."""

    name = NAME

    def read(self, source: Path, schema: LabelSchema | None, report: Report) -> Iterator[Document]:
        """The documents of a file, one a text and annotator; what is no gold is left out, and told.

        Raises:
            FormatError: a row is not what the format says, or the file has patterns; with all findings.
            InputError: the file cannot be read.
        """
        plan = Plan(json_rows(source, Report()))
        plan.tell(report)
        groups = Groups(plan)

        def read(row: Row) -> Iterator[Document]:
            for group in _answered(row, groups, report):
                yield document_of_rows(group, source.stem, report, shared=plan.is_shared(group[0].task))

        return documents_of_rows(json_rows(source, report), read)

    def recognizes(self, sample: Sample) -> bool:
        """Whether the first object has a hash or an answer of Prodigy's, or spans with a label; or is a pattern.

        Spans beside an `id`, which tasks have not, are Prodigy's where they count tokens too.
        """
        first = sample.first
        if is_pattern(first) or ("text" in first and not first.keys().isdisjoint({"_input_hash", "_task_hash"})):
            return True
        spans = first.get("spans")
        if not isinstance(first.get("text"), str) or not isinstance(spans, list):
            return False
        keys = {"start", "end", "label", "token_start"} if "id" in first else {"start", "end", "label"}
        return all(isinstance(each, dict) and keys <= each.keys() for each in spans)

    def write(
        self, documents: Iterable[Document], target: Path, schema: LabelSchema | None, report: Report
    ) -> Iterator[OutputFile]:
        """One file with a row a document, accepted."""
        refuse_folder(target)
        yield target, _lines(documents, report)


def _lines(documents: Iterable[Document], report: Report) -> Iterator[bytes]:
    for each in documents:
        with_text(each, NAME)
        yield orjson.dumps(row_of(fitted(each, HOLDS, report))) + b"\n"


def _answered(row: Row, groups: Groups, report: Report) -> Iterator[list[Answered]]:
    """The rows of a text, when this one is the last of them."""
    task = shaped_as(row, Task)
    if task.text is None:
        leave_out(row, "has no text", report)
        return
    if not task.accepted:
        answer = task.answer or ""
        report.lose("row", NOT_GOLD.get(answer, f"answered {answer!r}, which is not accept: it is no gold"))
    yield from groups.take(Answered(row, task))
