"""What no format claims: told with the names of all, unless it is XML that no format would read either."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.errors import AnnotatorError, FormatError, UsageError
from annotator.formats.recognition import recognised

ENTITY = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///x">]>'


@pytest.mark.parametrize(
    ("content", "error", "said"),
    [
        (f'<?xml version="1.0"?>\n{ENTITY}<a>&x;</a>', FormatError, ":2: has a DOCTYPE"),
        ('<?xml version="1.0"?>\n<a><![CDATA[<!DOCTYPE a>]]></a>', UsageError, "no format is recognised"),
        ("nothing known", UsageError, "no format is recognised"),
    ],
)
def test_what_no_format_claims(tmp_path: Path, content: str, error: type[AnnotatorError], said: str) -> None:
    path = tmp_path / "file"
    path.write_text(content)
    with pytest.raises(error) as caught:
        recognised(path)
    assert said in str(caught.value)
