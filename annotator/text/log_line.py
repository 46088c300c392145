"""A line of output made safe for the log of a CI system, which takes some lines for commands to itself.

GitHub Actions obeys `::command::` at the start of a line, blanks before it or not, and `##[command]` anywhere in one;
Azure Pipelines obeys `##vso[`, TeamCity `##teamcity[`. A blank within the sign takes its meaning away, and is seen.
"""

from __future__ import annotations

import re

from annotator.text.visible import visible

_COMMAND = re.compile(r"^(\s*:)(?=:)|(#)(?=#(?:vso|teamcity)?\[)", re.IGNORECASE)


def log_line(text: str) -> str:
    """The text as one line that neither a terminal nor the log of a CI system obeys."""
    return _COMMAND.sub(lambda sign: f"{sign[0]} ", visible(text))
