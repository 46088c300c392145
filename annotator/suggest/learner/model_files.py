"""A model's folder: what it knows as JSON, its weights as numbers, and the schema that it was fitted under.

::

    model.json      what it was fitted to and with, its features, memories and sources, and the hashes of the other two
    weights.npz     for each classifier its weights by feature, in half precision
    schema.yaml     the schema's text

Nothing in it is run when it is read: no pickle. The same model has the same bytes.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from annotator.disk.atomic_file import replace_file
from annotator.disk.operations import disk
from annotator.errors import InputError, StoreError
from annotator.schema.label_schema import LabelSchema
from annotator.suggest.learner.arguments import ArgumentModel
from annotator.suggest.learner.linear.linear import Linear
from annotator.suggest.learner.memory import Memory
from annotator.suggest.learner.mention_features import VERSION
from annotator.suggest.learner.mentions import MentionModel
from annotator.suggest.learner.model import Model
from annotator.suggest.learner.reading.source_spans import SourceName
from annotator.suggest.learner.relations import RelationModel
from annotator.suggest.learner.stem_memory import StemMemory
from annotator.suggest.learner.tagger.tagger import Tagger
from annotator.suggest.learner.things import ThingModel
from annotator.suggest.learner.triggers import TriggerModel
from annotator.suggest.learner.usual_values import UsualValues

MODEL, WEIGHTS, SCHEMA = "model.json", "weights.npz", "schema.yaml"
FILES = (MODEL, WEIGHTS, SCHEMA)
KIND = "annotator-model"
CLASSIFIERS = ("arguments", "mentions", "mentions_stacked", "relations", "tagger", "things", "triggers")
TRANSITIONS = "tagger.transitions"
LARGEST_BYTES = 1 << 30
"""What a file unpacks to at most: no classifier of ours comes near."""


@dataclass(frozen=True)
class FittedTo:
    """What a model was fitted to: documents with the hash of each record, counts, and the language that holds.

    `texts` are the hashes of the documents' texts, sorted.
    """

    documents: Mapping[str, str]
    mentions: int
    events: int
    relations: int
    language: str | None
    seed: int
    texts: tuple[str, ...] = ()


def write_model(folder: Path, model: Model, schema_text: str, fitted_to: FittedTo) -> None:
    """Write a model into a folder, which is made with its own where there is none; `model.json` is last.

    Raises:
        StoreError: it cannot be written.
    """
    weights = packed(_arrays(model))
    schema = schema_text.encode("utf-8")
    manifest = {
        "kind": KIND,
        "features": VERSION,
        "schema": {"ref": model.schema.ref, "sha256": sha256(schema).hexdigest()},
        "weights_sha256": sha256(weights).hexdigest(),
        "fitted_to": vars(fitted_to) | {"documents": dict(sorted(fitted_to.documents.items()))},
        **_content(model),
    }
    plain = json.dumps(manifest, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode("utf-8") + b"\n"
    try:
        for each in (folder.parent, folder):
            if not each.is_dir():
                disk().make_folder(each)
    except OSError as error:
        raise StoreError(f"{folder}: cannot be made: {error.strerror}") from error
    for name, content in ((SCHEMA, schema), (WEIGHTS, weights), (MODEL, plain)):
        replace_file(folder / name, [content])


def packed(arrays: Mapping[str, np.ndarray]) -> bytes:
    """Arrays as an `.npz` file whose bytes depend on nothing but their content."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in sorted(arrays.items()):
            plain = io.BytesIO()
            np.lib.format.write_array(plain, array, allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), plain.getvalue(), zipfile.ZIP_DEFLATED)
    return target.getvalue()


