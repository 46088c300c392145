"""`annotator convert`: foreign formats."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from annotator.cli.output import talk
from annotator.cli.progress import Watched
from annotator.errors import ExitCode
from annotator.formats.conll.schemes import Repair, Scheme
from annotator.formats.registry import BUILT_IN
from annotator.text.offsets import Offsets

FORMATS = f"{', '.join(BUILT_IN)}, or one that another package adds"


def convert(
    source: Path,
    target: Path,
    /,
    *,
    from_: Annotated[
        str | None,
        Parameter(name="--from", help=f"The source's format: {FORMATS}; by default recognised, and said."),
    ] = None,
    to: Annotated[str, Parameter(help="The target's format.")],
    strict: Annotated[bool, Parameter(negative=())] = False,
    schema: Path | None = None,
    offsets: Offsets = "chars",
    scheme: Scheme = "auto",
    repair: Repair = "none",
    keep_pieces: Annotated[bool, Parameter(negative=())] = False,
) -> int:
    """Read documents in one format and write them in another; what is lost is reported.

    Args:
        source: A file, a folder or an archive (zip, tar, gz); for brat a .ann beside its .txt, or a folder of them.
        target: A file or folder, `-` for standard output.
        strict: Write nothing, and end with 1, when something would be lost.
        schema: The schema file; without it the source's own, else one that is made of the data, is written beside the
            target.
        offsets: What the offsets of JSON Lines count: code points, UTF-16 units, UTF-8 bytes, or code points with the
            last character for an end.
        scheme: How tags of conll mark mentions; by default guessed, and said.
        repair: What becomes of a tag that does not fit its scheme: refused; read as conlleval does; dropped.
        keep_pieces: Leave mentions in pieces that brat cut where a line of the text ends; by default they are joined,
            and cut again on the way back.
    """
    from annotator.eval.input_options import InputOptions  # noqa: PLC0415 - as below
    from annotator.project.records.convert_records import convert_files  # noqa: PLC0415 - loaded when called, as every command
    from annotator.schema.compiled import load_schema  # noqa: PLC0415 - as above

    inputs = InputOptions(offsets=offsets, scheme=scheme, repair=repair)
    known = load_schema(schema) if schema else None
    with Watched([source]):
        conversion = convert_files(
            source, target, from_, to, schema=known, strict=strict, inputs=inputs, keep_pieces=keep_pieces
        )
    for note in conversion.notes:
        talk(note)
    for each in conversion.losses:
        talk(f"lost: {each}")
    if not conversion.written:
        talk("nothing was written (--strict)")
        return int(ExitCode.FINDINGS)
    documents, losses = conversion.documents, len(conversion.losses)
    lost = f"{losses} kind{'' if losses == 1 else 's'} of loss" if losses else "nothing lost"
    talk(f"{documents} document{'' if documents == 1 else 's'}, {lost}")
    return int(ExitCode.OK)
