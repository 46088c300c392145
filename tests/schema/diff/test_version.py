from __future__ import annotations

import pytest

from annotator.errors import SchemaError
from annotator.schema.diff.version import version_key


@pytest.mark.parametrize("version", ["1.0", "1.0.0.0", "1.0.x", "1.0.²", "1..0", "1.0.-1", ""])
def test_what_is_no_version_is_refused(version: str) -> None:
    with pytest.raises(SchemaError, match=r"is no version; expected X\.Y\.Z"):
        version_key(version)


def test_versions_are_ordered_by_their_numbers() -> None:
    assert sorted(["1.10.0", "1.9.9", "0.99.1", "1.9.10"], key=version_key) == ["0.99.1", "1.9.9", "1.9.10", "1.10.0"]
