"""The data card of a release: `README.md`, with the front matter that Hugging Face reads. Its figures are computed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from annotator.datasets.release.citation import citation
from annotator.datasets.release.features import record_features
from annotator.datasets.release.yaml_text import yaml_text
from annotator.datasets.statistics.statistics import Statistics
from annotator.datasets.statistics.tables import tables
from annotator.eval.reports.markdown import escape, piped
from annotator.formats.protocol import Loss
from annotator.model.annotation import Entity
from annotator.model.document import Document
from annotator.project.release.consistency import consistency_section
from annotator.project.release.labour import labour_section
from annotator.project.release.source import ReleaseSource

SPLITS = {"development": "validation", "dev": "validation"}
"""What the `datasets` library calls a part that people call otherwise."""

SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
LARGER = "n>1M"

PICTURE = "statistics.svg"

LONG = 40
"""A table with more lines is folded."""


def card(source: ReleaseSource, words: str, losses: Mapping[str, Sequence[Loss]]) -> str:
    """The card's text.

    Args:
        source: the data set.
        words: what its makers wrote about it, in Markdown.
        losses: what each export has no place for, by format.
    """
    parts = [words.strip() or f"# {escape(source.said.title)}\n\n{escape(source.said.summary)}"]
    parts += [_facts(source), _loading(source), _statistics(source)]
    parts += labour_section(source) if source.said.labour else []
    parts += [_exports(losses)] if losses else []
    parts.append(consistency_section(source.doubts, has_text=source.has_text))
    parts.append(f"## Citation\n\n{escape(citation(source.said))}")
    return f"---\n{yaml_text(front_matter(source))}---\n" + "\n\n".join(parts) + "\n"


def front_matter(source: ReleaseSource) -> dict[str, object]:
    """What stands between the lines of dashes."""
    said, layers = source.said, _layers(source.documents)
    number = len(source.documents)
    tasks = ["named-entity-recognition"] if "entities" in layers else []
    tasks += ["coreference-resolution"] if any(each.coref for each in _referring(source.documents)) else []
    return {
        "pretty_name": said.title,
        "license": said.licence.lower() if not said.licence.startswith("LicenseRef") else "other",
        "language": source.languages,
        "task_categories": ["token-classification"],
        "task_ids": tasks,
        "size_categories": [next((name for least, name in SIZES if number < least), LARGER)],
        "tags": [*said.keywords, *(f"{each}-extraction" for each in ("relation", "event") if f"{each}s" in layers)],
        "configs": [{"config_name": "default", "data_files": [
            {"split": split_name(part), "path": f"{part}.jsonl"} for part in source.parts
        ]}],
        "dataset_info": {"config_name": "default", "features": record_features()},
    }  # fmt: skip


def split_name(part: str) -> str:
    """What the `datasets` library calls a part; the only one there is, `gold` or whatever its name, as it is."""
    return SPLITS.get(part, re.sub(r"\W+", "_", part))


def _layers(documents: Sequence[Document]) -> set[str]:
    return {layer for each in documents for layer in ("entities", "relations", "events") if getattr(each, layer)}


def _referring(documents: Sequence[Document]) -> Iterator[Entity]:
    return (each for document in documents for each in document.entities.values())


def _facts(source: ReleaseSource) -> str:
    said = source.said
    rows = [
        ("version", said.version),
        ("released", said.published),
        ("licence", said.licence),
        ("languages", ", ".join(source.languages) or "-"),
        ("schema", source.schema.ref),
        ("texts", "in the records" if source.has_text else "not in the records: offsets, types and hashes alone"),
    ]
    rows += [("address", said.url)] if said.url else []
    return "## At a glance\n\n" + piped([("what", "is"), *[(name, escape(value)) for name, value in rows]], 2)


def _loading(source: ReleaseSource) -> str:
    first = next(iter(source.parts))
    lines = [
        "from datasets import load_dataset",
        "",
        'gold = load_dataset("PATH/OF/THIS/FOLDER")',
        f'gold["{split_name(first)}"][0]["entities"]',
    ]
    said = (
        "A line of a file is a document with its entities, relations and events; offsets count code points of `text`."
    )
    if not source.has_text:
        said += (
            " The texts are not part of the data set: `annotator hydrate` joins it with your copies of the articles."
        )
    code = "\n".join(lines)
    return f"## Loading\n\n```python\n{code}\n```\n\n{said} `sha256sum --check SHA256SUMS` verifies the files."


def _statistics(source: ReleaseSource) -> str:
    """The parts beside each other, then the tables of `annotator stats`."""
    by_part = {part: statistics_of(documents) for part, documents in source.parts.items()}
    whole = statistics_of(source.documents)
    header = ["part", "documents", "words", "entities", "relations", "events"]
    rows = [[escape(part), *_row(each)] for part, each in by_part.items()]
    rows += [["all", *_row(whole)]] if len(rows) > 1 else []
    parts = ["## Statistics", piped([header, *rows], 1), f"![Annotations by type, and lengths]({PICTURE})"]
    for each in tables(whole):
        lines = [each.header, *([escape(cell) for cell in row] for row in each.rows)]
        parts += _section(each.title.capitalize(), piped(lines, each.first_number), is_long=len(lines) > LONG)
    return "\n\n".join(parts)


def _section(title: str, table: str, *, is_long: bool) -> list[str]:
    """A table below its heading, or behind it where it is long."""
    if is_long:
        return [f"<details><summary>{title}</summary>", table, "</details>"]
    return [f"### {title}", table]


def statistics_of(documents: Sequence[Document]) -> Statistics:
    """What these documents hold."""
    statistics = Statistics()
    for each in documents:
        statistics.add(each)
    return statistics


def _row(statistics: Statistics) -> list[str]:
    layers = (sum(statistics.counts[layer].values()) for layer in ("entities", "relations", "events"))
    return [str(each) for each in (statistics.documents, statistics.words, *layers)]


def _exports(losses: Mapping[str, Sequence[Loss]]) -> str:
    names = " and ".join(f"`{name}/`" for name in losses)
    lines = [
        [name, escape(loss.what), str(loss.count), escape(loss.why)] for name, each in losses.items() for loss in each
    ]
    said = f"## Other formats\n\n{names} hold the same gold for other tools, made as `annotator convert` makes it."
    if not lines:
        return f"{said} Nothing is lost."
    table = piped([("format", "what", "times", "why"), *lines], 4)
    return "\n\n".join([f"{said} They have no place for:", *_section("What is lost", table, is_long=True)])
