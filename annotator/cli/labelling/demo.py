"""`annotator demo`: the main job on two bundled articles, in the labelling screen or printed."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.cli.output import say, talk
from annotator.cli.streams import stdin_is_terminal
from annotator.errors import ExitCode

if TYPE_CHECKING:
    from annotator.project.project import Project


def demo(folder: Path | None = None, /) -> int:
    """See it work on two invented articles: in a terminal the labelling screen, elsewhere label, export and score.

    Args:
        folder: Keep the demonstration's project in this new folder; by default it is thrown away.
    """
    from annotator.project.demo import demo_project  # noqa: PLC0415 - loaded when called, as every command

    project = demo_project(folder)
    try:
        return _label(project) if stdin_is_terminal() else _print(project)
    finally:
        project.close()
        if folder is None:
            shutil.rmtree(project.folder, ignore_errors=True)
        else:
            talk(f"the project is {project.folder}; next: cd {folder} && annotator label")


def _label(project: Project) -> int:
    from annotator.tui.app import run_label  # noqa: PLC0415 - imports textual

    return run_label(project)


def _print(project: Project) -> int:
    """Do what a person would do, one command after the other, and show what comes of it."""
    from annotator.datasets.write import write_records  # noqa: PLC0415 - loaded when called, as every command
    from annotator.eval.options import ScoreOptions  # noqa: PLC0415 - as above
    from annotator.eval.reports import terminal  # noqa: PLC0415 - as above
    from annotator.eval.reports.report import Report  # noqa: PLC0415 - as above
    from annotator.project.bundled_files import bundled_extractor  # noqa: PLC0415 - as above
    from annotator.project.demo import label_as_gold  # noqa: PLC0415 - as above
    from annotator.project.predict import Predicting, predict_file  # noqa: PLC0415 - as above
    from annotator.project.records.check_records import check_files  # noqa: PLC0415 - as above
    from annotator.project.records.export_records import exported  # noqa: PLC0415 - as above
    from annotator.project.scoring.score_files import score_files  # noqa: PLC0415 - as above

    edits = label_as_gold(project, "gold")
    say(
        f"1. labelled {len(project.document_ids())} articles under {project.schema.ref}: {edits} edits, each in the log"
    )
    gold, predictions = project.folder / "gold.jsonl", project.folder / "predictions.jsonl"
    documents = list(exported(project, "gold"))
    write_records(documents, gold)
    entities, relations, events = (
        sum(len(getattr(document, slot)) for document in documents) for slot in ("entities", "relations", "events")
    )
    say(f"2. exported gold.jsonl: {entities} entities, {relations} relations, {events} events")
    findings = [each for each in check_files([gold], project=project.folder).findings if each.level == "finding"]
    say(f"3. checked it: {len(findings) or 'no'} findings")
    with bundled_extractor() as baseline:
        predict_file(f"{baseline}:extract", gold, predictions, Predicting())
    say("4. ran the baseline extractor in a process of its own; it saw the texts alone")
    measures = ("strict", "trigger-i", "trigger-c", "argument-i", "argument-c")
    options = ScoreOptions(layers=("entities", "relations", "events"), measures=measures, by=("type",))
    result = score_files(gold, predictions, options, project=project.folder)
    say("5. scored it:\n")
    say(terminal.render(Report("baseline against gold", result)).rstrip("\n"))
    return int(ExitCode.FINDINGS if findings else ExitCode.OK)
