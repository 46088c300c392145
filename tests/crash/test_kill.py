"""kill -9 at any moment loses at most what was not acknowledged; a sample of what `make crash` does at length."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from annotator.model.record import text_hash
from annotator.project.project import Project
from annotator.store.database.location import StoreLocation
from tests.crash.killing import kill_while_labelling, killed
from tests.crash.work import TEXT
from tests.databases import Cluster
from tests.project.layers import put
from tests.project.projects import make_project

pytestmark = pytest.mark.slow

KILLS = 12
KILLS_ON_POSTGRES = 3


def test_no_acknowledged_action_is_lost(tmp_path: Path) -> None:
    _kill_often(StoreLocation(path=tmp_path / "store.sqlite"), KILLS)


def test_no_acknowledged_action_is_lost_on_postgresql(cluster: Cluster) -> None:
    _kill_often(cluster.new_database(), KILLS_ON_POSTGRES)


def _kill_often(location: StoreLocation, kills: int) -> None:
    from annotator.store.store import create_store

    store = create_store(location)
    total = 0
    for seed in range(kills):
        key = put(store, TEXT)
        acknowledged, kept = kill_while_labelling(location.url or str(location.path), key.document_id, seed)
        assert kept >= acknowledged
        total += acknowledged
    assert total, "no victim lived long enough to have anything acknowledged"
    store.close()


@pytest.mark.parametrize("seed", range(3))
def test_an_import_that_is_killed_leaves_all_or_nothing(tmp_path: Path, seed: int) -> None:
    project = make_project(tmp_path / "p")
    file = tmp_path / "gold.jsonl"
    count = 150
    with file.open("w") as stream:
        for number in range(count):
            text = f"{number}. {TEXT[:300]}"
            record = {"id": f"d{number}", "text": text, "text_sha256": text_hash(text), "schema": "mini@1.0.0"}
            stream.write(json.dumps(record | {"entities": [], "relations": [], "events": []}) + "\n")
    project.document_count()
    project.close()
    acknowledged = killed(["import", str(project.folder), str(file)], Random(seed).uniform(0, 0.4))
    found = Project.open(project.folder).document_count()
    assert found == count if acknowledged else found in (0, count)
