"""`annotator export`: the working store's current state as gold."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from annotator.cli.output import counted, talk
from annotator.cli.progress import Progress
from annotator.cli.project_option import ProjectFolder
from annotator.errors import ExitCode

if TYPE_CHECKING:
    from annotator.model.document import Document
    from annotator.project.project import Project

STDOUT = Path("-")


def export(
    *,
    layer: str | None = None,
    output: Annotated[Path, Parameter(name=["--output", "-o"])] = STDOUT,
    text_free: bool = False,
    provenance: bool = False,
    decisions: bool = False,
    project: ProjectFolder = None,
) -> int:
    """Write one layer as canonical JSON Lines.

    Args:
        layer: Whose annotations; by default those of the project's annotator.
        output: The file to write, `-` for standard output.
        text_free: Leave out every text, note and title, for articles that may not be passed on.
        provenance: How each annotation came in, from whom, and what was offered; in gold also who decided
            (meta.provenance).
        decisions: Write the decisions of adjudication instead, one a line; of several under one key the last holds.
    """
    from annotator.datasets.text_free import without_text  # noqa: PLC0415 - loaded when called
    from annotator.datasets.write import write_records  # noqa: PLC0415 - as above
    from annotator.project.project import Project  # noqa: PLC0415 - as above
    from annotator.project.records.broken_rules import broken_rules  # noqa: PLC0415 - as above
    from annotator.project.records.export_records import exported  # noqa: PLC0415 - as above

    opened = Project.open(project)
    if decisions:
        return _decisions(opened, output)
    with Progress("documents") as progress:
        documents = list(exported(opened, layer, progress))
    if provenance:
        documents = _with_provenance(opened, layer, documents)
    pending = sum(bool(each.unconfirmed) for document in documents for each in document.annotations())
    write_records([without_text(each) for each in documents] if text_free else documents, output)
    incomplete = sum(bool(each.incomplete_for) for each in documents)
    parts = [counted(len(documents), "document")]
    parts += [f"{incomplete} not declared complete"] if incomplete else []
    parts += [f"{pending} annotations not confirmed yet"] if pending else []
    talk(", ".join(parts))
    if opened.config.schema and (broken := broken_rules(documents, opened.schema)):
        where = quote(str(output)) if output != STDOUT else "FILE"
        talk(f"{broken}: annotator check {where} lists them")
    return int(ExitCode.OK)


def _decisions(project: Project, output: Path) -> int:
    from annotator.datasets.write import write_objects  # noqa: PLC0415 - loaded when called
    from annotator.model.canonical import to_bytes  # noqa: PLC0415 - as above
    from annotator.project.adjudication.adjudicate_project import made_decisions  # noqa: PLC0415 - as above

    made = made_decisions(project)
    write_objects(made, output, to_bytes)
    talk(counted(len(made), "decision"))
    return int(ExitCode.OK)


def _with_provenance(project: Project, layer: str | None, documents: list[Document]) -> list[Document]:
    from annotator.agreement.adjudication.gold import GOLD  # noqa: PLC0415 - loaded when called
    from annotator.project.adjudication.provenance import with_provenance  # noqa: PLC0415 - as above
    from annotator.project.records.export_records import usual_layer  # noqa: PLC0415 - as above
    from annotator.project.records.origins import with_origins  # noqa: PLC0415 - as above

    name = layer or usual_layer(project)
    return with_provenance(project, documents) if name == GOLD else list(with_origins(project, name, documents))
