"""One try: a reader is given files that are almost right; it reads them or refuses them with an error of ours."""

from __future__ import annotations

import shutil
import traceback
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from random import Random
from time import process_time

import msgspec

from annotator.errors import AnnotatorError
from tests.fuzz.mutation_of_bytes import mutated
from tests.fuzz.readers import Reader

CORPUS = Path(__file__).with_name("corpus")
"""Files that a reader once failed on, each as JSON: the reader's name, and files by name."""
MOST_S = 20.0


class Case(msgspec.Struct):
    """Files that a reader was given."""

    reader: str
    files: dict[str, bytes]


def drawn(reader: Reader, random: Random) -> dict[str, bytes]:
    """The reader's good files, one of them mutated, seldom one missing."""
    files = dict(reader.files)
    name = random.choice(sorted(files))
    files[name] = mutated(files[name], random)
    if len(files) > 1 and random.random() < 0.05:
        del files[random.choice(sorted(files))]
    return files


def failure(reader: Reader, files: Mapping[str, bytes], folder: Path) -> str | None:
    """What went wrong when these were read; None when they were read, or refused as they should."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    started_s = process_time()
    try:
        reader.read(folder)
    except AnnotatorError as error:
        return None if str(error) else "an error without words"
    except Exception:
        return traceback.format_exc(limit=-4)
    if (took_s := process_time() - started_s) > MOST_S:
        return f"took {took_s:.0f} s"
    return None


def keep(reader: str, files: Mapping[str, bytes]) -> Path:
    """Put files into the corpus, so that they are tried for ever."""
    content = msgspec.json.format(msgspec.json.encode(Case(reader, dict(files))))
    path = CORPUS / f"{reader.replace(' ', '-')}-{sha256(content).hexdigest()[:12]}.json"
    path.write_bytes(content + b"\n")
    return path
