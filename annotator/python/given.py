"""What a caller may give where records are wanted: a path, records, dicts of the record's shape, spaCy `Doc`s.

What is no file is written into one for the time of the call, so that it is read, judged and scored by the very same
rules as the command line's; messages name it by its argument and the number of the record.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

import orjson

from annotator.datasets.data_set_files import is_described, record_files
from annotator.datasets.decoding import ENCODE
from annotator.datasets.record import read_records
from annotator.errors import AnnotatorError, FoundError, InputError
from annotator.model.canonical import record_of
from annotator.model.document import Document
from annotator.model.record import Record
from annotator.project.archives.unpacked import unpacked

Given: TypeAlias = "str | Path | Iterable[Record | Document | Mapping[str, Any] | Any]"
"""A path, or records in any of these forms; `Any` is a spaCy `Doc`."""

EXPECTED = "expected a path, or records, dicts of the record's shape, or spaCy Docs"


def read(path: str | Path) -> list[Record]:
    """The records of a JSON Lines file, or of all those of a data set, each judged as it is read.

    Raises:
        RecordError: a record is not what the contract says; the message names file, line and path.
        InputError: the file cannot be read.
    """
    place = _path("path", path)
    files = record_files(place) if is_described(place) else [place]
    return [record for file in files for record in read_records(file, loose=True)]


@contextmanager
def as_files(*sides: tuple[str, Given]) -> Iterator[list[Path]]:
    """The files of what was given, each with its name for messages; those written here last as long as the context.

    Raises:
        InputError: something is none of what may be given.
        AnnotatorError: whatever the block raises; what was written here is called by its argument's name.
    """
    with TemporaryDirectory(prefix="annotator-") as folder:
        files: list[Path] = []
        written: dict[str, str] = {}
        known = _ids_by_text([given for _, given in sides])
        for number, (name, given) in enumerate(sides):
            if isinstance(given, str | Path):
                files.append(_path(name, given))
            else:
                file = Path(folder) / f"{number}.jsonl"
                file.write_bytes(b"".join(_lines(name, given, known)))
                files.append(file)
                written[str(file)] = name
        try:
            with ExitStack() as context:
                yield [context.enter_context(unpacked(each)) for each in files]
        except AnnotatorError as error:
            raise _renamed(error, written) from None


def _renamed(error: AnnotatorError, names: Mapping[str, str]) -> AnnotatorError:
    """The same error, in which files written here have the names of arguments."""
    if isinstance(error, FoundError):
        places = [each.place for each in error.findings]
        moved = [replace(place, file=names.get(place.file, place.file)) for place in places]
        return type(error)(*(replace(each, place=to) for each, to in zip(error.findings, moved, strict=True)))
    message = str(error)
    for file, name in names.items():
        message = message.replace(file, name)
    return type(error)(message)


def _path(name: str, given: object) -> Path:
    if not isinstance(given, str | Path) or "\0" in str(given):
        raise InputError(f"{name}: found {type(given).__name__}; expected a path")
    return Path(given)


def _lines(name: str, given: object, known: Mapping[str, str]) -> Iterator[bytes]:
    if isinstance(given, Mapping | bytes) or not isinstance(given, Iterable):
        hint = "; put it into a list" if isinstance(given, Mapping) else ""
        raise InputError(f"{name}: found {type(given).__name__}; {EXPECTED}{hint}")
    seen: dict[str, int] = {}
    for number, each in enumerate(given, 1):
        yield _line(f"{name}:{number}", each, known, seen) + b"\n"


def _line(place: str, given: object, known: Mapping[str, str], seen: dict[str, int]) -> bytes:
    if isinstance(given, Document):
        return ENCODE(record_of(given))
    if isinstance(given, Record):
        return ENCODE(given)
    if _is_spacy(given):
        given = _of_spacy(given, known, seen)
    if not isinstance(given, Mapping):
        raise InputError(f"{place}: found {type(given).__name__}; expected a record, a dict or a spaCy Doc")
    try:
        return orjson.dumps(given if isinstance(given, dict) else dict(given))
    except (TypeError, RecursionError) as error:
        raise InputError(
            f"{place}: holds what JSON cannot say ({error}); expected strings, numbers, lists, dicts"
        ) from None


def _is_spacy(given: object) -> bool:
    return all(hasattr(given, name) for name in ("text", "ents", "user_data"))


def _of_spacy(doc: Any, known: Mapping[str, str], seen: dict[str, int]) -> dict[str, Any]:
    """A spaCy `Doc` as a record: its entities, under the id that it was given or that its text has elsewhere."""
    text = str(doc.text)
    entities = [
        {"id": f"T{number}", "type": each.label_, "spans": [[each.start_char, each.end_char]], "text": each.text}
        for number, each in enumerate(doc.ents, 1)
    ]
    name = doc.user_data.get("id") or known.get(text) or hashlib.sha256(text.encode()).hexdigest()[:16]
    seen[name] = seen.get(name, 0) + 1
    return {"id": name if seen[name] == 1 else f"{name}-{seen[name]}", "text": text, "entities": entities}


def _ids_by_text(sides: Sequence[Given]) -> dict[str, str]:
    """The ids that texts have in what was given besides spaCy's documents, which have none of their own."""
    lists = [given for given in sides if isinstance(given, Sequence) and not isinstance(given, str)]
    if not any(_is_spacy(each) for given in lists for each in given[:1]):
        return {}
    names: dict[str, str] = {}
    for given in sides:
        for record in read(given) if isinstance(given, str | Path) else given if isinstance(given, Sequence) else ():
            text, name = _text_and_id(record)
            if isinstance(text, str) and isinstance(name, str):
                names[text] = name
    return names


def _text_and_id(record: object) -> tuple[object, object]:
    if isinstance(record, Mapping):
        return record.get("text"), record.get("id")
    if isinstance(record, Record):
        return record.known_text, record.id
    return (record.text, record.id) if isinstance(record, Document) else (None, None)
