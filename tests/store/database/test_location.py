"""Where a store may be: a file inside the project or a PostgreSQL database; no message shows a password."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.errors import InputError
from annotator.store.database.location import store_location

FOLDER = Path("/projects/news")


@pytest.mark.parametrize("scheme", ["postgresql", "postgres"])
def test_an_address_is_shown_without_its_password(scheme: str) -> None:
    found = store_location(f"{scheme}://ada:secret@db.example:5432/labels", FOLDER)
    assert (found.path, str(found)) == (None, "postgresql://db.example/labels")
    assert found.engine_url == "postgresql+psycopg://ada:secret@db.example:5432/labels"


def test_a_file_lies_inside_the_project() -> None:
    assert store_location(".annotator/store.sqlite", FOLDER).path == FOLDER / ".annotator" / "store.sqlite"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("ada:secret@db.example/labels", "reads like a database's address"),
        ("mysql://ada:secret@db.example/labels", "mysql:// is no store"),
        ("postgresql:ada:secret@db.example/labels", "lacks a slash"),
        ("postgresql://ada:secret@extra@db.example/labels", "has several @"),
        ("postgresql://ada:secret@db.example:many/labels", "host or port"),
        ("postgresql://ada:secret@db.example:0/labels", "port is 0"),
        ("../other/store.sqlite", "lies outside the project"),
    ],
)
def test_anything_else_is_refused_without_its_password(value: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as refused:
        store_location(value, FOLDER)
    assert "secret" not in str(refused.value)