def unpacked(content: bytes) -> dict[str, np.ndarray]:
    """The arrays of such a file.

    Raises:
        ValueError: it holds something else, or more than any model.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(each.file_size for each in archive.infolist()) > LARGEST_BYTES:
            raise ValueError("more than a GiB unpacked")
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        return {name: arrays[name] for name in arrays.files}


def _linears(model: Model) -> dict[str, Linear]:
    return {
        "arguments": model.arguments.linear,
        "mentions": model.mentions.linear,
        "mentions_stacked": model.mentions.stacked,
        "relations": model.relations.linear,
        "tagger": model.mentions.tagger.linear,
        "things": model.things.linear,
        "triggers": model.triggers.linear,
    }


def _arrays(model: Model) -> dict[str, np.ndarray]:
    arrays: dict[str, np.ndarray] = {TRANSITIONS: np.array(model.mentions.tagger.transitions, dtype=np.float32)}
    for name, linear in _linears(model).items():
        rows = [linear.weights[feature] for feature in sorted(linear.weights)]
        arrays[f"{name}.ends"] = np.cumsum([len(row) for row in rows], dtype=np.int32)
        arrays[f"{name}.classes"] = np.array([number for row in rows for number, _ in row], dtype=np.uint16)
        arrays[f"{name}.weights"] = np.array([weight for row in rows for _, weight in row], dtype=np.float16)
        arrays[f"{name}.intercepts"] = np.array(linear.intercepts, dtype=np.float32)
    return arrays


def _content(model: Model) -> dict[str, Any]:
    linears = _linears(model)
    return {
        "classes": {name: each.classes for name, each in linears.items()},
        "feature_names": {name: sorted(each.weights) for name, each in linears.items()},
        "strings": model.mentions.memory.counts,
        "nested": sorted(model.mentions.memory.nested),
        "stems": model.triggers.memory.types,
        "occurrences": model.triggers.memory.occurrences,
        "usual": model.usual.tables,
        "sources": [{"name": each.name, "version": each.version} for each in model.sources],
    }


def read_manifest(folder: Path) -> dict[str, Any]:
    """What a folder's `model.json` says.

    Raises:
        InputError: there is none, or it is none of ours, or of other features than this program's.
    """
    path = folder / MODEL
    try:
        manifest = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise InputError(f"{folder}: holds no {MODEL}; expected a folder that `annotator train -o` wrote") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise InputError(f"{path}: is no JSON ({error}); train the model again") from None
    if not isinstance(manifest, dict) or manifest.get("kind") != KIND:
        raise InputError(f"{path}: is no model; expected a folder that `annotator train -o` wrote")
    if manifest.get("features") != VERSION:
        found = manifest.get("features")
        raise InputError(f"{path}: has features of version {found}, this program's are {VERSION}; train it again")
    return manifest


def read_model(folder: Path) -> tuple[Model, FittedTo]:
    """The model of a folder, and what it was fitted to.

    Raises:
        InputError: it cannot be read, is damaged, or was made by another version of this program.
        SchemaError: its schema is wrong.
    """
    from annotator.schema.language import parse_schema  # noqa: PLC0415 - slow to load

    manifest = read_manifest(folder)
    try:
        weights = _verified(folder / WEIGHTS, manifest["weights_sha256"])
        text = _verified(folder / SCHEMA, manifest["schema"]["sha256"]).decode("utf-8")
        schema = parse_schema(text, str(folder / SCHEMA))
        return _model(manifest, unpacked(weights), schema), _fitted_to(manifest["fitted_to"])
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, zipfile.BadZipFile) as error:
        reason = f"{type(error).__name__}: {error}"
        raise InputError(f"{folder}: is damaged ({reason}); train the model again") from None


def _fitted_to(plain: Mapping[str, Any]) -> FittedTo:
    return FittedTo(**{**plain, "texts": tuple(plain["texts"])})


def _verified(path: Path, expected: str) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}; train the model again") from error
    if sha256(content).hexdigest() != expected:
        raise InputError(f"{path}: is not the file that {MODEL} was written with; train the model again")
    return content


def _model(manifest: dict[str, Any], arrays: Mapping[str, np.ndarray], schema: LabelSchema) -> Model:
    linears = {
        name: _linear(name, manifest["classes"][name], manifest["feature_names"][name], arrays) for name in CLASSIFIERS
    }
    tables = {
        type_name: {name: tuple(values) for name, values in table.items()}
        for type_name, table in manifest["usual"].items()
    }
    sources = tuple(SourceName(**each) for each in manifest["sources"])
    memory = Memory(manifest["strings"], frozenset(manifest["nested"]))
    names = tuple(each.name for each in sources)
    tagger = Tagger(linears["tagger"], tuple(map(tuple, arrays[TRANSITIONS].tolist())))
    if arrays[TRANSITIONS].size != len(tagger.linear.classes) ** 2:
        raise ValueError("the transitions of the tagger do not go with its classes")
    return Model(
        schema,
        MentionModel(linears["mentions"], memory, names, linears["mentions_stacked"], tagger),
        TriggerModel(StemMemory(manifest["stems"], manifest["occurrences"]), linears["triggers"]),
        ArgumentModel(linears["arguments"]),
        RelationModel(linears["relations"]),
        UsualValues(tables),
        ThingModel(linears["things"]),
        sources,
    )


def _linear(name: str, classes: Sequence[str], features: Sequence[str], arrays: Mapping[str, np.ndarray]) -> Linear:
    numbers, weights = arrays[f"{name}.classes"].tolist(), arrays[f"{name}.weights"].tolist()
    ends = arrays[f"{name}.ends"].tolist()
    intercepts = tuple(arrays[f"{name}.intercepts"].tolist())
    if len(ends) != len(features) or len(intercepts) != len(classes) or len(numbers) != len(weights):
        raise ValueError(f"the weights of {name} do not go with its features")
    rows, start = {}, 0
    for feature, end in zip(features, ends, strict=True):
        rows[feature] = tuple(zip(numbers[start:end], weights[start:end], strict=True))
        start = end
    return Linear(tuple(classes), intercepts, rows)
