"""Predictions kept for texts that do not change: one file for each extractor, version and schema.

An entry is found by the SHA-256 of the text, and of what other extractors say of it where that is handed over, and
holds as long as the extractor's own files, those that it had read when it answered, are what they were. What is read
back is judged like an extractor's answer, so that a file that was damaged or edited costs a run, never a wrong score.
Answers are kept as they come; errors are not kept.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson

from annotator.disk.atomic_file import replace_file
from annotator.disk.operations import disk
from annotator.disk.plain_files import append_line
from annotator.errors import InputError, StoreError
from annotator.extractors.answers import OF_THE_RUN, Answer, AnswerError, prediction
from annotator.extractors.article import Article
from annotator.extractors.run import Identity
from annotator.extractors.runner import file_hash
from annotator.extractors.spec import ExtractorSpec
from annotator.model.canonical import record_of, to_plain
from annotator.model.record import text_hash

PEAK = "peak"
"""The key of the line that is no prediction, but tells the memory of the runs."""
KEPT = ("labels", "entities", "relations", "events")


class PredictionCache:
    """What one extractor, in one version, said of texts."""

    def __init__(self, folder: Path, spec: ExtractorSpec, identity: Identity, base: Path, schema: Path | None) -> None:
        """Read what is there.

        Args:
            folder: where caches are.
            spec: the extractor.
            identity: its version.
            base: where the spec's relative paths start; so do those of the extractor's own files.
            schema: the schema file that it is shown.

        Raises:
            InputError: the folder's file is there and cannot be read.
        """
        shown = file_hash(str(schema)) if schema else ""
        key = "\0".join((spec.text, identity.version, identity.fingerprint, shown))
        self._file = folder / f"{sha256(key.encode()).hexdigest()[:32]}.jsonl"
        self._base = base.absolute()
        self._hashes: dict[str, str] = {}
        self._new: list[str] = []
        self._entries: dict[str, dict[str, Any]] = dict(_entries(self._file))

    def find(self, article: Article) -> Answer | None:
        """The answer for this text under this schema, None when it is not known or may be another by now."""
        entry = self._entries.get(_key(article))
        if entry is None or not self._holds(entry.get("files")):
            return None
        try:
            return Answer(article, prediction(entry, article), elapsed_s=entry.get("elapsed_s"))
        except AnswerError:
            return None

    @property
    def peak_bytes(self) -> int | None:
        """The most memory that a run which filled the cache took; None where none ended."""
        peak = self._entries.get(PEAK, {}).get("peak_bytes")
        return peak if isinstance(peak, int) else None

    def keep_peak(self, peak_bytes: int) -> None:
        """Add how much memory a run took at most, which its predictions are told with from then on.

        Raises:
            StoreError: the file cannot be written.
        """
        if peak_bytes > (self.peak_bytes or 0):
            self._entries[PEAK] = {"key": PEAK, "peak_bytes": peak_bytes}
            self._append(orjson.dumps(self._entries[PEAK]))

    def _holds(self, files: object) -> bool:
        """Whether the extractor's own files are what they were."""
        return isinstance(files, dict) and all(self._hash(path) == known for path, known in files.items())

    def _hash(self, path: str) -> str:
        if path not in self._hashes:
            self._hashes[path] = file_hash(str(self._base / path))
        return self._hashes[path]

    def keep(self, answer: Answer) -> None:
        """Add one answer at once, so that a run that is broken off has not asked for it in vain.

        Raises:
            StoreError: the file cannot be written.
        """
        if answer.document:
            files = {os.path.relpath(path, self._base): known for path, known in answer.files.items()}
            entry = _entry(answer) | {"files": files}
            self._entries[entry["key"]] = entry
            self._new.append(entry["key"])
            self._append(orjson.dumps(entry))

    def _append(self, line: bytes) -> None:
        try:
            disk().make_folder(self._file.parent)
        except OSError as error:
            raise StoreError(f"{self._file}: cannot be written: {error.strerror}") from error
        append_line(self._file, line, sync=False)

    def forget_new(self) -> None:
        """Take back what this run added: an extractor that contradicts itself is not to be believed.

        Raises:
            StoreError: the file cannot be written; it is then as it was before.
        """
        kept = [entry for key, entry in self._entries.items() if key not in self._new]
        if self._new:
            replace_file(self._file, (orjson.dumps(entry) + b"\n" for entry in kept))
        self._entries, self._new = {entry["key"]: entry for entry in kept}, []


def _key(article: Article) -> str:
    key = f"{text_hash(article.text)} {article.schema_ref or ''}"
    return f"{key} {sha256(orjson.dumps(article.said)).hexdigest()}" if article.said else key


def _entry(answer: Answer) -> dict[str, Any]:
    assert answer.document is not None
    record = to_plain(record_of(answer.document))
    kept = {key: record[key] for key in KEPT if key in record}
    if run := {key: value for key, value in record.get("extractor", {}).items() if key in OF_THE_RUN}:
        kept["extractor"] = run
    return {"key": _key(answer.article), "elapsed_s": answer.elapsed_s} | kept


def _entries(file: Path) -> Iterable[tuple[str, dict[str, Any]]]:
    """The entries of a file, those left out that are none."""
    try:
        lines = file.read_bytes().split(b"\n")
    except FileNotFoundError:
        return
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror}") from error
    for line in lines:
        try:
            entry = orjson.loads(line)
        except orjson.JSONDecodeError:
            continue
        if isinstance(entry, dict) and isinstance(entry.get("key"), str):
            yield entry["key"], entry
