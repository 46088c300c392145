"""`annotator schema`: the versioned schema, and the verbs below it."""

from __future__ import annotations

from cyclopts import App

from annotator.cli.schema.check import check
from annotator.cli.schema.diff import diff
from annotator.cli.schema.export import export
from annotator.cli.schema.import_ import import_
from annotator.cli.schema.json_schema import json_schema
from annotator.cli.schema.migrate import migrate
from annotator.cli.schema.release import release
from annotator.cli.schema.show import show


def _ending(example: str) -> str:
    """What the help of a verb ends with."""
    return f"Example: annotator schema {example}\nPage: docs/schemas.md"


app = App(
    name="schema",
    help="Show, compare, check and migrate schemas.",
    help_epilogue=_ending("diff 1.0.0 2.0.0"),
    help_format="plaintext",
)
app.command(show, help_epilogue=_ending("show 2.0.0"))
app.command(diff, help_epilogue=_ending("diff 1.0.0 2.0.0"))
app.command(check, help_epilogue=_ending("check schema/news"))
app.command(migrate, help_epilogue=_ending("migrate gold.jsonl --to 2.0.0"))
app.command(release, help_epilogue=_ending("release schema/news/1.0.0.yaml"))
app.command(json_schema, name="json-schema", help_epilogue=_ending("json-schema record"))
app.command(import_, name="import", help_epilogue=_ending("import corpus -o schema/ncbi.yaml"))
app.command(export, help_epilogue=_ending("export corpus 1.0.0"))
