"""In which format a file or folder is: by its content, and where no content tells, by its name's end."""

from __future__ import annotations

from pathlib import Path

from annotator.datasets.data_set_files import is_described
from annotator.errors import InputError, UsageError
from annotator.formats.file_by_file import file_by_file, files_in, formats_in
from annotator.formats.protocol import Format
from annotator.formats.registry import format_named, format_names
from annotator.formats.sample import sample_of


def recognised(path: Path) -> Format:
    """The one format that a file or folder is in; a folder may also hold several files of one.

    Raises:
        InputError: it is not there, cannot be read, is a folder without files, or is XML of no known format with a
            DOCTYPE.
        UsageError: no format fits, or several do.
    """
    found = fitting(path)
    if len(found) == 1:
        return reading(found[0], path)
    names = ", ".join(each.name for each in found) if found else ", ".join(format_names())
    if found:
        raise UsageError(f"{path}: could be {names}; say which with --from")
    if not path.is_dir() and sample_of(path).has_doctype:
        from annotator.formats.xml_reading import refuse_doctype  # noqa: PLC0415 - only where there is one

        refuse_doctype(path)
    if path.is_dir() and not files_in(path):
        raise InputError(f"{path}: no file in it; expected a file, or a folder with the files of a format")
    empty = "it is empty, and " if not path.is_dir() and path.stat().st_size == 0 else ""
    raise UsageError(
        f"{path}: {empty}no format is recognised by its content or its name; say which with --from: {names}"
    )


def fitting(path: Path) -> list[Format]:
    """The formats that a file or folder may be in.

    Raises:
        InputError: it is not there, or cannot be read.
    """
    if found := by_content(path):
        return found
    known = [] if path.is_dir() else [format_named(each) for each in format_names()]
    return [each for each in known if path.suffix.lower() in each.suffixes]


def by_content(path: Path) -> list[Format]:
    """Those of them that the content of the file, or of files in the folder, speaks for; a data set is its records.

    Raises:
        InputError: it is not there, or cannot be read.
    """
    if is_described(path):
        return [format_named("jsonl")]
    sample = sample_of(path)
    known = [format_named(each) for each in format_names()]
    found = [each for each in known if each.recognizes(sample)]
    return formats_in(known, path) if not found and sample.is_folder else found


def reading(form: Format, path: Path) -> Format:
    """A format as it reads this: itself, or file by file where it is a folder and the format reads single files.

    Raises:
        InputError: it cannot be read.
    """
    if not path.is_dir() or form.recognizes(sample_of(path)):
        return form
    return file_by_file(form, path) or form
