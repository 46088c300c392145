"""What Hugging Face `datasets` makes of a folder: run as a program of its own, `python with_datasets.py FOLDER OUT`.

It loads the folder, writes the rows that it gives out as JSON, and the data set in every way that it can be kept. Of
`--json FILE...` it loads single files instead, each without declared features.
"""

from __future__ import annotations

import json
import os
import sys
from importlib import import_module
from pathlib import Path

os.environ.update(HF_HUB_OFFLINE="1", HF_DATASETS_OFFLINE="1")
# The folder datasets/ of the repository is no package.
sys.path = [each for each in sys.path if Path(each or ".").resolve() != Path.cwd()]
datasets = import_module("datasets")
datasets.disable_progress_bars()


def main(source: str, out: str, *files: str) -> None:
    cache = str(Path(out) / "cache")
    if source == "--json":
        rows = [list(datasets.load_dataset("json", data_files=each, cache_dir=cache)["train"]) for each in files]
        (Path(out) / "rows.json").write_text(json.dumps(rows), "utf-8")
        return
    loaded = datasets.load_dataset(source, cache_dir=cache)
    (Path(out) / "rows.json").write_text(json.dumps({name: list(each) for name, each in loaded.items()}), "utf-8")
    train = loaded["train"]
    train.to_json(f"{out}/rows.jsonl")
    train.to_parquet(f"{out}/rows.parquet")
    train.save_to_disk(f"{out}/saved")
    loaded.save_to_disk(f"{out}/saved_dict")


if __name__ == "__main__":
    main(*sys.argv[1:])
