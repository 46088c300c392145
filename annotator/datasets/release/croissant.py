"""`croissant.json`: a release described to programs (MLCommons Croissant 1.0), so that they find and load its records.

A record set for each part; fields are the keys of a record that have a single value, and lists of what every annotation
has. What else an annotation has, programs read from the record itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

import orjson

from annotator.datasets.release.citation import citation
from annotator.datasets.release.declaration import DataSetFile

CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
CONFORMS_TO = "http://mlcommons.org/croissant/1.0"

MEANING = {
    "id": "The document's id.",
    "text": "The article as it was read; offsets count its code points.",
    "text_sha256": "The SHA-256 of the text in UTF-8.",
    "schema": "The schema that it is labelled under, name@version.",
}
"""The keys of a record with a single value that every record has; `text` where the texts are there."""

LISTS: Mapping[str, Mapping[str, str]] = {
    "entities": {"id": "Text", "type": "Text", "spans": "Integer"},
    "relations": {"id": "Text", "type": "Text", "head": "Text", "tail": "Text"},
    "events": {"id": "Text", "type": "Text"},
}
"""What every annotation has, by layer: a field is the list of it over the annotations of a document."""


def croissant(said: DataSetFile, parts: Mapping[str, bytes], *, has_text: bool, languages: Sequence[str]) -> bytes:
    """The content of the file; `parts` are the files of records by their path in the release."""
    keys = [key for key in MEANING if has_text or key != "text"]
    plain = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "name": said.title,
        "description": said.summary,
        "conformsTo": CONFORMS_TO,
        "license": said.licence_url,
        "url": said.url or None,
        "version": said.version,
        "datePublished": said.published,
        "inLanguage": list(languages),
        "keywords": list(said.keywords),
        "creator": [{"@type": "sc:Organization", "name": each} for each in said.authors],
        "citeAs": citation(said),
        "isLiveDataset": False,
        "distribution": [_file(path, content) for path, content in parts.items()],
        "recordSet": [_record_set(path, keys) for path in parts],
    }
    kept = {key: value for key, value in plain.items() if value not in (None, [])}
    return orjson.dumps(kept, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _file(path: str, content: bytes) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": path,
        "name": path,
        "contentUrl": path,
        "contentSize": f"{len(content)} B",
        "encodingFormat": "application/jsonlines",
        "sha256": sha256(content).hexdigest(),
    }


def _record_set(path: str, keys: Sequence[str]) -> dict[str, Any]:
    name = path.removesuffix(".jsonl")
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "key": {"@id": f"{name}/id"},
        "field": [*(_single(name, path, key) for key in keys), *_lists(name, path)],
    }


def _single(record_set: str, path: str, key: str) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"{record_set}/{key}",
        "name": key,
        "description": MEANING[key],
        "dataType": "sc:Text",
        "source": {"fileObject": {"@id": path}, "extract": {"column": key}},
    }


def _lists(record_set: str, path: str) -> Iterator[dict[str, Any]]:
    for layer, keys in LISTS.items():
        for key, kind in keys.items():
            yield {
                "@type": "cr:Field",
                "@id": f"{record_set}/{layer}/{key}",
                "name": f"{layer}/{key}",
                "description": f"The {key} of each of its {layer}, in their order.",
                "dataType": f"sc:{kind}",
                "repeated": True,
                "source": {
                    "fileObject": {"@id": path},
                    "extract": {"column": layer},
                    "transform": {"jsonPath": f"$[*].{key}"},
                },
            }
