"""What no format claims: told with the names of all, unless it is XML that no format would read either."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.errors import AnnotatorError, FormatError, InputError, UsageError
from annotator.formats.recognition import recognised

ENTITY = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///x">]>'


@pytest.mark.parametrize(
    ("content", "error", "said"),
    [
        (f'<?xml version="1.0"?>\n{ENTITY}<a>&x;</a>', FormatError, ":2: has a DOCTYPE"),
        ('<?xml version="1.0"?>\n<a><![CDATA[<!DOCTYPE a>]]></a>', UsageError, "no format is recognised"),
        ("nothing known", UsageError, ": no format is recognised"),
        ("", UsageError, ": it is empty, and no format is recognised"),
    ],
)
def test_what_no_format_claims(tmp_path: Path, content: str, error: type[AnnotatorError], said: str) -> None:
    path = tmp_path / "file"
    path.write_text(content)
    with pytest.raises(error) as caught:
        recognised(path)
    assert said in str(caught.value)


def test_a_folder_without_files(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no file in it; expected a file, or a folder with"):
        recognised(tmp_path)
