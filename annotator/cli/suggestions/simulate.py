"""`annotator suggest simulate`: finished gold replayed, with and without suggestions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import Parameter

from annotator.cli.output import counted, emit_json, say, table, talk
from annotator.cli.progress import Progress
from annotator.cli.project_option import ProjectFolder
from annotator.cli.suggestions.stacking_lines import shown
from annotator.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from annotator.suggest.worth.simulation import Simulation


def simulate(
    *gold: Path,
    at: tuple[int, ...] = (0, 1, 3, 5, 10, 15),
    articles: int = 5,
    draws: int = 1,
    seed: int = 0,
    output: Annotated[Path | None, Parameter(name=["--output", "-o"])] = None,
    language: str | None = None,
    schema: Path | None = None,
    format_: Annotated[Literal["text", "json"], Parameter(name="--format")] = "text",
    project: ProjectFolder = None,
) -> int:
    """Replay finished gold: keys and corrections after more and more finished articles, with and without suggestions.

    The learner is fitted anew after every third sentence of the article in hand. What a key does, and what is counted:
    docs/suggestions.md.

    Args:
        gold: Files of finished gold, or folders of data sets; without any the project's finished documents.
        at: The numbers of finished articles at which it is counted.
        articles: How many articles are replayed at each; the same ones everywhere.
        draws: In how many orders.
        seed: Which orders.
        output: A picture of it, FILE.svg, or all of it, FILE.json.
        language: That of documents whose metadata names none; by default English.
        schema: The schema file, for documents that name no schema.
        format_: How to report.
    """
    from annotator.project.suggestions.finished_gold import finished_gold  # noqa: PLC0415 - loaded when called
    from annotator.project.suggestions.worth import simulated  # noqa: PLC0415 - as above

    _refuse(at, articles, draws, output)
    found = finished_gold(gold, schema, project)
    with Progress("replays") as progress:
        result = simulated(found, at, articles=articles, draws=draws, seed=seed, language=language, progress=progress)
    if result.too_few_for:
        missing = ", ".join(map(str, result.too_few_for))
        talk(f"{counted(result.documents, 'article')}: too few for {missing} finished ones")
    if output:
        _write(result, output, ", ".join(each.name for each in gold) or found.schema.ref)
    if format_ == "json":
        emit_json(plain(result))
    else:
        _tell(result)
    return int(ExitCode.OK)


def _refuse(at: tuple[int, ...], articles: int, draws: int, output: Path | None) -> None:
    if any(each < 0 for each in at):
        raise UsageError(f"--at {min(at)}: expected a number of articles, 0 or more")
    for name, number in (("articles", articles), ("draws", draws)):
        if number < 1:
            raise UsageError(f"--{name} {number}: expected 1 or more")
    if output and output.suffix not in (".svg", ".json"):
        raise UsageError(f"-o {output}: expected a name that ends in .svg or .json")


def plain(result: Simulation) -> dict[str, Any]:
    """A simulation as a JSON object, with what a key was taken to be."""
    from annotator.suggest.worth import keys  # noqa: PLC0415 - loaded when called

    names = (
        *("MENTION_BY_HAND", "REST_OF_MENTION", "RELATION_BY_HAND"),
        *("TRIGGER_BY_HAND", "FILLER_BY_HAND", "REST_OF_EVENT"),
    )
    return {
        "documents": result.documents,
        "seed": result.seed,
        "draws": result.draws,
        "keys_by_hand": {name.lower(): getattr(keys, name) for name in names},
        "sources": [{"name": each.name, "version": each.version} for each in result.sources],
        "points": [each.plain() for each in result.points],
        "too_few_for": list(result.too_few_for),
    }


def _write(result: Simulation, output: Path, title: str) -> None:
    import orjson  # noqa: PLC0415 - only where a file is asked for

    from annotator.datasets.write import write_content  # noqa: PLC0415 - as above
    from annotator.suggest.worth.simulation_picture import picture  # noqa: PLC0415 - as above

    if output.suffix == ".svg":
        write_content(picture(result.points, title).encode(), output)
    else:
        write_content(orjson.dumps(plain(result), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE), output)


def _tell(result: Simulation) -> None:
    rows: list[tuple[str, ...]] = []
    for each in result.points:
        figures, by_hand = each.figures(), each.by_hand()
        rows.append(
            (
                str(each.finished),
                *(shown(figures[name]) for name in _COLUMNS),
                shown(by_hand["keys_per_event"]),
                shown(figures["keys_per_relation"]),
            )
        )
    say(f"{counted(result.documents, 'article')}, seed {result.seed}, {counted(result.draws, 'order')}")
    header: tuple[str, ...] = ("finished", "mention", "by sentence", "corrections", "event", "by hand", "relation")
    if result.sources:
        header = (*header, "sources")
        rows = [(*row, f"{each.with_sources}/{each.replayed}") for row, each in zip(rows, result.points, strict=True)]
    say(table(header, rows, right=range(len(header))))
    if result.sources:
        names = ", ".join(f"{each.name} ({each.version})" for each in result.sources)
        say(f"sources: {names}; looked at where finished articles show that the learner is better with them")
    first = result.points[0].by_hand() if result.points else {}
    hand = f"{shown(first.get('keys_per_mention'))} keys a mention, {shown(first.get('keys_per_relation'))} a relation"
    say(f"by hand: {hand}; corrections are of 100 mentions")


_COLUMNS = ("keys_per_mention", "keys_per_mention_by_sentence", "corrections_per_100_mentions", "keys_per_event")
