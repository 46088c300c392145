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

app = App(
    name="schema",
    help="Show, compare, check and migrate schemas.",
    help_epilogue="Example: annotator schema diff 1.0.0 2.0.0",
    help_format="plaintext",
)
app.command(show)
app.command(diff)
app.command(check)
app.command(migrate)
app.command(release)
app.command(json_schema, name="json-schema")
app.command(import_, name="import")
app.command(export)
