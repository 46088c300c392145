"""The documents of a file of tags put on articles whose texts are known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from annotator.errors import InputError
from annotator.formats.conll.tagged_file import Tagged, TaggedFile, places_in, record_of_tags, record_on
from annotator.model.record import Record


def records_on_texts(file: TaggedFile, texts: Mapping[str, str | None], whose: str = "gold") -> Iterator[Record]:
    """Its documents on the texts that they are about: by name where all have one, else in the texts' order.

    Raises:
        InputError: there are more or fewer documents than texts, or tokens are not in the text.
    """
    documents = list(file.documents())
    names = [name for name, _ in documents]
    if not texts.keys() >= set(names):
        if len(names) != len(texts):
            raise InputError(
                f"{file.path}: has {len(names)} documents where {whose} has {len(texts)}, and does not call them as "
                f"{whose} does; expected a line -DOCSTART- or a comment # id = NAME before each"
            )
        names = list(texts)
    for name, (_, tagged) in zip(names, documents, strict=True):
        text = texts[name]
        if text is None:
            raise InputError(f"{file.path}: document {name!r} of {whose} has no text to put tokens on")
        yield _on(file, name, tagged, text)


def records_to_add(file: TaggedFile, text_of: Callable[[str], str | None]) -> Iterator[Record]:
    """Its documents under ids of their own: as the file calls them, else by the file's name and their number.

    A document whose text is known stands on that, any other on its tokens with blanks between.

    Raises:
        InputError: as `TaggedFile.documents`, or tokens are not in the text.
    """
    for name, tagged in file.documents():
        own = tagged[0].sentence.name or f"{file.path.stem}-{name}"
        text = text_of(own)
        yield record_of_tags(own, tagged) if text is None else _on(file, own, tagged, text)


def _on(file: TaggedFile, name: str, tagged: list[Tagged], text: str) -> Record:
    return record_on(name, tagged, text, places_in(text, tagged, file.path))
