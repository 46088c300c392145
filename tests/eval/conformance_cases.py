"""The conformance cases of reference scorers beside the repository, and their documents as gold records."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from tests.shared import SHARED

FOLDER = SHARED / "conformance"
Case = dict[str, Any]
Record = dict[str, Any]


def cases(*files: str) -> list[Any]:
    """One parameter for each case, named after it; nothing where the folder is not there."""
    found = []
    for file in files:
        path = FOLDER / f"{file}.jsonl"
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
        found += [pytest.param(case, id=case["id"]) for case in map(json.loads, lines)]
    return found


def agreed(*files: str, only: Callable[[Case], bool] = lambda case: True) -> list[Any]:
    """The undisputed cases."""
    return [each for each in cases(*files) if each.values[0]["status"] == "agreed" and only(each.values[0])]


def records(side: Case, **changes: Any) -> list[Record]:
    """The documents of one side of a case as gold records."""
    return [record(document, **changes) for document in side["docs"]]


def record(document: Case, skip_roles: str = "", strip_digits: bool = False) -> Record:
    """A document of a case as a gold record: triggers inside events, `ref` as `target`, clusters as `coref`."""
    entities = [
        {"id": each.get("id") or f"T{number}", "type": each["type"], "spans": each["spans"]}
        for number, each in enumerate(document.get("entities", ()), 1)
    ]
    entities += _mentions_of_clusters(document.get("clusters", ()))
    of_id = {each["id"]: each for each in entities}
    events = []
    for number, event in enumerate(document.get("events", ()), 1):
        arguments = []
        for argument in event["arguments"]:
            role = re.sub(r"\d+$", "", argument["role"]) if strip_digits else argument["role"]
            if not (skip_roles and re.search(skip_roles, role)):
                arguments.append({"role": role, "target": _target(argument, entities)})
        trigger = event["trigger"] if isinstance(event["trigger"], list) else of_id[event["trigger"]]["spans"]
        identity = event.get("id") or f"E{number}"
        events.append({"id": identity, "type": event["type"], "trigger": {"spans": trigger}, "arguments": arguments})
    found = {"id": document["id"], "entities": entities, "relations": document.get("relations", []), "events": events}
    return found | ({"text": document["text"]} if "text" in document else {})


def _target(argument: Case, entities: list[Record]) -> str:
    if "ref" in argument:
        return str(argument["ref"])
    entities.append({"id": f"A{len(entities)}", "type": "ENTITY", "spans": argument["spans"]})
    return str(entities[-1]["id"])


def _mentions_of_clusters(clusters: Iterable[list[list[int]]]) -> list[Record]:
    return [
        {"id": f"C{number}-{index}", "type": "MENTION", "spans": [span], "coref": str(number)}
        for number, cluster in enumerate(clusters)
        for index, span in enumerate(cluster)
    ]
