"""The format `hf`: a folder that `datasets.load_dataset` loads, and whatever `datasets` makes of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import orjson
from msgspec.structs import replace

from annotator.errors import FormatError, InputError
from annotator.formats.corpora.hf.arrow_files import ARROW, PARQUET, arrow_rows
from annotator.formats.corpora.hf.columns import SIGN, features
from annotator.formats.corpora.hf.rows import document_of_row, row_of
from annotator.formats.json_rows import Row, documents_of_rows, json_rows
from annotator.formats.protocol import STDOUT, Format, OutputFile, Report
from annotator.formats.sample import Sample
from annotator.formats.under_schema import under
from annotator.model.document import Document
from annotator.schema.label_schema import LabelSchema
from annotator.text.utf8 import read_utf8

JSON = (".jsonl", ".json")
README = "README.md"
DATA = "data/train.jsonl"
OF_DATASETS = ("dataset_info.json", "state.json", "dataset_dict.json")
"""Files that `datasets` writes beside its data."""

CARD = """---
configs:
- config_name: default
  data_files:
  - split: train
    path: data/*.jsonl
dataset_info:
  features:
{features}
---

# Gold records

`datasets.load_dataset("{folder}")` loads these documents. Every row has the same columns, with the types that are
declared above, so that files with events and without load together. `spans` count the characters (code points) of
`text` from 0, ends excluded. An attribute is a name, its value in a string, and the kind of the value: string, boolean,
integer, number or list, the last four in JSON. `meta_json`, `was_json` and `extractor_json` are JSON in a string.
"""


class Hf(Format):
    """Hugging Face `datasets`: a folder with declared features; JSON Lines, and Parquet and Arrow by the extra `hf`."""

    name = "hf"
    suffixes = (PARQUET, ARROW)

    def read(self, source: Path, schema: LabelSchema | None, report: Report) -> Iterator[Document]:
        """The documents of a file, or of all data files in a folder.

        Raises:
            FormatError: a row has not these columns; with all findings.
            InputError: a file cannot be read, or a folder has no data.
            UsageError: pyarrow is needed, and is not installed.
        """
        ref = schema.ref if schema else None
        for each in documents_of_rows(
            _rows(_files(source, report), report), lambda row: [document_of_row(row, report)]
        ):
            yield replace(each, schema_ref=ref) if ref else each

    def recognizes(self, sample: Sample) -> bool:
        """Whether its first object has the columns of a row, or what declares the columns of a folder names them."""
        if not sample.is_folder:
            return {"id", SIGN} <= sample.first.keys()
        declarations = [each for each in sample.names if Path(each).name in (README, OF_DATASETS[0])]
        return any(_says(sample.path / each) for each in declarations[:3])

    def write(
        self, documents: Iterable[Document], target: Path, schema: LabelSchema | None, report: Report
    ) -> Iterator[OutputFile]:
        """`README.md` and the rows in the folder `target`; the rows alone, where it is a file of JSON Lines."""
        rows = (_line(under(each, schema) if not each.schema_ref else each) for each in documents)
        if target == STDOUT or target.suffix.lower() in JSON:
            yield target, rows
            return
        yield target / DATA, rows
        declared = "\n".join(f"  {each}" for each in features())
        yield target / README, [CARD.format(features=declared, folder=target.name).encode("utf-8")]


def _line(document: Document) -> bytes:
    return orjson.dumps(row_of(document)) + b"\n"


def _says(file: Path) -> bool:
    try:
        return SIGN in read_utf8(file, FormatError)
    except InputError:
        return False


def _rows(files: Iterable[Path], report: Report) -> Iterator[Row]:
    return chain.from_iterable(
        json_rows(each, report) if each.suffix.lower() not in (PARQUET, ARROW) else arrow_rows(each) for each in files
    )


def _files(source: Path, report: Report) -> list[Path]:
    """The file itself, or the data files below a folder; which parts of a data set they are is told.

    Raises:
        InputError: there are none.
    """
    if not source.is_dir():
        return [source]
    files = [each for each in sorted(source.rglob("*")) if _is_data(each)]
    if not files:
        raise InputError(f"{source}: no data in it; expected files that end in {', '.join((*JSON, PARQUET, ARROW))}")
    if len(files) > 1:
        report.note(f"read one after the other: {', '.join(each.relative_to(source).as_posix() for each in files)}")
    return files


def _is_data(file: Path) -> bool:
    named_so = file.suffix.lower() in (*JSON, PARQUET, ARROW)
    # What `datasets` computed from its data stands beside them under such a name.
    return named_so and file.is_file() and file.name not in OF_DATASETS and not file.name.startswith("cache-")
