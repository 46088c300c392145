"""Files that somebody adds, as articles: texts, pages, Markdown, rows; what is none is refused, or asked about."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotator.errors import InputError
from annotator.model.record import text_hash
from annotator.project.archives.unpacked import unpacked
from annotator.project.articles.doubts import doubts
from annotator.project.articles.file_kinds import Kind, ReadAs, kind_of, signature
from annotator.project.articles.rows import Columns, NoTextColumnError, articles_in_rows
from annotator.project.read_text import read_content, read_text
from annotator.store.tables.documents import Article

DECLARED = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
DECLARED_WITHIN_BYTES = 1024


def nobody(question: str) -> bool:
    """Nobody can be asked: it is not to be done."""
    return False


@dataclass
class Reading:
    """How files are read, whom to ask, and what people are told on the way."""

    read_as: ReadAs = "auto"
    columns: Columns = field(default_factory=Columns)
    ask: Callable[[str], bool] = nobody
    notes: list[str] = field(default_factory=list)

    def articles(self, path: Path, name: Callable[[Path], str]) -> Generator[Article | Path, None, None]:
        """The articles of a file, of the files in a folder or of an archive; a file of records as such.

        `name` gives the name of the file that the store keeps for an article whose text is the file's.

        Raises:
            InputError: a file cannot be read, or is none that an article can be made of.
        """
        kind: Kind = kind_of(path)
        if self.read_as != "auto" and kind != "folder" and not (kind == "archive" and self.read_as != "text"):
            kind = self.read_as
        if kind == "archive":
            told = len(self.notes)
            with unpacked(path) as inside:
                yield from self._all_in(inside, path, name) if inside.is_dir() else self.articles(inside, _no_name)
            self.notes[told:] = [each.replace(str(inside), str(path)) for each in self.notes[told:]]
        elif kind == "folder":
            yield from self._all_in(path, path, name)
        else:
            yield from self._of_file(path, kind, path.stem, name)

    def _all_in(self, folder: Path, shown: Path, name: Callable[[Path], str]) -> Generator[Article | Path, None, None]:
        """The files of a folder at any depth; what is no article is left out, and told."""
        files = [each for each in sorted(folder.rglob("*")) if each.is_file()]
        found = False
        for file in files:
            inside = file.relative_to(folder)
            if any(part.startswith(".") for part in inside.parts):
                continue
            known = signature(file) if self.read_as == "auto" else None
            if known or (self.read_as == "auto" and kind_of(file) == "archive"):
                self.notes.append(f"{shown / inside}: left out: it is {known[0] if known else 'an archive'}")
                continue
            found = True
            named = _no_name if folder != shown else name
            kind: Kind = kind_of(file) if self.read_as == "auto" else self.read_as
            yield from self._of_file(file, kind, inside.with_suffix("").as_posix(), named)
        if not found:
            raise InputError(f"{shown}: has no file in it that an article can be made of")

    def _of_file(
        self, path: Path, kind: Kind, article_id: str, name: Callable[[Path], str]
    ) -> Generator[Article | Path, None, None]:
        known = signature(path) if self.read_as == "auto" else None
        if known and not self.ask(f"{path} is {known[0]}; take it for an article as it is?"):
            raise InputError(f"{path}: is {known[0]}; {known[1]}; --as text takes it for an article as it is")
        if kind == "records":
            yield path
        elif kind == "rows" and not known:
            yield from self._rows(path, article_id, name)
        elif kind in ("html", "markdown") and not known:
            yield self._marked_up(path, kind, article_id)
        else:
            yield self._told(path, Article(article_id, read_text(path), {}, name(path) or None))

    def _rows(self, path: Path, article_id: str, name: Callable[[Path], str]) -> Iterator[Article]:
        try:
            for each in articles_in_rows(path, self.columns):
                yield self._told(path, each)
        except NoTextColumnError:
            if not self.ask(f"{path} has no column {self.columns.text!r}; take it for an article as it is?"):
                raise
            yield self._told(path, Article(article_id, read_text(path), {}, name(path) or None))

    def _marked_up(self, path: Path, kind: str, article_id: str) -> Article:
        source = self._page(path) if kind == "html" else read_text(path)
        if kind == "html":
            from annotator.text.markup.html_text import visible_html  # noqa: PLC0415 - where there is a page

            visible = visible_html(source)
        else:
            from annotator.text.markup.markdown_text import visible_markdown  # noqa: PLC0415 - where there is some

            visible = visible_markdown(source)
        origin = {"file": path.name, "sha256": text_hash(source), "blocks": [list(each) for each in visible.blocks]}
        meta: dict[str, Any] = {kind: origin}
        meta |= {"title": visible.title} if visible.title else {}
        meta |= {"language": visible.language} if visible.language else {}
        self.notes.append(f"{path}: read as {kind}: its visible text; --as text takes the file as it is")
        return self._told(path, Article(article_id, visible.text, meta))

    def _page(self, path: Path) -> str:
        """The characters of a page, in the encoding that it declares, else in UTF-8."""
        declared = _declared(path)
        if declared is None:
            return read_text(path).removeprefix("\ufeff")
        try:
            text = read_content(path).decode(declared)
        except UnicodeDecodeError as error:
            raise InputError(
                f"{path}: says that it is {declared}, and byte {error.start} is not; expected UTF-8 or what it says"
            ) from error
        self.notes.append(f"{path}: is read in the encoding that it declares, {declared}")
        return text

    def _told(self, path: Path, article: Article) -> Article:
        which = "" if article.id in (path.stem, "") else f": article {article.id!r}"
        self.notes += [f"{path}{which}: {each}" for each in doubts(article.text)]
        return article


def _no_name(path: Path) -> str:
    """An article of an archive has no file of its own."""
    return ""


def _declared(path: Path) -> str | None:
    """The encoding that a page declares, where it is a known one and not UTF-8."""
    try:
        with path.open("rb") as stream:
            head = stream.read(DECLARED_WITHIN_BYTES)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error
    found = DECLARED.search(head)
    if found is None or head.startswith(codecs.BOM_UTF8):
        return None
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
    except LookupError:
        return None
    return None if name in ("utf-8", "ascii") else name
